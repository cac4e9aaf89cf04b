"""From one place of a page to another, as Open Terms Archive names what stands between two elements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy.reading.markup.tree import Element

# Open Terms Archive declares {"startBefore": "#a", "endBefore": "#b"}; here: "startBefore(#a) endBefore(#b)".
_RANGE = re.compile(r"^\s*(startBefore|startAfter)\((.+)\)\s+(endBefore|endAfter)\((.+)\)\s*$")


@dataclass(frozen=True, slots=True)
class Range:
    """The selectors of its two bounds, and on which side of them it lies."""

    start: str
    end: str
    starts_after: bool
    ends_after: bool


def range_of(selector: str) -> Range | None:
    """None: it is a selector of elements."""
    match = _RANGE.match(selector)
    return Range(match[2], match[4], match[1] == "startAfter", match[3] == "endAfter") if match else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range on a page: the elements at its bounds."""

    start: Element
    end: Element
    starts_after: bool
    ends_after: bool

    @property
    def _begin(self) -> int:
        return self.start.end if self.starts_after else self.start.at

    @property
    def _stop(self) -> int:
        return self.end.end if self.ends_after else self.end.at

    def is_forward(self) -> bool:
        """Whether its end comes after its start; words may stand between two elements side by side."""
        is_between = self.starts_after and not self.ends_after
        return self._stop > self._begin or (is_between and self._stop == self._begin)

    def holds(self, element: Element) -> bool:
        """Whether the whole element stands in it."""
        return element.at >= self._begin and element.end <= self._stop

    def cut(self, elements: Sequence[Element]) -> Iterator[str]:
        """Its words that go with no element in it, as they are taken away."""
        for element in elements:
            if element.text and self._begin <= element.at < self._stop and not self.holds(element):
                yield element.text
                element.text = ""
            is_within = element.parent is not None and self.holds(element.parent)
            if element.tail and not is_within and self._is_left(element):
                yield element.tail
                element.tail = ""

    def _is_left(self, element: Element) -> bool:
        """Whether the end of the element stands in it."""
        begin, stop = self._begin, self._stop
        is_begun = element.end > begin or (self.starts_after and element.end == begin and element.at <= self.start.at)
        is_over = element.end > stop or (self.ends_after and element.end == stop and element.at <= self.end.at)
        return is_begun and not is_over


def stretch_of(found: Range, starts: Sequence[Element], ends: Sequence[Element]) -> Stretch | None:
    """From the first start to the first end after it; None: there is none after it."""
    stretches = (Stretch(starts[0], end, found.starts_after, found.ends_after) for end in ends)
    return next((stretch for stretch in stretches if stretch.is_forward()), None)
