"""The calendars of effective dates, read back by a calendar library."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from history.addresses import Addresses
from history.answers import Channel, Visit
from history.calendar import calendar
from history.catalogue import Catalogue
from history.wording import speech
from policy.model.changes import Quote
from policy.model.looks import Event
from policy.model.shelf import Change
from tests.history.exhibits import GAZETTE, Desk, exhibition
from tests.history.payloads import PAYLOADS
from tests.history.reader import NOW, SITE, Reader
from tests.history.texts import COOKIES_1, COOKIES_2, text_of
from tests.notifications.samples import MAIL_CHANGED, NEW_DATE, PROMISE_GONE, change
from tests.support.builders import DAY, MONDAY, target
from tests.support.sampling import sampled
from tests.support.shelf import ShelfArchive

CHANGE = change(NEW_DATE, MAIL_CHANGED, PROMISE_GONE, of=replace(target("acme"), service_name="Acme; Shop, Ltd"))
CHANNEL = Channel("all", "Watch, all; of it", "/", "/calendar.ics")


def written(*changes: Change, language: str = "en") -> str:
    library = ShelfArchive()
    href = Addresses("", None, language)
    visit = Visit(library, Catalogue(library), SITE, NOW, speech(language), href, "/calendar.ics", {}, {})
    return calendar(CHANNEL, changes, visit).decode()


def events(*changes: Change, language: str = "en") -> list[Any]:
    """The events as another program reads them; the library types their values as anything a calendar may hold."""
    return read(written(*changes, language=language))


def read(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_stated_day_is_an_event_of_that_whole_day() -> None:
    (event,) = events(CHANGE)
    assert event["UID"] == "acme-privacy-4@watch.example"
    assert event["DTSTART"].dt == date(2026, 4, 1)
    assert event["DTEND"].dt == date(2026, 4, 2)
    assert event["DTSTAMP"].dt == CHANGE.after.confirmed_at.replace(microsecond=0)
    assert event["SUMMARY"] == "Acme; Shop, Ltd: Privacy policy takes effect"
    assert event["URL"] == "https://watch.example/acme-privacy/changes/4"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Takes effect on 1 Apr 2026, 30 days after we first saw it.",
        "Promise removed: not to sell",
        "Contact e-mail changed: privacy@acme.example → dpo@acme-group.example",
        "https://watch.example/acme-privacy/changes/4",
    ]


def test_the_calendar_says_what_it_is_and_how_often_to_ask() -> None:
    whole: Any = Calendar.from_ical(written(CHANGE))
    named = r"NAME:Watch\, all\; of it"  # RFC 7986 makes it TEXT; icalendar reads it as it stands
    assert {named, f"X-WR-CAL{named}"} <= set(written(CHANGE).split("\r\n"))
    assert whole["SOURCE"] == "https://watch.example/calendar.ics"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in written(CHANGE)
    assert (whole["VERSION"], whole["METHOD"]) == ("2.0", "PUBLISH")


def test_an_event_is_told_in_the_language_of_the_address() -> None:
    (event,) = events(CHANGE, language="ru")
    assert event["SUMMARY"] == "Acme; Shop, Ltd: Политика конфиденциальности – вступление в силу"


def test_changes_that_state_no_day_are_no_events() -> None:
    assert events(change(MAIL_CHANGED)) == []


def test_events_come_in_the_order_of_their_days_whatever_the_order_of_the_changes() -> None:
    later = replace(NEW_DATE, what="2026-05-01", after=Quote("In force from 1 May 2026.", (), "top", 0, 25))
    changes = (change(later, of=target("alpha")), CHANGE)
    assert written(*changes) == written(*reversed(changes))
    assert [event["DTSTART"].dt.month for event in events(*changes)] == [4, 5]


def assert_lines_keep_to_the_standard(text: str) -> None:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_lines_are_folded_within_75_octets_and_no_character_is_cut() -> None:
    long = replace(CHANGE, target=replace(CHANGE.target, service_name="Лавка Север и сыновья " * 3))
    assert_lines_keep_to_the_standard(written(long))
    assert "Лавка Север и сыновья Лавка Север и сыновья" in events(long)[0]["SUMMARY"]


def assert_one_inert_event(text: str) -> None:
    finding = replace(MAIL_CHANGED, what=text, section=(text,))
    told = change(NEW_DATE, finding, of=replace(target("acme"), service_name=text))
    assert_lines_keep_to_the_standard(written(told))
    (event,) = events(told)
    properties = ["UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"]
    assert list(event) == properties


@pytest.mark.parametrize("text", sampled(PAYLOADS, 24))
def test_hostile_text_stays_inside_its_property(text: str) -> None:
    assert_one_inert_event(text)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_stays_inside_its_property(text: str) -> None:
    assert_one_inert_event(text)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Reads the exhibition, in which one document more states a day."""
    desk = Desk(exhibition())
    desk.look(MONDAY, GAZETTE, Event.FIRST, text_of(COOKIES_1, "Terms"))
    desk.look(MONDAY + 3 * DAY, GAZETTE, Event.CHANGED, text_of(COOKIES_2, "Terms"), [NEW_DATE])
    return Reader(desk.archive)


@pytest.mark.parametrize("address", ["/calendar.ics", "/services/gazette/calendar.ics", "/gazette-terms/calendar.ics"])
def test_each_calendar_of_the_site_holds_its_days(reader: Reader, address: str) -> None:
    answer = reader.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    (event,) = read(answer.text)
    assert event["UID"] == "gazette-terms-2@watch.example"
    assert reader.get(address, if_none_match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize("address", ["/services/kopi/calendar.ics", "/kopi-privacy/calendar.ics"])
def test_a_calendar_without_days_is_one_all_the_same(reader: Reader, address: str) -> None:
    assert read(reader.get(address).text) == []


@pytest.mark.parametrize("address", ["/nope/calendar.ics", "/services/nope/calendar.ics"])
def test_a_calendar_of_nothing_is_not_there(reader: Reader, address: str) -> None:
    assert reader.get(address).status == 404


def test_pages_lead_to_their_calendars(reader: Reader) -> None:
    for page, calendar_of in (("/", "/calendar.ics"), ("/services/kopi", "/services/kopi/calendar.ics")):
        assert calendar_of in reader.get(page).page.xpath("//a/@href")
    assert "/ru/kopi-privacy/calendar.ics" in reader.get("/ru/kopi-privacy").page.xpath("//a/@href")
