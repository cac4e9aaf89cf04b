"""What is remembered of the looks at a target: one look after the other, folded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from policy.looking.alternating import is_kept_quiet, owed, remembered
from policy.looking.restless import looked
from policy.looking.sites import Landing
from policy.model.captures import Failure
from policy.model.looks import Event, Past, Run, Surroundings, Turn
from policy.model.readings import Suspicion

DISAGREEMENT = "disagreement"  # two fetches in a row showed two new texts
_CLEAN_LOOKS = 3  # before a doubted page is trusted again
MISSING = (Failure.NOT_FOUND.value, Failure.GONE.value, Failure.DNS.value, Suspicion.PARKED.value)
_FAILURES = frozenset(failure.value for failure in Failure)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look showed, as far as the state of its target depends on it."""

    at: datetime
    event: Event
    sign: str = ""  # the failure or doubt by name; empty: the page was read and is the document
    words: str = ""  # the sign in plain words
    landing: Landing | None = None  # None: no page came
    turn: Turn | None = None  # None: the same text
    is_known_text: bool = False  # the turn leads back to an earlier text
    is_whole: bool = False  # a body came, not a 304

    @property
    def news(self) -> Event:
        """What it means for state and rhythm: at a restless place nothing ever happens."""
        return Event.UNCHANGED if self.turn is not None and self.turn.is_restless else self.event


def folded(sights: Iterable[Sight]) -> Past:
    """What a whole log says."""
    return reduce(remember, sights, Past())


def remember(past: Past, sight: Sight) -> Past:
    """What is remembered after one more look."""
    if sight.sign == Failure.STOPPED:
        return past
    known = replace(past, looked_at=sight.at, full_at=sight.at if sight.is_whole else past.full_at)
    if sight.sign:
        return _doubted(known, sight) if sight.sign not in _FAILURES else _troubled(known, sight)
    return _read(known, sight)


def is_quiet(past: Past, sight: Sight) -> bool:
    """Whether the change of this look is kept and not told."""
    return sight.turn is not None and is_kept_quiet(past, sight.turn, sight.is_known_text)


def run_of(past: Past, sign: str) -> Run | None:
    """How often that trouble was met since the page was last read; None: it was not."""
    return next((run for run in past.troubles if run.sign == sign), None)


def troubled_since(past: Past) -> datetime | None:
    """The first trouble since the page was last read; None: there was none."""
    return min((run.since for run in past.troubles), default=None)


def beside(past: Past, chrome_sha256: str, at: datetime) -> Past:
    """The past, with what a look found around the document."""
    known = past.around
    if known is None:
        return replace(past, around=Surroundings(chrome_sha256, at))
    if known.sha256 == chrome_sha256:
        return past
    return replace(past, around=Surroundings(chrome_sha256, at, known.turns + 1))


def _troubled(past: Past, sight: Sight) -> Past:
    """One more failure; a failed look says nothing of text, place and trust."""
    others = tuple(run for run in past.troubles if run.sign != sight.sign)
    return replace(past, troubles=(*others, _longer(run_of(past, sight.sign), sight.sign, sight.at)))


def _doubted(past: Past, sight: Sight) -> Past:
    """One more page that is not the document: whatever it is, it is not missing."""
    there = tuple(run for run in past.troubles if run.sign not in MISSING or run.sign == sight.sign)
    return replace(_troubled(replace(past, troubles=there), sight), on_trial=_CLEAN_LOOKS, still=0)


def _read(past: Past, sight: Sight) -> Past:
    told = owed(past, sight.at)
    turns = past.turns if sight.turn is None else (*past.turns, sight.turn)
    is_told = told is not None or (sight.turn is not None and not is_quiet(past, sight))
    is_settled = sight.event in (Event.FIRST, Event.CHANGED, Event.RETURNED)
    return replace(
        looked(past),
        troubles=(),
        on_trial=0 if is_settled else max(0, past.on_trial - 1),
        home=past.home or (sight.landing.place if sight.landing else ""),
        landing=_elsewhere(past, sight),
        turns=remembered(turns, sight.at),
        told_at=sight.at if is_told else past.told_at,
        skeleton="" if is_settled else past.skeleton,
        core="" if is_settled else past.core,
        surface="" if is_settled else past.surface,
        sighted="",
        glimpsed="",
    )


def _elsewhere(past: Past, sight: Sight) -> Run | None:
    """The run of looks that found the document at another place. Only a look that found the same text counts, so that
    what is called moved is the document and not a page in its place."""
    place = sight.landing
    if place is None or place.place == (past.home or place.place) or not (place.is_permanent or place.is_foreign):
        return None
    run = past.landing if past.landing and past.landing.sign == place.place else None
    if sight.event is not Event.UNCHANGED:
        return run
    return _longer(run, place.place, sight.at)


def _longer(run: Run | None, sign: str, at: datetime) -> Run:
    if run is None:
        return Run(sign, at, at, 1)
    return replace(run, last=max(run.last, at), looks=run.looks + 1)
