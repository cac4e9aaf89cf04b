"""Numbers that a page sets apart from the headings they count, and bullets from their items, each in a block of its
own, to dress them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import HEADING, ITEM, PARAGRAPH, Piece

_LONGEST = 20  # characters
_TITLE = 120  # characters
_ALIKE = 2  # titles of parts that are named in one dress
_BULLETS = frozenset("•‣◦▪●■·–—-*")
_ITEMS = frozenset({PARAGRAPH, ITEM})
_RISING = 2  # steps from a number to the next that make numbers of them where no title is marked
_NAMED = frozenset({PARAGRAPH, HEADING})
_NUMBER = re.compile(r"0?(\d{1,2})(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]?")


def joined(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], list[bool]]:
    """The pieces with such numbers before their headings, and which pieces then still stand for themselves."""
    signs = [at for at in range(len(pieces) - 1) if len(pieces[at].text) <= _LONGEST]
    bullets = [at for at in signs if pieces[at].text in _BULLETS and pieces[at + 1].kind in _ITEMS]
    numbers = _numbers_among(pieces, signs)
    if not numbers and not bullets:
        return pieces, [True] * len(pieces)
    found = list(pieces)
    for at in numbers:
        title = pieces[at + 1]
        is_heading = pieces[at].kind is HEADING  # of which the title may be a paragraph
        number = pieces[at] if is_heading else title
        found[at + 1] = number._replace(text=f"{pieces[at].text} {title.text}")
    for at in bullets:
        found[at + 1] = pieces[at + 1]._replace(kind=ITEM, level=max(pieces[at].level, 1))
    gone = {*numbers, *bullets}
    return found, [at not in gone for at in range(len(pieces))]


def _numbers_among(pieces: Sequence[Piece], signs: Sequence[int]) -> list[int]:
    """The places of such numbers."""
    numbers = [at for at in signs if _is_number(pieces[at]) and _may_follow(pieces, at)]
    loose = [at for at in numbers if not _is_marked(pieces[at + 1])]
    if not _are_rising([pieces[at] for at in loose]):
        numbers = [at for at in numbers if _is_marked(pieces[at + 1])]
    named = [at for at in signs if _names_a_part(pieces[at].text) and _may_be_named(pieces, at)]
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)  # of the parts of a dress
    for at in named:
        titles[pieces[at].look, pieces[at + 1].look].add(pieces[at + 1].text)
    several = [at for at in named if len(titles[pieces[at].look, pieces[at + 1].look]) >= _ALIKE]
    return sorted({*several, *numbers})


def _is_number(piece: Piece) -> bool:
    if len(piece.text) > _LONGEST or not (piece.kind is PARAGRAPH or piece.kind is HEADING):
        return False
    sign = enumerator_of(piece.text)
    return _NUMBER.fullmatch(piece.text) is not None if sign is None else not sign.rest


def _may_follow(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece after a number may be the title it counts: a heading as deep as it is, if it is one."""
    number, title = pieces[at], pieces[at + 1]
    if len(title.text) > _TITLE or enumerator_of(title.text) is not None or _is_number(title):
        return False
    if number.kind is HEADING:
        return title.kind is HEADING and title.level == number.level
    return title.kind is HEADING or (title.kind is PARAGRAPH and (title.strong or is_title_like(title)))


def _names_a_part(text: str) -> bool:
    """Whether the words are but "Article 2", "第2条", "Chapter IV"."""
    if (not text[-1].isalnum() and text[-1] != ".") or (sign := enumerator_of(f"{text} A")) is None:
        return False
    return sign.rest == "A" and (len(sign.style) > len("(1)") or sign.style.startswith("#"))


def _may_be_named(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the line after the name of a part may be its title: a text follows it."""
    if at + 2 >= len(pieces):
        return False
    part, title, following = pieces[at : at + 3]
    if title.kind is HEADING:
        return part.kind is HEADING and part.level == title.level
    is_over_text = following.kind is not HEADING
    return is_over_text and is_title_like(title) and enumerator_of(title.text) is None and part.kind in _NAMED


def _is_marked(piece: Piece) -> bool:
    return piece.kind is HEADING or (piece.kind is PARAGRAPH and piece.strong)


def _are_rising(numbers: Sequence[Piece]) -> bool:
    """Whether lines that look alike count from one to the next."""
    counts = [int(match[1]) for one in numbers if (match := _NUMBER.fullmatch(one.text)) and match[1]]
    is_alike = len({one.look for one in numbers}) == 1
    return is_alike and sum(following == count + 1 for count, following in pairwise(counts)) >= _RISING
