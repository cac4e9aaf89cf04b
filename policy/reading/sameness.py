"""What vouches for a reading before there is one: the blocks of its pages, and what the pages say of themselves."""

import hashlib
from array import array
from collections.abc import Iterator, Sequence

from policy.reading.pieces import Page, Piece


def blocks_sha256(recipe: str, pages: Sequence[Page], pieces: Sequence[Piece]) -> str:
    """Of all that sections, text, policies and quality are made of; links and dropped words are not. Pages for which it
    is equal say the same, read by the same eyes."""
    found = hashlib.sha256()
    for part in (recipe, *_parts(pages, pieces)):
        words = part.encode("utf-8", "surrogatepass")
        found.update(b"%d " % len(words))
        found.update(words)
    return found.hexdigest()[:32]


def _parts(pages: Sequence[Page], pieces: Sequence[Piece]) -> Iterator[str]:
    for page in pages:
        yield repr((page.form, page.title, page.suspicions, page.notes, page.unmet, sorted(page.signs), page.frames))
        yield repr((len(page.pieces), page.link_places, page.places))
        yield _joined([drop.text for drop in page.dropped if drop.reason == "button"])
    yield _joined([piece.text for piece in pieces])
    yield _joined([piece.lead for piece in pieces])
    yield " ".join([piece.kind for piece in pieces])
    yield repr([4 * piece.level + 2 * piece.strong + piece.apart for piece in pieces])
    looks: dict[str, int] = {}  # only told apart: builders name classes anew for every edition of a page
    yield repr([looks.setdefault(piece.look, len(looks)) for piece in pieces])
    odd = ((at, piece) for at, piece in enumerate(pieces) if piece.cells or piece.marker is not None)
    yield repr([(at, piece.marker, piece.cells, piece.head) for at, piece in odd])


def _joined(texts: Sequence[str]) -> str:
    """The texts, and where each ends."""
    ends = array("Q", map(len, texts)).tobytes().hex()
    return "".join([f"{len(texts)} ", *texts, ends])
