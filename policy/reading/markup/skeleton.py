"""What of a page's mark-up can make a difference to what is read from it, as a hash."""

import hashlib
from collections.abc import Callable
from functools import lru_cache

from policy.reading.markup import chrome, region, vendors
from policy.reading.markup.links import lasting
from policy.reading.markup.mail import protected_address
from policy.reading.markup.signs import signs_of
from policy.reading.markup.styles import is_bold, is_undisplayed
from policy.reading.markup.tree import WORDLESS, Element, Tree

# No reading looks at these but for the marks of walls and shells, which are counted apart.
_UNREAD = frozenset({"script", "style", "link", "meta", "iframe"})
_AS_IT_IS = frozenset({"role", "type", "alt", "name", "aria-hidden", "aria-level", "aria-modal"})
_LINKED = frozenset({"a", "base"})
_TITLED = frozenset({"title", "base"})
_TABS = frozenset({"tab", "tabpanel"})
_REMEMBERED = 4096  # names: the elements of a page, and of a site, share few
_BREAK = "\x00"  # no text has one: it is dropped before a page is parsed


def skeleton_of(tree: Tree, has_places: bool) -> str:
    """Pages of equal skeletons say the same, whatever their scripts, styles, comments and tokens: tokens rotate, and
    this costs a small part of a reading. Whatever is left out of a reading is in it, too. `has_places`: somebody asks
    for places by their names."""
    found = sorted(signs_of(tree, tree.markup))
    found.extend(f"h1={heading.all_text()}" for heading in tree.tagged("h1"))
    found.extend(_elements(tree, has_places))
    return hashlib.sha256(_BREAK.join(found).encode("utf-8", "replace")).hexdigest()


def _elements(tree: Tree, has_places: bool) -> list[str]:
    """Every element that may be looked at with its depth, what may be asked of it, its words and those behind it."""
    found: list[str] = []
    has_lines = bool(tree.tagged("pre") or tree.tagged("textarea"))
    depths = [0] * len(tree.elements)
    is_spaced = [True] * (len(tree.elements) + 2)  # whether white space stands before what comes next, at each depth
    asked = _Asked(has_places)
    for at, element in enumerate(tree.elements):
        parent, tag, words, tail = element.parent, element.tag, element.text, element.tail
        depth = depths[at] = depths[parent.at] + 1 if parent is not None else 0
        if not has_lines and tail.isspace():
            tail = " "
        if tag in _UNREAD and element.end == at + 1:
            if tail and not (tail == " " and is_spaced[depth]):
                found.append(f"{depth}{_BREAK}{tail}")
                is_spaced[depth] = tail[-1].isspace()
            continue
        if tag in WORDLESS and tag not in _TITLED:
            words = ""
        elif words and not has_lines and words.isspace():
            words = " "
        found.append(f"{depth}<{tag}")
        if element.attrib:
            found.extend(asked.of(element))
        found.append(f">{words}{_BREAK}{tail}")
        is_spaced[depth + 1] = words[-1:].isspace()
        is_spaced[depth] = tail[-1:].isspace()
    return found


class _Asked:
    """What readers ask of elements. Names that say nothing to them are only told apart: builders make new ones for
    every edition of a page."""

    def __init__(self, has_places: bool) -> None:
        self._has_places = has_places
        self._known: dict[str, str] = {}  # names, or their numbers in the order of their coming

    def of(self, element: Element) -> list[str]:
        """Each answer."""
        found: list[str] = []
        for name, value in element.attrib.items():
            if name == "class":
                found.append(f"class={self._known.get(value) or self.name(element, value)}")
            elif name == "href":
                if element.tag in _LINKED:
                    found.append(value if "?" not in value and "#" not in value else lasting(value))
            elif name in _AS_IT_IS:
                found.append(f"{name}={value}")
            elif name in _ANSWERS:
                found.append(f"{name}={_ANSWERS[name](self, element, value)}")
        if len(found) > 1:
            found.sort()
        return found

    def name(self, _element: Element, value: str) -> str:
        known = self._known.get(value)
        if known is None:
            known = value if self._has_places or _is_telling(value) else str(len(self._known))
            self._known[value] = known
        return known

    def label(self, element: Element, value: str) -> str:
        return self.name(element, value.strip())

    def place(self, element: Element, value: str) -> str:
        is_asked = self._has_places or element.attrib.get("role") in _TABS or _is_telling(value)
        return self.name(element, value) if is_asked else ""

    def picture(self, element: Element, value: str) -> str:
        return value if element.tag == "img" and "alt" in element.attrib else ""

    def address(self, element: Element, _value: str) -> str | None:
        return protected_address(element)

    def style(self, _element: Element, value: str) -> str:
        return f"{is_bold(value)}{is_undisplayed(value)}"

    def presence(self, _element: Element, _value: str) -> str:
        return ""


@lru_cache(_REMEMBERED)
def _is_telling(name: str) -> bool:
    return any(words.search(name) for words in (chrome.TELLING, region.TELLING, vendors.TELLING))


_ANSWERS: dict[str, Callable[[_Asked, Element, str], str | None]] = {
    "id": _Asked.place,
    "aria-labelledby": _Asked.label,
    "aria-controls": _Asked.name,
    "aria-expanded": _Asked.presence,
    "src": _Asked.picture,
    "data-cfemail": _Asked.address,
    "style": _Asked.style,
    "hidden": _Asked.presence,
}
