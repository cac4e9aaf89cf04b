"""One look, from what came and what stood to everything it establishes. Pure: the same bytes, the same answer."""

from dataclasses import replace
from datetime import datetime

from policy.comparing import link_changes
from policy.facts.statements import eyes
from policy.looking.absences import failed, suspect
from policy.looking.belief import differing, relinked
from policy.looking.glance import glimpse, unchanged, unmodified
from policy.looking.look import Perused
from policy.looking.memory import beside
from policy.looking.pace import Pace
from policy.looking.pages import bones, is_at_home, kept, opened_pages, perused, sha256, stated_validators
from policy.looking.restless import may_be_restless
from policy.looking.textlook import TextLook
from policy.model.captures import Failed, Fetched, Outcome, Unmodified
from policy.model.looks import Checked, Event, Standing, Version, VersionCause
from policy.model.readings import Reading
from policy.model.targets import Order, Validators
from policy.reading import Opened, recipe

_SHORT = 200_000  # signs of two texts that are compared within milliseconds, whatever they say


def is_brief(outcome: Perused, standing: Standing) -> bool:
    """Whether `check` does nothing but hold, or not, what was seen: nothing long is read, judged, or searched for what
    it states."""
    inforce, held, seen = standing.version, standing.held, outcome.reading
    if inforce is None or standing.sources or standing.eyes != eyes() or may_be_restless(standing.past):
        return False
    if held is not None and held.reading.text_sha256 == seen.text_sha256:
        return False
    return seen.signs + inforce.reading.signs <= _SHORT


def check(order: Order, outcome: Outcome | Perused, standing: Standing, now: datetime, pace: Pace) -> Checked:
    """Everything this look establishes: event, version, findings, state and the time of the next look. Pages that were
    read already are not read again, nor are pages whose mark-up is that of what is held."""
    came = outcome.outcome if isinstance(outcome, Perused) else outcome
    look = TextLook(order, came, standing, now, pace)
    match outcome:
        case Failed():
            found = failed(look, outcome)
        case Unmodified():
            version = standing.version
            found = replace(unmodified(look, version.confirmed_at if version else None), technical=look.technical())
        case Fetched():
            found = _seen(look, outcome)
        case Perused(pages, reading, skeleton, surface):
            found = _marked(look, _fetched(look, pages, reading), skeleton, surface)
    # To a first version nothing is compared: what it states is found in an idle moment, or by the next look.
    return found if found.event is Event.FIRST else replace(found, stated=look.stated(found.version or found.technical))


def _seen(look: TextLook, outcome: Fetched) -> Checked:
    """A look at pages that nobody has read; their surface or their skeleton may tell that they say what is held."""
    known, held, past = glimpse(look.order, outcome, look.standing), look.standing.held, look.standing.past
    if known is not None:
        return _marked(look, _fetched(look, outcome, known.reading), known.skeleton, known.surface)
    with opened_pages(outcome, look.order.target.reading) as seen:
        if held is not None and is_at_home(outcome) and seen.has(past.sighted):
            return _marked(look, _fetched(look, outcome, held.reading), past.sighted)
        return _marked(look, _fetched(look, outcome, seen), bones(outcome, seen) if past.sighted else "")


def _fetched(look: TextLook, outcome: Fetched, seen: Reading | Opened) -> Checked:
    standing, target = look.standing, look.order.target
    technical = look.technical()
    inforce = technical or standing.version
    bodies = tuple(map(sha256, outcome.pages))
    if inforce is not None and bodies == inforce.bodies and inforce.reading.recipe == recipe(target.reading):
        return replace(unchanged(look, stated_validators(outcome.pages)), technical=technical)
    reading = perused(outcome, seen.skim()) if isinstance(seen, Opened) else seen
    if not reading.quality.is_ok:
        return replace(suspect(look, reading.quality), technical=technical)
    found = _compared(look, outcome, reading, inforce)
    return replace(found, technical=technical, past=beside(found.past, reading.chrome_sha256, look.now))


def _marked(look: TextLook, found: Checked, skeleton: str, surface: str = "") -> Checked:
    """The look, with the mark-up remembered that says what is held after it, or what is in force. Mark-up that says the
    same words as what was held, and is not the same, may have other links."""
    if found.held is not None and found.bodies:
        glimpsed = (surface or look.surface()) if skeleton else ""
        return replace(found, past=replace(found.past, sighted=skeleton, glimpsed=glimpsed))
    if found.changes is not None and look.sighted(skeleton) is not None:
        return replace(found, past=replace(found.past, skeleton=skeleton, surface=surface or look.surface()))
    return found


def _compared(look: TextLook, outcome: Fetched, reading: Reading, inforce: Version | None) -> Checked:
    validators = stated_validators(outcome.pages)
    if inforce is None:
        return _first(look, outcome, reading, validators)
    if reading.text_sha256 != inforce.reading.text_sha256:
        return differing(look, outcome, reading, inforce)
    if link_changes(inforce.reading, reading):
        return relinked(look, outcome, reading, inforce)
    return unchanged(look, validators)


def _first(look: TextLook, outcome: Fetched, reading: Reading, validators: Validators) -> Checked:
    version = Version(
        target_id=look.order.target.id,
        number=1,
        cause=VersionCause.FIRST,
        reading=reading,
        bodies=tuple(map(sha256, outcome.pages)),
        capture_id=outcome.pages[0].capture.id,
        first_seen=outcome.pages[0].capture.finished,
        confirmed_at=look.now,
    )
    found = look.checked(look.seen(Event.FIRST, "read for the first time"))
    return replace(found, version=version, bodies=kept(outcome.pages), validators=validators)
