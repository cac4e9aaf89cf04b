"""Days of notice: told only where the document states the day from which it applies."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from notifications.rendering import render, text_of
from notifications.wording import wording
from policy.effect import effect_words, effective_date
from policy.model.changes import Quote
from policy.model.shelf import Change
from tests.notifications.samples import MAIL_CHANGED, NEW_DATE, SEEN, change, digest
from tests.notifications.test_rendering import ONLINE

JAKARTA = ZoneInfo("Asia/Jakarta")
ENGLISH = wording("en", JAKARTA)


def dated(sentence: str, what: str, language: str = "en") -> Change:
    """A change whose new text states this date in this sentence."""
    return change(replace(NEW_DATE, what=what, after=Quote(sentence, (), "top", 0, len(sentence))), language=language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("This policy takes effect on 1 April 2026.", "en"),
        ("Effective date: April 1, 2026", "en"),
        ("Kebijakan ini berlaku mulai 1 April 2026.", "id"),
        ("Политика вступает в силу 1 апреля 2026 г.", "ru"),
    ],
)
def test_a_day_of_effect_is_found_in_every_language(sentence: str, language: str) -> None:
    assert effective_date(dated(sentence, "2025-06-01 → 2026-04-01", language)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Last updated: 1 April 2026", "2026-04-01"),  # says nothing of when it applies
        ("In force from 1 June 2025.", "2025-06-01 → 2026-04-01"),  # the old day
        ("In force from 31 February 2026.", "2026-02-31"),
        ("In force soon.", "2026-04-01"),
    ],
)
def test_no_other_day_is_taken_for_one(sentence: str, what: str) -> None:
    assert effective_date(dated(sentence, what)) is None


def test_a_change_without_a_date_states_none() -> None:
    assert effect_words(change(MAIL_CHANGED), ENGLISH, JAKARTA) == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-04-01", "Takes effect on 1 Apr 2026, 30 days after we first saw it."),
        ("2026-03-03", "Takes effect on 3 Mar 2026, 1 day after we first saw it."),
        ("2026-03-02", "Takes effect on 2 Mar 2026, the day we first saw it."),
        ("2026-02-27", "In effect since 27 Feb 2026, 3 days before we first saw it."),
    ],
)
def test_the_days_of_notice_are_counted_from_when_we_first_saw_it(day: str, said: str) -> None:
    assert effect_words(dated(f"Effective {day}", day), ENGLISH, JAKARTA) == said


def test_days_are_those_of_the_reader() -> None:
    seen_late = dated("Effective 2026-03-03", "2026-03-03")
    at_night = replace(seen_late.after, first_seen=datetime(2026, 3, 2, 18, tzinfo=UTC))  # the 3rd in Jakarta
    assert effect_words(replace(seen_late, after=at_night), ENGLISH, JAKARTA).endswith("the day we first saw it.")


def test_a_digest_tells_the_days_of_notice() -> None:
    told = text_of(render(digest(change(MAIL_CHANGED, NEW_DATE)), ONLINE))
    assert SEEN.date() == date(2026, 3, 2)
    assert "Takes effect on 1 Apr 2026, 30 days after we first saw it." in " ".join(told.split())
