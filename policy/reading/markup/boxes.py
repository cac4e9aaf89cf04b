"""Which elements are blocks, and what is special about each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """What is special about a block, for those that read it."""

    heading: int = 0  # its level
    item: int | None = None  # of a list: how much deeper than the list it stands; None: it is no item
    is_list: bool = False
    is_verbatim: bool = False
    is_flowing: bool = False  # a line's end in it is only white space
    is_strong: bool = False


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
    "li": Box(item=0, is_flowing=True),
    "dt": Box(item=0, is_flowing=True, is_strong=True),
    "dd": Box(item=1, is_flowing=True),
}  # fmt: skip
BY_ROLE = BOXES["h2"]  # of an element that only its role makes a heading
