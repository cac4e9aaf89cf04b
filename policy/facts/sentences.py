"""Sentences that know where they stand and under which lead-in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from policy.knowledge.slots import slots
from policy.knowledge.tokens import words_of
from policy.knowledge.wording import small_words
from policy.language import language_of
from policy.model.changes import Quote
from policy.model.readings import BlockKind, Section
from policy.model.values import dataclass
from policy.remembering import remembered

_STOP = re.compile(r"[.!?][\"'”’»)\]]*(?=\s)|[。！？।]")
_OPENER = re.compile(r"\s*[\"'“«(\[]?[^\W\d_]|\s*\d")
_SPACE = re.compile(r"\s*")
_LONGEST_WORD = 100  # signs before a full stop that tell whether it ends a sentence
_ORDINAL = 3  # figures of a number that a full stop may make an ordinal: "am 1. Januar"; a year is none
_MONTH = 5  # letters of one that is cut short: "Sept. 4, 2025"
_LABELLED = 40  # signs of a block that is no more than a date, and of the label over it
_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUPS = re.compile(r"\d{2,}[ \u00a0/-]\d{2,}\Z")  # the last two of a telephone number
_STATEMENT = 5  # words; what is shorter is a label
_WORD = re.compile(r"\s+(\w+)\s")
_ABBREVIATIONS = small_words("abbreviations")
_GRAMMAR = small_words("of-grammar")
_NO_INITIAL = small_words("no-initial")
_LONGEST_QUOTE = 400  # signs
_TELLING = 40  # signs from which a block tells its language


class Phrase(NamedTuple):
    """The words of a sentence with what governs them: all that its facts depend on, and are remembered by. A tuple,
    because it is hashed each time."""

    text: str
    language: str | None
    lead: str  # the sentence that introduces the list this item stands in; "": none does
    heading: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a section at their place; those of its heading stand at -1, outside its text."""

    text: str
    section: Section
    start: int

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """The words from `start` to `end`, verbatim; a heading is quoted whole."""
        if self.start < 0:
            return Quote(self.text, self.section.path, self.section.id, -1, -1)
        stop = min(len(self.text) if end is None else end, start + _LONGEST_QUOTE)
        words = self.text[start:stop]
        first = self.start + start
        return Quote(words, self.section.path, self.section.id, first, first + len(words))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A phrase at its place. A heading is one too; its words stand at -1, outside the section's text."""

    phrase: Phrase
    kind: BlockKind
    section: Section
    start: int

    @property
    def text(self) -> str:
        return self.phrase.text

    @property
    def key(self) -> tuple[str, ...]:
        """Its words alone: sentences with the same key say the same."""
        return words_of(self.phrase.text)

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """The words from `start` to `end`, verbatim; a heading is quoted whole."""
        return Words(self.text, self.section, self.start).quote(start, end)


def of_section(section: Section, main: str | None, *, is_mixed: bool) -> Iterator[Sentence]:
    """What a section says, its heading first. `main` is its language, as far as it is known; on a page in several
    languages each block tells its own."""
    language = main
    if section.heading:
        yield Sentence(Phrase(section.heading, language, "", "", is_heading=True), BlockKind.HEADING, section, -1)
    lead = label = ""
    start = 0
    for block in section.blocks:
        if is_mixed:
            language = _spoken(block.text) or main
        is_item = block.kind is BlockKind.ROW or block.kind.is_listed
        if not is_item:
            lead = ""
        if label and _is_dated(block.text):
            lead, is_item = label, True
        label = "" if len(block.text) > _LABELLED or _is_dated(block.text) else block.text
        for first, end in spans(block.text):
            words = block.text[first:end]
            yield Sentence(
                Phrase(words, language, lead if is_item else "", section.heading), block.kind, section, start + first
            )
            if not is_item or words.endswith(":"):
                lead = words
        start += len(block.text) + 1


def _is_dated(words: str) -> bool:
    """Whether so little is said beside a year that it is a date: the label over it says what of."""
    return len(words) <= _LABELLED and _YEAR.search(words) is not None


@remembered()
def _spoken(text: str) -> str | None:
    return language_of(text) if len(text) >= _TELLING else None


@remembered()
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence of a block begins and ends, without the space between."""
    found = []
    first = 0
    for stop in _STOP.finditer(text):
        if stop.end() < first or not _is_end(text, first, stop):
            continue
        found.append((first, stop.end()))
        space = _SPACE.match(text, stop.end())  # not by slices: a paragraph may be megabytes
        first = space.end() if space else stop.end()
    if text[first:].strip():
        found.append((first, len(text.rstrip())))
    return tuple(found)


def _is_plain_end(text: str, first: int, at: int) -> bool:
    """A cheap look: a full stop behind a word of several small letters, and a capital one space after it."""
    if text[at : at + 2] != ". " or not text[at + 2 : at + 3].isupper():
        return False
    word = text[max(first, at - _LONGEST_WORD, text.rfind(" ", first, at) + 1) : at]
    return len(word) > 1 and word.isalpha() and word.islower() and word.casefold() not in _ABBREVIATIONS


def _is_end(text: str, first: int, stop: re.Match[str]) -> bool:
    if _is_plain_end(text, first, stop.start()):
        return True
    if stop.group()[0] in "。！？।":
        return True
    after = _OPENER.match(text, stop.end())
    if after and after.group().lstrip("\"'“«([ ")[:1].islower():
        return False
    if stop.group()[0] != ".":
        return stop.start() - first > 10  # "Yahoo! Asia": a name, not an end
    before = text[max(first, stop.start() - _LONGEST_WORD) : stop.start()].rsplit(None, 1)[-1:] or [""]
    word = before[0].strip("(\"'“").casefold().rpartition("-")[2]  # "EU-U.S.": the end of it decides
    is_year = len(word) > _ORDINAL and (_opens_a_clause(text, stop.end()) or not _is_notice(text, first, stop.start()))
    is_ordinal = word.isdigit() and not is_year and not _GROUPS.search(text, first, stop.start())
    if after and after.group().lstrip()[:1].isdecimal() and len(word) <= _MONTH and word in slots().months:
        return False
    is_initial = len(word) == 1 and word.isalpha() and word not in _NO_INITIAL
    return not (word in _ABBREVIATIONS or is_initial or is_ordinal)


def _is_notice(text: str, first: int, stop: int) -> bool:
    """A year behind a few words, or behind the sign of copyright: who holds the rights, and since when."""
    opening = text[first : min(stop, first + _LONGEST_WORD)]
    return "©" in opening or len(opening.split()) < _STATEMENT


def _opens_a_clause(text: str, at: int) -> bool:
    """A small word follows, and no name: "© 2024. Acme"."""
    word = _WORD.match(text, at)
    return word is not None and word[1].casefold() in _GRAMMAR
