"""The days from which changed documents apply, for calendar programs: of everything, one service, one document."""

from history.answers import Absent, Answer, Channel, File, Visit
from history.calendar import MEDIA_TYPE, calendar
from policy.model.changes import Kind
from policy.model.shelf import ChangeFilter
from policy.words import document_type_label

_FILE = "calendar.ics"
_KIND = Kind.EFFECTIVE_DATE
_MOST = 500  # changes, the newest


def every(visit: Visit) -> Answer:
    channel = Channel("all", _title(visit, visit.site.name), visit.href(""), visit.href(_FILE))
    return _calendar(visit, channel, ChangeFilter(kind=_KIND))


def of_service(visit: Visit) -> Answer:
    service = visit.name("service")
    cards = [card for card in visit.catalogue.documents() if card.target.service == service]
    if not cards:
        return Absent(visit.speech.say("This service"))
    page, own = visit.href("services", service), visit.href("services", service, _FILE)
    channel = Channel(f"services/{service}", _title(visit, cards[0].target.service_name), page, own)
    return _calendar(visit, channel, ChangeFilter(kind=_KIND, service=service))


def of_document(visit: Visit) -> Answer:
    card = visit.library.document(visit.name("target"))
    if card is None:
        return Absent(visit.speech.say("This document"))
    target = card.target
    document = document_type_label(target.document_type, visit.speech.language)
    page, own = visit.href(target.id), visit.href(target.id, _FILE)
    channel = Channel(f"documents/{target.id}", _title(visit, f"{target.service_name}, {document}"), page, own)
    return _calendar(visit, channel, ChangeFilter(kind=_KIND, target_id=target.id))


def _title(visit: Visit, name: str) -> str:
    return visit.speech.say("{name}: days of effect", name=name)


def _calendar(visit: Visit, channel: Channel, wanted: ChangeFilter) -> File:
    return File(calendar(channel, visit.library.changes(wanted, _MOST), visit), MEDIA_TYPE)
