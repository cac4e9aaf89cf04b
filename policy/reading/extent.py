"""The part of a page's text that is the document: all of it, or the policies that are followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from policy.model.readings import Dropped, Link, Policy
from policy.model.targets import ReadingOptions
from policy.reading.following import followed
from policy.reading.outline import itemised, outlined
from policy.reading.outline.tongues import language_runs
from policy.reading.pieces import Page, Piece
from policy.reading.printed import word_count
from policy.reading.sections import text_sha256
from policy.reading.several import Portion, policies_in

Run = tuple[str | None, Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Extent:
    """What is read of the pages, outlined (`runs`, one a language) and as printed; what is not, with the reason."""

    runs: tuple[Run, ...]
    pieces: tuple[Piece, ...]
    links: tuple[Link, ...]
    dropped: tuple[Dropped, ...] = ()
    policies: tuple[Policy, ...] = ()
    missing: tuple[str, ...] = ()  # wishes that nothing on the pages answers


def extent_of(pages: Sequence[Page], printed: tuple[Piece, ...], options: ReadingOptions) -> Extent:
    """The whole text of the pages, unless they hold several policies and some of them are followed."""
    runs = tuple((language, outlined(run)) for language, run in language_runs(printed))
    pieces = [piece for _, run in runs for piece in run]
    links = links_of(pages)
    policies = policies_in(pieces)
    if not policies and not options.follow:
        return Extent(runs, printed, links)
    choice = followed(pieces, policies, options, dict(place for page in pages for place in page.places))
    text = _Text(runs, pieces, printed)
    listed = tuple(text.policy(one, choice.is_kept) for one in policies)
    if all(choice.is_kept):
        return Extent(runs, printed, links, policies=listed, missing=choice.missing)
    return Extent(
        runs=text.kept(choice.is_kept),
        pieces=text.printed(choice.is_kept),
        links=_links(pages, text.is_printed(choice.is_kept)),
        dropped=text.left_out(choice.is_kept, policies),
        policies=listed,
    )


def printed_of(pages: Sequence[Page]) -> tuple[Piece, ...]:
    """All pieces of the pages as one document."""
    return itemised([piece for page in pages for piece in page.pieces])


def links_of(pages: Sequence[Page]) -> tuple[Link, ...]:
    """All links of the pages."""
    return tuple(link for page in pages for link in page.links)


class _Text:
    """Outlined pieces, and the printed ones they come from: a heading and the rest of its line are one of these."""

    def __init__(self, runs: Sequence[Run], pieces: Sequence[Piece], printed: Sequence[Piece]) -> None:
        self._runs = runs
        self._pieces = pieces
        self._printed = printed
        self._origins = [count - 1 for count in accumulate(not piece.is_rest for piece in pieces)]

    def kept(self, is_kept: Sequence[bool]) -> tuple[Run, ...]:
        marks = iter(is_kept)
        runs = [(language, [piece for piece in run if next(marks)]) for language, run in self._runs]
        return tuple((language, run) for language, run in runs if run)

    def is_printed(self, is_kept: Sequence[bool]) -> list[bool]:
        kept = {origin for origin, is_one in zip(self._origins, is_kept, strict=True) if is_one}
        return [at in kept for at in range(len(self._printed))]

    def printed(self, is_kept: Sequence[bool]) -> tuple[Piece, ...]:
        return tuple(piece for piece, is_one in zip(self._printed, self.is_printed(is_kept), strict=True) if is_one)

    def policy(self, one: Portion, is_kept: Sequence[bool]) -> Policy:
        text = self._printed[self._origins[one.begin] : self._origins[one.end - 1] + 1]
        return Policy(
            title=one.title,
            kind=one.kind,
            language=self._language(one.begin),
            words=sum([word_count(piece.text) for piece in text]),
            text_sha256=text_sha256(text),
            is_read=all(is_kept[one.begin : one.end]),
        )

    def left_out(self, is_kept: Sequence[bool], policies: Sequence[Portion]) -> tuple[Dropped, ...]:
        """Every piece that is not read, with the policy it is of."""
        titles = {at: one.title for one in policies for at in range(one.begin, one.end)}
        return tuple(
            Dropped(f"of another policy: {titles[at]}" if at in titles else "outside what is followed", _line(piece))
            for at, piece in enumerate(self._pieces)
            if not is_kept[at] and not piece.is_rest
        )

    def _language(self, at: int) -> str | None:
        for language, run in self._runs:
            if at < len(run):
                return language
            at -= len(run)
        return None


def _line(piece: Piece) -> str:
    return f"{piece.marker} {piece.text}" if piece.marker else piece.text


def _links(pages: Sequence[Page], is_printed: Sequence[bool]) -> tuple[Link, ...]:
    """The links that stand in what is read, and those of which nothing is known."""
    found: list[Link] = []
    first = 0
    for page in pages:
        places = page.link_places or (-1,) * len(page.links)
        for link, place in zip(page.links, places, strict=True):
            at = min(first + place, len(is_printed) - 1)
            if place < 0 or is_printed[at]:
                found.append(link)
        first += len(page.pieces)
    return tuple(found)
