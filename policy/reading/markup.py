"""HTML as pieces."""

from lxml import etree, html

from policy.model.readings import BlockKind, Dropped, Link, LinkKind
from policy.reading.pieces import Page, Piece
from policy.reading.printed import printed

_PASSED_OVER = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "select", "button"})
_CHROME = frozenset({"nav", "footer", "aside", "form", "dialog"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th",
     "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "blockquote", "pre", "address", "details", "summary", "figure",
     "body", "center", "tbody", "thead", "tfoot", "caption", "figcaption"}
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def html_page(text: str) -> Page:
    """The page's blocks in reading order."""
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(text or "<p></p>", parser=parser)
    reader = _Walker()
    reader.walk(root)
    title = printed(root.findtext(".//title") or "")
    heading = next((piece.text for piece in reader.pieces if piece.kind is BlockKind.HEADING), "")
    return Page("html", heading or title, tuple(reader.pieces), tuple(reader.links), tuple(reader.dropped))


class _Walker:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.links: list[Link] = []
        self.dropped: list[Dropped] = []
        self._words: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0

    def walk(self, root: etree._Element) -> None:
        """Emit every block below `root`, without recursion: pages nest as deep as they like."""
        stack: list[tuple[etree._Element, bool]] = [(root, False)]
        while stack:
            element, is_done = stack.pop()
            if is_done:
                self._leave(element)
                continue
            tag = element.tag
            if tag in _PASSED_OVER:
                self._words.append(element.tail or "")
                continue
            if tag in _CHROME:
                self._words.append(element.tail or "")
                self.dropped.append(Dropped(tag, printed("".join(map(str, element.itertext())))))
                continue
            self._enter(element, tag)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        self._flush()

    def _enter(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in _HEADINGS:
            self._kind, self._level = BlockKind.HEADING, _HEADINGS[tag]
        elif tag == "li":
            self._kind = BlockKind.ITEM
            self._level = sum(1 for above in element.iterancestors("ul", "ol")) or 1
        elif tag == "a" and (target := element.get("href")) and not target.startswith("#"):
            words = printed("".join(map(str, element.itertext())))
            is_mail = target.startswith("mailto:")
            self.links.append(Link(LinkKind.MAIL if is_mail else LinkKind.PAGE, words, target.removeprefix("mailto:")))
        self._words.append(element.text or "")

    def _leave(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._flush()
        self._words.append(element.tail or "")

    def _flush(self) -> None:
        words = printed("".join(self._words))
        if words:
            self.pieces.append(Piece(self._kind, words, self._level))
        self._words, self._kind, self._level = [], BlockKind.PARAGRAPH, 0
