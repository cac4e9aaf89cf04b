"""Where in a text without marks another document begins: its title, and numbering that starts again under it."""

from collections.abc import Sequence

from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import Piece
from policy.reading.titles import kind_of_title

_REACH = 6  # pieces between a title and its first number: a date, a lead


def openings_of(pieces: Sequence[Piece], skipped: frozenset[int]) -> dict[int, int]:
    """The place of each such title, with that of the first number under it; the title of the whole is none."""
    found: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if at and at not in skipped and is_title_like(piece) and kind_of_title(piece.text) is not None:
            first = _first_number(pieces, at)
            if first is not None:
                found[at] = first
    return found


def _first_number(pieces: Sequence[Piece], at: int) -> int | None:
    for place in range(at, min(at + 1 + _REACH, len(pieces))):
        sign = enumerator_of(pieces[place].text)
        if sign is not None:
            return place if place > at and 1 in sign.ranks and len(sign.path) <= 1 else None
    return None
