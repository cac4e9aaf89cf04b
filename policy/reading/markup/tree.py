"""A page as a tree, and how much prose every element of it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 – the stubs' only name for the class
Attributes: TypeAlias = etree._Attrib  # noqa: SLF001 – likewise

WORDLESS = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "select", "option", "datalist", "object",
     "embed", "canvas", "audio", "video", "map", "link", "meta", "base", "title", "param", "source", "track"}
)  # fmt: skip
_PROSE = 25  # characters from which a run of text is more than a label
_SCANTY = 400  # characters of prose on a page below which every word counts as prose
_MUCH = 0.25  # of the prose of a page


@dataclass(frozen=True, slots=True)
class Tree:
    """The parsed page; `prose` counts the characters of running text outside links below each element."""

    root: Element
    body: Element
    elements: tuple[Element, ...]  # in document order
    prose: dict[Element, int]
    _shares: dict[str, bool] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.prose.get(self.body, 0)

    def is_everywhere(self, word: str) -> bool:
        """Whether elements whose class has this word hold much of the page: then it is a builder's word for its
        blocks, and says nothing of a single one."""
        if word not in self._shares:
            held, inside = 0, set()
            for element in self.elements:
                if element.getparent() in inside:
                    inside.add(element)
                elif word in element.get("class", "").lower():
                    inside.add(element)
                    held += self.prose.get(element, 0)
            self._shares[word] = held > _MUCH * self.total
        return self._shares[word]

    def lessen(self, element: Element) -> None:
        """The element's prose no longer counts in any element around it."""
        lost = self.prose.get(element, 0)
        if lost:
            for around in element.iterancestors():
                self.prose[around] -= lost


def root_of(text: str) -> Element:
    """The page as libxml2 sees it, without comments; a page without any element gives an empty body."""
    # A parser is not shared: a broken page must not leave state behind for the next one.
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = None
    if text.strip():
        try:
            # HTML Living Standard §13.2.5: a NUL in text is dropped; libxml2 would stop at it.
            root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            root = None
    return etree.fromstring(b"<html><body></body></html>", parser) if root is None else root


def parsed(text: str) -> Tree:
    """The page as a tree."""
    root = root_of(text)
    body = root.find("body")
    if body is None:
        body = root
    elements = tuple(root.iter(etree.Element))
    prose = _prose(elements, _PROSE)
    return Tree(root, body, elements, prose if prose.get(body, 0) >= _SCANTY else _prose(elements, 1))


def words_of(element: Element) -> str:
    """Every printed word below an element, in order."""
    if len(element) == 0:
        return "" if element.tag in WORDLESS else element.text or ""
    found: list[str] = []
    for node in element.iter(etree.Element):
        if node.text and node.tag not in WORDLESS:
            found.append(node.text)
        if node.tail and node is not element:
            found.append(node.tail)
    return " ".join(found)


def _prose(elements: Iterable[Element], least: int) -> dict[Element, int]:
    held: dict[Element, int] = {}
    for element in reversed(tuple(elements)):
        tag = element.tag
        if tag in WORDLESS or tag == "a":
            own = 0
            held[element] = 0
        else:
            own = held.get(element, 0) + _run(element.text, least)
            held[element] = own
        around = element.getparent()
        if around is not None:
            held[around] = held.get(around, 0) + own + _run(element.tail, least)
    return held


def _run(text: str | None, least: int) -> int:
    if text is None or len(text) < least:
        return 0
    size = len(text.strip())
    return size if size >= least else 0
