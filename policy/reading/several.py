"""Several policies on one page: where each begins and ends.

A title alone makes no policy: "Privacy policy" is a section of many terms, "Cookies policy" of many privacy policies.
What makes one is what a document has of its own: its date, its numbering from the start, a page that announces several,
or that no section stands beside it, but documents of other kinds.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from policy.knowledge.wording import pattern
from policy.model.targets import DocumentType
from policy.reading.lexicon import touches_subjects
from policy.reading.pieces import HEADING, Piece
from policy.reading.printed import size_of
from policy.reading.titles import kind_of_title, names_several

_WORDS = 80  # under a title: below, it is a link to a policy or a summary of one
_SHORT = 12  # words under a title among documents: below, it is a link to one
_BARE = 40  # words under a title: up to these, what follows on the same level is its own
_HEADINGS = 3  # below a title that make an outline of its own
_ENOUGH = 2  # of the marks below
_ENOUGH_WITHIN = 4  # for a title that is numbered, or stands within another document
_PEERS = 2  # policies on a level that make what stands beside them a document, too
_SUBJECTS = 6  # of policies: a text beside them that touches as many belongs to the one it follows
_NEAR = 5  # pieces under the title in which its date stands
_DATE_LINE = 200  # characters
_DATED = re.compile(pattern("dated"), re.IGNORECASE)
_FIRST = re.compile(r"^\W*(?:\w+ )?(?:1|I|A|a)\W*$")


@dataclass(frozen=True, slots=True)
class Portion:
    """One policy of the page: the places of its pieces, its title first."""

    title: str
    kind: DocumentType
    begin: int
    end: int
    is_named: bool = True  # False: its title names no kind of document, and it goes with no other


def policies_in(pieces: Sequence[Piece]) -> tuple[Portion, ...]:
    """The policies of a page in their order, at least two; empty: the page is one document."""
    headings = [at for at, piece in enumerate(pieces) if piece.kind is HEADING]
    named = [at for at in headings if kind_of_title(pieces[at].text) is not None]
    if len(named) < 2:
        return ()
    page = _Headings(pieces, headings)
    found = [portion for at in named if (portion := page.policy_at(at)) is not None]
    outer = [one for one in found if not any(_is_within(one, other) for other in found)]
    if len(outer) < 2:
        return ()
    beside = (page.document_at(at, outer) for at in headings)
    return tuple(sorted((*outer, *filter(None, beside)), key=lambda one: one.begin))


def places_under(pieces: Sequence[Piece], at: int) -> range:
    """The places of a heading and of all that stands under it."""
    level = pieces[at].level
    later = range(at + 1, len(pieces))
    end = next((on for on in later if _is_heading(pieces[on]) and pieces[on].level <= level), len(pieces))
    return range(at, end)


class _Headings:
    """The outline of a page, asked about one title after the other."""

    def __init__(self, pieces: Sequence[Piece], headings: Sequence[int]) -> None:
        self._pieces = pieces
        self._headings = headings

    def policy_at(self, at: int) -> Portion | None:
        """The policy under a title; None: it is the title of a section."""
        title = self._pieces[at]
        kind = kind_of_title(title.text)
        if kind is None:
            return None
        own = self._reach(at)
        over = self._over(at)
        if self._is_among_documents(at, over):
            own = own if self._says(own, _WORDS) else range(at, self._end_of(at))
            return Portion(title.text, kind, own.start, own.stop) if self._says(own, _SHORT) else None
        if not self._says(own, _WORDS):
            return None
        is_inner = title.marker is not None or any(kind_of_title(name) is not None for name in over)
        marks = 2 * self._is_dated(own) + 2 * self._begins_anew(own)
        marks += self._has_outline(own) + any(map(names_several, over))
        return Portion(title.text, kind, own.start, own.stop) if marks >= self._asked(is_inner) else None

    def _is_among_documents(self, at: int, over: Sequence[str]) -> bool:
        """Whether documents of several kinds stand on a level, in no document themselves, and either nothing but
        documents does, or the page announces several."""
        if self._pieces[at].marker is not None or any(kind_of_title(name) is not None for name in over):
            return False
        kinds = self._kinds_beside[self._rows[at]]
        return len(kinds - {None}) > 1 and (None not in kinds or any(map(names_several, over)))

    @cached_property
    def _rows(self) -> Mapping[int, tuple[int, int]]:
        """For each heading the one it stands under, or -1, and its level: those of a row have both in common."""
        rows: dict[int, tuple[int, int]] = {}
        trail: list[int] = []
        for at in self._headings:
            level = self._pieces[at].level
            while trail and self._pieces[trail[-1]].level >= level:
                trail.pop()
            rows[at] = trail[-1] if trail else -1, level
            trail.append(at)
        return rows

    @cached_property
    def _kinds_beside(self) -> Mapping[tuple[int, int], Set[DocumentType | None]]:
        """What the headings of each row are the titles of; a number makes a title that of a section."""
        kinds: defaultdict[tuple[int, int], set[DocumentType | None]] = defaultdict(set)
        for at, row in self._rows.items():
            one = self._pieces[at]
            kinds[row].add(kind_of_title(one.text) if one.marker is None else None)
        return kinds

    def document_at(self, at: int, policies: Sequence[Portion]) -> Portion | None:
        """The document under a heading that stands on a level with the policies of a page that announces several, names
        no kind of document and speaks of other things than they do; None: it is a part of one of them."""
        title = self._pieces[at]
        if title.marker is not None or at < policies[0].begin or any(one.begin <= at < one.end for one in policies):
            return None
        if sum(self._pieces[one.begin].level == title.level for one in policies) < _PEERS:
            return None
        own = self._reach(at)
        marks = 2 * self._is_dated(own) + self._has_outline(own) + any(map(names_several, self._over(at)))
        if marks < _ENOUGH or not self._says(own, _WORDS):
            return None
        text = "\n".join([piece.text for piece in self._pieces[own.start : own.stop]])
        if touches_subjects(text, _SUBJECTS):
            return None
        return Portion(title.text, DocumentType.OTHER, own.start, own.stop, is_named=False)

    def _asked(self, is_inner: bool) -> int:
        return _ENOUGH_WITHIN if is_inner else _ENOUGH

    def _reach(self, at: int) -> range:
        """A title's own places. On a flat page its sections stand beside it: those that are numbered, or all when
        nothing stands under the title itself."""
        end, level = self._end_of(at), self._pieces[at].level
        is_bare = not self._says(range(at, end), _BARE)
        while end < len(self._pieces) and self._pieces[end].level == level:
            heading = self._pieces[end]
            if kind_of_title(heading.text) is not None and heading.marker is None:
                break
            if heading.marker is None and not is_bare:
                break
            end = self._end_of(end)
        return range(at, end)

    def _end_of(self, at: int) -> int:
        """Where what is under a heading ends, by the headings alone."""
        level = self._pieces[at].level
        later = map(self._headings.__getitem__, range(bisect_right(self._headings, at), len(self._headings)))
        return next((on for on in later if self._pieces[on].level <= level), len(self._pieces))

    def _says(self, own: range, words: int) -> bool:
        """Whether so many words stand under a title."""
        found = 0
        for at in own[1:]:
            found += size_of(self._pieces[at].text)
            if found >= words:
                return True
        return False

    def _over(self, at: int) -> list[str]:
        """The headings a title stands under."""
        found: list[str] = []
        level = self._pieces[at].level
        for place in reversed([heading for heading in self._headings if heading < at]):
            if self._pieces[place].level < level:
                level = self._pieces[place].level
                found.append(self._pieces[place].text)
        return found

    def _is_dated(self, own: range) -> bool:
        near = self._pieces[own.start + 1 : min(own.start + 1 + _NEAR, own.stop)]
        return any(
            len(piece.text) <= _DATE_LINE
            and any(map(str.isdigit, piece.text))
            and _DATED.search(piece.text) is not None
            for piece in near
        )

    def _begins_anew(self, own: range) -> bool:
        """Whether the numbered headings under a title count from the first."""
        numbers = [self._pieces[at].marker or "" for at in self._headings_under(own)]
        numbers = [number for number in numbers if number]
        return len(numbers) > 1 and _FIRST.match(numbers[0]) is not None

    def _has_outline(self, own: range) -> bool:
        return len(self._headings_under(own)) >= _HEADINGS

    def _headings_under(self, own: range) -> Sequence[int]:
        return self._headings[bisect_right(self._headings, own.start) : bisect_left(self._headings, own.stop)]


def _is_heading(piece: Piece) -> bool:
    return piece.kind is HEADING


def _is_within(one: Portion, other: Portion) -> bool:
    return one is not other and other.begin <= one.begin and one.end <= other.end
