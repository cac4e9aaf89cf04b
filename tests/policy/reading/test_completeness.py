"""How much of a policy is read on pages of awkward layouts, and how little else: `make completeness` prints it.

Every folder under tests/cases/complete is a page and, in truth.txt, what a reader takes for the policy on it: headings
behind "# ", and behind "## " and "### " where it also says how they stand to each other, items behind "- ", the cells
of a row between bars.
"""

import re
import sys
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from policy.model.readings import Section, Source
from policy.reading import read
from policy.reading.printed import comparable, printed
from tests.support.sampling import sampled

CASES = Path(__file__).parents[2] / "cases" / "complete"
FOLDERS = sorted(path.parent for path in CASES.glob("*/truth.txt"))
LEAST = (0.995, 0.98, 0.98, 0.98)  # recall, precision, headings kept, steps between them
_HEADING = re.compile("(#+) ")
_MARK = re.compile("^(?:#+|-) ")


@dataclass(frozen=True)
class Score:
    """Tokens of the truth, those read, those in both; headings of the truth, and those read as headings; steps from a
    heading to the next, and those read as steps down, up or neither, as they are."""

    wanted: int
    read: int
    common: int
    headings: int
    headings_read: int
    steps: int
    steps_right: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.wanted + other.wanted,
            self.read + other.read,
            self.common + other.common,
            self.headings + other.headings,
            self.headings_read + other.headings_read,
            self.steps + other.steps,
            self.steps_right + other.steps_right,
        )

    @property
    def rates(self) -> tuple[float, float, float, float]:
        """Recall, precision, headings kept, steps between them right."""
        kept = self.headings_read / self.headings if self.headings else 1.0
        right = self.steps_right / self.steps if self.steps else 1.0
        return self.common / self.wanted, self.common / max(self.read, 1), kept, right

    @property
    def is_good(self) -> bool:
        return all(rate >= least for rate, least in zip(self.rates, LEAST, strict=True))


def tokens(text: str) -> Counter[str]:
    """Words; single signs where a script does not set words apart."""
    words = ((comparable(word), word.isascii()) for word in text.split())
    return Counter(sign for word, is_one in words for sign in ([word] if is_one else word) if sign)


def score(folder: Path) -> Score:
    truth = [printed(line) for line in (folder / "truth.txt").read_text("utf-8").splitlines()]
    reading = read((Source("https://acme.example/privacy", "text/html", (folder / "page.html").read_bytes()),))
    said = [(section.level, comparable(_heading(section))) for section in reading.sections if section.heading]
    wanted = tokens("\n".join(_MARK.sub("", line).replace(" | ", " ") for line in truth))
    marked = [(len(mark[1]), comparable(line[mark.end() :])) for line in truth if (mark := _HEADING.match(line))]
    headings = Counter(words for _, words in marked)
    titles = [_title(section, headings) for section in reading.sections]
    got = tokens("\n".join((*titles, *(section.text.replace(" | ", " ") for section in reading.sections))))
    got += tokens("\n".join(block.number or "" for section in reading.sections for block in section.blocks))
    found = headings & Counter(words for _, words in said)
    tokens_of_both = (wanted & got).total()
    return Score(wanted.total(), got.total(), tokens_of_both, headings.total(), found.total(), *_steps(marked, said))


def _steps(marked: Sequence[tuple[int, str]], said: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """Steps between headings of the truth that were read, and how many of them go the right way."""
    if len({level for level, _ in marked}) <= 1:
        return 0, 0
    levels: dict[str, list[int]] = {}
    for level, words in said:
        levels.setdefault(words, []).append(level)
    both = [(level, levels[words].pop(0)) for level, words in marked if levels.get(words)]
    ways = [(_way(one[0], next_[0]), _way(one[1], next_[1])) for one, next_ in pairwise(both)]
    return len(ways), sum(true == read for true, read in ways)


def _way(level: int, following: int) -> int:
    return (following > level) - (following < level)


def _heading(section: Section) -> str:
    return f"{section.number or ''} {section.heading}"


def _title(section: Section, headings: Container[str]) -> str:
    """What is printed over the section; a text may begin with the words of the heading over it."""
    words = _heading(section)
    return section.number or "" if _is_label(section) and comparable(words) not in headings else words


def _is_label(section: Section) -> bool:
    """Whether a numbered clause without a heading is called by its first words, which are read once."""
    return section.number is not None and section.text.startswith(section.heading)


@pytest.mark.parametrize("folder", sampled(FOLDERS, 3), ids=lambda folder: folder.name)
def test_a_policy_is_read_whole_and_alone(folder: Path) -> None:
    found = score(folder)
    assert found.is_good, "recall {:.3f}, precision {:.3f}, headings {:.3f}, steps {:.3f}".format(*found.rates)


def test_there_are_layouts() -> None:
    assert len(FOLDERS) >= 12


def lines() -> Iterator[str]:
    """The figures, layout by layout."""
    total = Score(0, 0, 0, 0, 0, 0, 0)
    yield f"{'layout':32} {'recall':>7} {'precision':>9} {'headings':>8} {'steps':>6}"
    for folder in FOLDERS:
        found = score(folder)
        total += found
        yield "{:32} {:7.3f} {:9.3f} {:8.3f} {:6.3f}".format(folder.name, *found.rates)
    yield "{:32} {:7.3f} {:9.3f} {:8.3f} {:6.3f}".format(f"all {len(FOLDERS)}", *total.rates)


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
