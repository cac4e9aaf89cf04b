"""The owner's own selectors: CSS, and ranges in the manner of Open Terms Archive."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from policy.reading.markup.libxml import Markup, root_of
from policy.reading.markup.ranges import Range, Stretch, range_of, stretch_of
from policy.reading.markup.tree import Element, Tree

_BOUND = re.compile(r"\b(?:start|end)(?:Before|After)\b")
_BOUNDS = ", and a range has two bounds, as in startBefore(#first) endBefore(#last)"
_POSITION = re.compile(r" at \d")
REMOVED = "removed by selector"
_PSEUDO = re.compile(r":(?!(?:not|is|where|has|nth-child|first-child|last-child|contains)\b)[\w:-]+")


class Lane(Enum):
    """Where the words of a place of the page go."""

    OUTSIDE = 0
    GAP = 1  # between the document's title and its body
    INSIDE = 2
    AFTER = 3  # behind the document found


@dataclass(slots=True)
class Lanes:
    """The elements at which the lane changes, when they begin and when they end."""

    begin: dict[Element, Lane] = field(default_factory=dict)
    end: dict[Element, Lane] = field(default_factory=dict)


def selector_fault(selector: str) -> str | None:
    """What is wrong with a selector, with its position; None: it can be used."""
    found = range_of(selector)
    for part in (found.start, found.end) if found else (selector,):
        try:
            HTMLTranslator().css_to_xpath(part)
        except SelectorError as error:
            return f"{part!r} is no CSS selector: {error}{_place(part, str(error))}"
    bound = None if found else _BOUND.search(selector)
    return f"{selector!r} is no range at {bound.start()}{_BOUNDS}" if bound else None


def _place(part: str, error: str) -> str:
    """Where the fault is, for those errors that do not say so themselves."""
    if _BOUND.search(part):
        return _BOUNDS
    if _POSITION.search(error):
        return ""
    pseudo = _PSEUDO.search(part)
    return f" at {pseudo.start()}" if pseudo else ""


class Selecting:
    """A page that is asked what selectors name on it. The elements of libxml2's own tree are those of ours, in the
    same order; a page on which they are not is one that nothing is selected on."""

    def __init__(self, tree: Tree) -> None:
        self._root = root_of(tree.markup)
        own = list(self._root.iter(etree.Element))
        self.elements = tree.elements
        is_same = [one.tag for one in own] == [one.tag for one in tree.elements]
        self._elements: dict[Markup, Element] = dict(zip(own, tree.elements, strict=True)) if is_same else {}

    def named(self, selector: str) -> list[Element]:
        """What a CSS selector matches, in document order; nothing for one that cannot be used."""
        path = _compiled(selector)
        found = path(self._root) if path is not None else []
        return [self._elements[one] for one in found if one in self._elements] if isinstance(found, list) else []


Unmet = tuple[str, str]  # a selector that names nothing on a page, and why


def lanes_of(page: Selecting, selectors: Iterable[str]) -> tuple[Lanes, tuple[Unmet, ...]]:
    """The lanes that hold what the selectors name, and those of them that name nothing on this page."""
    lanes = Lanes()
    opened = ((selector, _opened(lanes, page, selector)) for selector in selectors)
    return lanes, tuple((selector, why_not) for selector, why_not in opened if why_not)


def removed_by(page: Selecting, selectors: Iterable[str]) -> tuple[dict[Element, str], tuple[str, ...]]:
    """The elements that the selectors name, with the reason they are left out for, and the words between them that go
    with no element; these are taken from the page. One that names nothing removes nothing."""
    removed: dict[Element, str] = {}
    loose: list[str] = []
    for selector in selectors:
        found = range_of(selector)
        if found is None:
            removed |= dict.fromkeys(page.named(selector), REMOVED)
        elif isinstance(stretch := _stretch(page, found), Stretch):
            removed |= {element: REMOVED for element in page.elements if stretch.holds(element)}
            loose += stretch.cut(page.elements)
    return removed, tuple(loose)


def _opened(lanes: Lanes, page: Selecting, selector: str) -> str:
    """Why it names nothing; empty: it does."""
    wish = range_of(selector)
    if wish is None:
        found = page.named(selector)
        chosen = set(found)
        for element in found:
            if not any(around in chosen for around in element.around()):
                lanes.begin[element] = Lane.INSIDE
                lanes.end[element] = Lane.OUTSIDE
        return "" if found else selector_fault(selector) or f"{selector!r} matches nothing"
    stretch = _stretch(page, wish)
    if not isinstance(stretch, Stretch):
        return selector_fault(selector) or f"{selector!r}: {stretch}"
    (lanes.end if wish.starts_after else lanes.begin)[stretch.start] = Lane.INSIDE
    (lanes.end if wish.ends_after else lanes.begin)[stretch.end] = Lane.OUTSIDE
    return ""


def _stretch(page: Selecting, wish: Range) -> Stretch | str:
    """The range on the page, or why there is none."""
    starts, ends = page.named(wish.start), page.named(wish.end)
    for bound, found in ((wish.start, starts), (wish.end, ends)):
        if not found:
            return f"{bound!r} matches nothing"
    return stretch_of(wish, starts, ends) or f"nothing that {wish.end!r} matches comes after {wish.start!r}"


@cache
def _compiled(selector: str) -> etree.XPath | None:
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError):
        return None
