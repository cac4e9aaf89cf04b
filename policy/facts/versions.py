"""Where the language versions of one policy differ: sections and paragraphs one of them lacks, and other consent."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, product

from policy.facts.clauses import clauses
from policy.facts.sentences import Phrase, spans
from policy.language import language_of
from policy.model.changes import FactType, Quote
from policy.model.readings import Reading, Section

_LEAST = 5  # sections of a version: fewer are a summary or a notice
_SHARED = 0.5  # share of the shorter outline that must be found in the longer one
_PROSE = 5  # words of a paragraph; what is shorter is a divider, a label or a button
_GAP = 0.8  # what it costs to leave a paragraph without a counterpart, against a factor in length
_MOST = 40_000  # pairs of paragraphs that are looked at in one section
_ENDS = (".", ";", ":", "!", "?", "。")  # a line without one is a heading, a cell or an entry of a list of contents
_SAME_CONSENT = frozenset({"consent-asked", "consent-none"})  # said in too many ways to compare across languages

Version = tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """A difference between two versions: what one says, and what the other says there; None: nothing."""

    kind: str  # section, paragraph, consent
    language: str  # of the version that lacks it, or says otherwise
    what: str  # the heading, the first words, or "one → other"
    here: Quote
    there: Quote | None


def versions(reading: Reading) -> tuple[Version, ...]:
    """The versions of the policy on one page, in their order; empty: it is written in one language."""
    runs = [tuple(run) for _, run in groupby(reading.sections, key=lambda section: section.language)]
    found = tuple(run for run in runs if run[0].language and len(run) >= _LEAST)
    return found if len({run[0].language for run in found}) > 1 else ()


def drift_across(first: Reading, second: Reading) -> tuple[Drift, ...]:
    """How two documents in different languages differ as versions of one policy; empty: they are in one language."""
    languages = [reading.languages[:1] for reading in (first, second)]
    return _drift_between(first.sections, second.sections) if languages[0] != languages[1] else ()


def drift(reading: Reading) -> tuple[Drift, ...]:
    """How each further version of the page differs from the first."""
    found = versions(reading)
    return tuple(one for other in found[1:] for one in _drift_between(found[0], other))


def _drift_between(first: Version, second: Version) -> tuple[Drift, ...]:
    """How two versions differ, in the order of their sections; empty when they are not of one policy."""
    if not first or not second:
        return ()
    keys = _keys(first), _keys(second)
    blocks = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
    pairs = [(one.a + at, one.b + at) for one in blocks for at in range(one.size)]
    if len(pairs) < _SHARED * min(len(first), len(second)):
        return ()
    known = {a for a, _ in pairs}, {b for _, b in pairs}
    found = [
        *_sections(first, known[0], _language(second)),
        *_sections(second, known[1], _language(first)),
        *(one for a, b in pairs for one in _passages(first[a], second[b])),
    ]
    told: dict[tuple[str, str, str], Drift] = {}
    for one in found:
        told.setdefault((one.kind, one.language, one.what), one)
    return tuple(told.values())


def _language(version: Version) -> str:
    return version[0].language or ""


def _keys(version: Version) -> list[tuple[int, str]]:
    """Level and number of each section: a letter counts by its rank, for alphabets differ."""
    top = min(section.level for section in version)
    ranks: dict[int, int] = {}
    found = []
    for section in version:
        level = section.level - top
        ranks = {at: rank for at, rank in ranks.items() if at <= level}
        ranks[level] = ranks.get(level, 0) + 1
        digits = "".join(sign for sign in section.number or "" if sign.isdigit() or sign == ".").strip(".")
        found.append((level, digits or (str(ranks[level]) if section.number else "")))
    return found


def _sections(version: Version, known: set[int], lacking: str) -> Iterator[Drift]:
    for at, section in enumerate(version):
        if at not in known:
            what = " ".join(filter(None, (section.number, section.heading)))
            words = section.heading or section.text.partition("\n")[0]
            place = -1 if section.heading else 0
            quote = Quote(words, section.path, section.id, place, place if place < 0 else len(words))
            yield Drift("section", lacking, what, quote, None)


def _passages(first: Section, second: Section) -> Iterator[Drift]:
    """Paragraphs without a counterpart, and counterparts that ask for another sort of consent."""
    left, right = _prose(first, second.language), _prose(second, first.language)
    for a, b in _aligned([len(text) for text, _ in left], [len(text) for text, _ in right]):
        if a is None and b is not None:
            yield Drift("paragraph", first.language or "", *_opening(second, right[b]), None)
        elif b is None and a is not None:
            yield Drift("paragraph", second.language or "", *_opening(first, left[a]), None)
        elif a is not None and b is not None:
            yield from _consents(first, left[a], second, right[b])
    if first.heading and second.heading:
        yield from _consents(first, (first.heading, -1), second, (second.heading, -1))


def _opening(section: Section, paragraph: tuple[str, int]) -> tuple[str, Quote]:
    text, start = paragraph
    words = " ".join(text.split()[:_PROSE])
    return words, Quote(text, section.path, section.id, start, start + len(text))


def _consents(first: Section, one: tuple[str, int], second: Section, other: tuple[str, int]) -> Iterator[Drift]:
    asked, answered = _consent(one[0], first.language), _consent(other[0], second.language)
    if asked and answered and not asked & answered:
        what = f"{', '.join(sorted(asked))} → {', '.join(sorted(answered))}"
        quotes = (_opening(first, one)[1], _opening(second, other)[1])
        yield Drift("consent", second.language or "", what, *quotes)


def _consent(text: str, language: str | None) -> frozenset[str]:
    return frozenset(
        mark.value
        for first, end in spans(text)
        for mark in clauses(Phrase(text[first:end], language, "", ""))
        if mark.type is FactType.CONSENT and mark.value not in _SAME_CONSENT
    )


def _prose(section: Section, foreign: str | None) -> list[tuple[str, int]]:
    """The paragraphs that are not in the other version's language, with their places in the section's text."""
    found = []
    start = 0
    for block in section.blocks:
        is_prose = len(block.text.split()) >= _PROSE and block.text.endswith(_ENDS)
        if is_prose and language_of(block.text) != foreign:
            found.append((block.text, start))
        start += len(block.text) + 1
    return found


def _aligned(left: Sequence[int], right: Sequence[int]) -> list[tuple[int | None, int | None]]:
    """Paragraphs of like length side by side, in order (Gale and Church 1993: translations keep their proportions).
    Where the cost of looking would be out of proportion, the first are taken for counterparts of the first."""
    if len(left) == len(right) or len(left) * len(right) > _MOST:
        shared = min(len(left), len(right))
        rest: list[tuple[int | None, int | None]] = [(at, None) for at in range(shared, len(left))]
        rest += [(None, at) for at in range(shared, len(right))]
        return [*zip(range(shared), range(shared), strict=True), *rest]
    cost = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a, b in product(range(len(left), -1, -1), range(len(right), -1, -1)):
        if (a, b) != (len(left), len(right)):
            cost[a][b] = min(one for one, _ in _ways(cost, left, right, a, b))
    a = b = 0
    found: list[tuple[int | None, int | None]] = []
    while a < len(left) or b < len(right):
        _, (over, under) = min(_ways(cost, left, right, a, b))
        found.append((a if over else None, b if under else None))
        a, b = a + over, b + under
    return found


def _ways(
    cost: list[list[float]], left: Sequence[int], right: Sequence[int], a: int, b: int
) -> Iterator[tuple[float, tuple[int, int]]]:
    """What it costs from here on to pair, or to leave one without counterpart."""
    if a < len(left) and b < len(right):
        yield cost[a + 1][b + 1] + abs(math.log(left[a] / right[b])), (1, 1)
    if a < len(left):
        yield cost[a + 1][b] + _GAP, (1, 0)
    if b < len(right):
        yield cost[a][b + 1] + _GAP, (0, 1)
