"""Places that change at nearly every visit, in a digest: under a heading of their own, and counted as nothing."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from notifications.rendering import render, text_of
from notifications.subject import subject
from notifications.wording import wording
from policy.model.changes import RESTLESS, Kind, Severity
from tests.notifications.samples import KEPT_LONGER, MAIL_CHANGED, change, digest
from tests.notifications.test_rendering import ONLINE
from tests.support.builders import target

MARK = replace(MAIL_CHANGED, kind=Kind.EDITORIAL, severity=Severity.INFO, what="", rule=RESTLESS)
WORDS = replace(MARK, kind=Kind.UNCLASSIFIED, severity=Severity.MINOR, rule="fallback/new-words")
OFFERS = change(WORDS, MARK, of=target("shop"))


def test_a_restless_place_is_told_under_its_own_heading() -> None:
    text = text_of(render(digest(OFFERS), ONLINE))
    assert "CHANGES AT NEARLY EVERY VISIT" in text
    assert "SMALL CHANGES" not in text


def test_a_restless_place_counts_as_no_change() -> None:
    words = wording("en", ZoneInfo("UTC"))
    assert subject(digest(OFFERS), words).startswith("No changes")
    assert subject(digest(OFFERS, change(KEPT_LONGER)), words) == subject(digest(change(KEPT_LONGER)), words)
    assert "1 CHANGE IN 1 DOCUMENT" in text_of(render(digest(OFFERS, change(KEPT_LONGER)), ONLINE))


def test_a_restless_place_is_nothing_of_the_card_beside_it() -> None:
    before, after = change(KEPT_LONGER, of=target("shop"), number=3), OFFERS
    text = text_of(render(digest(before, after), ONLINE))
    assert text.count("Version 3 → 4") + text.count("Version 2 → 3") == 1
