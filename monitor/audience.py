"""Who is told and by which way, as written in the settings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast

from monitor.clock import now
from monitor.measures import positive
from monitor.tables import Table, one_of
from monitor.web import mail_address
from monitor.weighting import weights
from notifications.channels import (
    CHANNELS,
    ChannelSettings,
    ChatSettings,
    FilesSettings,
    SmtpSettings,
    WebhookSettings,
)
from notifications.channels.smtp import Security
from notifications.headers import mailbox
from notifications.schedule import parse
from policy.catalogues import LANGUAGES
from policy.model.changes import Kind, Severity
from policy.model.digests import Scope, Subscriber
from policy.model.targets import DocumentType, Target

_SECURITIES = ("starttls", "tls", "none")
_ALERTS = {"critical": Severity.CRITICAL, "major": Severity.MAJOR, "never": None}
_USUAL = parse("daily 08:00 UTC")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What channels need that does not stand in their own table."""

    sender: str
    folder: Path  # of the settings file
    environment: Mapping[str, str]
    guard: Callable[[str], bool]  # which numeric addresses may be reached
    user_agent: str  # what every request says of us


def channels(table: Table, around: Surroundings) -> Mapping[str, ChannelSettings]:
    """The ways out by name; a wrong one is left out."""
    found = {name: _channel(table.table(name), name, around) for name in table.names()}
    return {name: way for name, way in found.items() if way is not None}


def password_variable(channel: str) -> str:
    """The environment variable that holds a channel's password."""
    return f"CLAUSEWATCH_{_upper(channel)}_PASSWORD"


def secret_variable(channel: str) -> str:
    """The environment variable that holds what a webhook signs with."""
    return f"CLAUSEWATCH_{_upper(channel)}_SECRET"


def url_variable(channel: str) -> str:
    """The environment variable that holds the address of a chat service: its password is a part of it."""
    return f"CLAUSEWATCH_{_upper(channel)}_URL"


def _upper(channel: str) -> str:
    return "".join(char if char.isalnum() else "_" for char in channel.upper())


def _channel(table: Table, name: str, around: Surroundings) -> ChannelSettings | None:
    kind = table.read("type", "", one_of(CHANNELS))
    way: ChannelSettings | None = None
    match kind:
        case "smtp":
            way = _smtp(table, around, _Secret(password_variable(name), around.environment))
        case "files":
            way = FilesSettings(around.folder / table.text("folder", "outbox"))
        case "webhook":
            way = _webhook(table, around, secret_variable(name))
        case "apprise":
            way = _chat(table, around, url_variable(name))
        case _ if not table.has("type"):
            table.wrong("type", 'write type = "smtp", "webhook", "apprise" or "files"')
    if kind:
        table.close()
    return way


@dataclass(frozen=True, slots=True)
class _Secret:
    """Where a channel's password is."""

    variable: str
    environment: Mapping[str, str]

    @property
    def value(self) -> str:
        return self.environment.get(self.variable) or self.environment.get("CLAUSEWATCH_SMTP_PASSWORD", "")


def _webhook(table: Table, around: Surroundings, variable: str) -> WebhookSettings | None:
    table.secret("secret", variable)
    url, ca_file = table.text("url", ""), table.text("ca_file", "")
    timeout = table.read("timeout", timedelta(seconds=15), positive)
    secrets = around.environment.get(variable, "")
    if not secrets:
        table.wrong("type", f"there is nothing to sign with: set {variable} (docs/telling.md says how to make one)")
        return None
    try:
        return WebhookSettings(
            url=url,
            secrets=secrets,
            guard=around.guard,
            clock=now,
            user_agent=around.user_agent,
            timeout=timeout.total_seconds(),
            ca_file=str(around.folder / ca_file) if ca_file else None,
        )
    except ValueError as mistake:
        table.wrong("url", str(mistake))
        return None


def _chat(table: Table, around: Surroundings, variable: str) -> ChatSettings | None:
    table.secret("url", variable)
    timeout = table.read("timeout", timedelta(seconds=60), positive)
    url = around.environment.get(variable, "")
    if not url:
        table.wrong("type", f"there is no address of a chat service: set {variable} (docs/telling.md)")
        return None
    try:
        return ChatSettings(url, around.guard, around.user_agent, timeout.total_seconds())
    except ValueError as mistake:
        table.wrong("type", str(mistake))
        return None


def _smtp(table: Table, around: Surroundings, secret: _Secret) -> SmtpSettings | None:
    table.secret("password", secret.variable)
    host = table.text("host", "")
    security = cast("Security", table.read("security", "starttls", one_of(_SECURITIES)))
    port = table.count("port", {"starttls": 587, "tls": 465, "none": 25}[security], 1, 65535)
    user, ca_file = table.text("user", ""), table.text("ca_file", "")
    if not host:
        table.wrong("host", "write the name of your mail server, such as smtp.company.example")
        return None
    if user and not secret.value:
        table.wrong("user", f"there is no password for it: set {secret.variable}")
        return None
    try:
        return SmtpSettings(
            host=host,
            sender=mailbox(around.sender).address,
            port=port,
            security=security,
            user=user,
            password=secret.value if user else "",
            ca_file=str(around.folder / ca_file) if ca_file else None,
        )
    except ValueError as mistake:
        table.wrong("host", str(mistake))
        return None


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
