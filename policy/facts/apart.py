"""A reading section by section: what each says, and what was written of it before."""

from functools import cached_property
from itertools import chain

from policy.facts.known import remember
from policy.facts.notes import Notes, digest_of, digest_of_line, read_line
from policy.facts.sentences import Sentence, Words, of_section
from policy.model.readings import Reading, Section
from policy.remembering import forgotten


class SectionApart:
    """A section, taken apart when somebody asks what it says. `is_mixed` says that its page has several languages:
    there each block tells its own. Most sentences of an edited section stand in what it was `before`, too."""

    def __init__(
        self, section: Section, language: str | None, *, is_mixed: bool, before: "SectionApart | None" = None
    ) -> None:
        self.section = section
        self.language = language  # of the section, as far as it is known
        self.is_mixed = is_mixed
        self._line = ""  # what was written of it; empty: nothing was
        self._notes: Notes | None = None
        self._before = before

    @cached_property
    def text(self) -> str:
        return self.section.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        before, self._before = self._before, None
        if before is not None and before.notes is not None:
            remember(before.sentences, before.notes)
        found = tuple(of_section(self.section, self.language, is_mixed=self.is_mixed))
        if self.notes is not None:
            remember(found, self.notes)
        return found

    @property
    def digest(self) -> str:
        return digest_of(self.section, self.language, is_mixed=self.is_mixed)

    @property
    def notes(self) -> Notes | None:
        """What was written of it; None: nothing was."""
        if self._notes is None and self._line:
            self._notes = read_line(self._line)
        return self._notes

    def recall(self, line: str) -> None:
        """What is known of it was written in that line, of which nothing is made until somebody asks."""
        self._line = line

    def words(self, start: int, length: int) -> Words:
        """So many signs from there on; from -1 on it is the heading."""
        found = self.section.heading if start < 0 else self.text[start : start + length]
        return Words(found, self.section, start)


def sentences(reading: Reading) -> tuple[Sentence, ...]:
    """Everything the document says, in its order. The last two readings are remembered: a look compares them, and asks
    for the sentences of each several times."""
    return _MEMORY.apart(reading).sentences


def sections(reading: Reading) -> tuple[SectionApart, ...]:
    """The same section by section. One that stood in the reading taken apart before is given as the very same object:
    what is found out of it once holds for both."""
    return _MEMORY.apart(reading).sections


def recall(reading: Reading, lines: str) -> None:
    """What was written of these very sections is known again; notes of any others are of no use."""
    written = {digest_of_line(line): line for line in lines.split("\n")}
    for section in sections(reading):
        line = written.get(section.digest)
        if line is not None:
            section.recall(line)


class _ReadingApart:
    """A reading taken apart."""

    def __init__(self, reading: Reading, sections: tuple[SectionApart, ...]) -> None:
        self.reading = reading
        self.sections = sections

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(chain.from_iterable(section.sentences for section in self.sections))


class _Memory:
    """Remembers the last two readings taken apart. They are told apart as objects: to compare their words would cost as
    much. Threads may ask side by side: the readings of the one that is done last are remembered."""

    def __init__(self) -> None:
        self._recent: tuple[_ReadingApart, ...] = ()

    def forget(self) -> None:
        self._recent = ()

    def apart(self, reading: Reading) -> _ReadingApart:
        for recent in self._recent:
            if recent.reading is reading:
                return recent
        recently = self._recent[:1]
        known = _known(reading, recently[0]) if recently else {}
        main, is_mixed = _manner(reading)
        sections = []
        for section in reading.sections:
            earlier = known.pop(section.id, None)
            if earlier is None or earlier.section != section:
                earlier = SectionApart(section, section.language or main, is_mixed=is_mixed, before=earlier)
            sections.append(earlier)
        found = _ReadingApart(reading, tuple(sections))
        self._recent = (found, *recently)
        return found


def _known(reading: Reading, earlier: _ReadingApart) -> dict[str, SectionApart]:
    """The sections of another reading by their ids; none where each would be taken apart in another manner."""
    if _manner(reading) != _manner(earlier.reading):
        return {}
    return {one.section.id: one for one in earlier.sections}


def _manner(reading: Reading) -> tuple[str | None, bool]:
    """The main language, and whether there are others."""
    return (reading.languages[0] if reading.languages else None), len(reading.languages) > 1


_MEMORY = _Memory()
forgotten(_MEMORY.forget)
