"""Pieces in order to sections in a tree."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from policy.model.readings import Block, Section
from policy.reading.pieces import HEADING, Piece
from policy.reading.printed import comparable, folded

_SPACES = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"  # what is white space in printed text


def sections_of(runs: Iterable[tuple[str | None, Sequence[Piece]]]) -> tuple[Section, ...]:
    """Each heading with the blocks up to the next one; text before any heading stands under a heading "". Every
    language version is a tree of its own."""
    seen: Counter[tuple[str, ...]] = Counter()
    return tuple(section for language, pieces in runs for section in _tree(language, pieces, seen))


def text_sha256(pieces: Iterable[Piece]) -> str:
    """The hash of every printed word in order, enumerators included, bullets and block borders left out."""
    text = "".join([folded(_words(piece)) for piece in pieces]).encode("utf-8", "replace")
    return hashlib.sha256(text.translate(None, _SPACES)).hexdigest()


def _words(piece: Piece) -> str:
    words = " ".join(piece.cells) if piece.cells else piece.text
    return words if piece.marker is None else piece.marker + words


def _block(piece: Piece) -> Block:
    return Block(piece.kind, piece.text, piece.level, piece.marker, piece.cells, piece.head)


def _tree(language: str | None, pieces: Iterable[Piece], seen: Counter[tuple[str, ...]]) -> Iterator[Section]:
    trail: list[tuple[int, str, str]] = []  # level, words, and the key by which they are the same
    for heading, blocks in _groups(pieces):
        level = heading.level if heading else 0
        words = heading.text if heading else ""
        while trail and trail[-1][0] >= level:
            trail.pop()
        if words:
            trail.append((level, words, comparable(words).casefold()))
        path = tuple([title for _, title, _ in trail])
        key = tuple([same for _, _, same in trail])
        seen[key] += 1
        number = heading.marker if heading else None
        yield Section(_identity(key, seen[key]), level, number, words, path, language, tuple(blocks))


def _groups(pieces: Iterable[Piece]) -> list[tuple[Piece | None, list[Block]]]:
    groups: list[tuple[Piece | None, list[Block]]] = [(None, [])]
    for piece in pieces:
        if piece.kind is HEADING:
            groups.append((piece, []))
        else:
            groups[-1][1].append(_block(piece))
    return groups if groups[0][1] else groups[1:]


def _identity(key: tuple[str, ...], occurrence: int) -> str:
    return hashlib.sha256("\x1f".join((*key, str(occurrence))).encode("utf-8", "replace")).hexdigest()[:16]
