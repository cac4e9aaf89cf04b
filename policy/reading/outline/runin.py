"""Headings at the beginning of their text: in bold, on pages that set no other headings, or behind a number."""

import re
from collections.abc import Iterator, Sequence

from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import Enumerator, enumerator_of
from policy.reading.pieces import HEADING, ITEM, PARAGRAPH, Piece
from policy.reading.printed import size_of

_FEWEST = 3  # such paragraphs: two are words that somebody stresses
_WORDS = 10  # of a heading, the most
_TEXT = 5  # words after it, fewest
_ALL_THERE_IS = 0.6  # of the words of a document, from its first such item on
_STOPS = ".:-–—。：؟?!"
_NAME = re.compile(r"(?P<name>[^\W\d_][^.:;!?。]{1,50})\.\s+(?=[^\W\d_])")  # "Refunds. You may ask for one"
_WORDS_OF_A_NAME = 5  # the most: whole sentences are longer


def with_run_ins(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with such headings set apart from the texts they open."""
    found = _run_in_headings(pieces)
    if not found:
        return pieces
    return [part for at, piece in enumerate(pieces) for part in (_split(piece, found[at]) if at in found else (piece,))]


def led_title(piece: Piece, sign: Enumerator) -> tuple[str, str] | None:
    """The heading that a numbered clause opens with in bold and the words after it; None: it opens with none."""
    lead, opened = piece.lead, piece.text[: len(piece.text) - len(sign.rest)]
    if len(lead) <= len(opened) or not piece.text.startswith(lead):
        return None
    rest = piece.text[len(lead) :].lstrip()
    title = lead[len(opened) :].rstrip(f"{_STOPS} ")
    is_closed = lead[-1] in _STOPS or rest[:1] in _STOPS
    if not is_closed or not is_title_like(piece._replace(kind=PARAGRAPH, text=title or "-")):
        return None
    text = rest.lstrip(f"{_STOPS} ")
    return (title, text) if text else None


def named_title(rest: str) -> tuple[str, str] | None:
    """The name of a few words before the first stop of a clause and the words after it; None: it begins otherwise."""
    match = _NAME.match(rest)
    if match is None or size_of(match["name"]) > _WORDS_OF_A_NAME or rest[match.end()].islower():
        return None
    return match["name"], rest[match.end() :]


def _run_in_headings(pieces: Sequence[Piece]) -> dict[int, int]:
    """The place of each paragraph that opens with its heading, with the length of that; none where anything else on the
    page may be one."""
    if any(piece.kind is HEADING and at > 0 for at, piece in enumerate(pieces)):
        return {}
    found = {at: size for at, piece in enumerate(pieces) if (size := _size_of_heading(piece))}
    found = found or _openings_of_items(pieces)
    words = {pieces[at].text[:size].casefold() for at, size in found.items()}
    return found if len(found) >= _FEWEST and len(words) == len(found) else {}


def _openings_of_items(pieces: Sequence[Piece]) -> dict[int, int]:
    """The same of the items of a list that is the document: each opens with its heading, and nothing else stands beside
    them but a title and a lead."""
    items = [at for at, piece in enumerate(pieces) if piece.kind is ITEM and piece.level == 1]
    found = {at: _size_of_heading(pieces[at]._replace(kind=PARAGRAPH)) for at in items}
    if len(items) < _FEWEST or not all(found.values()):
        return {}
    sizes = [size_of(piece.text) for piece in pieces]
    return found if sum(sizes[items[0] :]) >= _ALL_THERE_IS * sum(sizes) else {}


def _split(piece: Piece, size: int) -> Iterator[Piece]:
    """The heading, and the text it opens."""
    yield piece._replace(kind=HEADING, text=piece.text[:size].rstrip(), level=2, lead="", strong=True)
    yield Piece(PARAGRAPH, piece.text[size:].lstrip(), apart=False, is_rest=True)


def _size_of_heading(piece: Piece) -> int:
    """How long the heading is that the paragraph opens with; 0: it opens with none."""
    lead = piece.lead
    if piece.kind is not PARAGRAPH or not lead or not piece.text.startswith(lead):
        return 0
    rest = piece.text[len(lead) :]
    is_closed = lead[-1] in _STOPS or rest.lstrip()[:1] in _STOPS
    title = lead.rstrip(f"{_STOPS} ")
    if not title or not is_closed or size_of(title) > _WORDS or size_of(rest) < _TEXT:
        return 0
    if enumerator_of(piece.text) is not None or not is_title_like(piece._replace(text=title)):
        return 0
    return len(piece.text) - len(rest.lstrip(f"{_STOPS} "))
