"""Which elements are blocks, and what is special about each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from policy.model.readings import BlockKind
from policy.reading.markup.tree import Element


@dataclass(frozen=True, slots=True)
class Box:
    """What is special about a block, for those that read it."""

    heading: int = 0  # its level
    item: BlockKind | None = None  # what it is in a list; None: nothing
    deeper: int = 0  # than its list
    is_list: bool = False
    is_verbatim: bool = False
    is_flowing: bool = False  # a line's end in it is only white space
    is_strong: bool = False
    is_bold: bool = False  # by its style

    @property
    def may_be_heading(self) -> bool:
        """Whether a role may make it a heading: its tag says nothing else."""
        return not (self.heading or self.item or self.is_list or self.is_verbatim)


PLAIN = Box()
BOXES = {
    **dict.fromkeys(
        ("address", "article", "aside", "body", "center", "caption", "details", "dialog", "div", "fieldset",
         "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "main", "nav", "section", "table", "tbody",
         "tfoot", "thead", "tr"),
        PLAIN,
    ),
    **{f"h{level}": Box(heading=level) for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "menu", "dir", "dl"), Box(is_list=True)),
    **dict.fromkeys(("p", "td", "th", "blockquote"), Box(is_flowing=True)),
    **dict.fromkeys(("pre", "textarea"), Box(is_verbatim=True)),
    **dict.fromkeys(("summary", "legend"), Box(is_strong=True)),
    "li": Box(item=BlockKind.ITEM, is_flowing=True),
    "dt": Box(item=BlockKind.TERM, is_flowing=True, is_strong=True),
    "dd": Box(item=BlockKind.DESCRIPTION, deeper=1, is_flowing=True),
}  # fmt: skip
_BY_ROLE = 2  # WAI-ARIA 1.2, aria-level: what a heading is that does not say


@cache
def in_bold(box: Box) -> Box:
    """The same block, its words bold."""
    return replace(box, is_bold=True)


def heading_by_role(attributes: Mapping[str, str]) -> Box | None:
    """What an element with a role is that this role makes a heading; None: it makes none."""
    if attributes["role"].strip().lower() != "heading":
        return None
    level = attributes.get("aria-level", "").strip()
    return BOXES[f"h{min(max(int(level), 1), 6) if level.isdecimal() else _BY_ROLE}"]


def is_apart(element: Element) -> bool:
    """Whether a custom element (HTML Living Standard §4.13.3), of which a page says itself what it is, stands apart: no
    words right before or after it that it could be in one line with."""
    around = element.parent
    if element.tail and not element.tail.isspace():
        return False
    before = before_of(element)
    if before is None:
        return around is None or not around.text or around.text.isspace()
    return not before.tail or before.tail.isspace()


def before_of(element: Element) -> Element | None:
    """The element right before it in what it stands in; None: there is none."""
    around = element.parent
    if around is None or around.at + 1 == element.at:
        return None
    before = element.page[element.at - 1]
    while before.parent is not around and before.parent is not None:
        before = before.parent
    return before
