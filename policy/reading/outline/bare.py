"""Headings that nothing marks: short lines that stand alone over prose, and the parents over them."""

from collections.abc import Collection, Sequence

from policy.reading.lexicon import is_date_alone, says_when_updated
from policy.reading.pieces import PARAGRAPH, Piece
from policy.reading.printed import size_of

_TITLE = 100  # characters
_WORDS = 14  # of a heading, the most
_PROSE = 12  # words from which a line is prose even without a final stop, and
_LEAD_IN = 4  # with a colon
_NAME = 8  # words of a heading that ends in a colon, the most
_FEWEST = 4  # such headings, and for each such line that is none
_COLONS = ":： "
_ENDS = (".", ",", ";", ":", "!", "。", "、", "；", "：", "…", "।", "۔", "،")
_STOPS = (".", "!", "?", "。", "！", "？", "।", "۔", "؟")


def is_title_like(piece: Piece) -> bool:
    """Whether a piece could be a heading by its looks alone."""
    text = piece.text
    return (
        piece.kind is PARAGRAPH
        and len(text) <= _TITLE
        and size_of(text) <= _WORDS
        and not text.endswith(_ENDS)
        and not text[0].islower()
        and any(letter.isalpha() for letter in text)
        and "@" not in text
        and "://" not in text
        and not says_when_updated(text)
        and not is_date_alone(text)
    )


def bare_headings(pieces: Sequence[Piece], skipped: frozenset[int]) -> dict[int, int]:
    """The place of each such heading with its depth, 1 for the outermost.

    A line is one when prose follows, or another heading does: then it is the parent of those up to the next parent.
    """
    found: dict[int, int] = {}
    candidates = [at not in skipped and is_title_like(piece) for at, piece in enumerate(pieces)]
    led_in = _led_in(pieces, candidates)
    has_parent = False
    for at, is_candidate in enumerate(candidates):
        if not is_candidate or at + 1 >= len(pieces) or led_in[at]:
            continue
        if _is_prose(pieces[at + 1]):
            found[at] = 2 if has_parent else 1
        elif candidates[at + 1] and at + 2 < len(pieces) and _is_prose(pieces[at + 2]):
            has_parent = True
            found[at] = 1
    return found


def colon_headings(pieces: Sequence[Piece], skipped: Collection[int]) -> dict[int, int]:
    """The places of short lines that end in a colon and stand over a paragraph, where nearly all such lines do but
    those over items: what leads in a list without bullets stands over short lines."""
    found: dict[int, int] = {}
    others = 0
    for at, piece in enumerate(pieces[:-1]):
        is_short = piece.kind is PARAGRAPH and at not in skipped and size_of(piece.text) <= _NAME
        name = piece.text.rstrip(_COLONS) if is_short else piece.text
        if name in ("", piece.text) or not is_title_like(piece._replace(text=name)):
            continue
        following, *_ = under = pieces[at + 1 : at + 3]
        leads_in = following.text.endswith((":", "：")) and not under[-1].kind.is_listed
        if following.kind is PARAGRAPH and _is_prose(following) and not leads_in:
            found[at] = 1
        elif not following.kind.is_listed:
            others += 1
    return found if len(found) >= _FEWEST and len(found) > _FEWEST * others else {}


def _led_in(pieces: Sequence[Piece], candidates: Sequence[bool]) -> list[bool]:
    """Which lines are items of a list without bullets: a lead-in ends in a colon, and short lines follow it."""
    found: list[bool] = []
    is_led = False
    for piece, is_candidate in zip(pieces, candidates, strict=True):
        found.append(is_led and is_candidate)
        if not is_candidate:
            is_led = piece.text.endswith((":", "："))
    return found


def _is_prose(piece: Piece) -> bool:
    if piece.kind is not PARAGRAPH:
        return piece.kind.is_listed
    text = piece.text
    if text.endswith(_STOPS) or "@" in text or "://" in text:
        return True
    size = size_of(text)
    return size >= _PROSE or (size >= _LEAD_IN and text.endswith((":", "：")))
