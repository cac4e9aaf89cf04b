"""Headings by how they are dressed: lines that one style sheet sets apart from the text under each of them.

Builders of pages print headings as whatever tag is at hand and leave it to classes and styles to say so. That the lines
of a class are all short, all different, and each stand over text of another dress, says that they are headings. What
the class is called says it of a line that stands alone: "title", "text-xl", "h3".
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise, takewhile

from policy.reading.outline.bare import is_title_like
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import CALLED, HEADING, ITEM, PARAGRAPH, ROW, Piece
from policy.reading.printed import size_of

_FEWEST = 3  # lines of one dress: two alike are a coincidence
_FEW = 2  # where the page is known to set headings so
_MOST = 0.5  # of all blocks: what most of a text is printed in is the text
_DIFFERENT = 0.8  # of the lines: labels repeat themselves
_TITLES = 0.9  # of the lines look like titles
_LONGEST = 130  # characters of a title and its number
_OVER_TEXT = 0.8  # of the lines have a text under them, or
_SOME_OVER_TEXT = 0.6  # where the others are titles of parts, and
_PARTS = 2  # of these at most in a row
_WORDS = 14  # of a line
_UNDER = 8  # blocks, in which a text under a line alone stands
_TEXT = 8  # words of a text, or
_LONG = 60  # characters: some languages say in three words what others say in eight, or
_SENTENCE = 20  # characters of a short text that ends as sentences do
_SIZE = re.compile(r"font-size:\s*(\d+(?:\.\d+)?)(px|pt|em|rem|%|(?=[;|\s]|$))")
_USUAL = {"px": 16.0, "pt": 12.0, "em": 1.0, "rem": 1.0, "%": 100.0, "": 3.0}  # HTML Living Standard §15.3.4
_LARGER = 1.15  # than the text around it: a heading by size
_ORNAMENTS = "■◆●◎○◇□▼▶★☆【《〈＜［"  # which East Asia prints before titles
_COLONS = ":： "
_STOPS = (".", "!", "?", "。", "！", "？", "؟", "।", "۔")


def lines_by_look(pieces: Sequence[Piece], skipped: frozenset[int]) -> dict[int, str]:
    """The place of each such line, with what it looks like."""
    places_of: dict[str, list[int]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for at, piece in enumerate(pieces):
        if piece.look and at not in skipped:
            dress = _dress_of(piece)
            places_of[dress].append(at)
            sizes[dress] += len(piece.text)
    text = max(sizes, key=sizes.__getitem__, default="")
    found: dict[int, str] = {}
    for fewest in (_FEWEST, _FEW, 1):
        for look, places in places_of.items():
            if len(places) < fewest or places[0] in found:
                continue
            is_told = fewest == _FEWEST or look.startswith(CALLED) or _is_larger(look, text)
            is_told = is_told or (fewest == _FEW and (bool(found) or _are_over_bold(pieces, places)))
            if is_told and _are_headings(pieces, places):
                found |= {at: look for at in places if size_of(pieces[at].text) <= _WORDS}
    return found


def _is_larger(look: str, text: str) -> bool:
    """Whether lines of a look are printed larger than the text; a size that nothing states is that of a browser."""
    size = _SIZE.search(look)
    if size is None:
        return False
    other = _SIZE.search(text)
    usual = float(other[1]) if other is not None and other[2] == size[2] else _USUAL.get(size[2])
    return usual is not None and float(size[1]) >= _LARGER * usual


def _dress_of(piece: Piece) -> str:
    """What a reader sees of a line beside its words: its look, whether it is bold or in capitals, and a sign before
    it."""
    dress = f"{piece.look} in bold" if piece.strong else piece.look
    dress = f"{dress} in capitals" if piece.text.isupper() else dress
    if piece.kind is ITEM:
        return f"{dress} in a list"
    return f"{dress} {piece.text[0]}" if piece.text[0] in _ORNAMENTS else dress


def _are_over_bold(pieces: Sequence[Piece], places: Sequence[int]) -> bool:
    """Whether each line stands right over a bold one: names over labels."""
    ends = [*places[1:], len(pieces)]
    return all(at + 1 < end and pieces[at + 1].strong for at, end in zip(places, ends, strict=True))


def _are_headings(pieces: Sequence[Piece], places: Sequence[int]) -> bool:
    lines = [pieces[at] for at in places]
    if sum([len(line.text) > _LONGEST for line in lines]) > (1 - _TITLES) * len(lines):
        return False  # as most are: what follows costs more
    if len(lines) > _MOST * len(pieces) or len({line.text for line in lines}) < _DIFFERENT * len(lines):
        return False
    if sum(map(_is_title, lines)) < _TITLES * len(lines):
        return False
    if len(lines) == 1:
        return _stands_over_text(pieces, places[0])
    ends = [*places[1:], len(pieces)]
    under = [pieces[at + 1 : end] for at, end in zip(places, ends, strict=True)]
    over_text = [_holds_text(one) for one in under]
    if sum(over_text) >= _OVER_TEXT * len(lines) or (all(under) and _are_counted(lines)):
        return True
    return sum(over_text) >= _SOME_OVER_TEXT * len(lines) and _are_over_sections(under, over_text)


def _are_over_sections(under: Sequence[Sequence[Piece]], over_text: Sequence[bool]) -> bool:
    """Whether all lines without a text under them stand right over others of their dress, not over many in a row: the
    titles of parts are dressed as those of the sections in them."""
    row = 0
    for blocks, is_over_text in zip(under, over_text, strict=True):
        row = 0 if is_over_text else row + 1
        if row > _PARTS or (row and blocks):
            return False
    return row == 0


def _stands_over_text(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line that looks like no other is neither the title nor the lead of a heading, and text follows."""
    if at == 0 or (at == 1 and pieces[0].kind is HEADING):
        return False
    under = takewhile(lambda piece: piece.kind is not HEADING, pieces[at + 1 : at + 1 + _UNDER])
    return _holds_text([*under])


def _are_counted(lines: Sequence[Piece]) -> bool:
    """Whether each counts on from the one before: sections however little they say."""
    signs = [enumerator_of(line.text) for line in lines]
    found = [sign for sign in signs if sign is not None and sign.rest]
    if len(found) < max(_FEWEST, len(signs)) or len({sign.style for sign in found}) > 1:
        return False
    return all(max(one.ranks) < max(next_.ranks) for one, next_ in pairwise(found))


def _is_title(piece: Piece) -> bool:
    if piece.kind is ITEM and not piece.strong:
        piece = piece._replace(kind=PARAGRAPH)
    sign = enumerator_of(piece.text)
    words = sign.rest if sign is not None and sign.rest else piece.text
    return is_title_like(piece._replace(text=words.rstrip(_COLONS) or words))


def _holds_text(under: Sequence[Piece]) -> bool:
    """Whether what stands under a line, up to the next of its dress, says more than a value or a label does."""
    size = length = 0
    for piece in under:
        size += size_of(piece.text)
        length += len(piece.text)
        if size >= _TEXT or length >= _LONG or piece.kind is ROW:
            return True
        if len(piece.text) >= _SENTENCE and piece.text.endswith(_STOPS):
            return True
    return False
