"""Places whose words change at nearly every visit: promotions, teasers, counters, the day's date. No reader can tell
them from the policy at first sight; what the same page showed at its latest looks can.

A *place* is what stands between two lines that stay. It is restless when it showed other words three times within the
latest looks and nothing that a rule names was found there. What happens there and nowhere else is kept as a version
like any other, and is not news.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from policy.comparing.folding import fold
from policy.comparing.links import link_changes
from policy.knowledge.reasons import ground
from policy.model.changes import RESTLESS, ChangeSet, Direction, Finding, Kind, Severity
from policy.model.looks import Past, Stir
from policy.model.readings import Reading

_TURNS = 3  # a misprint put right makes one, put right badly two; nobody edits one clause so often within
_WITHIN = 12  # looks: six days at twice a day, two weeks at once a day, of which each turn may take two
_QUIET = 24  # looks: twice as long without a turn, and what stands there is the document's again
_REMEMBERED = 60  # turns; ten places of a crowded page at six looks
_LINES = 24  # of one place; more is no frame around a document
_ROOM = 1.5  # times the signs that came there twice: what is longer is something else
_HASH = 8  # hexadecimal digits: among the thousand lines of a page one in millions is taken for another
_WORDS = frozenset({Kind.EDITORIAL, Kind.UNCLASSIFIED})
_WORDING = _WORDS | {Kind.EFFECTIVE_DATE}


class _Line(NamedTuple):
    number: str | None
    text: str  # folded

    @property
    def key(self) -> str:
        words = f"{self.number or ''}\0{self.text}"
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_HASH]


@dataclass(frozen=True, slots=True)
class _Difference:
    """Between two lines that stay, other lines than before."""

    stir: Stir
    texts: tuple[str, ...]  # of the lines that went and of those that came, folded

    def has(self, finding: Finding) -> bool:
        """Whether a quote of the finding may stand here."""
        quotes = [fold(quote.text) for quote in (finding.before, finding.after) if quote is not None]
        return any(quote in text for quote in quotes for text in self.texts)


@dataclass(frozen=True, slots=True)
class Stirred:
    """What differs between two readings, place by place, beside what was remembered before."""

    look: int
    known: tuple[Stir, ...]
    differences: tuple[_Difference, ...]
    is_all: bool  # nothing differs elsewhere: neither the title nor a link

    @property
    def is_restless(self) -> bool:
        """Whether nothing differs but places known to be restless, and nothing came there that never fitted in."""
        return self.is_all and bool(self.differences) and all(map(self._is_known, self.differences))

    @property
    def stirs(self) -> tuple[Stir, ...]:
        return tuple(one.stir for one in self.differences)

    def tells(self, finding: Finding) -> bool:
        """Whether what is found may stand elsewhere than in restless places."""
        inside = [one for one in self.differences if one.has(finding)]
        return not inside or not all(map(self._is_known, inside))

    def is_told_by(self, findings: Sequence[Finding]) -> bool:
        """Whether the findings quote every place that is not restless."""
        return all(self._is_known(one) or any(map(one.has, findings)) for one in self.differences)

    def _is_known(self, one: _Difference) -> bool:
        return _is_restless(self.known, one.stir)


def stirred(past: Past, before: Reading, after: Reading) -> Stirred:
    """The places at which the two readings differ."""
    look, known = past.stirring + 1, living(past)
    loose = _loose(known)
    found = tuple(_differences(look, *_around(_lines(before), _lines(after), loose), loose))
    moving = {text for one in found for text in one.texts}
    links = (link for change in link_changes(before, after) for link in (change.before, change.after))
    is_still_linked = all(any(fold(link.words) in text for text in moving) for link in links if link)
    return Stirred(look, known, found, before.title == after.title and is_still_linked)


def living(past: Past) -> tuple[Stir, ...]:
    """The turns of all places that were not quiet since for long."""
    last = {_place(stir): stir.look for stir in past.stirs}
    return tuple(stir for stir in past.stirs if past.stirring - last[_place(stir)] < _QUIET)


def may_be_restless(past: Past) -> bool:
    """Whether any place turned often enough; without one a new text is held, whatever it says."""
    return max(Counter(map(_place, past.stirs)).values(), default=0) >= _TURNS


def stirring(past: Past, seen: Stirred) -> Past:
    """The past, with what this look saw stir."""
    framed = tuple(one for one in seen.stirs if len(one.come) <= _LINES and len(one.gone) <= _LINES)
    kept = (*living(past), *framed)[-_REMEMBERED:]
    return replace(past, stirs=kept, stirring=seen.look if kept else 0)


def looked(past: Past) -> Past:
    """The past after one more look that read the page; nothing is counted while nothing stirs."""
    if not past.stirs:
        return past
    later = replace(past, stirring=past.stirring + 1)
    kept = living(later)
    return replace(later, stirs=kept, stirring=later.stirring if kept else 0)


def struck(past: Past, seen: Stirred, changes: ChangeSet) -> Past:
    """The past after the changes: a place where a rule names something is the document's, and known for nothing."""
    named = [finding for finding in changes.findings if not _is_idle(finding)]
    places = {_place(one.stir) for one in seen.differences if any(map(one.has, named))}
    return replace(past, stirs=tuple(stir for stir in past.stirs if _place(stir) not in places)) if places else past


def told(changes: ChangeSet, seen: Stirred) -> ChangeSet:
    """The changes as they are told: those of restless places alone say so themselves; others by what stands elsewhere,
    where that speaks for all there is and weighs as much."""
    if changes.suspect is not None or not changes.findings:
        return changes
    if seen.is_restless and all(map(_is_idle, changes.findings)):
        return replace(changes, findings=(*changes.findings, _mark(changes.findings[0])))
    outside = tuple(one for one in changes.findings if one.kind not in _WORDS or seen.tells(one))
    weight = max((finding.severity for finding in outside), default=Severity.INFO)
    speaks = weight >= changes.severity and seen.is_told_by(outside)
    return replace(changes, findings=outside) if outside and speaks else changes


def _is_idle(finding: Finding) -> bool:
    """Whether no rule names anything material: only words are other ones, or a date."""
    if finding.severity is Severity.INFO:
        return finding.kind is not Kind.WATCH_RULE
    return finding.kind in _WORDING and finding.severity < Severity.MAJOR


def _mark(first: Finding) -> Finding:
    return replace(
        first,
        kind=Kind.EDITORIAL,
        direction=Direction.CHANGED,
        severity=Severity.INFO,
        what="",
        reason=ground("restless"),
        rule=RESTLESS,
    )


def _is_restless(known: Sequence[Stir], stir: Stir) -> bool:
    turns = [one for one in known if _place(one) == _place(stir)]
    earlier = turns[-_TURNS:]
    if len(earlier) < _TURNS or stir.look - earlier[0].look > _WITHIN:
        return False
    contents = {earlier[0].gone, *(one.come for one in earlier)}
    # What came but once measures nothing: it may be this very text, seen before it is believed.
    fits = len(stir.come) <= sorted(len(one.come) for one in turns)[-2]
    has_room = stir.signs <= _ROOM * sorted(one.signs for one in turns)[-2]
    return len(contents) >= _TURNS and fits and has_room


def _place(stir: Stir) -> tuple[str, str]:
    return stir.above, stir.below


def _loose(known: Sequence[Stir]) -> frozenset[str]:
    """Lines that came and went: they hold nothing together."""
    come = {key for stir in known for key in set(stir.come) - set(stir.gone)}
    gone = {key for stir in known for key in set(stir.gone) - set(stir.come)}
    return frozenset(come & gone)


def _lines(reading: Reading) -> list[tuple[str | None, str]]:
    """As they are printed, with their numbers: most stay, and need not be folded."""
    found = []
    for section in reading.sections:
        if section.heading:
            found.append((section.number, section.heading))
        found += [(block.number, block.text) for block in section.blocks]
    return found


def _around(
    old: Sequence[tuple[str | None, str]], new: Sequence[tuple[str | None, str]], loose: frozenset[str]
) -> tuple[list[_Line], list[_Line]]:
    """What lies between the first difference and the last, with a line on each side that stays, and holds."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    while head > 0 and loose and _folded(old[head - 1]).key in loose:
        head -= 1
    while tail > 0 and loose and _folded(old[-tail]).key in loose:
        tail -= 1
    first = max(head - 1, 0)
    sides = (lines[first : len(lines) - max(tail - 1, 0)] for lines in (old, new))
    before, after = ([_folded(line) for line in side] for side in sides)
    return before, after


def _folded(line: tuple[str | None, str]) -> _Line:
    return _Line(line[0], fold(line[1]))


def _differences(look: int, old: Sequence[_Line], new: Sequence[_Line], loose: frozenset[str]) -> Iterator[_Difference]:
    """What stands between two lines that stay, and hold, where it is not what stood there at that look."""
    gone: list[_Line] = []
    come: list[_Line] = []
    above: _Line | None = None
    for before, after, kept in _steps(old, new):
        gone += before
        come += after
        if kept is not None and loose and kept.key in loose:
            gone.append(kept)
            come.append(kept)
            continue
        if gone != come:
            ends = (above.key if above else "", kept.key if kept else "")
            stir = Stir(look, *ends, _keys(gone), _keys(come), sum(len(line.text) for line in come))
            yield _Difference(stir, tuple([line.text for line in (*gone, *come)]))
        above, gone, come = kept, [], []


def _keys(lines: Sequence[_Line]) -> tuple[str, ...]:
    return tuple([line.key for line in lines])


def _steps(
    old: Sequence[_Line], new: Sequence[_Line]
) -> Iterator[tuple[Sequence[_Line], Sequence[_Line], _Line | None]]:
    """Line by line what goes, what comes, and the line that stays behind them; None: the end, where the last match is
    empty."""
    left = right = 0
    for match in LCSseq.opcodes(old, new).as_matching_blocks():
        yield from _kept(old[left : match.a], new[right : match.b], new[match.b : match.b + match.size])
        left, right = match.a + match.size, match.b + match.size


def _kept(
    gone: Sequence[_Line], come: Sequence[_Line], kept: Sequence[_Line]
) -> Iterator[tuple[Sequence[_Line], Sequence[_Line], _Line | None]]:
    if not kept:
        yield gone, come, None
    for line in kept:
        yield gone, come, line
        gone, come = (), ()
