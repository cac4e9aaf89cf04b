"""Looks that need no text: the server's word, or the same bytes but for tokens, vouches for the version in force."""

from dataclasses import replace
from datetime import datetime

from policy.facts.statements import eyes
from policy.looking.look import Look, Perused
from policy.looking.pace import Pace, is_whole_page_due
from policy.looking.pages import sha256, stated_validators, surface_of
from policy.model.captures import Fetched, Outcome, Unmodified
from policy.model.looks import Checked, Event, Footing, InForce, Standing
from policy.model.targets import Order, ReadingOptions, Validators
from policy.reading import recipe

ROTATES = "-"  # a surface that was another one while the skeleton was the same: asked for no more


def glance(order: Order, outcome: Outcome, footing: Footing, now: datetime, pace: Pace) -> Checked | None:
    """What `check` would establish, where no page has to be read for it; None: one has to."""
    inforce = footing.inforce
    if inforce is None or not is_of_today(inforce, order.target.reading):
        return None
    look = Look(order, outcome, footing, now, pace)
    match outcome:
        case Unmodified():
            return unmodified(look, inforce.confirmed_at)
        case Fetched(pages) if tuple(map(sha256, pages)) == inforce.bodies:
            return unchanged(look, stated_validators(pages))
        case Fetched(pages) if _is_known(outcome, order.target.reading, footing.past.surface):
            return unchanged(look, stated_validators(pages))
    return None


def glimpse(order: Order, outcome: Fetched, standing: Standing) -> Perused | None:
    """Pages that have the surface which what is held was read from: they need not be read; None: they have to be."""
    held, past = standing.held, standing.past
    if held is None or not past.glimpsed or surface_of(outcome, order.target.reading) != past.glimpsed:
        return None
    return Perused(outcome, held.reading, past.sighted, past.glimpsed)


def asked_surface(order: Order, outcome: Fetched, footing: Footing) -> str:
    """The surface of the pages, where `glance` had to tell it; empty: it had not."""
    is_asked = footing.past.surface not in ("", ROTATES)
    return surface_of(outcome, order.target.reading) if is_asked else ""


def _is_known(outcome: Fetched, options: ReadingOptions, surface: str) -> bool:
    return surface not in ("", ROTATES) and surface_of(outcome, options) == surface


def is_of_today(inforce: InForce, options: ReadingOptions) -> bool:
    """Whether the version in force was read, and what it states found, as it would be today (law 1)."""
    return (inforce.recipe, inforce.eyes) == (recipe(options), eyes())


def unmodified(look: Look, confirmed_at: datetime | None) -> Checked:
    """A 304 vouches for the stored body (RFC 9110 §15.4.5), for a week at most; `confirmed_at` is when that body made
    a version, None: none did."""
    found = unchanged(look, look.order.validators)
    full_at = look.standing.past.full_at or confirmed_at
    is_due = is_whole_page_due(full_at, found.next_check_at, look.order.target.interval)
    return replace(found, validators=Validators()) if is_due else found


def unchanged(look: Look, validators: Validators) -> Checked:
    """The document says what it said."""
    return replace(look.checked(look.seen(Event.UNCHANGED, "read and unchanged")), validators=validators)
