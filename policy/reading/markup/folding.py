"""What is hidden for good, and what is merely folded away: accordions and tabs hide what a reader can open, slides and
animations what a reader comes to."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice, pairwise

from policy.reading.markup.boxes import before_of
from policy.reading.markup.looks import lasting_names
from policy.reading.markup.styles import is_undisplayed, leaves_a_hole
from policy.reading.markup.targets import acts_here
from policy.reading.markup.tree import FRAMES, HEADINGS, WORDLESS, Element, Tree, label_of

UNFOLDS = re.compile(r"accordion|collaps|toggle|tab|panel|expand|faq|answer|fold|drawer|reveal|content", re.IGNORECASE)
STREAMED = re.compile("S:[0-9a-f]{1,4}")  # as React calls what it sends after the page and a script puts in its place
_OF_TEXT = frozenset({"td", "th", "li", "dd", "p"})
_PAIRS = 3
_REACH = 6  # elements before and after a text among which such pairs stand
_LABEL = 120  # characters
_FEWEST = 2  # hidden elements of one class, and
_MUCH = 0.25  # of the page's prose, that are its text together
_LIKE = 3  # elements of one make that hold prose make a row of sections or slides
_WRAPPERS = 2  # elements that hold nothing but one of such a row and its label
_NEAR = 4  # elements in such a wrapper
_PARTS = 40  # elements among which its first words stand
_BEGINNING = 60  # characters,
_AMONG = 1_000  # white space included, in which they stand
_CONTROLS = frozenset({"button", "input", "select", "textarea", "form"})


class Folding:
    """Tells of each element of a page whether it is hidden for good."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._held: Counter[tuple[str, str]] | None = None  # prose that is hidden in elements of a make
        self._times: Counter[tuple[str, str]] = Counter()
        self._rows: dict[tuple[int, tuple[str, str]], dict[str, int]] = {}

    def reason(self, element: Element) -> str | None:
        """Why it is left out for being hidden; None: it is not hidden, or unfolds."""
        attributes, held = element.attrib, element.prose
        if not is_hidden(attributes) or STREAMED.fullmatch(attributes.get("id", "")):
            return None
        unfolds = (
            attributes.get("role") in {"tabpanel", "region"}
            or "aria-labelledby" in attributes
            or UNFOLDS.search(" ".join(element.called())) is not None
            or (held > 0 and (_is_under_switch(element) or _is_one_of_pairs(element)))
            or ((held > 0 or _holds_text(element)) and self._is_of_the_text(element))
        )
        return None if unfolds and (held or _holds_text(element)) else "hidden"

    def _is_of_the_text(self, element: Element) -> bool:
        """Whether it is no copy of what is said beside it, as slide shows make of their ends, and waits to be shown, is
        one of several such, or they are much of the page."""
        around = element.parent
        if around is not None and self._row(element, around).get(_beginning_of(element), element.at) < element.at:
            return False
        waits = element.prose > 0 and leaves_a_hole(element.get("style")) and _asks_nothing(element)
        return waits or self._is_one_of_a_row(element) or self._is_much_in_all(element)

    def _is_one_of_a_row(self, element: Element) -> bool:
        """Whether it, or what holds nothing else but a label, is one of several of its make that each say something
        else: sections, or slides, of which a script shows one after the other. What an intruder hides among texts has
        neither a class of theirs nor a label."""
        is_labelled = False
        for _ in range(_WRAPPERS + 1):
            around = element.parent
            if around is None or element.tag in FRAMES:
                return False
            if len(self._row(element, around)) >= _LIKE and (is_labelled or element.get("class")):
                return True
            beside = _said_beside(element, around)
            if beside is None:
                return False
            is_labelled = is_labelled or bool(beside)
            element = around
        return False

    def _row(self, element: Element, around: Element) -> Mapping[str, int]:
        """How those of its make right in `around` begin that hold prose, each with the place of the first such."""
        key = around.at, _make_of(element)
        if key not in self._rows:
            row = self._rows[key] = dict[str, int]()
            for one in around.children():
                if one.prose > 0 and _make_of(one) == key[1]:
                    row.setdefault(_beginning_of(one), one.at)
        return self._rows[key]

    def _is_much_in_all(self, element: Element) -> bool:
        """Whether what a page hides in elements of one class is too much of it to be anything but its text."""
        if self._held is None:
            self._held, end = Counter(), 0
            for one in self._tree.elements:
                if one.at >= end and one.attrib and one.prose > 0 and is_hidden(one.attrib):
                    make, end = _make_of(one), one.end
                    self._held[make] += one.prose
                    self._times[make] += 1
        make = _make_of(element)
        return bool(make[1]) and self._times[make] >= _FEWEST and self._held[make] > _MUCH * self._tree.total


def is_found(hidden: str) -> bool:
    """Whether what has such an attribute is only hidden until a search finds it (HTML Living Standard §6.1)."""
    return hidden.strip().lower() == "until-found"


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element says that it is not shown."""
    return (
        ("hidden" in attributes and not is_found(attributes["hidden"]))
        or ("aria-hidden" in attributes and attributes["aria-hidden"] == "true")
        or ("style" in attributes and is_undisplayed(attributes["style"]))
    )


def _said_beside(element: Element, around: Element) -> str | None:
    """What of a label stands right beside the element; None: more than a label does."""
    inside = [*islice(around.children(), _NEAR + 1)]
    others = [one for one in inside if one is not element]
    words = " ".join((around.text, *map(label_of, others), *(one.tail for one in inside))).strip()
    is_little = len(inside) <= _NEAR and len(words) <= _LABEL and all(one.end - one.at <= _PARTS for one in others)
    return words if is_little else None


def _is_under_switch(element: Element) -> bool:
    """Whether what stands right before it is but a label to click on: it opens the element."""
    before = before_of(element)
    words = [] if before is None else label_of(before).split()
    return (
        before is not None
        and bool(words)
        and any(_acts(one) and label_of(one).split() == words for one in before.within())
    )


def _is_one_of_pairs(element: Element) -> bool:
    """Whether short labels and hidden texts, all dressed alike, stand by turns around it: a script unfolds them,
    whatever it asks for."""
    near = [element]
    while len(near) <= _REACH and (before := before_of(near[-1])) is not None:
        near.append(before)
    row = (*reversed(near), *islice(element.following(), _REACH))
    pairs = [
        one
        for one, text in pairwise(row)
        if _dress(text) == _dress(element) and text.prose > 0 and 0 < len(label_of(one).strip()) <= _LABEL
    ]
    return len(pairs) >= _PAIRS and len({_dress(one) for one in pairs}) == 1


def _make_of(element: Element) -> tuple[str, str]:
    return element.tag, lasting_names(element.get("class"))


def _beginning_of(element: Element) -> str:
    """The first words below it; enough to tell one slide from another."""
    words = [one.text for one in islice(element.within(), _PARTS) if one.tag not in WORDLESS]
    return " ".join(" ".join(words)[:_AMONG].split())[:_BEGINNING]


def _asks_nothing(element: Element) -> bool:
    """Whether nothing in it is to be clicked on or filled in, as in boxes that are laid over the page."""
    return not any(one.tag in _CONTROLS for one in element.within())


def _dress(element: Element) -> tuple[str, str]:
    return element.tag, element.get("class")


def _acts(one: Element) -> bool:
    """Whether a reader would click on it: on a control, or on a heading that shows nothing under it."""
    is_control = one.tag in {"button", "label", "summary"} or one.tag in HEADINGS or one.get("role") == "button"
    return is_control or (one.tag == "a" and acts_here(one.get("href")))


def _holds_text(element: Element) -> bool:
    """Whether words stand in cells, items or paragraphs themselves, not in their links: a menu's never do."""
    return any(inner.tag in _OF_TEXT and inner.text.strip() for inner in element.within())
