"""The outline of a page whose headings are only bold: lines all in bold over text."""

import re
from collections.abc import Iterator, Mapping, Sequence

from policy.model.readings import BlockKind
from policy.reading.outline.levels import Levels
from policy.reading.outline.marked import marked_item, numbered
from policy.reading.outline.openings import openings_of
from policy.reading.outline.rows import rows_of
from policy.reading.pieces import Piece

_TITLE = 120
_ENDS = (".", ",", ";", "。", "，", "；", "।", "،")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_DEEPEST = 6


def bold_lines(pieces: Sequence[Piece], contents: frozenset[int]) -> frozenset[int]:
    """The places of short lines all in bold that text follows, or further such lines and then text. Dates and the
    opening words of a list's items are none of them."""
    found: set[int] = set()
    for at in range(len(pieces) - 2, -1, -1):
        if at in contents or not _is_bold_line(pieces[at]):
            continue
        following = pieces[at + 1]
        is_item = pieces[at].kind.is_listed
        is_date = at == 0 and _DATED.search(following.text) is not None  # under the title, and as bold as that
        is_text = not following.strong or following.kind is BlockKind.ROW or is_date
        if at + 1 in found or (is_text and not (is_item and following.kind.is_listed)):
            found.add(at)
    return frozenset(found)


def bold_outline(pieces: Sequence[Piece], lines: Mapping[int, str]) -> Iterator[Piece]:
    """Enumerated lines in their rows; the others where they were that look alike, else below what is open."""
    plain = frozenset(range(len(pieces))) - lines.keys()
    openings = openings_of(pieces, plain)
    placed = rows_of(pieces, plain, openings.values())
    levels = Levels()
    for at, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING or (at in lines and at not in placed and (at == 0 or at in openings)):
            level = piece.level or 1
        elif at in placed:
            level = min(1 + placed[at][1].depth, _DEEPEST - 1)
        elif at in lines:
            yield piece._replace(kind=BlockKind.HEADING, level=levels.level_of(lines[at]))
            continue
        else:
            yield marked_item(piece)
            continue
        levels.mark(level, lines.get(at, ""))
        yield numbered(piece._replace(kind=BlockKind.HEADING, level=level))


def _is_bold_line(piece: Piece) -> bool:
    return (
        piece.strong
        and (piece.kind is BlockKind.PARAGRAPH or piece.kind.is_listed)
        and len(piece.text) <= _TITLE
        and not piece.text.endswith(_ENDS)
        and _DATED.search(piece.text) is None
    )
