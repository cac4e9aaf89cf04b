"""The owner's own selectors: CSS, and ranges in the manner of Open Terms Archive."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from policy.reading.markup.tree import Element, Markup, Tree, root_of

# Open Terms Archive declares {"startBefore": "#a", "endBefore": "#b"}; here: "startBefore(#a) endBefore(#b)".
_RANGE = re.compile(r"^\s*(startBefore|startAfter)\((.+)\)\s+(endBefore|endAfter)\((.+)\)\s*$")
_BOUND = re.compile(r"^\s*(?:start|end)(?:Before|After)\(")
_POSITION = re.compile(r" at \d")
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
    match = _RANGE.match(selector)
    for part in (match[2], match[4]) if match else (selector,):
        try:
            HTMLTranslator().css_to_xpath(part)
        except SelectorError as error:
            return f"{part!r} is no CSS selector: {error}{_place(part, str(error))}"
    return None


def _place(part: str, error: str) -> str:
    """Where the fault is, for those errors that do not say so themselves."""
    if _BOUND.search(part):
        return ", and a range has two bounds, as in startBefore(#first) endBefore(#last)"
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
        is_same = [one.tag for one in own] == [one.tag for one in tree.elements]
        self._elements: dict[Markup, Element] = dict(zip(own, tree.elements, strict=True)) if is_same else {}

    def named(self, selector: str) -> list[Element]:
        """What a CSS selector matches, in document order; nothing for one that cannot be used."""
        path = _compiled(selector)
        found = path(self._root) if path is not None else []
        return [self._elements[one] for one in found if one in self._elements] if isinstance(found, list) else []


def lanes_of(page: Selecting, selectors: Iterable[str]) -> tuple[Lanes, tuple[str, ...]]:
    """The lanes that hold what the selectors name, and those of them that name nothing on this page."""
    lanes = Lanes()
    return lanes, tuple(selector for selector in selectors if not _opened(lanes, page, selector))


def _opened(lanes: Lanes, page: Selecting, selector: str) -> bool:
    match = _RANGE.match(selector)
    if match is None:
        found = page.named(selector)
        chosen = set(found)
        for element in found:
            if not any(around in chosen for around in element.around()):
                lanes.begin[element] = Lane.INSIDE
                lanes.end[element] = Lane.OUTSIDE
        return bool(found)
    starts, ends = page.named(match[2]), page.named(match[4])
    if not starts or not ends:
        return False
    (lanes.begin if match[1] == "startBefore" else lanes.end)[starts[0]] = Lane.INSIDE
    (lanes.begin if match[3] == "endBefore" else lanes.end)[ends[0]] = Lane.OUTSIDE
    return True


@cache
def _compiled(selector: str) -> etree.XPath | None:
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError):
        return None
