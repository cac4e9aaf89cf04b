"""Tables of contents in bare text: lines that come again later as the headings they announce."""

from collections.abc import Sequence

from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import HEADING, Piece
from policy.reading.printed import comparable

_ENTRIES = 3  # in a row: two equal lines are a coincidence
_KEPT = 0.6  # of a run: some entries are worded otherwise than their headings
_SPREAD = 1.5  # as far as in the run: a text stands under most headings
_LONGEST = 160
_LEADERS = " .…·_0123456789"


def contents_of(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of entries of a table of contents."""
    keys = [_key(piece) for piece in pieces]
    last = {key: at for at, key in enumerate(keys) if key}
    again = [bool(key) and last[key] > at for at, key in enumerate(keys)]
    if sum(again) < _KEPT * _ENTRIES:
        return frozenset()
    found: set[int] = set()
    at = 0
    while at < len(pieces):
        if not keys[at]:
            at += 1
            continue
        end = _first_return(keys, pieces, at)
        run = _trimmed(again, at, end)
        returning = [last[keys[place]] for place in run if again[place]]
        if len(run) >= _ENTRIES and len(returning) >= _KEPT * len(run) and _are_spread(returning, run):
            found.update(run)
        at = max(end, at + 1)
    return frozenset(found)


def _first_return(keys: Sequence[str], pieces: Sequence[Piece], at: int) -> int:
    """Where the stretch of short lines from `at` on ends: at a longer piece, a heading, or a line that it had."""
    seen: set[str] = set()
    while at < len(keys) and keys[at] and keys[at] not in seen and pieces[at].kind is not HEADING:
        seen.add(keys[at])
        at += 1
    return at


def _are_spread(returning: Sequence[int], run: range) -> bool:
    """Whether more stands between the lines where they return than in the run: the labels of one record after the
    other return as close as they were."""
    return max(returning) - min(returning) >= _SPREAD * (len(run) - 1)


def _trimmed(again: Sequence[bool], at: int, end: int) -> range:
    """The longest stretch that begins and ends with a line that comes again before any line of it does."""
    places = [place for place in range(at, end) if again[place]]
    return range(places[0], places[-1] + 1) if places else range(at, at)


def _key(piece: Piece) -> str:
    """What an entry and its heading have in common; "": the piece is too long to be either."""
    if len(piece.text) > _LONGEST or piece.cells:
        return ""
    sign = enumerator_of(piece.text)
    return comparable((sign.rest if sign and sign.rest else piece.text).rstrip(_LEADERS)).casefold()
