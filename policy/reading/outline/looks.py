"""Headings by how they are dressed: lines that one style sheet sets apart from the text under each of them.

Builders of pages print headings as whatever tag is at hand and leave it to classes and styles to say so. What the
class is called says little; that its lines are all short, all different, and each stand over text of another dress,
says that they are headings.
"""

from collections import defaultdict
from collections.abc import Sequence

from policy.model.readings import BlockKind
from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import Piece
from policy.reading.printed import size_of

_FEWEST = 3  # lines of one dress: two alike are a coincidence
_FEW = 2  # where the page is known to set headings so
_MOST = 0.5  # of all blocks: what most of a text is printed in is the text
_DIFFERENT = 0.8  # of the lines: labels repeat themselves
_TITLES = 0.9  # of the lines look like titles
_LONGEST = 130  # characters of a title and its number
_OVER_TEXT = 0.8  # of the lines have a text under them
_WORDS = 14  # of a line
_TEXT = 8  # words of a text, or
_LONG = 60  # characters: some languages say in three words what others say in eight


def lines_by_look(pieces: Sequence[Piece], skipped: frozenset[int]) -> dict[int, str]:
    """The place of each such line, with what it looks like."""
    alike: dict[str, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        if piece.look and at not in skipped:
            alike[f"{piece.look} in bold" if piece.strong else piece.look].append(at)
    found: dict[int, str] = {}
    for fewest in (_FEWEST, _FEW):
        for look, places in alike.items():
            if fewest <= len(places) and places[0] not in found and _are_headings(pieces, places):
                found |= {at: look for at in places if size_of(pieces[at].text) <= _WORDS}
        if not found:
            break
    return found


def _are_headings(pieces: Sequence[Piece], places: Sequence[int]) -> bool:
    lines = [pieces[at] for at in places]
    if sum([len(line.text) > _LONGEST for line in lines]) > (1 - _TITLES) * len(lines):
        return False  # as most are: what follows costs more
    if len(lines) > _MOST * len(pieces) or len({line.text for line in lines}) < _DIFFERENT * len(lines):
        return False
    if sum(map(_is_title, lines)) < _TITLES * len(lines):
        return False
    ends = [*places[1:], len(pieces)]
    over = sum(_holds_text(pieces[at + 1 : end]) for at, end in zip(places, ends, strict=True))
    return over >= _OVER_TEXT * len(lines)


def _is_title(piece: Piece) -> bool:
    sign = enumerator_of(piece.text)
    return is_title_like(piece._replace(text=sign.rest) if sign is not None and sign.rest else piece)


def _holds_text(under: Sequence[Piece]) -> bool:
    """Whether what stands under a line, up to the next of its dress, says more than a value or a label does."""
    size = length = 0
    for piece in under:
        size += size_of(piece.text)
        length += len(piece.text)
        if size >= _TEXT or length >= _LONG or piece.kind is BlockKind.ROW:
            return True
    return False
