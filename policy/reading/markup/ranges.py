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

    def loose_words(self, element: Element) -> Iterator[tuple[str, bool]]:
        """Words in it that go with no element in it: those at the beginning of this one, then (True) those after it."""
        if element.text and self._begin <= element.at < self._stop and not self.holds(element):
            yield element.text, False
        if element.tail and self._is_left(element) and element.parent is not None and not self.holds(element.parent):
            yield element.tail, True

    def _is_left(self, element: Element) -> bool:
        """Whether the end of the element stands in it."""
        is_begun = element.end > self._begin or (
            self.starts_after and element.end == self._begin <= self.start.end and element.at <= self.start.at
        )
        is_over = element.end > self._stop or (
            self.ends_after and element.end == self._stop and element.at <= self.end.at
        )
        return is_begun and not is_over


def stretch_of(found: Range, starts: Sequence[Element], ends: Sequence[Element]) -> Stretch | None:
    """From the first start to the first end after it; None: there is none after it."""
    stretches = (Stretch(starts[0], end, found.starts_after, found.ends_after) for end in ends)
    return next((stretch for stretch in stretches if stretch.is_forward()), None)
