"""Numbers that a page sets apart from the headings they count, in a block of their own, to dress them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from policy.model.readings import BlockKind
from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import Piece

_LONGEST = 20  # characters
_TITLE = 120  # characters
_RISING = 2  # steps from a number to the next that make numbers of them where no title is marked
_NUMBER = re.compile(r"0?(\d{1,2})(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]?")


def joined(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], list[bool]]:
    """The pieces with such numbers before their headings, and which pieces then still stand for themselves."""
    numbers = [at for at in range(len(pieces) - 1) if _is_number(pieces[at]) and _may_follow(pieces, at)]
    if not numbers:
        return pieces, [True] * len(pieces)
    loose = [at for at in numbers if not _is_marked(pieces[at + 1])]
    if not _are_rising([pieces[at] for at in loose]):
        numbers = [at for at in numbers if at not in set(loose)]
    found = list(pieces)
    for at in numbers:
        found[at + 1] = pieces[at + 1]._replace(text=f"{pieces[at].text} {pieces[at + 1].text}")
    return found, [at not in set(numbers) for at in range(len(pieces))]


def _is_number(piece: Piece) -> bool:
    if len(piece.text) > _LONGEST or not (piece.kind is BlockKind.PARAGRAPH or piece.kind is BlockKind.HEADING):
        return False
    sign = enumerator_of(piece.text)
    return _NUMBER.fullmatch(piece.text) is not None if sign is None else not sign.rest


def _may_follow(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece after a number may be the title it counts: a heading as deep as it is, if it is one."""
    number, title = pieces[at], pieces[at + 1]
    if len(title.text) > _TITLE or enumerator_of(title.text) is not None or _is_number(title):
        return False
    if number.kind is BlockKind.HEADING:
        return title.kind is BlockKind.HEADING and title.level == number.level
    return title.kind is BlockKind.HEADING or (
        title.kind is BlockKind.PARAGRAPH and (title.strong or is_title_like(title))
    )


def _is_marked(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING or (piece.kind is BlockKind.PARAGRAPH and piece.strong)


def _are_rising(numbers: Sequence[Piece]) -> bool:
    """Whether lines that look alike count from one to the next."""
    counts = [int(match[1]) for one in numbers if (match := _NUMBER.fullmatch(one.text)) and match[1]]
    is_alike = len({one.look for one in numbers}) == 1
    return is_alike and sum(following == count + 1 for count, following in pairwise(counts)) >= _RISING
