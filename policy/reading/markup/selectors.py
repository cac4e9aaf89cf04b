"""The owner's own selectors: CSS, and ranges in the manner of Open Terms Archive."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from policy.reading.markup.tree import Element, Tree

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


def lanes_of(tree: Tree, selectors: Iterable[str]) -> tuple[Lanes, tuple[str, ...]]:
    """The lanes that hold what the selectors name, and those of them that name nothing on this page."""
    lanes = Lanes()
    return lanes, tuple(selector for selector in selectors if not _opened(lanes, tree, selector))


def elements_of(tree: Tree, selector: str) -> list[Element]:
    """What a CSS selector matches, in document order; nothing for one that cannot be used."""
    path = _compiled(selector)
    found = path(tree.root) if path is not None else []
    return [element for element in found if etree.iselement(element)] if isinstance(found, list) else []


def _opened(lanes: Lanes, tree: Tree, selector: str) -> bool:
    match = _RANGE.match(selector)
    if match is None:
        found = elements_of(tree, selector)
        chosen = set(found)
        for element in found:
            if not any(around in chosen for around in element.iterancestors()):
                lanes.begin[element] = Lane.INSIDE
                lanes.end[element] = Lane.OUTSIDE
        return bool(found)
    starts, ends = elements_of(tree, match[2]), elements_of(tree, match[4])
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
