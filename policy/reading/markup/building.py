"""Pages taken apart by libxml2 into elements, which are made while it parses."""

from collections.abc import Mapping

from policy.reading.markup.libxml import EMPTY, taken_apart
from policy.reading.markup.tree import LASTING, Element, Tree, weighed

_NONE: dict[str, str] = {}  # attributes; lxml's own empty mapping is slow to ask


def parsed(text: str) -> Tree:
    """The page as a tree; a page without any element gives an empty body."""
    return weighed(text, elements_of(text))


def elements_of(text: str, raw: bytes | None = None) -> list[Element]:
    """All elements of the page in document order, of which none is weighed; `raw` is the text in UTF-8 where that is at
    hand, as writing it anew costs an eighth of a parse."""
    return _Builder.built(text, raw) or _Builder.built(EMPTY)


class _Builder:
    """Takes what libxml2 reports of a page, from its beginning to its end. What its methods share are variables around
    them: they are called for each tag, and attributes would cost a third more."""

    __slots__ = ("close", "data", "elements", "end", "start")

    def __init__(self) -> None:  # noqa: C901 – four functions that share variables, none of them complex
        self.elements = elements = list[Element]()
        runs: list[str] = []  # of the words since the last tag
        opened: Element | None = None
        closed: Element | None = None  # whose tail the next words are; None: they are the open element's own

        def take() -> None:
            words = runs[0] if len(runs) == 1 else "".join(runs)
            runs.clear()
            if closed is not None:
                closed.tail = words
            elif opened is not None:
                opened.text = words

        def start(tag: str, attrib: Mapping[str, str]) -> None:
            nonlocal opened, closed
            if runs:
                take()
            opened = Element(tag, attrib or _NONE, opened, elements, len(elements))
            closed = None
            elements.append(opened)

        def end(tag: str) -> None:
            nonlocal opened, closed
            # HTML Living Standard §13.2.6.4.19: what follows the end of the body is of the body all the same.
            if opened is None or tag in LASTING:
                return
            if runs:
                take()
            closed = opened if opened.tag == tag else _of_tag(opened, tag, len(elements))
            closed.end, opened = len(elements), closed.parent

        def close() -> None:
            if runs:
                take()
            if opened is not None:
                _of_tag(opened, "", len(elements)).end = len(elements)

        self.data, self.start, self.end, self.close = runs.append, start, end, close

    @classmethod
    def built(cls, text: str, raw: bytes | None = None) -> list[Element]:
        builder = cls()
        taken_apart(text, builder, raw)
        builder.close()
        return builder.elements


def _of_tag(element: Element, tag: str, end: int) -> Element:
    """The innermost element of the tag around an open one, or the root; all within it end here."""
    while element.tag != tag and element.parent is not None:
        element.end = end
        element = element.parent
    return element
