"""Text in which a line's end is printed as one, though no tag says so: a style does (CSS Text 3 §3)."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from policy.reading.markup.styles import classes_of
from policy.reading.markup.tree import WORDLESS, Element

_PROPERTY = "white-space"
_SHOWN = re.compile(r"white-space\s*:\s*pre-(?:line|wrap)")
_SHUT = re.compile(r"white-space\s*:\s*(?:normal|nowrap)")
_KEPT, _HOW = "pre-", ("line", "wrap")  # the values that texts have; what else keeps lines is for programs
# As Tailwind, Vuetify and what is modelled on them call it.
_NAMED = re.compile(r"(?:^|\s)(?:whitespace-|text-)?pre-(?:line|wrap)(?=$|\s)")
_NAMED_SHUT = re.compile(r"(?:^|\s)whitespace-(?:normal|nowrap)(?=$|\s)")
_VERBATIM = frozenset({"pre", "textarea"})  # which are read line by line anyway
_MOST = 20_000  # lines of a page: longer policies have a tenth


def with_lines(text: str, elements: list[Element]) -> list[Element]:
    """The elements of a page with a break at each end of a line that a style prints as one."""
    if not _may_print_lines(text):
        return elements
    places = _places_of_lines(elements, frozenset(classes_of(elements, _PROPERTY, _SHOWN)))
    lines = sum(words.count("\n") for words in _printed_so(elements, places))
    return _broken(elements, places) if 0 < lines <= _MOST else elements


def _may_print_lines(text: str) -> bool:
    """A cheap look: few pages say so of anything."""
    at = text.find(_KEPT)
    while at >= 0:
        if text.startswith(_HOW, at + len(_KEPT)):
            return True
        at = text.find(_KEPT, at + 1)
    return False


def _printed_so(elements: Sequence[Element], places: Collection[int]) -> Iterator[str]:
    """The words in which lines count."""
    for at in places:
        one = elements[at]
        yield from (words for words in (one.text, *(child.tail for child in one.children())) if not words.isspace())


def _places_of_lines(elements: Sequence[Element], classes: frozenset[str]) -> frozenset[int]:
    """Where the elements stand whose own words are printed so."""
    shown: set[int] = set()
    end = 0
    for one in elements:
        if one.at >= end and not (one.attrib and _may_say(one.attrib, classes)):
            continue
        end = max(end, one.end)
        says = _says(one.attrib, classes)
        is_shown = says if says is not None else one.parent is not None and one.parent.at in shown
        if is_shown and one.tag not in _VERBATIM and one.tag not in WORDLESS:
            shown.add(one.at)
    return frozenset(shown)


def _may_say(attributes: Mapping[str, str], classes: frozenset[str]) -> bool:
    names = attributes.get("class", "")
    if _KEPT in names or _KEPT in attributes.get("style", ""):
        return True
    return bool(classes) and not classes.isdisjoint(names.split())


def _says(attributes: Mapping[str, str], classes: frozenset[str]) -> bool | None:
    """Whether lines count in an element by its attributes; None: as in what is around it."""
    style, names = attributes.get("style", ""), attributes.get("class", "")
    if _SHOWN.search(style):
        return True
    if _SHUT.search(style) or _NAMED_SHUT.search(names):
        return False
    is_named = _NAMED.search(names) is not None or not classes.isdisjoint(names.split())
    return True if is_named else None


def _broken(elements: Sequence[Element], places: Collection[int]) -> list[Element]:
    """The elements anew, breaks among them."""
    page: list[Element] = []
    opened: list[tuple[Element, Element]] = []  # as they were, and as they are
    for one in elements:
        _close(opened, page, places, one.at)
        new = Element(one.tag, one.attrib, opened[-1][1] if opened else None, page, len(page))
        page.append(new)
        opened.append((one, new))
        new.text, *lines = _lines_of(one.text, one.at in places)
        page.extend(_breaks(lines, new, page))
    _close(opened, page, places, len(elements))
    return page


def _close(opened: list[tuple[Element, Element]], page: list[Element], places: Collection[int], at: int) -> None:
    """What ends before that place is ended, and the words after it are taken."""
    while opened and opened[-1][0].end <= at:
        was, new = opened.pop()
        new.end = len(page)
        new.tail, *lines = _lines_of(was.tail, was.parent is not None and was.parent.at in places)
        page.extend(_breaks(lines, new.parent, page))


def _lines_of(words: str, is_shown: bool) -> list[str]:
    return words.split("\n") if is_shown and not words.isspace() else [words]


def _breaks(lines: Sequence[str], parent: Element | None, page: list[Element]) -> Iterator[Element]:
    for at, line in enumerate(lines, len(page)):
        yield Element("br", {}, parent, page, at, at + 1, "", line)
