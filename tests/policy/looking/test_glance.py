"""What can be told without the texts is what `check` would tell with them."""

from dataclasses import replace

import pytest

from policy.comparing import links_sha256
from policy.looking import Perused, check, glance, peruse
from policy.model.captures import Failure, Fetched, Outcome
from policy.model.looks import Checked, Event, Footing, InForce, Standing
from policy.model.targets import ReadingOptions
from tests.policy.looking.test_check import (
    MONDAY,
    NEW,
    OLD,
    PACE,
    failed,
    fetched,
    nothing_yet,
    order,
    standing_on,
    unmodified,
)

NOISY = OLD.replace("<main>", '<main data-nonce="x81jz"><!-- build 7 -->')
RELINKED = OLD.replace('href="/shop"', 'href="/store"')
WALL = "<html><body><h1>Access denied</h1></body></html>"


def footing_of(standing: Standing) -> Footing:
    version = standing.version
    inforce = None
    if version is not None:
        reading = version.reading
        links = links_sha256(reading.links)
        inforce = InForce(
            reading.recipe, reading.text_sha256, links, version.bodies, version.confirmed_at, standing.eyes
        )
    return Footing(
        standing.target,
        standing.state,
        standing.since,
        inforce,
        standing.failures,
        standing.last_good,
        standing.past,
    )


def staged(standing: Standing, outcome: Outcome) -> tuple[str, Checked]:
    """The look as the cycle comes to it, and the stage that told."""
    footing = footing_of(standing)
    seen: Outcome | Perused = outcome
    if (known := glance(order(), outcome, footing, MONDAY, PACE)) is not None:
        return "glance", known
    if isinstance(outcome, Fetched):
        perused = peruse(order(), outcome, footing, MONDAY, PACE)
        if isinstance(perused, Checked):
            return "peruse", perused
        seen = perused
    return "check", check(order(), seen, standing, MONDAY, PACE)


@pytest.mark.parametrize(
    ("stage", "standing", "outcome"),
    [
        ("glance", standing_on(OLD), unmodified()),
        ("glance", standing_on(OLD), fetched(OLD, etag='"b"')),
        ("peruse", standing_on(OLD), fetched(NOISY)),
        ("peruse", nothing_yet(), fetched(OLD)),
        ("peruse", nothing_yet(), fetched(WALL)),
        ("check", standing_on(OLD), fetched(NEW)),
        ("check", standing_on(OLD), fetched(WALL)),
        ("check", standing_on(OLD), failed(Failure.SERVER)),
        ("check", nothing_yet(), failed(Failure.DNS)),
    ],
)
def test_each_stage_tells_what_the_whole_check_tells(stage: str, standing: Standing, outcome: Outcome) -> None:
    assert staged(standing, outcome) == (stage, check(order(), outcome, standing, MONDAY, PACE))


def test_words_that_stayed_while_links_did_not_are_compared() -> None:
    page = OLD.replace("Write to", '<a href="/help">Write</a> to')
    standing = standing_on(page)
    stage, found = staged(standing, fetched(page.replace("/help", "/support")))
    assert (stage, found.event) == ("check", Event.UNCHANGED)
    assert found.held is not None


def test_a_reading_of_other_eyes_vouches_for_nothing() -> None:
    other = replace(order().target, reading=ReadingOptions(select=("main",)))
    ordered = replace(order(), target=other)
    footing = footing_of(standing_on(OLD))
    assert glance(ordered, fetched(OLD), footing, MONDAY, PACE) is None
    assert glance(ordered, unmodified(), footing, MONDAY, PACE) is None
    assert isinstance(peruse(ordered, fetched(OLD), footing, MONDAY, PACE), Perused)
