"""How long a message that nobody takes is offered."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.sending import may_be_tried_again, retry_at

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def pauses() -> list[timedelta]:
    """The waits before each retry, until a message is given up."""
    waits: list[timedelta] = []
    while (again := retry_at(len(waits) + 1, NOON)) is not None:
        waits.append(again - NOON)
    return waits


def test_the_first_retries_come_soon_and_later_ones_every_four_hours() -> None:
    assert [wait.total_seconds() / 60 for wait in pauses()[:6]] == [1, 5, 15, 60, 240, 240]


def test_a_message_is_given_up_within_five_days_and_not_before_four() -> None:
    assert timedelta(days=4) < sum(pauses(), timedelta()) <= timedelta(days=5)


def test_a_dead_letter_stays_dead() -> None:
    assert retry_at(1000, NOON) is None


def test_a_retry_without_an_attempt_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="attempts = 0"):
        retry_at(0, NOON)


def test_a_dead_letter_may_be_tried_again_once_a_week_until_nobody_waits_for_it() -> None:
    week = timedelta(weeks=1)

    assert not may_be_tried_again(NOON, NOON, NOON + week - timedelta(seconds=1))
    assert may_be_tried_again(NOON, NOON, NOON + week)
    assert may_be_tried_again(NOON, NOON + 11 * week, NOON + 12 * week)
    assert not may_be_tried_again(NOON, NOON + 12 * week, NOON + 13 * week)
