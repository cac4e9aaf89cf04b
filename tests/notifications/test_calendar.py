"""The calendar of effective dates, read back by a calendar library."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from notifications.calendar import calendar
from notifications.wording import wording
from policy.model.changes import Quote
from policy.model.shelf import Change
from tests.history.payloads import PAYLOADS
from tests.notifications.samples import MAIL_CHANGED, NEW_DATE, PROMISE_GONE, change
from tests.support.builders import target

STAMPED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ENGLISH = wording("en", ZoneInfo("UTC"))
SITE = "https://history.clausewatch.example"
DOMAIN = "history.clausewatch.example"
CHANGE = change(NEW_DATE, MAIL_CHANGED, PROMISE_GONE, of=replace(target("acme"), service_name="Acme; Shop, Ltd"))


def events(*changes: Change, language: str = "en") -> list[Any]:
    """The events as another program reads them; the library types their values as anything a calendar may hold."""
    text = calendar(changes, wording(language, ZoneInfo("UTC")), STAMPED, DOMAIN, SITE)
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_stated_day_is_an_event_of_that_whole_day() -> None:
    (event,) = events(CHANGE)
    assert event["UID"] == "acme-privacy-4@history.clausewatch.example"
    assert event["DTSTART"].dt == date(2026, 4, 1)
    assert event["DTEND"].dt == date(2026, 4, 2)
    assert event["DTSTAMP"].dt == STAMPED
    assert event["SUMMARY"] == "Acme; Shop, Ltd: Privacy policy takes effect"
    assert event["URL"] == f"{SITE}/acme-privacy/changes/4"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Takes effect on 1 Apr 2026, 30 days after we first saw it.",
        "Promise removed: not to sell",
        "Contact e-mail changed: privacy@acme.example → dpo@acme-group.example",
        f"{SITE}/acme-privacy/changes/4",
    ]


def test_an_event_is_told_in_the_language_of_the_reader() -> None:
    (event,) = events(CHANGE, language="ru")
    assert event["SUMMARY"] == "Acme; Shop, Ltd: Политика конфиденциальности – вступление в силу"


def test_changes_that_state_no_day_are_no_events() -> None:
    assert events(change(MAIL_CHANGED)) == []


def test_events_come_in_the_order_of_their_days_whatever_the_order_of_the_changes() -> None:
    later = replace(NEW_DATE, what="2026-05-01", after=Quote("In force from 1 May 2026.", (), "top", 0, 25))
    changes = (change(later, of=target("alpha")), CHANGE)
    assert events(*changes) == events(*reversed(changes))
    assert [event["DTSTART"].dt.month for event in events(*changes)] == [4, 5]


def test_an_event_keeps_its_uid_when_its_stamp_moves_on() -> None:
    text = calendar((CHANGE,), ENGLISH, STAMPED.replace(year=2027), DOMAIN)
    assert f"UID:{events(CHANGE)[0]['UID']}\r\n" in text


def assert_lines_keep_to_the_standard(text: str) -> None:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_lines_are_folded_within_75_octets_and_no_character_is_cut() -> None:
    long = replace(CHANGE, target=replace(CHANGE.target, service_name="Лавка Север и сыновья " * 3))
    assert_lines_keep_to_the_standard(calendar((long,), ENGLISH, STAMPED, DOMAIN, SITE))
    assert "Лавка Север и сыновья Лавка Север и сыновья" in events(long)[0]["SUMMARY"]


def assert_one_inert_event(text: str) -> None:
    finding = replace(MAIL_CHANGED, what=text, section=(text,))
    told = change(NEW_DATE, finding, of=replace(target("acme"), service_name=text))
    assert_lines_keep_to_the_standard(calendar((told,), ENGLISH, STAMPED, DOMAIN, SITE))
    (event,) = events(told)
    assert list(event) == ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"]


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_text_stays_inside_its_property(text: str) -> None:
    assert_one_inert_event(text)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_stays_inside_its_property(text: str) -> None:
    assert_one_inert_event(text)
