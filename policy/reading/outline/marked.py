"""The outline of a page that marks its headings: numbers split off, bold-only lines as headings below them."""

from collections.abc import Iterator, Mapping, Sequence

from policy.model.readings import BlockKind
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.outline.levels import Levels
from policy.reading.pieces import Piece


def marked_outline(pieces: Sequence[Piece], lines: Mapping[int, str]) -> Iterator[Piece]:
    """Headings as marked; a line alone over text, bold or of a look, is one below the last marked."""
    levels = Levels()
    for at, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING:
            levels.mark(piece.level)
            yield numbered(piece)
        elif at in lines:
            yield numbered(piece._replace(kind=BlockKind.HEADING, level=levels.level_of(lines[at])))
        else:
            yield marked_item(piece)


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
