"""Which part of a page is read when it holds several policies: what the owner names, or what is not another's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policy.model.targets import DocumentType, ReadingOptions
from policy.reading.pieces import HEADING, Piece
from policy.reading.printed import comparable
from policy.reading.several import Portion, places_under
from policy.reading.titles import kind_of_title

ALL = "*"
# Whose edits are edits of a document of each type. A policy of any other kind on the same page is left out.
_BELONGS = {
    DocumentType.PRIVACY: frozenset({DocumentType.PRIVACY, DocumentType.COOKIES, DocumentType.PROCESSING}),
    DocumentType.COOKIES: frozenset({DocumentType.COOKIES}),
    DocumentType.TERMS: frozenset({DocumentType.TERMS, DocumentType.OTHER}),
    DocumentType.PROCESSING: frozenset({DocumentType.PROCESSING}),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """What is read: `is_kept` of every piece; `missing` are wishes that nothing on the page answers."""

    is_kept: tuple[bool, ...]
    missing: tuple[str, ...] = ()


def followed(
    pieces: Sequence[Piece], policies: Sequence[Portion], options: ReadingOptions, places: Mapping[str, str]
) -> Followed:
    """The pieces to read; all of them when nothing was wished, when something wished is not there, and when no wish
    names one of several policies plainly."""
    whole = Followed((True,) * len(pieces))
    if ALL in options.follow:
        return whole
    if options.follow:
        found = {wish: _named(pieces, policies, wish, places) for wish in options.follow}
        missing = tuple(wish for wish, stretches in found.items() if not stretches)
        if missing:
            return Followed(whole.is_kept, missing)
        return _only(pieces, (stretch for stretches in found.values() for stretch in stretches))
    if not policies:
        return whole
    place = _headings(pieces, places.get(options.fragment, ""))
    around = [range(one.begin, one.end) for one in policies if any(one.begin <= at < one.end for at in place)]
    if len(around) == 1:
        return _only(pieces, around)
    return _without_others(pieces, policies, options.kind)


def _named(
    pieces: Sequence[Piece], policies: Sequence[Portion], wish: str, places: Mapping[str, str]
) -> tuple[range, ...]:
    """The stretches under the headings of that name, or that stand at the place of that name."""
    words = places.get(wish[1:], "") if wish.startswith("#") else wish
    ends = {one.begin: one.end for one in policies}
    found = [places_under(pieces, at) for at in _headings(pieces, words)]
    return tuple(range(one.start, ends.get(one.start, one.stop)) for one in found)


def _headings(pieces: Sequence[Piece], words: str) -> list[int]:
    wanted = comparable(words).casefold()
    return [
        at
        for at, piece in enumerate(pieces)
        if wanted
        and piece.kind is HEADING
        and wanted in {comparable(printed).casefold() for printed in (piece.text, f"{piece.marker or ''}{piece.text}")}
    ]


def _only(pieces: Sequence[Piece], stretches: Iterable[range]) -> Followed:
    kept = {at for stretch in stretches for at in stretch}
    return Followed(tuple(at in kept for at in range(len(pieces))))


def _without_others(pieces: Sequence[Piece], policies: Sequence[Portion], kind: DocumentType | None) -> Followed:
    """All but the policies of another kind, when one of the own kind is there. What stands between two policies goes
    with the first of them, unless its own title says otherwise."""
    own = _BELONGS.get(kind) if kind is not None else None
    if own is None or all(one.kind is not kind for one in policies):
        return Followed((True,) * len(pieces))
    ends = (*(following.begin for following in policies[1:]), policies[-1].end)
    others = {
        at
        for one, end in zip(policies, ends, strict=True)
        if one.kind not in own or not one.is_named
        for at in range(one.begin, max(end, one.end))
    }
    claimed = (places_under(pieces, at) for at in others if _is_titled(pieces[at], own))
    kept = {at for stretch in claimed for at in stretch if not any(one.begin <= at < one.end for one in policies)}
    return Followed(tuple(at not in others or at in kept for at in range(len(pieces))))


def _is_titled(piece: Piece, own: frozenset[DocumentType]) -> bool:
    return piece.kind is HEADING and kind_of_title(piece.text) in own
