"""The same changes for feed readers: of everything, of one kind, of one service, of one document."""

from history.answers import Absent, Answer, Feed, Unclear, Visit
from history.atom import Channel
from history.filtering import FilterError, chosen, wanted
from history.paging import address
from history.rendering import Addresses
from policy.model.shelf import ChangeFilter
from policy.words import document_type_label, kind_label


def every(visit: Visit) -> Answer:
    """All changes, or those of the filter in the address."""
    try:
        filtered = wanted(visit.query)
    except FilterError as error:
        return Unclear(str(error))
    href, wishes = Addresses(visit.site.prefix), chosen(visit.query)
    name = address("all", wishes)
    title = (
        f"{visit.site.name}: changes" if not wishes else f"{visit.site.name}: changes ({', '.join(wishes.values())})"
    )
    channel = Channel(name, title, address(f"{visit.site.prefix}/", wishes), address(href("feed.atom"), wishes))
    return _feed(visit, channel, filtered)


def of_kind(visit: Visit) -> Answer:
    """Every change of one kind, at an address without a question mark, which some readers drop."""
    wishes = {"kind": visit.name("kind")}
    try:
        filtered = wanted(wishes)
    except FilterError:
        return Absent("This kind of change")
    if filtered.kind is None:
        return Absent("This kind of change")
    href = Addresses(visit.site.prefix)
    channel = Channel(
        f"kinds/{filtered.kind}",
        f"{visit.site.name}: {kind_label(filtered.kind)}",
        address(f"{visit.site.prefix}/", wishes),
        href("kinds", filtered.kind, "feed.atom"),
    )
    return _feed(visit, channel, filtered)


def of_service(visit: Visit) -> Answer:
    service = visit.name("service")
    cards = [card for card in visit.catalogue.documents() if card.target.service == service]
    if not cards:
        return Absent("This service")
    href = Addresses(visit.site.prefix)
    channel = Channel(
        f"services/{service}",
        f"{visit.site.name}: {cards[0].target.service_name}",
        href("services", service),
        href("services", service, "feed.atom"),
    )
    return _feed(visit, channel, ChangeFilter(service=service))


def of_document(visit: Visit) -> Answer:
    card = visit.library.document(visit.name("target"))
    if card is None:
        return Absent("This document")
    target, href = card.target, Addresses(visit.site.prefix)
    channel = Channel(
        f"documents/{target.id}",
        f"{visit.site.name}: {target.service_name}, {document_type_label(target.document_type)}",
        href(target.id),
        href(target.id, "feed.atom"),
    )
    return _feed(visit, channel, ChangeFilter(target_id=target.id))


def _feed(visit: Visit, channel: Channel, filtered: ChangeFilter) -> Feed:
    return Feed(channel, visit.library.changes(filtered, visit.site.feed_size))
