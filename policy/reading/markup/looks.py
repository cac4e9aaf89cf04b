"""How the words of a line are dressed: the tags and classes that a style sheet would tell them from others by."""

import re

from policy.reading.markup.boxes import BOXES
from policy.reading.markup.tree import Element
from policy.reading.pieces import CALLED
from policy.remembering import remembered

_NAMES = 4096  # dresses remembered: the elements of a page, and of a site, share few
_STRESSED = frozenset({"em", "i", "u", "b", "strong", "big"})
_CLIMB = 4  # wrappers that hold nothing but the line
_LONGEST = 400  # characters of a class or style that are looked at
_COUNTED = re.compile(r"[a-zA-Z_-]\d{2}")  # in names that a builder numbers, each element its own
# What scripts say of one among its like: it is no other dress.
_STATE = re.compile(
    r"(?:^|[-_])(?:active|current|selected|open(?:ed)?|closed?|collapsed|expanded|show|hidden|visible|next|prev|first|last"
    r"|odd|even)$|^(?:is|has)-"
)
_HASHED = re.compile(r"(?<=\w)__[\w+-]{5}$|(?<=\w)_[a-z0-9]{5}_\d+$")  # as modules of styles make names their own
# What style sheets call titles: sites of their own, and the frameworks that many use.
_CALLED = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z]))(?:(?:sub)?(?i:title|heading|headline|ttl|tit)|[Hh][1-6]|"
    r"text-[2-9]?xl|fs-[1-4]|display-[1-6])(?=$|[\s_-]|[A-Z]|\d)"
)
_TYPE = re.compile(
    r"(?:font-size|font-weight|font-face|font-color|text-transform|text-decoration|font-style|(?<![-\w])color)\s*:\s*[^;]+"
)


def look_of(element: Element) -> str:
    """Equal for words that one style sheet would print alike; `element` is the innermost around the first of them."""
    inner = block = element
    while block.tag not in BOXES and block.parent is not None:
        block = block.parent
    stress = ""
    while inner is not block and not _is_dressed(inner) and inner.parent is not None:
        if inner.tag in _STRESSED and is_all_of(inner.parent, inner):
            stress += f"|{inner.tag}"
        inner = inner.parent
    left = _CLIMB
    around = block.parent
    while left and around is not None and not _is_dressed(block) and is_all_of(around, block):
        block, around, left = around, around.parent, left - 1
    look = _dress_of(block) + stress
    if block.tag == "summary":
        look += "|details" * sum(one.tag == "details" for one in block.around())
    if inner is not block:
        look = f"{look}|{_dress_of(inner)}"
    is_called = calls_a_title(block.get("class")) or (inner is not block and calls_a_title(inner.get("class")))
    return f"{CALLED}{look}" if is_called else look


@remembered(_NAMES)
def calls_a_title(names: str) -> bool:
    """Whether a class attribute says that its element is a title."""
    return bool(names) and _CALLED.search(names[:_LONGEST]) is not None


@remembered(_NAMES)
def lasting_names(names: str) -> str:
    """What of a class attribute a look is told by."""
    bare = [_HASHED.sub("", name) for name in names[:_LONGEST].split()]
    return " ".join([name for name in bare if _STATE.search(name) is None and _COUNTED.search(name) is None])


@remembered(_NAMES)
def typed(style: str) -> str:
    """What of a style a look is told by."""
    return ";".join(_TYPE.findall(style[:_LONGEST]))


def _is_dressed(element: Element) -> bool:
    attributes = element.attrib
    return element.tag == "font" or "class" in attributes or "style" in attributes


def is_all_of(around: Element, block: Element) -> bool:
    """Whether nothing but the block stands in what is around it."""
    is_only = around.at + 1 == block.at and around.end == block.end
    return is_only and not around.text.strip() and not block.tail.strip()


def _dress_of(element: Element) -> str:
    if not element.attrib:
        return f"{element.tag}.."
    style = element.get("style")
    if element.tag == "font":
        style = ";".join((style, *(f"font-{name}:{element.get(name)}" for name in ("size", "face", "color"))))
    return _dress(element.tag, element.get("class"), style)


@remembered(_NAMES)
def _dress(tag: str, names: str, style: str) -> str:
    return f"{tag}.{lasting_names(names)}.{typed(style)}"
