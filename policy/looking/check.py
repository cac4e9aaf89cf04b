"""One look, from what came and what stood to everything it establishes. Pure: the same bytes, the same answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from policy.comparing import link_changes
from policy.judging import judge
from policy.looking.pace import Pace
from policy.looking.states import failed_state, failure_words, move
from policy.model.captures import Failed, Fetched, FetchedPage, Outcome, Unmodified, captures_of
from policy.model.looks import Checked, Event, Held, Standing, State, Version, VersionCause
from policy.model.readings import Quality, Reading, Source, Suspicion
from policy.model.targets import Order, Trigger, Validators
from policy.reading import doubts, read, recipe

_SIGHTINGS = 2  # a new text is believed when seen twice
_SIGHTINGS_IN_DOUBT = 3  # and a startling one when seen three times


def check(order: Order, outcome: Outcome, standing: Standing, now: datetime, pace: Pace) -> Checked:
    """Everything this look establishes: event, version, findings, state and the time of the next look."""
    look = _Look(order, outcome, standing, now, pace)
    match outcome:
        case Failed():
            return _failed(look, outcome)
        case Unmodified():
            return _unchanged(look, replace(order.validators), look.technical())
        case Fetched():
            return _fetched(look, outcome)


@dataclass(frozen=True, slots=True)
class _Look:
    """The arguments of one look, and what every way through it needs of them."""

    order: Order
    outcome: Outcome
    standing: Standing
    now: datetime
    pace: Pace

    def technical(self) -> Version | None:
        """The version in force read again by today's recipe; None: it was read by today's (law 1)."""
        version, target = self.standing.version, self.order.target
        if version is None or not self.standing.sources:
            return None
        reading = read(self.standing.sources, target.reading)
        return replace(
            version,
            number=version.number + 1,
            cause=VersionCause.TECHNICAL,
            reading=reading,
            confirmed_at=self.now,
            first_seen=self.now,
            returned_to=None,
        )

    def next_regular(self) -> datetime:
        return self.pace.regular(self.order.target.id, self.order.target.interval, self.now)

    def checked(self, event: Event, state: State, cause: str, next_check_at: datetime) -> Checked:
        return Checked(
            target_id=self.order.target.id,
            lease=self.order.lease,
            at=self.now,
            event=event,
            captures=captures_of(self.outcome),
            next_check_at=next_check_at,
            move=move(self.standing, state, cause, self.now),
        )


def _failed(look: _Look, outcome: Failed) -> Checked:
    """A page that failed is not a page that changed: nothing but the state moves, and what is held stays held."""
    state = failed_state(outcome.failure, look.standing, look.now)
    again = look.pace.after_failures(look.standing.failures + 1, look.order.target.interval, look.now)
    if outcome.retry_at is not None:
        again = max(again, outcome.retry_at)
    cause = failure_words(outcome.failure, outcome.captures)
    found = look.checked(Event.FAILED, state, cause, again)
    return replace(found, held=look.standing.held, validators=look.order.validators)


def _unchanged(look: _Look, validators: Validators, technical: Version | None) -> Checked:
    found = look.checked(Event.UNCHANGED, State.OK, "read and unchanged", look.next_regular())
    return replace(found, validators=validators, technical=technical)


def _fetched(look: _Look, outcome: Fetched) -> Checked:
    standing, target = look.standing, look.order.target
    bodies = tuple(_sha256(page) for page in outcome.pages)
    validators = _validators(outcome.pages)
    technical = look.technical()
    inforce = technical or standing.version
    if inforce is not None and bodies == inforce.bodies and inforce.reading.recipe == recipe(target.reading):
        return _unchanged(look, validators, technical)
    reading = _with_landing(read(tuple(map(_source, outcome.pages)), target.reading), outcome.pages)
    if not reading.quality.is_ok:
        return replace(_suspect(look, reading.quality), technical=technical)
    if inforce is None:
        return _first(look, outcome, reading, validators)
    if reading.text_sha256 != inforce.reading.text_sha256:
        return replace(_differing(look, outcome, reading, inforce), technical=technical)
    if link_changes(inforce.reading, reading):
        return replace(_relinked(look, outcome, reading, inforce), technical=technical)
    return _unchanged(look, validators, technical)


def _first(look: _Look, outcome: Fetched, reading: Reading, validators: Validators) -> Checked:
    version = Version(
        target_id=look.order.target.id,
        number=1,
        cause=VersionCause.FIRST,
        reading=reading,
        bodies=tuple(_sha256(page) for page in outcome.pages),
        capture_id=outcome.pages[0].capture.id,
        first_seen=outcome.pages[0].capture.finished,
        confirmed_at=look.now,
    )
    found = look.checked(Event.FIRST, State.OK, "read for the first time", look.next_regular())
    return replace(found, version=version, bodies=_kept(outcome.pages), validators=validators)


def _suspect(look: _Look, quality: Quality) -> Checked:
    """A page that does not look like the policy: kept as a capture, never compared."""
    sightings = look.standing.failures + 1
    again = look.pace.after_doubt(sightings, look.order.target.interval, look.now)
    cause = "; ".join(quality.notes) or ", ".join(quality.suspicions)
    return replace(look.checked(Event.SUSPECT, State.SUSPECT, cause, again), held=look.standing.held)


def _differing(look: _Look, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    """See it twice: a new text is held until a second fetch shows it again (law 3)."""
    held = look.standing.held
    if held is None or held.reading.text_sha256 != reading.text_sha256:
        return _hold(look, outcome, reading, inforce)
    seen = replace(held, sightings=held.sightings + 1)
    if seen.sightings >= (_SIGHTINGS_IN_DOUBT if seen.doubts else _SIGHTINGS):
        return _accept(look, outcome, seen, inforce)
    again = look.pace.after_doubt(seen.sightings, look.order.target.interval, look.now)
    return replace(look.checked(Event.SUSPECT, State.SUSPECT, _doubt_words(seen), again), held=seen)


def _relinked(look: _Look, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    """The words stayed and links did not. Such a difference is believed when the next slot shows the same links: it is
    never urgent enough for a fetch of its own, and addresses with rotating tokens never repeat."""
    held = look.standing.held
    is_held = held is not None and held.reading.text_sha256 == reading.text_sha256
    if held is not None and is_held and not link_changes(held.reading, reading):
        return _accept(look, outcome, replace(held, sightings=held.sightings + 1), inforce)
    found = look.checked(Event.UNCHANGED, State.OK, "read and unchanged", look.next_regular())
    return replace(found, held=_sighting(outcome, reading), bodies=_kept(outcome.pages))


def _hold(look: _Look, outcome: Fetched, reading: Reading, inforce: Version) -> Checked:
    held = replace(_sighting(outcome, reading), doubts=doubts(inforce.reading, reading))
    kept = _kept(outcome.pages)
    if held.doubts:
        again = look.pace.after_doubt(1, look.order.target.interval, look.now)
        return replace(look.checked(Event.SUSPECT, State.SUSPECT, _doubt_words(held), again), held=held, bodies=kept)
    earlier = look.standing.held
    is_third_text = earlier is not None and earlier.reading.text_sha256 != inforce.reading.text_sha256
    if is_third_text and look.order.trigger is Trigger.CONFIRM:
        # The confirming fetch shows a third text: a page that differs at each request must not be fetched every
        # minute, so its next sighting is the next regular slot.
        cause = "two fetches in a row disagree"
        found = look.checked(Event.HELD, State.SUSPECT, cause, look.next_regular())
    else:
        again = look.now + look.pace.confirm_after
        found = look.checked(Event.HELD, look.standing.state, "", again)
    return replace(found, held=held, bodies=kept)


def _sighting(outcome: Fetched, reading: Reading) -> Held:
    first = outcome.pages[0].capture
    bodies = tuple(_sha256(page) for page in outcome.pages)
    return Held(reading, bodies, first.id, first.finished, sightings=1)


def _accept(look: _Look, outcome: Fetched, seen: Held, inforce: Version) -> Checked:
    target = look.order.target
    is_new_text = seen.reading.text_sha256 != inforce.reading.text_sha256
    earlier = dict(reversed(look.standing.recent)).get(seen.reading.text_sha256) if is_new_text else None
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
    changes = judge(
        inforce.reading, seen.reading, family=target.document_type, brands=(target.service_name, *target.brands)
    )
    event = Event.CHANGED if earlier is None else Event.RETURNED
    cause = "seen twice" if earlier is None else f"the text of version {earlier} again"
    found = look.checked(event, State.CHANGED, cause, look.next_regular())
    return replace(found, version=version, changes=changes, validators=_validators(outcome.pages))


def _with_landing(reading: Reading, pages: tuple[FetchedPage, ...]) -> Reading:
    """A policy address that lands on the site's front page was not answered with the policy."""
    for page in pages:
        response = page.capture.response
        if response is None or not page.capture.hops:
            continue
        asked, landed = urlsplit(page.capture.url), urlsplit(response.url)
        if asked.path.strip("/") and not landed.path.strip("/") and not landed.query:
            note = f"{page.capture.url} was redirected to the front page {response.url}"
            quality = reading.quality
            return replace(
                reading,
                quality=Quality((*quality.suspicions, Suspicion.HOME_PAGE), (*quality.notes, note)),
            )
    return reading


def _doubt_words(held: Held) -> str:
    return f"seen {held.sightings} times, not yet believed: {', '.join(held.doubts)}"


def _sha256(page: FetchedPage) -> str:
    response = page.capture.response
    if response is None or response.body_sha256 is None:
        raise ValueError(f"capture {page.capture.id} of a fetched page has no body hash")
    return response.body_sha256


def _source(page: FetchedPage) -> Source:
    response = page.capture.response
    if response is None:
        raise ValueError(f"capture {page.capture.id} of a fetched page has no response")
    return Source(response.url, response.header("content-type"), page.body)


def _kept(pages: tuple[FetchedPage, ...]) -> tuple[tuple[str, bytes], ...]:
    return tuple((_sha256(page), page.body) for page in pages)


def _validators(pages: tuple[FetchedPage, ...]) -> Validators:
    """What to ask with next time; a document of several pages is always asked for whole."""
    response = pages[0].capture.response
    if len(pages) != 1 or response is None:
        return Validators()
    return Validators(response.header("etag"), response.header("last-modified"))
