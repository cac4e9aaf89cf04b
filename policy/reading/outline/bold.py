"""The outline of a page whose headings are only bold: lines all in bold over text."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from statistics import median

from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import Enumerator, enumerator_of
from policy.reading.outline.levels import Levels
from policy.reading.outline.marked import marked_item, numbered
from policy.reading.outline.openings import openings_of
from policy.reading.outline.series import Series, series_of
from policy.reading.pieces import HEADING, ITEM, PARAGRAPH, ROW, TERM, Piece
from policy.reading.printed import size_of

_TITLE = 120  # signs of a heading
_ENDS = (".", ",", ";", "。", "，", "；", "।", "،")
_STOPS = (".", "!", "。", "！", "।", "۔")  # of text that is in bold to be seen: warnings, disclaimers
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_DEEPEST = 6  # level of a heading
_ASKS = ("?", "？", "؟")
_TERMS = 3  # of a list of sections, fewest
_MORE = 25  # words, the most that definitions have under half of their terms, or
_SOME = 8  # where some terms have several blocks under them, as definitions have not
_SEVERAL = 2
_SENTENCE = 4
_ALL_THERE_IS = 0.5  # of the words of a document, up to its last term, that make such a list its outline
_TERM_AND_TEXT = 2  # pieces of a definition


def bold_lines(pieces: Sequence[Piece], contents: frozenset[int]) -> frozenset[int]:
    """The places of short lines all in bold that text follows, bold or not, or further such lines and then text. Dates
    and the opening words of a list's items are none of them, but the terms of a list of sections are."""
    found = _terms_over_text(pieces)
    for at in range(len(pieces) - 2, -1, -1):
        if at in contents or not _is_bold_line(pieces[at]):
            continue
        following = pieces[at + 1]
        is_item = pieces[at].kind.is_listed
        is_date = at == 0 and _DATED.search(following.text) is not None  # under the title, and as bold as that
        is_text = not following.strong or following.kind is ROW or is_date or following.text.endswith(_STOPS)
        is_in_list = is_item and following.kind.is_listed and following.apart
        if at + 1 in found or (is_text and not is_in_list):
            found.add(at)
    return frozenset(found | (_items_over_lists(pieces, found) or _items_over_texts(pieces)))


def _items_over_lists(pieces: Sequence[Piece], found: Collection[int]) -> set[int]:
    """The bold items over a list of their own, in a list most of whose bold items are headings."""
    bold = [at for at in range(len(pieces) - 1) if pieces[at].kind is ITEM and _is_bold_line(pieces[at])]
    counts = Counter(pieces[at].level for at in bold if at in found)
    if not counts:
        return _items_that_are_the_outline(pieces, bold)
    all_counts = Counter(pieces[at].level for at in bold)
    return {
        at
        for at in bold
        if 2 * counts[pieces[at].level] > all_counts[pieces[at].level]
        and pieces[at + 1].kind is ITEM
        and pieces[at + 1].level > pieces[at].level
    }


def _items_that_are_the_outline(pieces: Sequence[Piece], bold: Sequence[int]) -> set[int]:
    """The bold items over lists of their own, where all items of an outermost list that is the document are such."""
    over_lists = {at for at in bold if pieces[at + 1].kind is ITEM and pieces[at + 1].level > pieces[at].level}
    outermost = [at for at, piece in enumerate(pieces) if piece.kind is ITEM and piece.level == 1]
    is_whole = len(outermost) >= _TERMS and over_lists.issuperset(outermost)
    return over_lists if is_whole and _is_all_there_is(pieces, outermost) else set()


def _items_over_texts(pieces: Sequence[Piece]) -> set[int]:
    """The items without any dress that name the texts under them, where all items of an outermost list that is the
    document do."""
    names = [at for at, piece in enumerate(pieces) if piece.kind is ITEM and piece.level == 1]
    if len(names) < _TERMS or not all(_is_name_over_text(pieces, at) for at in names):
        return set()
    sentences = sum(size_of(pieces[at + 1].text) >= _SENTENCE for at in names)
    is_first = all(piece.kind is not HEADING for piece in pieces[1 : names[0]])  # other headings are within its items
    return set(names) if 2 * sentences > len(names) and is_first and _is_most(pieces, names) else set()


def _is_name_over_text(pieces: Sequence[Piece], at: int) -> bool:
    item, following = pieces[at], pieces[at + 1 : at + 2]
    if not following or not is_title_like(item._replace(kind=PARAGRAPH)):
        return False
    kind, level = following[0].kind, following[0].level
    return kind is HEADING or (kind is ITEM and level > item.level) or (kind is PARAGRAPH and following[0].apart)


def _terms_over_text(pieces: Sequence[Piece]) -> set[int]:
    """The terms of a definition list that holds the sections of a document: numbered, questions, or over more than
    definitions."""
    terms = [at for at, piece in enumerate(pieces) if piece.kind is TERM and len(piece.text) <= _TITLE]
    if len(terms) < _TERMS:
        return set()
    if all(enumerator_of(pieces[at].text) is not None for at in terms):
        return set(terms)
    if 2 * sum(pieces[at].text.endswith(_ASKS) for at in terms) > len(terms):
        return set(terms)
    ends = [*terms[1:], len(pieces)]
    sizes = [sum(size_of(one.text) for one in pieces[at + 1 : end]) for at, end in zip(terms, ends, strict=True)]
    several = sum(end - at > _TERM_AND_TEXT for at, end in zip(terms, ends, strict=True))
    size = median(sizes)
    if size >= _SENTENCE and _is_all_there_is(pieces, terms):
        return set(terms)
    return set(terms) if size >= _MORE or (size >= _SOME and several >= _SEVERAL) else set()


def _is_all_there_is(pieces: Sequence[Piece], terms: Sequence[int]) -> bool:
    """Whether the list holds next to all of a document of which nothing but the title is a heading."""
    return all(piece.kind is not HEADING for piece in pieces[1:]) and _is_most(pieces, terms)


def _is_most(pieces: Sequence[Piece], terms: Sequence[int]) -> bool:
    sizes = [size_of(piece.text) for piece in pieces]
    return sum(sizes[terms[0] : terms[-1]]) >= _ALL_THERE_IS * sum(sizes)


def bold_outline(pieces: Sequence[Piece], lines: Mapping[int, str]) -> Iterator[Piece]:
    """Enumerated lines in their series; the others where they were that look alike, else below what is open."""
    plain = frozenset(range(len(pieces))) - lines.keys()
    openings = openings_of(pieces, plain)
    placed = series_of(pieces, plain, openings.values())
    looks, least = _looks_of_rows(placed, lines)
    levels = Levels()
    counted: set[str] = set()  # the looks of series that have begun: what is not numbered then is below
    for at, piece in enumerate(pieces):
        look = lines.get(at, "")
        if piece.kind is HEADING or (at in lines and at not in placed and (at == 0 or at in openings)):
            level, look = piece.level or 1, ""  # a title may look like the sections under it
        elif at in placed:
            series = placed[at][1]
            look = looks.get(id(series), "")
            counted.add(look)
            level = min(levels.level_of(look) - least[look] if look else 1, _DEEPEST - 1 - series.depth) + series.depth
        elif at in lines:
            key = f"{look} without a number" if look and look in counted else look
            yield piece._replace(kind=HEADING, level=levels.level_of(key))
            continue
        else:
            yield marked_item(piece)
            continue
        levels.mark(level, look)
        yield numbered(piece._replace(kind=HEADING, level=level))


def _looks_of_rows(
    placed: Mapping[int, tuple[Enumerator, Series]], lines: Mapping[int, str]
) -> tuple[dict[int, str], dict[str, int]]:
    """What the lines of each series look like, and how deep the outermost series of each look is."""
    looks: dict[int, str] = {}
    least: dict[str, int] = {}
    for at, (_, series) in placed.items():
        if look := lines.get(at, ""):
            looks.setdefault(id(series), look)
            least[look] = min(series.depth, least.get(look, series.depth))
    return looks, least


def _is_bold_line(piece: Piece) -> bool:
    return (
        piece.strong
        and (piece.kind is PARAGRAPH or piece.kind.is_listed)
        and len(piece.text) <= _TITLE
        and not piece.text.endswith(_ENDS)
        and _DATED.search(piece.text) is None
    )
