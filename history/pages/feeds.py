"""The same changes for feed readers: of everything, of one kind, of one service, of one document."""

from history.addresses import address
from history.answers import Absent, Answer, Channel, Feed, Visit
from history.filtering import FilterError, chosen, wanted
from history.named import document, service, shows
from history.shelves import Shelf
from policy.model.shelf import ChangeFilter, DocumentCard
from policy.words import document_type_label, kind_label


def every(visit: Visit) -> Answer:
    """All changes, or those of the filter in the address."""
    filtered = wanted(visit.query)
    href, wishes = visit.href, chosen(visit.query)
    name = address("all", wishes)
    title = visit.speech.say("{site}: changes", site=visit.site.name)
    title += f" ({', '.join(wishes.values())})" if wishes else ""
    channel = Channel(name, title, address(href(""), wishes), address(href("feed.atom"), wishes))
    return _feed(visit, channel, filtered)


def of_kind(visit: Visit) -> Answer:
    """Every change of one kind, at an address without a question mark, which some readers drop."""
    wishes = {"kind": visit.name("kind")}
    try:
        filtered = wanted(wishes)
    except FilterError:
        return Absent(visit.speech.say("This kind of change"))
    if filtered.kind is None:
        return Absent(visit.speech.say("This kind of change"))
    href = visit.href
    channel = Channel(
        f"kinds/{filtered.kind}",
        f"{visit.site.name}: {kind_label(filtered.kind, visit.speech.language)}",
        address(href(""), wishes),
        href("kinds", filtered.kind, "feed.atom"),
    )
    return _feed(visit, channel, filtered)


@shows(service)
def of_service(visit: Visit, shelf: Shelf) -> Answer:
    href = visit.href
    channel = Channel(
        f"services/{shelf.service}",
        f"{visit.site.name}: {shelf.name}",
        href("services", shelf.service),
        href("services", shelf.service, "feed.atom"),
    )
    return _feed(visit, channel, ChangeFilter(service=shelf.service))


@shows(document)
def of_document(visit: Visit, card: DocumentCard) -> Answer:
    target, href, language = card.target, visit.href, visit.speech.language
    channel = Channel(
        f"documents/{target.id}",
        f"{visit.site.name}: {target.service_name}, {document_type_label(target.document_type, language)}",
        href(target.id),
        href(target.id, "feed.atom"),
    )
    return _feed(visit, channel, ChangeFilter(target_id=target.id))


def _feed(visit: Visit, channel: Channel, filtered: ChangeFilter) -> Feed:
    return Feed(channel, visit.library.changes(filtered, visit.site.feed_size))
