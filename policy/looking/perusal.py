"""A look at pages that have to be read, as far as it gets without the text in force."""

from dataclasses import replace
from datetime import datetime

from policy.comparing import links_sha256
from policy.facts.statements import eyes
from policy.looking.check import check
from policy.looking.glance import ROTATES, is_of_today, unchanged
from policy.looking.look import Look, Perused
from policy.looking.memory import beside
from policy.looking.pace import Pace
from policy.looking.pages import bones, is_at_home, opened_pages, perused, stated_validators, surface_of
from policy.model.captures import Fetched
from policy.model.looks import Checked, Event, Footing, InForce, Standing
from policy.model.readings import Reading
from policy.model.targets import Order
from policy.reading import Skim


def peruse(order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace) -> Checked | Perused:
    """What `check` would establish, where the pages say what they said or nothing was read before; otherwise what they
    say, to be compared."""
    with opened_pages(outcome, order.target.reading) as pages:
        known = bones(outcome, pages)
        if footing.inforce is None:
            seen = Perused(outcome, perused(outcome, pages.skim()))
            surface = surface_of(outcome, order.target.reading) if known else ""
            return _marked(check(order, seen, _unread(footing), now, pace), known, surface)
        look = Look(order, outcome, footing, now, pace)
        if known == footing.past.skeleton != "" and is_of_today(footing.inforce, order.target.reading):
            # Of equal mark-up all words are equal, those around the document, too.
            same = unchanged(look, stated_validators(outcome.pages))
            surface = ROTATES if footing.past.surface else surface_of(outcome, order.target.reading)
            return replace(same, past=replace(same.past, surface=surface))
        found = _said(outcome, pages.skim(), footing.inforce)
    if isinstance(found, Reading):
        return Perused(outcome, found, known)
    same = unchanged(look, stated_validators(outcome.pages))
    # The surface is told when this mark-up is seen again: there is none to tell of one that differs at every look.
    return _marked(replace(same, past=beside(same.past, found, now)), known, "")


def _marked(checked: Checked, skeleton: str, surface: str) -> Checked:
    """The look, with the mark-up remembered that says what is in force after it."""
    if checked.event not in (Event.FIRST, Event.UNCHANGED):
        return checked
    return replace(checked, past=replace(checked.past, skeleton=skeleton, surface=surface))


def _said(outcome: Fetched, seen: Skim, inforce: InForce) -> Reading | str:
    """What the pages say; where that is what the version in force says, the hash of what stands around it."""
    if _repeats(seen, inforce) and seen.is_comparable() and is_at_home(outcome):
        return seen.chrome_sha256
    # Where several policies stand on a page, only their outlines tell which words are the document's.
    reading = perused(outcome, seen)
    return reading.chrome_sha256 if reading.quality.is_ok and _repeats(reading, inforce) else reading


def _repeats(seen: Skim | Reading, inforce: InForce) -> bool:
    """Whether it says what the version in force says, read by the same eyes."""
    text = (seen.recipe, seen.text_sha256, eyes())
    return text == (inforce.recipe, inforce.text_sha256, inforce.eyes) and (
        links_sha256(seen.links) == inforce.links_sha256
    )


def _unread(footing: Footing) -> Standing:
    """Where a target stands of which nothing was read yet."""
    return Standing(
        footing.target,
        footing.state,
        footing.since,
        failures=footing.failures,
        last_good=footing.last_good,
        past=footing.past,
    )
