"""What of the styles of a page makes a difference to what is read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from policy.reading.markup.tree import HEADINGS, Element
from policy.remembering import remembered

_BOLD = frozenset({"b", "strong"})
_FEW_HEADINGS = 4
_NEAR = 8  # elements in or around an underlined line that may be a link
_LONGEST_SHEET = 100_000  # characters
_WEIGHT = "font-weight"
_IN_BOLD = re.compile(rf"{_WEIGHT}[ :]*(?:bold|[6-9])")
_LONGEST_SELECTORS = 300  # signs
_LONGEST_RULE = 2_000  # signs
_CLASS = re.compile(r"(?:^|,)\s*(?:p|div|span|td|li)?\.([\w-]+)\s*(?=,|$)")
# Classes that frameworks have for bold: Tailwind, Bootstrap 4 and 5, USWDS, Bulma, and what they are modelled on.
_NAMED_BOLD = re.compile(
    r"(?:^|\s)(?:font-(?:bold|semibold|extrabold|black|weight-bold(?:er)?)|fw-(?:bold(?:er)?|semibold|[67]00)|"
    r"text-(?:bold|semibold)|has-text-weight-(?:bold|semibold)|bold|strong)(?=$|\s)"
)
_NAMES = 4096  # classes, and styles, remembered: the elements of a page, and of a site, share few
_UNDISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAKEN_OUT = re.compile(r"display\s*:\s*none|position\s*:\s*(?:absolute|fixed)", re.IGNORECASE)
_ANIMATION = "animation-name"  # what waits for it is shown once a reader comes to it


@remembered(_NAMES)
def is_undisplayed(style: str) -> bool:
    """Whether nothing of the element is shown."""
    found = _UNDISPLAYED.search(style)
    return found is not None and (found[0][0] in "dD" or _ANIMATION not in style)


def leaves_a_hole(style: str) -> bool:
    """Whether an element that shows nothing has its place on the page all the same, which nobody leaves empty: a script
    fills it once a reader comes to it (CSS Display 3 §4: what is invisible still affects the layout)."""
    found = _UNDISPLAYED.search(style)
    return found is not None and found[0][0] in "vV" and _TAKEN_OUT.search(style) is None


def is_bold(style: str) -> bool:
    """Whether the element's words are bold."""
    at = style.find(_WEIGHT)
    return at >= 0 and _IN_BOLD.match(style, at) is not None


class BoldSigns:
    """What is printed in bold on a page, or underlined as typewriters did for want of it. Classes count where the page
    says itself that they are bold and marks next to no headings, as texts do that a word processor exported."""

    def __init__(self, elements: Sequence[Element]) -> None:
        """Of the elements of a page headings and style sheets alone are looked at."""
        marked = islice((one for one in elements if one.tag in HEADINGS), _FEW_HEADINGS)
        is_marked = sum(1 for _ in marked) == _FEW_HEADINGS
        self.classes = [] if is_marked else sorted(set(classes_of(elements, _WEIGHT, _IN_BOLD)))
        self._bold = frozenset(self.classes)

    def is_bold(self, attributes: Mapping[str, str]) -> bool:
        """Whether an element is bold by its attributes."""
        if "style" in attributes and is_bold(attributes["style"]):
            return True
        if "class" not in attributes:
            return False
        names = attributes["class"]
        return _is_named_bold(names) or bool(self._bold and not self._bold.isdisjoint(names.split()))

    def is_bold_run(self, element: Element) -> bool:
        """Whether an element within a line is bold, by its tag or attributes."""
        tag = element.tag
        if tag in _BOLD or (element.attrib and self.is_bold(element.attrib)):
            return True
        if tag != "u" or element.end - element.at > _NEAR:
            return False
        return not any(one.tag == "a" for one in (*element.within(), *islice(element.around(), _NEAR)))


@remembered(_NAMES)
def _is_named_bold(names: str) -> bool:
    return _NAMED_BOLD.search(names[:_LONGEST_SELECTORS]) is not None


def classes_of(elements: Sequence[Element], name: str, says: re.Pattern[str]) -> Iterator[str]:
    """The classes to which the style sheets of a page give such a value of the property of that name."""
    for sheet in elements:
        if sheet.tag == "style":
            for selectors in _selectors_of(sheet.text[:_LONGEST_SHEET], name, says):
                yield from _CLASS.findall(selectors)


def _selectors_of(sheet: str, name: str, says: re.Pattern[str]) -> Iterator[str]:
    """Of each rule that says it, where the property first says it. A pattern for rules would look at every character of
    sheets that are longer than the document several times."""
    at = sheet.find(name)
    while at >= 0:
        if says.match(sheet, at):  # most say that something is not
            begin = sheet.rfind("{", max(0, at - _LONGEST_RULE), at)
            end = sheet.find("}", at, max(0, begin) + _LONGEST_RULE)
            rules = sheet[begin + 1 : end] if 0 < begin < end else ""
            first = rules.find(name)
            if first >= 0 and says.match(rules, first) and "{" not in rules and "}" not in rules:
                before = sheet[max(0, begin - _LONGEST_SELECTORS) : begin]
                yield before[max(before.rfind("{"), before.rfind("}")) + 1 :]
                at = end
        at = sheet.find(name, at + 1)
