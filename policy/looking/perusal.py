"""A look at pages that have to be read, as far as it gets without the text in force."""

from datetime import datetime

from policy.comparing import links_sha256
from policy.facts.statements import eyes
from policy.looking.check import check
from policy.looking.glance import unchanged
from policy.looking.look import Look, Perused
from policy.looking.pace import Pace
from policy.looking.pages import is_at_home, perused, skimmed, stated_validators
from policy.model.captures import Fetched
from policy.model.looks import Checked, Footing, InForce, Standing
from policy.model.readings import Reading
from policy.model.targets import Order
from policy.reading import Skim


def peruse(order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace) -> Checked | Perused:
    """What `check` would establish, where the pages say what they said or nothing was read before; otherwise what they
    say, to be compared."""
    seen, inforce = skimmed(outcome, order.target.reading), footing.inforce
    if inforce is None:
        return check(order, perused(outcome, seen), _unread(footing), now, pace)
    look = Look(order, outcome, footing, now, pace)
    if _repeats(seen, inforce) and seen.is_comparable() and is_at_home(outcome):
        return unchanged(look, stated_validators(outcome.pages))
    # Where several policies stand on a page, only their outlines tell which words are the document's.
    read = perused(outcome, seen)
    if read.reading.quality.is_ok and _repeats(read.reading, inforce):
        return unchanged(look, stated_validators(outcome.pages))
    return read


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
