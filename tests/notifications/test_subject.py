"""The one line that is read first."""

from dataclasses import replace

import pytest

from notifications.rendering import render
from policy.model.digests import Digest
from policy.model.looks import State
from tests.notifications.samples import (
    CALL_LOGS,
    KEPT_LONGER,
    MAIL_CHANGED,
    NEW_PARTY,
    PROMISE_GONE,
    change,
    digest,
    unread,
)
from tests.notifications.test_rendering import ONLINE
from tests.support.builders import target


@pytest.mark.parametrize(
    ("told", "subject"),
    [
        (digest(change(MAIL_CHANGED)), "Acme: contact e-mail changed"),
        (digest(change(CALL_LOGS)), "Acme: new data collected (Call and SMS logs)"),
        (digest(change(KEPT_LONGER)), "Acme: data kept longer (30 days → 2 years)"),
        (
            digest(change(CALL_LOGS), change(NEW_PARTY, number=5), change(NEW_PARTY, of=target("toko"))),
            "Acme: new data collected (Call and SMS logs), and 2 more",
        ),
        (
            digest(change(NEW_PARTY), change(PROMISE_GONE, number=5)),
            "Acme: promise removed (not to sell), and 1 more",
        ),
        (digest(change(number=9, returned_to=7)), "Acme: privacy policy is back to version 7"),
        (digest(change()), "Acme: privacy policy changed"),
        (digest(notices=(unread(target("acme")),)), "Acme: privacy policy not read since 22 Feb 2026"),
        (digest(notices=(unread(target("acme"), State.OK),)), "Acme: privacy policy is read again"),
        (digest(notices=(unread(target("acme"), is_news=False),)), "No changes: 58 checks, 58 good"),
        (
            digest(change(PROMISE_GONE, of=replace(target("x"), service_name="Very " * 30 + "Long Ltd"))),
            "Very Very Very Very Ver…: promise removed (not to sell)",
        ),
    ],
)
def test_the_subject_says_the_most_important_thing_within_seventy_characters(told: Digest, subject: str) -> None:
    message = render(told, ONLINE)
    assert message.subject == subject
    assert len(message.subject) <= 70
