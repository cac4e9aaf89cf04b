"""Documents that keep alternating between a few texts: told once, then summed up weekly, until they are quiet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from policy.model.looks import Past, Turn

WEEK = timedelta(days=7)
_QUIET = timedelta(days=14)  # without a turn: it is over
_TURNS = 3  # within a week,
_TEXTS = 3  # among at most so many texts: tests on visitors and rotations, not a document being edited
_REMEMBERED = 64  # turns


def remembered(turns: Sequence[Turn], now: datetime) -> tuple[Turn, ...]:
    """The turns that may still matter: the last ones that follow one another within two weeks."""
    if not turns or now - turns[-1].at >= _QUIET:
        return ()
    first = next((place for place, (one, other) in _backwards(turns) if other.at - one.at >= _QUIET), 0)
    return tuple(turns[max(first, len(turns) - _REMEMBERED) :])


def _backwards(turns: Sequence[Turn]) -> list[tuple[int, tuple[Turn, Turn]]]:
    return list(enumerate(pairwise(turns), start=1))[::-1]


def is_flapping(turns: Sequence[Turn], now: datetime) -> bool:
    """Whether the document began to alternate and was not quiet since."""
    live = [turn for turn in remembered(turns, now) if not turn.is_restless]
    return any(_is_alternating(live[first : first + _TURNS]) for first in range(len(live) - _TURNS + 1))


def _is_alternating(turns: Sequence[Turn]) -> bool:
    texts = {turns[0].before, *(turn.after for turn in turns)}
    return turns[-1].at - turns[0].at <= WEEK and len(texts) <= _TEXTS


def is_kept_quiet(past: Past, turn: Turn, is_known_text: bool) -> bool:
    """Whether this turn of an alternating document, or of a restless place, is not told now: it was told of within the
    week, and this is no new text of the document."""
    if past.told_at is None or turn.at - past.told_at >= WEEK:
        return False
    return turn.is_restless or (is_known_text and is_flapping(past.turns, turn.at))


def owed(past: Past, now: datetime) -> Turn | None:
    """The last turn kept quiet, when a week has passed since one was told; None: nothing is owed."""
    if not past.turns or past.told_at is None or now - past.told_at < WEEK:
        return None
    last = past.turns[-1]
    return last if last.at > past.told_at else None
