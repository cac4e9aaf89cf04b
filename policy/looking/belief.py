"""What becomes of a text that is not the one in force: held, doubted, believed."""

from dataclasses import replace
from datetime import timedelta

from policy.comparing import link_changes
from policy.judging import judge
from policy.looking.absences import doubted_again
from policy.looking.memory import DISAGREEMENT
from policy.looking.pages import kept, stated_validators
from policy.looking.restless import stirred, stirring, struck, told
from policy.looking.sightings import acceptance_words, doubt_words, sighting, startling
from policy.looking.textlook import TextLook
from policy.model.captures import Fetched
from policy.model.looks import Checked, Event, Held, Turn, Version, VersionCause
from policy.model.readings import Reading, Suspicion
from policy.model.targets import Trigger

_SIGHTINGS = 2  # a new text is believed when seen twice
_SIGHTINGS_IN_DOUBT = 3  # and a startling one when seen three times,
_TIME_IN_DOUBT = timedelta(hours=72)  # over that long


def differing(look: TextLook, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    """See it twice: a new text is held until a second fetch shows it again (law 3)."""
    held = look.standing.held
    if held is None or held.reading.text_sha256 != reading.text_sha256:
        return _other(look, outcome, reading, inforce)
    seen = replace(held, sightings=held.sightings + 1)
    if not seen.doubts and seen.sightings >= _SIGHTINGS:
        return _accept(look, outcome, seen, inforce)
    is_patient = seen.sightings >= _SIGHTINGS_IN_DOUBT and look.now - seen.first_seen >= _TIME_IN_DOUBT
    if is_patient and Suspicion.NOT_A_POLICY not in seen.doubts:
        return _accept(look, outcome, seen, inforce)
    return replace(_in_doubt(look, seen), held=seen)


def relinked(look: TextLook, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    """The words stayed and links did not. Such a difference is believed when the next slot shows the same links: it is
    never urgent enough for a fetch of its own, and addresses with rotating tokens never repeat."""
    held = look.standing.held
    is_held = held is not None and held.reading.text_sha256 == reading.text_sha256
    if held is not None and is_held and not link_changes(held.reading, reading):
        return _accept(look, outcome, replace(held, sightings=held.sightings + 1), inforce)
    found = look.checked(look.seen(Event.UNCHANGED, "read and unchanged"))
    return replace(found, held=sighting(outcome, reading), bodies=kept(outcome.pages))


def _other(look: TextLook, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    """A text that is neither in force nor held. Where it differs from either in nothing but restless places, it was
    seen before as far as a page can be that never looks the same twice."""
    seen = replace(sighting(outcome, reading), doubts=startling(look, reading, inforce))
    held, past = look.standing.held, look.standing.past
    since = stirred(past, inforce.reading, reading)
    stirs = since if held is None else stirred(past, held.reading, reading)
    found: Checked | None = None
    if not seen.doubts and since.is_restless:
        found = _accept(look, outcome, seen, inforce)
        found = found if found.changes is not None and found.changes.is_restless else None
    if found is None and held is not None and not seen.doubts and not held.doubts and stirs.is_restless:
        found = _accept(look, outcome, replace(seen, sightings=held.sightings + 1), inforce)
    if found is None:
        found = _hold(look, seen, inforce)
    return replace(found, bodies=kept(outcome.pages), past=stirring(found.past, stirs))


def _hold(look: TextLook, held: Held, inforce: Version) -> Checked:
    earlier = look.standing.held
    is_third_text = (
        earlier is not None and not earlier.doubts and earlier.reading.text_sha256 != inforce.reading.text_sha256
    )
    if is_third_text and look.order.trigger is Trigger.CONFIRM:
        # The confirming fetch shows a third text: a page that differs at each request must not be fetched every
        # minute, so its next sighting is the next regular slot. A wall that made way for a new text is no such page.
        found = look.checked(look.seen(Event.HELD, "two fetches in a row disagree", DISAGREEMENT))
    elif held.doubts:
        found = _in_doubt(look, held)
    else:
        found = look.checked(look.seen(Event.HELD, "a new text"), look.now + look.pace.confirm_after)
    return replace(found, held=held)


def _in_doubt(look: TextLook, seen: Held) -> Checked:
    """A startling text is looked at again soon at first; one that differs each time does not begin anew each time."""
    sight = look.seen(Event.SUSPECT, doubt_words(seen), seen.doubts[0].value)
    return look.checked(sight, doubted_again(look, max(seen.sightings, look.standing.failures + 1)))


def _accept(look: TextLook, outcome: Fetched, seen: Held, inforce: Version) -> Checked:
    target = look.order.target
    before, after = inforce.reading.text_sha256, seen.reading.text_sha256
    earlier = dict(reversed(look.standing.recent)).get(after) if after != before else None
    version = Version(
        target_id=target.id,
        number=inforce.number + 1,
        cause=VersionCause.SOURCE,
        reading=seen.reading,
        bodies=seen.bodies,
        capture_id=seen.capture_id,
        first_seen=seen.first_seen,
        confirmed_at=look.now,
        returned_to=earlier,
    )
    look.recall()
    # What was held beside this very version, and startled nobody, is not asked about again.
    is_beside = inforce is look.standing.version and inforce.reading.recipe == seen.reading.recipe
    is_unquestioned = is_beside and after != before and not seen.doubts
    changes = judge(
        inforce.reading,
        seen.reading,
        family=target.document_type,
        brands=(target.service_name, *target.brands),
        watch=look.order.watch,
        startling=() if is_unquestioned else None,
    )
    stirs = stirred(look.standing.past, inforce.reading, seen.reading)
    changes = told(changes, stirs)
    event = Event.CHANGED if earlier is None else Event.RETURNED
    turn = Turn(look.now, before, after, version.number, changes.is_restless) if after != before else None
    found = look.checked(look.turned(event, acceptance_words(seen, earlier), turn))
    return replace(
        found,
        version=version,
        changes=changes,
        validators=stated_validators(outcome.pages),
        past=struck(found.past, stirs, changes),
    )
