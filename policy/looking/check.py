"""One look, from what came and what stood to everything it establishes. Pure: the same bytes, the same answer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.comparing import link_changes
from policy.facts.statements import eyes, recall, stated
from policy.judging import judge
from policy.looking.glance import glimpse, unchanged, unmodified
from policy.looking.look import Look, Perused
from policy.looking.memory import DISAGREEMENT, beside, run_of
from policy.looking.pace import Pace
from policy.looking.pages import bones, is_at_home, kept, opened_pages, perused, sha256, stated_validators, surface_of
from policy.looking.sightings import acceptance_words, doubt_words, sighting, startling
from policy.looking.states import failure_words
from policy.model.captures import Failed, Failure, Fetched, Outcome, Unmodified
from policy.model.looks import Checked, Event, Held, Standing, State, Turn, Version, VersionCause
from policy.model.readings import Quality, Reading, Suspicion
from policy.model.statements import Stated
from policy.model.targets import Order, Trigger, Validators
from policy.reading import Opened, read, recipe

_SIGHTINGS = 2  # a new text is believed when seen twice
_SIGHTINGS_IN_DOUBT = 3  # and a startling one when seen three times,
_SHORT = 200_000  # signs of two texts that are compared within milliseconds, whatever they say
_TIME_IN_DOUBT = timedelta(hours=72)  # over that long
# RFC 9110 §15.5.9 and RFC 8470 §5.2: answers of the moment. Other 4xx are not asked for again before the next slot.
_OF_THE_MOMENT = frozenset({408, 425})
_OF_THE_PAGE = frozenset({Failure.NOT_FOUND, Failure.GONE, Failure.HTTP})


def is_brief(outcome: Perused, standing: Standing) -> bool:
    """Whether `check` does nothing but hold, or not, what was seen: nothing long is read, judged, or searched for what
    it states."""
    inforce, held, seen = standing.version, standing.held, outcome.reading
    if inforce is None or standing.sources or standing.eyes != eyes():
        return False
    if held is not None and held.reading.text_sha256 == seen.text_sha256:
        return False
    return seen.signs + inforce.reading.signs <= _SHORT


def check(order: Order, outcome: Outcome | Perused, standing: Standing, now: datetime, pace: Pace) -> Checked:
    """Everything this look establishes: event, version, findings, state and the time of the next look. Pages that were
    read already are not read again, nor are pages whose mark-up is that of what is held."""
    came = outcome.outcome if isinstance(outcome, Perused) else outcome
    look = _Look(order, came, standing, now, pace)
    match outcome:
        case Failed():
            found = _failed(look, outcome)
        case Unmodified():
            version = standing.version
            found = replace(unmodified(look, version.confirmed_at if version else None), technical=look.technical())
        case Fetched():
            found = _seen(look, outcome)
        case Perused(pages, reading, skeleton, surface):
            found = _marked(look, _fetched(look, pages, reading), skeleton, surface)
    # To a first version nothing is compared: what it states is found in an idle moment, or by the next look.
    return found if found.event is Event.FIRST else replace(found, stated=look.stated(found.version or found.technical))


@dataclass(frozen=True, slots=True)
class _Look(Look):
    """A look that knows the texts of the past."""

    standing: Standing

    def technical(self) -> Version | None:
        """The version in force read again by today's recipe; None: it was read by today's (law 1)."""
        version, target = self.standing.version, self.order.target
        if version is None or not self.standing.sources:
            return None
        reading = read(self.standing.sources, target.reading)
        self.recall()
        return replace(
            version,
            number=version.number + 1,
            cause=VersionCause.TECHNICAL,
            reading=reading,
            confirmed_at=self.now,
            first_seen=self.now,
            returned_to=None,
        )

    def stated(self, version: Version | None) -> Stated | None:
        """What the version states that comes in force; without one, what the version in force states when other eyes
        than today's found it (law 1), or none did yet. None: that is known already."""
        if version is None and self.standing.eyes != eyes():
            version = self.standing.version
        if version is None:
            return None
        target = self.order.target
        return stated(version.number, version.reading, (target.service_name, *target.brands))

    def sighted(self, skeleton: str) -> Reading | None:
        """What pages of this mark-up say, when it is what is held; None: it is not known."""
        held = self.standing.held
        return held.reading if held is not None and skeleton == self.standing.past.sighted != "" else None

    def surface(self) -> str:
        """The surface of the pages that came."""
        return surface_of(self.outcome, self.order.target.reading) if isinstance(self.outcome, Fetched) else ""

    def recall(self) -> None:
        """What the version in force states need not be found again to be compared with."""
        version = self.standing.version
        if version is not None and self.standing.eyes == eyes():
            recall(version.reading, self.standing.notes)


def _seen(look: _Look, outcome: Fetched) -> Checked:
    """A look at pages that nobody has read; their surface or their skeleton may tell that they say what is held."""
    known, held, past = glimpse(look.order, outcome, look.standing), look.standing.held, look.standing.past
    if known is not None:
        return _marked(look, _fetched(look, outcome, known.reading), known.skeleton, known.surface)
    with opened_pages(outcome, look.order.target.reading) as seen:
        if held is not None and is_at_home(outcome) and seen.has(past.sighted):
            return _marked(look, _fetched(look, outcome, held.reading), past.sighted)
        return _marked(look, _fetched(look, outcome, seen), bones(outcome, seen) if past.sighted else "")


def _failed(look: _Look, outcome: Failed) -> Checked:
    """A page that failed is not a page that changed: nothing but the state moves, and what is held stays held."""
    words = failure_words(outcome.failure, outcome.captures)
    sight = look.seen(Event.FAILED, words, outcome.failure.value)
    again = _again(look, outcome, look.settled(sight).state)
    if outcome.retry_at is not None:
        again = max(again, outcome.retry_at)
    return replace(look.checked(sight, again), held=look.standing.held, validators=look.order.validators)


def _again(look: _Look, outcome: Failed, state: State) -> datetime:
    """When a page that did not come is asked for again."""
    pace, standing, interval = look.pace, look.standing, look.order.target.interval
    failures = standing.failures + 1
    slot = look.next_regular(Event.FAILED)
    match state:
        case State.GONE | State.BLOCKED:
            run = run_of(standing.past, outcome.failure.value)
            since = standing.since if standing.state is state else look.now
            return pace.after_absence(state, run.looks + 1 if run else 1, since, slot, look.now)
        case State.SUSPECT:
            return pace.after_doubt(failures, interval, look.now)
        case State.THROTTLED:
            return pace.after_refusals(failures, look.now)
    last = outcome.captures[-1].response if outcome.captures else None
    if outcome.failure in _OF_THE_PAGE and (last is None or last.status not in _OF_THE_MOMENT):
        return slot
    return pace.after_failures(failures, interval, look.now)


def _fetched(look: _Look, outcome: Fetched, seen: Reading | Opened) -> Checked:
    standing, target = look.standing, look.order.target
    technical = look.technical()
    inforce = technical or standing.version
    bodies = tuple(map(sha256, outcome.pages))
    if inforce is not None and bodies == inforce.bodies and inforce.reading.recipe == recipe(target.reading):
        return replace(unchanged(look, stated_validators(outcome.pages)), technical=technical)
    reading = perused(outcome, seen.skim()) if isinstance(seen, Opened) else seen
    if not reading.quality.is_ok:
        return replace(_suspect(look, reading.quality), technical=technical)
    found = _compared(look, outcome, reading, inforce)
    return replace(found, technical=technical, past=beside(found.past, reading.chrome_sha256, look.now))


def _marked(look: _Look, found: Checked, skeleton: str, surface: str = "") -> Checked:
    """The look, with the mark-up remembered that says what is held after it, or what is in force. Mark-up that says the
    same words as what was held, and is not the same, may have other links."""
    if found.held is not None and found.bodies:
        glimpsed = (surface or look.surface()) if skeleton else ""
        return replace(found, past=replace(found.past, sighted=skeleton, glimpsed=glimpsed))
    if found.changes is not None and look.sighted(skeleton) is not None:
        return replace(found, past=replace(found.past, skeleton=skeleton, surface=surface or look.surface()))
    return found


def _compared(look: _Look, outcome: Fetched, reading: Reading, inforce: Version | None) -> Checked:
    validators = stated_validators(outcome.pages)
    if inforce is None:
        return _first(look, outcome, reading, validators)
    if reading.text_sha256 != inforce.reading.text_sha256:
        return _differing(look, outcome, reading, inforce)
    if link_changes(inforce.reading, reading):
        return _relinked(look, outcome, reading, inforce)
    return unchanged(look, validators)


def _first(look: _Look, outcome: Fetched, reading: Reading, validators: Validators) -> Checked:
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


def _suspect(look: _Look, quality: Quality) -> Checked:
    """A page that does not look like the policy: kept as a capture, never compared."""
    words = "; ".join(quality.notes) or ", ".join(quality.suspicions)
    sight = look.seen(Event.SUSPECT, words, quality.suspicions[0].value)
    state, again = look.settled(sight).state, _doubted_again(look, look.standing.failures + 1)
    if state in (State.GONE, State.BLOCKED):
        since = look.standing.since if look.standing.state is state else look.now
        run = run_of(look.standing.past, sight.sign)
        again = look.pace.after_absence(state, run.looks + 1 if run else 1, since, again, look.now)
    return replace(look.checked(sight, again), held=look.standing.held)


def _doubted_again(look: _Look, sightings: int) -> datetime:
    return look.pace.after_doubt(sightings, look.order.target.interval, look.now)


def _differing(look: _Look, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    """See it twice: a new text is held until a second fetch shows it again (law 3)."""
    held = look.standing.held
    if held is None or held.reading.text_sha256 != reading.text_sha256:
        return _hold(look, outcome, reading, inforce)
    seen = replace(held, sightings=held.sightings + 1)
    if not seen.doubts and seen.sightings >= _SIGHTINGS:
        return _accept(look, outcome, seen, inforce)
    is_patient = seen.sightings >= _SIGHTINGS_IN_DOUBT and look.now - seen.first_seen >= _TIME_IN_DOUBT
    if is_patient and Suspicion.NOT_A_POLICY not in seen.doubts:
        return _accept(look, outcome, seen, inforce)
    return replace(_in_doubt(look, seen), held=seen)


def _in_doubt(look: _Look, seen: Held) -> Checked:
    """A startling text is looked at again soon at first; one that differs each time does not begin anew each time."""
    sight = look.seen(Event.SUSPECT, doubt_words(seen), seen.doubts[0].value)
    return look.checked(sight, _doubted_again(look, max(seen.sightings, look.standing.failures + 1)))


def _relinked(look: _Look, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    """The words stayed and links did not. Such a difference is believed when the next slot shows the same links: it is
    never urgent enough for a fetch of its own, and addresses with rotating tokens never repeat."""
    held = look.standing.held
    is_held = held is not None and held.reading.text_sha256 == reading.text_sha256
    if held is not None and is_held and not link_changes(held.reading, reading):
        return _accept(look, outcome, replace(held, sightings=held.sightings + 1), inforce)
    found = look.checked(look.seen(Event.UNCHANGED, "read and unchanged"))
    return replace(found, held=sighting(outcome, reading), bodies=kept(outcome.pages))


def _hold(look: _Look, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    held = replace(sighting(outcome, reading), doubts=startling(look, reading, inforce))
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
    return replace(found, held=held, bodies=kept(outcome.pages))


def _accept(look: _Look, outcome: Fetched, seen: Held, inforce: Version) -> Checked:
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
    changes = judge(
        inforce.reading,
        seen.reading,
        family=target.document_type,
        brands=(target.service_name, *target.brands),
        watch=look.order.watch,
    )
    event = Event.CHANGED if earlier is None else Event.RETURNED
    turn = Turn(look.now, before, after, version.number) if after != before else None
    found = look.checked(look.turned(event, acceptance_words(seen, earlier), turn))
    return replace(found, version=version, changes=changes, validators=stated_validators(outcome.pages))
