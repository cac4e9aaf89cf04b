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
from policy.model.looks import Checked, Event, Footing, InForce, Past, Standing
from policy.model.readings import Reading, lane_with, lane_without
from policy.model.targets import Order
from policy.reading import Opened, Skim


def peruse(order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace) -> Checked | Perused:
    """What `check` would establish, where the pages say what they said or nothing was read before; otherwise what they
    say, to be compared."""
    look = Look(order, outcome, footing, now, pace)
    with opened_pages(outcome, order.target.reading) as pages:
        if footing.inforce is None:
            return _first(look, outcome, footing, pages)
        past, is_today = footing.past, is_of_today(footing.inforce, order.target.reading)
        sketch = pages.sketch if is_at_home(outcome) else ""
        if sketch and is_today and pages.has(past.skeleton):
            # Of equal mark-up all words are equal, those around the document, too.
            same = unchanged(look, stated_validators(outcome.pages))
            surface = ROTATES if past.surface else surface_of(outcome, order.target.reading)
            return replace(same, past=replace(same.past, surface=surface))
        core = _core(past, pages) if is_today and is_at_home(outcome) else ""
        inside = _left_out_inside(past, core)
        found = lane_with(inside, pages.around_sha256) if inside else _said(outcome, pages.skim(), footing.inforce)
        if isinstance(found, Reading):
            # Where surfaces are known to tell, that of this page will most likely tell when it is seen again.
            told = sketch if past.surface not in ("", ROTATES) else bones(outcome, pages)
            return Perused(outcome, found, told)
        # The whole skeleton is asked for when its beginning comes again.
        skeleton = pages.skeleton() if sketch and past.skeleton.startswith(sketch) else sketch
        remembered = _remembered(core, found, pages)
    same = unchanged(look, stated_validators(outcome.pages))
    # The surface is told when this mark-up is seen again: there is none to tell of one that differs at every look.
    after = replace(same.past, skeleton=skeleton, core=remembered, surface="")
    return replace(same, past=beside(after, found, now))


def _first(look: Look, outcome: Fetched, footing: Footing, pages: Opened) -> Checked:
    """What a look at pages establishes of which nothing was read before."""
    sketch, core = (pages.sketch, _core(Past(), pages)) if is_at_home(outcome) else ("", "")
    reading = perused(outcome, pages.skim())
    checked = check(look.order, Perused(outcome, reading), _unread(footing), look.now, look.pace)
    if checked.event is not Event.FIRST:
        return checked
    past = replace(
        checked.past,
        skeleton=sketch,  # the whole one is asked for when its beginning comes again
        core=_remembered(core, reading.chrome_sha256, pages),
        surface=surface_of(outcome, look.order.target.reading) if sketch else "",
    )
    return replace(checked, past=past)


def _core(past: Past, pages: Opened) -> str:
    """What vouches for the document: most often to the letter what it was, which is told sooner."""
    core, _, rest = past.core.partition(" ")
    imprint = rest.rpartition(" ")[2]
    return core if core and imprint == pages.imprint else pages.core


def _remembered(core: str, chrome_sha256: str, pages: Opened) -> str:
    """What vouches for the document, with the hash of what is left out in it, be it around another policy."""
    return core and f"{core} {lane_without(chrome_sha256, pages.around_sha256)} {pages.imprint}"


def _left_out_inside(past: Past, core: str) -> str:
    """The hash of what was left out in the document; empty: it is not known, or was another document."""
    known, _, rest = past.core.partition(" ")
    return rest.partition(" ")[0] if core and known == core else ""


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
