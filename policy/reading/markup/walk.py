"""From elements to pieces, links and the lane of what was left out, in one pass over the page."""

from policy.model.readings import BlockKind, Dropped
from policy.reading.lexicon import is_contents_label
from policy.reading.markup.blocks import Collector
from policy.reading.markup.links import Links
from policy.reading.markup.mail import protected_address
from policy.reading.markup.selectors import Lane, Lanes
from policy.reading.markup.tables import is_grid, rows_of
from policy.reading.markup.tree import WORDLESS, Element, words_of
from policy.reading.pieces import Piece
from policy.reading.printed import printed

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "caption", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
     "td", "textarea", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_ITEM_DEPTH = {"li": 0, "dt": 0, "dd": 1}
_VERBATIM = frozenset({"pre", "textarea"})
_FLOWING = frozenset({"p", "li", "dd", "dt", "td", "th", "blockquote"})  # in which a line's end is only white space
_LABEL = 60  # characters up to which a button is only a button
_LEAD = 60
_TEXT = (BlockKind.PARAGRAPH, 0)


class Walker:
    """Walks without recursion: pages nest as deep as they like."""

    def __init__(self, chrome: dict[Element, str], lanes: Lanes, base: str, has_lines: bool) -> None:
        self.links = Links(base)
        self.link_places: list[int] = []  # for each link the piece of the region it stands in
        self.dropped: list[Dropped] = []
        self._chrome = chrome
        self._lanes = lanes
        self._inside = Collector()
        self._gap = Collector()
        self._outside = Collector()
        self._collectors = {Lane.INSIDE: self._inside, Lane.GAP: self._gap, Lane.OUTSIDE: self._outside}
        self._now = self._outside
        self._context: list[tuple[BlockKind, int]] = [_TEXT]
        self._bold = self._depth = self._heading = self._flowing = 0
        self._verbatim = int(has_lines)

    @property
    def inside(self) -> list[Piece]:
        """The region's blocks."""
        return self._inside.pieces

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The title, what of the words under it is the document's, and the region's blocks."""
        return (*filter(_is_of_title, self._gap.pieces), *self._inside.pieces)

    def walk(self, root: Element) -> None:
        """Every word below `root` is then in a piece or in the dropped lane."""
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, is_done = stack.pop()
            if is_done:
                self._leave(element)
            elif not self._enter(element):
                self._take(element.tail)
                continue
            else:
                stack.append((element, True))
                stack.extend([(child, False) for child in reversed(element)])
                continue
            if element is not root:
                self._take(element.tail)
        self._flush()
        around = (*(piece for piece in self._gap.pieces if not _is_of_title(piece)), *self._outside.pieces)
        self.dropped.extend(Dropped("outside the document", piece.text) for piece in around)

    def _enter(self, element: Element) -> bool:
        """Whether the element's children are to be walked."""
        tag = element.tag
        if tag in WORDLESS:
            return False
        if tag == "br":
            self._break()
            return False
        if element in self._lanes.begin:
            self._change(self._lanes.begin[element])
        if self._is_left_out(element, tag):
            return False
        if tag == "table" and self._now is self._inside and is_grid(element):
            self._grid(element)
            return False
        if tag in _BLOCKS:
            self._open(tag)
        elif tag in _BOLD or _is_bold(element):
            self._bold += 1
        elif tag == "a" or tag == "img":
            if self._now is self._inside:
                self._link(element)
        elif tag == "button" or element.get("role") == "tab":
            self._flush()
            self._now.is_strong = True
        elif element.get("role") == "heading":
            self._open("h2")
        address = protected_address(element)
        self._take(address or element.text)
        return address is None

    def _leave(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS or element.get("role") == "heading":
            self._close(tag)
        elif tag in _BOLD or _is_bold(element):
            self._bold -= 1
        elif tag == "button" or element.get("role") == "tab":
            self._flush()
        if element in self._lanes.end:
            self._change(self._lanes.end[element])

    def _change(self, lane: Lane) -> None:
        self._flush()
        self._now = self._collectors[lane]

    def _is_left_out(self, element: Element, tag: str) -> bool:
        reason = self._chrome.get(element)
        if reason is None and tag == "button":
            is_switch = "aria-expanded" in element.attrib or "aria-controls" in element.attrib
            reason = "button" if not is_switch and len(words_of(element)) <= _LABEL else None
        if reason is None and tag == "a" and self._now is self._gap and not self._heading:
            reason = "outside the document"
        if reason is None:
            return False
        if tag in _BLOCKS:
            self._flush()
        words = printed(words_of(element))
        if reason in {"table of contents", "button"}:
            self._drop_label()
        if words:
            self.dropped.append(Dropped(reason, words))
        return True

    def _drop_label(self) -> None:
        """The words over a table of contents go with it."""
        pieces = self._now.pieces
        if pieces and is_contents_label(pieces[-1].text):
            self.dropped.append(Dropped("table of contents", pieces.pop().text))

    def _open(self, tag: str) -> None:
        if self._heading:
            self._heading += 1 if tag in _HEADINGS else 0
            self._take(" ")
            return
        self._flush()
        if tag in _HEADINGS:
            self._heading = 1
            self._context.append((BlockKind.HEADING, _HEADINGS[tag]))
        elif tag in _ITEM_DEPTH:
            self._context.append((BlockKind.ITEM, max(self._depth, 1) + _ITEM_DEPTH[tag]))
        elif tag in _LISTS:
            self._depth += 1
        elif tag in _VERBATIM:
            self._verbatim += 1
        self._flowing += tag in _FLOWING
        self._now.is_strong = tag in {"summary", "dt", "legend"}

    def _close(self, tag: str) -> None:
        if self._heading:
            self._take(" ")
            if tag in _BLOCKS and tag not in _HEADINGS:
                return
            self._heading -= 1
            if self._heading:
                return
            self._flush()
            self._context.pop()
            return
        self._flush()
        if tag in _ITEM_DEPTH:
            self._context.pop()
        elif tag in _LISTS:
            self._depth -= 1
        elif tag in _VERBATIM:
            self._verbatim -= 1
        self._flowing -= tag in _FLOWING

    def _take(self, text: str | None) -> None:
        if not text:
            return
        if self._verbatim and not self._flowing and "\n" in text:
            first, *rest = text.split("\n")
            self._put(first)
            for line in rest:
                self._break()
                self._put(line)
        else:
            self._put(text)

    def _put(self, text: str) -> None:
        if self._now.is_blank and text.isspace():
            return  # most text nodes: the white space between blocks
        self._now.kind, self._now.level = self._context[-1]
        self._now.take(text, self._bold > 0)

    def _break(self) -> None:
        if self._heading:
            self._put(" ")
        else:
            self._now.line_break()

    def _flush(self) -> None:
        if self._now.flush() and self._context[-1][0] is BlockKind.ITEM:
            self._context[-1] = _TEXT  # what follows in the same item is its text, not another item

    def _grid(self, table: Element) -> None:
        self._flush()
        for element in table.iter("a", "img"):
            self._link(element)
        self._inside.pieces.extend(rows_of(table))

    def _link(self, element: Element) -> None:
        self.links.note(element)
        self.link_places.extend([len(self._inside.pieces)] * (len(self.links.found) - len(self.link_places)))


def _is_of_title(piece: Piece) -> bool:
    """Under a title stand dates, versions and a lead; what is short and has no digit is a menu or a label."""
    if piece.kind is BlockKind.HEADING:
        return not is_contents_label(piece.text)
    return len(piece.text) >= _LEAD or any(letter.isdigit() for letter in piece.text)


def _is_bold(element: Element) -> bool:
    style = element.get("style")
    if not style or "font-weight" not in style:
        return False
    weight = style.split("font-weight", 1)[1].lstrip(" :")
    return weight.startswith(("bold", "6", "7", "8", "9"))
