"""Which pieces are headings, and how deep."""

import re

from policy.model.readings import BlockKind
from policy.reading.pieces import Piece

_MARKER = re.compile(r"^(\d+(?:\.\d+)+\.?|\d+[.)]|\(\w{1,5}\)|\w\))\s+(?=\S)")
_LONGEST_HEADING = 140


def outlined(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with headings as headings: those marked up, or else short enumerated lines."""
    if any(piece.kind is BlockKind.HEADING for piece in pieces):
        return pieces
    return tuple(_headed(piece, index == 0) for index, piece in enumerate(pieces))


def _headed(piece: Piece, is_first: bool) -> Piece:
    if is_first and len(piece.text) <= _LONGEST_HEADING:
        return Piece(BlockKind.HEADING, piece.text, 1)
    match = _MARKER.match(piece.text)
    if not match or len(piece.text) > _LONGEST_HEADING or piece.text.endswith((".", ";", ",")):
        return piece
    level = 2 + match[1].rstrip(".").count(".") if match[1][0].isdigit() else 3
    return Piece(BlockKind.HEADING, piece.text[match.end() :], min(level, 6), match[1])
