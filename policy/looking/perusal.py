"""A look at pages that have to be read, as far as it gets without the text in force."""

from datetime import datetime

from policy.comparing import links_sha256
from policy.facts.statements import eyes
from policy.looking.check import check
from policy.looking.glance import unchanged
from policy.looking.look import Look, Perused
from policy.looking.pace import Pace
from policy.looking.pages import perused, stated_validators
from policy.model.captures import Fetched
from policy.model.looks import Checked, Footing, Standing
from policy.model.targets import Order


def peruse(order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace) -> Checked | Perused:
    """What `check` would establish, where the pages say what they said or nothing was read before; otherwise what they
    say, to be compared."""
    seen, inforce = perused(outcome, order.target.reading), footing.inforce
    if inforce is None:
        return check(order, seen, _unread(footing), now, pace)
    reading = seen.reading
    known = (inforce.recipe, inforce.text_sha256, inforce.links_sha256, inforce.eyes)
    if reading.quality.is_ok and (reading.recipe, reading.text_sha256, links_sha256(reading), eyes()) == known:
        return unchanged(Look(order, outcome, footing, now, pace), stated_validators(outcome.pages))
    return seen


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
