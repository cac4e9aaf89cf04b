"""The outline of a page that marks its headings: numbers split off, bold-only lines as headings below them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.outline.levels import DEEPEST, Counts, Levels, counted_alike
from policy.reading.pieces import HEADING, PARAGRAPH, Piece

_BARE = re.compile(r"(\d{1,2})\s+(?=\S)")
_RISING = 2  # steps from a number to the next that make numbers of them
_ALIKE = 2  # such lines, fewest, and for each that stands otherwise


def marked_outline(pieces: Sequence[Piece], lines: Mapping[int, str]) -> Iterator[Piece]:
    """Headings as marked; a line alone over text, bold or of a look, is one below the last marked."""
    levels, counts = Levels(), Counts()
    for at, piece in enumerate(_with_room_below(counted_alike(pieces), lines)):
        if piece.kind is HEADING:
            levels.mark(piece.level)
            counts.note(piece.text, piece.level)
            yield numbered(piece)
        elif at in lines:
            level = counts.level_of(piece.text)
            if level is None:
                level = levels.level_of(lines[at])
            else:
                levels.mark(level, lines[at])
            counts.note(piece.text, level)
            yield numbered(piece._replace(kind=HEADING, level=level))
        else:
            yield marked_item(piece)


def _with_room_below(pieces: Sequence[Piece], lines: Mapping[int, str]) -> Sequence[Piece]:
    """The pieces with headings of the deepest level right below the title's where no others are marked, and lines are
    to stand below them: builders of sites set whole documents in small headings."""
    levels = {piece.level for piece in pieces if piece.kind is HEADING} - {1}
    if levels != {DEEPEST} or not lines:
        return pieces
    return [one._replace(level=2) if one.kind is HEADING and one.level == DEEPEST else one for one in pieces]


def numbered(piece: Piece) -> Piece:
    """A heading with its enumerator set apart."""
    sign = enumerator_of(piece.text)
    if sign is None or not sign.rest:
        return piece
    return piece._replace(marker=sign.printed, text=sign.rest)


def marked_item(piece: Piece) -> Piece:
    """A list item or clause that prints its enumerator, with it set apart."""
    if piece.cells or piece.marker is not None:
        return piece
    sign = enumerator_of(piece.text)
    if sign is None or not sign.rest or sign.style in {"A.", "a."}:
        return piece
    return piece._replace(marker=sign.printed, text=sign.rest)


def counted_lines(pieces: Sequence[Piece], skipped: Collection[int]) -> frozenset[int]:
    """The places of unmarked lines "1 Scope", "2 Data" over clauses "2.1 Names", where they count on from one and what
    is counted below each says the same number."""
    found: list[int] = []
    is_below = False
    for at, piece in enumerate(pieces):
        match = _BARE.match(piece.text) if at not in skipped else None
        if match and int(match[1]) == len(found) + 1 and is_title_like(piece._replace(text=piece.text[match.end() :])):
            found.append(at)
            continue
        path = sign.path if (sign := enumerator_of(piece.text)) is not None else ()
        if path and path[0] != len(found):
            return frozenset()
        is_below = is_below or bool(path)
    return frozenset(found) if is_below and len(found) > _RISING else frozenset()


def path_lines(pieces: Sequence[Piece], skipped: Collection[int]) -> frozenset[int]:
    """The places of unmarked lines "2.1 Log files" that stand alone over text, on a page most of whose short lines with
    such a number do: what lists conditions under one another is none."""
    found: set[int] = set()
    others = 0
    for at, piece in enumerate(pieces[:-1]):
        may_be_one = piece.kind is PARAGRAPH and piece.text[0].isdecimal() and at not in skipped
        sign = enumerator_of(piece.text) if may_be_one else None
        if sign is None or not sign.path or not is_title_like(piece._replace(text=sign.rest)):
            continue
        following = pieces[at + 1]
        is_over_text = (
            following.kind is PARAGRAPH and not is_title_like(following) and not enumerator_of(following.text)
        )
        if is_over_text:
            found.add(at)
        else:
            others += 1
    return frozenset(found) if len(found) >= _ALIKE and len(found) > _ALIKE * others else frozenset()


def with_bare_numbers(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with numbers that no sign follows set apart from their headings: "1 Scope", "2 Data", "2.1 Names" is
    how many institutions number; a single heading that begins with a number is not numbered."""
    found = {
        at: match
        for at, piece in enumerate(pieces)
        if piece.kind is HEADING and piece.marker is None and (match := _BARE.match(piece.text))
    }
    numbers = [int(match[1]) for match in found.values()]
    rising = sum(following == number + 1 for number, following in pairwise(numbers))
    if not found or rising < max(_RISING, len(found) // 2):
        return pieces
    return [
        piece._replace(marker=found[at][1], text=piece.text[found[at].end() :]) if at in found else piece
        for at, piece in enumerate(pieces)
    ]
