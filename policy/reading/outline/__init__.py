"""Which pieces are headings, and how deep: by mark-up where there is any, else by enumerators and by looks."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from policy.reading.outline.bare import bare_headings, colon_headings, is_title_like
from policy.reading.outline.bold import bold_lines, bold_outline
from policy.reading.outline.contents import contents_of
from policy.reading.outline.enumerators import Enumerator, enumerator_of
from policy.reading.outline.looks import lines_by_look
from policy.reading.outline.marked import counted_lines, marked_outline, numbered, path_lines, with_bare_numbers
from policy.reading.outline.openings import openings_of
from policy.reading.outline.phrases import opening_phrase, run_in_title
from policy.reading.outline.runin import led_title, named_title, with_run_ins
from policy.reading.outline.series import Series, series_of
from policy.reading.pieces import HEADING, ITEM, PARAGRAPH, Piece
from policy.reading.printed import size_of, word_count
from policy.reading.titles import kind_of_title

__all__ = ["itemised", "outlined"]

_BULLETS = "-*+•‣◦▪●■·–—⁃"
_BULLET = re.compile(rf"^[{_BULLETS}]\s+(?=\S)")
_TITLE = 200  # signs of a heading
_MARKS = 4  # headings, or lines that look like one, from which they are the outline
_SECTIONS = 3  # beside a title, fewest
_DATE = 4  # digits that make a first line a date and no title
_WORDS_A_MARK = 700  # the most under each heading where there are fewer
_NAME = 8  # words before a colon, the most
_LIST_DEEPEST = 6  # level of an item
_STOPS = (".", "!", "。", "।")  # a question may be a heading
_SENTENCE = 4  # words, fewest
_SENTENCES = 0.8  # of the headings of a level
_FULL_ENDS = ("。", "；")  # which end sentences only
_ENDS = (".", ";", *_FULL_ENDS)
_DEEPEST = 6  # level of a heading


def itemised(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with printed bullets as list items: a bullet is form, not words."""
    return tuple(_itemised(piece) for piece in pieces)


def outlined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """One language version's pieces with its headings as headings."""
    if not pieces:
        return ()
    pieces = _unmarked(pieces)
    contents = contents_of(pieces)
    looks = lines_by_look(pieces, contents)
    bold = bold_lines(pieces, contents)
    lines = {at: f"{pieces[at].level} lists deep" if pieces[at].kind.is_listed else "" for at in bold} | looks
    if _is_marked(pieces) and (lines or not _marks_its_name_alone(pieces)):
        is_titled = _is_named(pieces[0]) or _is_only_title(pieces, lines)
        lines = dict.fromkeys(path_lines(pieces, contents), "") | lines
        found = [*marked_outline(_below_title(_titled(pieces, is_titled)), lines)]
    elif len(lines) >= _MARKS or _are_sections(pieces, lines):
        lines = dict.fromkeys(path_lines(pieces, contents), "") | lines
        found = [*bold_outline(_titled(pieces, _is_only_title(pieces, lines)), lines)]
    else:
        found = [*_bare_outline(pieces, contents)]
    return tuple(with_bare_numbers(with_run_ins(found)))


def _are_sections(pieces: Sequence[Piece], lines: Collection[int]) -> bool:
    """Whether lines are the few sections of a page whose title is a heading; terms and items may be what they look."""
    return pieces[0].kind is HEADING and sum(pieces[at].kind is PARAGRAPH for at in lines) >= _SECTIONS


def _unmarked(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with the headings of a level as the text they are where nearly all of them are sentences, and nothing
    but headings stands between them: an editor's way to print in another size."""
    levels = {piece.level for piece in pieces if piece.kind is HEADING and piece.text.endswith(_STOPS)}
    for level in sorted(levels):
        places = [at for at, one in enumerate(pieces) if one.kind is HEADING and one.level == level]
        sentences = [at for at in places if pieces[at].text.endswith(_STOPS) and size_of(pieces[at].text) >= _SENTENCE]
        bodies = sum(at + 1 < len(pieces) and pieces[at + 1].kind is PARAGRAPH for at in places)
        if len(sentences) >= max(_SECTIONS, _SENTENCES * len(places)) and bodies <= (1 - _SENTENCES) * len(places):
            gone = frozenset(places)
            pieces = [one._replace(kind=PARAGRAPH, level=0) if at in gone else one for at, one in enumerate(pieces)]
    return pieces


def _titled(pieces: Sequence[Piece], is_titled: bool) -> Sequence[Piece]:
    """The pieces with the document's name over all of them as the heading it is, whatever it was marked as."""
    return (pieces[0]._replace(kind=HEADING, level=1), *pieces[1:]) if is_titled else pieces


def _below_title(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with the sections below the title of the document where all are marked as of the first level."""
    first = pieces[0]
    others = [piece for piece in pieces[1:] if piece.kind is HEADING and piece.level == 1]
    if first.kind is not HEADING or first.level > 1 or len(others) < _SECTIONS:
        return pieces
    if kind_of_title(first.text) is None or any(kind_of_title(piece.text) is not None for piece in others):
        return pieces
    return (first, *map(_lowered, pieces[1:]))


def _lowered(piece: Piece) -> Piece:
    is_heading = piece.kind is HEADING
    return piece._replace(level=min(piece.level + 1, _DEEPEST)) if is_heading else piece


def _is_named(first: Piece) -> bool:
    return is_title_like(first) and kind_of_title(first.text) is not None


def _is_only_title(pieces: Sequence[Piece], lines: Mapping[int, str]) -> bool:
    """Whether the first words may be the title, look like no other heading, and nothing else is one."""
    first = pieces[0]
    return (
        0 not in lines
        and first.kind is PARAGRAPH
        and _may_be_title(first)
        and all(piece.kind is not HEADING or piece.level > 1 for piece in pieces)
    )


def _itemised(piece: Piece) -> Piece:
    if piece.text[:1] not in _BULLETS or not (piece.kind is PARAGRAPH or piece.kind.is_listed):
        return piece
    text = _BULLET.sub("", piece.text)
    if text is piece.text:
        return piece
    kind = piece.kind if piece.kind.is_listed else ITEM
    return piece._replace(kind=kind, text=text, level=max(piece.level, 1))


def _is_marked(pieces: Sequence[Piece]) -> bool:
    """Whether the mark-up holds the outline, not just a title over thousands of words of numbered text."""
    marks = sum(piece.kind is HEADING and (piece.level > 1 or at > 0) for at, piece in enumerate(pieces))
    return marks >= _MARKS or sum([word_count(piece.text) for piece in pieces]) <= _WORDS_A_MARK * marks


def _marks_its_name_alone(pieces: Sequence[Piece]) -> bool:
    """Whether the one heading is the name of the document, of whatever level, over paragraphs that are counted."""
    headings = [piece for piece in pieces if piece.kind is HEADING]
    if len(headings) != 1 or kind_of_title(headings[0].text) is None:
        return False
    return sum(one.kind is PARAGRAPH and enumerator_of(one.text) is not None for one in pieces) >= _SECTIONS


def _bare_outline(pieces: Sequence[Piece], contents: frozenset[int]) -> Iterator[Piece]:
    """Enumerated series decide where there are any; unmarked lines only when there is nothing else."""
    openings = openings_of(pieces, contents)
    placed = series_of(pieces, contents, openings.values())
    is_titled = 0 not in placed and (pieces[0].kind is HEADING or _may_be_title(pieces[0]))
    depths = {id(series): _outline_depth(series) for _, series in placed.values()}
    clauses = _series_of_clauses(placed.values())
    named = _series_of_names(placed.values())
    skipped = contents | frozenset((0,) if is_titled else ())
    bare = {} if any(series.is_outline for _, series in placed.values()) else bare_headings(pieces, skipped)
    bare = bare if bare or placed else colon_headings(pieces, skipped)
    bare |= dict.fromkeys(() if bare else counted_lines(pieces, skipped), 1)
    for at, piece in enumerate(pieces):
        if (at == 0 and is_titled) or at in openings:
            yield piece._replace(kind=HEADING, level=1)
        elif piece.kind is HEADING:
            yield numbered(piece)
        elif at in bare:
            yield piece._replace(kind=HEADING, level=1 + bare[at])
        elif at in placed and placed[at][1].is_outline:
            series = placed[at][1]
            is_clause, is_named = id(series) in clauses, id(series) in named
            yield from _heading(piece, min(1 + depths[id(series)], _DEEPEST), is_clause, is_named)
        elif at in placed:
            sign, series = placed[at]
            level = min(series.depth - depths[id(series)] or 1, _LIST_DEEPEST)
            yield piece._replace(kind=ITEM, text=sign.rest, marker=sign.printed, level=level)
        else:
            yield piece


def _outline_depth(series: Series) -> int:
    """How many series of headings the series stands in, itself counted if it is one."""
    depth = 0
    above: Series | None = series
    while above is not None:
        if above.style.startswith("1.1") and above.is_outline:
            return depth + above.depth
        depth += above.is_outline
        above = above.parent
    return depth


def _series_of_clauses(placed: Collection[tuple[Enumerator, Series]]) -> frozenset[int]:
    """The series most of whose lines end as sentences do, however short some are; a colon may end a name, too."""
    lines = Counter(id(series) for _, series in placed)
    sentences = Counter(
        id(series)
        for sign, series in placed
        if sign.rest.endswith(_ENDS) or (sign.rest.endswith(":") and size_of(sign.rest) > _NAME)
    )
    return frozenset(series for series, count in sentences.items() if 2 * count > lines[series])


def _series_of_names(placed: Collection[tuple[Enumerator, Series]]) -> frozenset[int]:
    """The series most of whose lines, and several, open with a name and a stop: "4. Refunds. You may ask for one"."""
    lines = Counter(id(series) for _, series in placed)
    names = Counter(id(series) for sign, series in placed if named_title(sign.rest) is not None)
    return frozenset(series for series, count in names.items() if count >= _SECTIONS and 2 * count > lines[series])


def _may_be_title(piece: Piece) -> bool:
    if sum(sign.isdigit() for sign in piece.text) >= _DATE:
        return False
    return is_title_like(piece._replace(text=piece.text[:1].upper() + piece.text[1:], kind=PARAGRAPH))


def _heading(piece: Piece, level: int, is_clause: bool, is_named: bool) -> Iterator[Piece]:
    """An enumerated piece as a heading, with the words after it when they are its first paragraph."""
    sign = enumerator_of(piece.text)
    if sign is None or not sign.rest:
        yield piece._replace(kind=HEADING, level=level)
        return
    heading = piece._replace(kind=HEADING, level=level, marker=sign.printed)
    run_in = led_title(piece, sign) or (named_title(sign.rest) if is_named else None)
    if run_in is None and (len(sign.rest) > _TITLE or sign.rest.endswith(_ENDS)):
        run_in = run_in_title(sign.rest)
    if run_in is not None:
        yield heading._replace(text=run_in[0])
        yield Piece(PARAGRAPH, run_in[1], apart=False, is_rest=True)
    elif len(sign.rest) <= _TITLE and not _is_sentence(sign.rest) and not is_clause:
        yield heading._replace(text=sign.rest)
    else:
        yield heading._replace(text=opening_phrase(sign.rest))
        yield Piece(PARAGRAPH, sign.rest, apart=False, is_rest=True)


def _is_sentence(text: str) -> bool:
    """Long enough for a sentence, and ending like one: a heading may end in a stop, too, but not both."""
    return text.endswith(_FULL_ENDS) or (text.endswith(_ENDS) and len(text) > _TITLE // 2)
