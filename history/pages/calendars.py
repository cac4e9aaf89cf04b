"""The days from which changed documents apply, for calendar programs: of everything, one service, one document."""

from history.answers import Answer, Channel, File, Visit
from history.calendar import MEDIA_TYPE, calendar
from history.named import document, service, shows
from history.shelves import Shelf
from policy.model.changes import Kind
from policy.model.shelf import ChangeFilter, DocumentCard
from policy.words import document_type_label

_FILE = "calendar.ics"
_KIND = Kind.EFFECTIVE_DATE
_MOST = 500  # changes, the newest


def every(visit: Visit) -> Answer:
    channel = Channel("all", _title(visit, visit.site.name), visit.href(""), visit.href(_FILE))
    return _calendar(visit, channel, ChangeFilter(kind=_KIND))


@shows(service)
def of_service(visit: Visit, shelf: Shelf) -> Answer:
    page, own = visit.href("services", shelf.service), visit.href("services", shelf.service, _FILE)
    channel = Channel(f"services/{shelf.service}", _title(visit, shelf.name), page, own)
    return _calendar(visit, channel, ChangeFilter(kind=_KIND, service=shelf.service))


@shows(document)
def of_document(visit: Visit, card: DocumentCard) -> Answer:
    target = card.target
    words = document_type_label(target.document_type, visit.speech.language)
    page, own = visit.href(target.id), visit.href(target.id, _FILE)
    channel = Channel(f"documents/{target.id}", _title(visit, f"{target.service_name}, {words}"), page, own)
    return _calendar(visit, channel, ChangeFilter(kind=_KIND, target_id=target.id))


def _title(visit: Visit, name: str) -> str:
    return visit.speech.say("{name}: days of effect", name=name)


def _calendar(visit: Visit, channel: Channel, wanted: ChangeFilter) -> File:
    return File(calendar(channel, visit.library.changes(wanted, _MOST), visit), MEDIA_TYPE)
