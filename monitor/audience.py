"""Who is told, as written in the settings."""

from collections.abc import Sequence

from monitor.tables import Table, one_of
from monitor.web import mail_address
from monitor.weighting import weights
from notifications.schedule import parse
from policy.catalogues import LANGUAGES
from policy.model.changes import Kind, Severity
from policy.model.digests import Scope, Subscriber
from policy.model.targets import DocumentType, Target

_ALERTS = {"critical": Severity.CRITICAL, "major": Severity.MAJOR, "never": None}
_USUAL = parse("daily 08:00 UTC")


def subscribers(tables: Sequence[Table], ways: Sequence[str]) -> tuple[Subscriber, ...]:
    """Those who are told, each under an id of their own. `ways` names all channels, wrong ones too: those have their
    own message, and naming one is no mistake of the subscriber's."""
    found: dict[str, Subscriber] = {}
    for one in tables:
        subscriber = _subscriber(one, ways)
        if subscriber.id in found:
            one.wrong("id", "used twice; a subscriber's id must be their own, or their digests would mix")
        found[subscriber.id] = subscriber
    return tuple(found.values())


def unmatched(people: Sequence[Subscriber], targets: Sequence[Target]) -> tuple[tuple[Subscriber, str], ...]:
    """Each document, service and tag of a scope or a weight that no target is or has: it would never be met."""
    services, tags = {one.service for one in targets}, {tag for one in targets for tag in one.tags}
    documents = {one.id for one in targets}
    return tuple(
        (one, name)
        for one in people
        for part in (one.scope, *(Scope(weight.services, weight.tags) for weight in one.weights))
        for wanted, known in ((part.documents, documents), (part.services, services), (part.tags, tags))
        for name in wanted
        if name not in known
    )


def _subscriber(table: Table, ways: Sequence[str]) -> Subscriber:
    for name, remedy in _NEEDED.items():
        if not table.has(name):
            table.wrong(name, remedy)
    scope = table.table("scope")
    subscriber = Subscriber(
        id=table.read("id", "", _id),
        address=table.read("address", "", mail_address),
        channel=table.read("channel", "", one_of(ways)),
        schedule=table.read("schedule", _USUAL, parse),
        language=table.read("language", "en", one_of(LANGUAGES)),
        minimum=Severity[table.read("minimum", "minor", one_of(one.word for one in Severity)).upper()],
        scope=Scope(
            documents=scope.texts("documents", str),
            services=scope.texts("services", str),
            tags=scope.texts("tags", str),
            document_types=scope.texts("types", lambda text: DocumentType(_TYPE(text))),
            kinds=scope.texts("kinds", lambda text: Kind(_KIND(text))),
        ),
        tells_quiet=table.flag("quiet_too", False),
        weights=weights(table.tables("weights")),
        alerts=_ALERTS[table.read("alerts", "critical", one_of(_ALERTS))],
    )
    scope.close()
    table.close()
    return subscriber


_NEEDED = {
    "id": "give the subscriber a short name that stays",
    "address": "write the e-mail address the digests go to",
    "channel": "name one of the [channels] above",
}
_TYPE = one_of(DocumentType)
_KIND = one_of(Kind)


def _id(text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > 80:
        raise ValueError("write a short name of printable characters")
    return text
