"""From elements to pieces, links and the lane of what was left out, in one pass over the page."""

from enum import Enum
from itertools import filterfalse

from policy.model.readings import BlockKind, Dropped
from policy.reading.lexicon import is_contents_label
from policy.reading.markup.blocks import TEXT, Collector
from policy.reading.markup.boxes import BOXES, PLAIN, Box, heading_by_role, in_bold, is_apart
from policy.reading.markup.controls import SIGNS, reason_of
from policy.reading.markup.edges import NEAR, is_date, is_of_title
from policy.reading.markup.layout import Layout
from policy.reading.markup.links import Links
from policy.reading.markup.mail import protected_address
from policy.reading.markup.selectors import Lane
from policy.reading.markup.spelling import spoken_on
from policy.reading.markup.styles import BoldSigns
from policy.reading.markup.tables import is_grid, rows_of
from policy.reading.markup.tabs import labels_of
from policy.reading.markup.tree import HEADINGS, WORDLESS, Element, Tree, words_of
from policy.reading.pieces import HEADING, Piece
from policy.reading.printed import printed

_DOUBTFUL = frozenset({"a", "button"})  # left out for what they are where they stand, chrome or not


class _Part(Enum):
    """What an element is while it is open, and so what ends with it, when it is no block."""

    LEFT_OUT = 0
    FLOW = 1
    BOLD = 2
    SWITCH = 3


_LEFT_OUT, _FLOW, _BOLD, _SWITCH = _Part


class Walker:
    """Walks without recursion: pages nest as deep as they like."""

    def __init__(self, tree: Tree, layout: Layout, base: str, has_lines: bool) -> None:
        self.links = Links(base)
        self.link_places: list[int] = []  # for each link the piece of the region it stands in
        self.dropped: list[Dropped] = []
        self._root = tree.body
        self._chrome = chrome = layout.chrome
        self._title = layout.title
        self._labels = labels_of(tree, chrome)
        self._moved = frozenset(self._labels.values())  # tabs that are read as headings of their panels
        self._switches = layout.switches
        self._bold_signs = BoldSigns([one for tag in (*HEADINGS, "style") for one in tree.tagged(tag)])
        self._lanes = lanes = layout.lanes
        named = () if layout.title is None else (layout.title,)
        self._spoken = spoken_on(tree)
        self._marked = self._moved.union(self._labels, self._switches, chrome, lanes.begin, named, self._spoken)
        self._collectors = {lane: Collector() for lane in Lane}
        own = (Lane.INSIDE, Lane.GAP, Lane.AFTER)
        self._inside, self._gap, self._after = (self._collectors[lane] for lane in own)
        self._now = self._outside = self._collectors[Lane.OUTSIDE]
        self._context: list[tuple[BlockKind, int]] = [TEXT]
        self._bold = self._depth = self._heading = self._flowing = 0
        self._verbatim = int(has_lines)
        self._of: Element | None = None  # the innermost element around the words being taken

    @property
    def before(self) -> int:
        """How many pieces stand before the region's."""
        return sum(map(is_of_title, self._gap.pieces))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The title, what of the words under it is the document's, the region's blocks, and a date behind them."""
        return (
            *filter(is_of_title, self._gap.pieces),
            *self._inside.pieces,
            *filter(is_date, self._after.pieces[:NEAR]),
        )

    def walk(self) -> None:
        """Every word of the page is then in a piece or in the dropped lane."""
        root, ends = self._root, self._lanes.end
        opened: list[tuple[int, Element, _Part | Box]] = []
        page, at, last = root.page, root.at, root.end
        while at < last or opened:
            is_within = False  # the words are before the first child, not after the element
            if opened and opened[-1][0] <= at:
                _, element, part = opened.pop()
                if part is not _FLOW or element in ends:
                    self._leave(element, part)
                words = element.tail if element is not root else ""
            else:
                element = page[at]
                part = self._enter(element)
                if part is _LEFT_OUT:
                    at = element.end
                    words = element.tail if element is not root else ""
                else:
                    opened.append((element.end, element, part))
                    at += 1
                    words, is_within = element.text, True
                    if "data-cfemail" in element.attrib and (address := protected_address(element)):
                        words, at = address, element.end
            # Most words are the white space between blocks.
            if words and (self._verbatim or self._now.runs or not words.isspace()):
                self._of = element if is_within else element.parent
                self._take(words)
        self._flush()
        self._leave_around()

    def _leave_around(self) -> None:
        """What stands around the document goes into the dropped lane."""
        after = self._after.pieces
        around = (*filterfalse(is_of_title, self._gap.pieces), *filterfalse(is_date, after[:NEAR]), *after[NEAR:])
        self.dropped.extend([Dropped("outside the document", one.text) for one in (*around, *self._outside.pieces)])

    def _enter(self, element: Element) -> _Part | Box:
        """What the element is now open as."""
        tag, attributes = element.tag, element.attrib
        box = BOXES.get(tag)
        if box is not None and tag != "table" and element not in self._marked and "role" not in attributes:
            if attributes and self._bold_signs.is_bold(attributes):
                box = in_bold(box)
            self._open(box)
            return box
        if tag in WORDLESS:
            return _LEFT_OUT
        if tag == "br":
            self._break()
            return _LEFT_OUT
        if (tag in _DOUBTFUL or element.text in SIGNS or element in self._marked) and self._passes_over(element, tag):
            return _LEFT_OUT
        if "role" in attributes and (box is None or box.may_be_heading):
            box = heading_by_role(attributes) or box
        if box is None and not ("-" in tag and is_apart(element)):
            return self._open_flow(element, tag)
        box = box or PLAIN
        if tag == "table" and self._now is self._inside and is_grid(element):
            self._grid(element)
            return _LEFT_OUT
        if box is PLAIN and element in self._switches:
            box = BOXES["summary"]
        box = BOXES["h1"] if element is self._title else box
        if self._bold_signs.is_bold(attributes):
            box = in_bold(box)
        self._open(box)
        if element in self._spoken:
            self._of = element
            self._take(self._spoken[element])
            self._close(box)
            return _LEFT_OUT
        return box

    def _passes_over(self, element: Element, tag: str) -> bool:
        """Whether an element of whose kind or place something is known is left out here."""
        if element in self._lanes.begin:
            self._change(self._lanes.begin[element])
        if element in self._moved or self._is_left_out(element, tag):
            return True
        if element in self._labels:
            self._label(self._labels[element])
        return False

    def _open_flow(self, element: Element, tag: str) -> _Part | Box:
        """What an element that is no block by its tag opens as."""
        attributes = element.attrib
        if self._bold_signs.is_bold_run(element):
            self._bold += 1
            return _BOLD
        if tag == "a" or tag == "img":
            if self._now is self._inside:
                self._link(element)
            return _FLOW
        is_switch = tag == "button" or element in self._switches or attributes.get("role") == "tab"
        if is_switch and not self._heading:
            self._flush()
            self._now.is_strong = True
            return _SWITCH
        return _FLOW

    def _leave(self, element: Element, part: _Part | Box) -> None:
        if part is PLAIN and not self._heading:
            self._flush()
        elif isinstance(part, Box):
            self._close(part)
        elif part is _BOLD:
            self._bold -= 1
        elif part is _SWITCH:
            self._flush()
        if element in self._lanes.end:
            self._change(self._lanes.end[element])

    def _change(self, lane: Lane) -> None:
        self._flush()
        self._now = self._collectors[lane]

    def _is_left_out(self, element: Element, tag: str) -> bool:
        reason = self._chrome.get(element)
        if reason is None and element not in self._switches:
            reason = reason_of(element, self._heading > 0, self._now is self._gap)
        if reason is None:
            return False
        if tag in BOXES:
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

    def _open(self, box: Box) -> None:
        if box is PLAIN and not self._heading:
            self._flush()
            return
        self._bold += box.is_bold
        if self._heading:
            self._heading += box.heading > 0
            self._take(" ")
            return
        self._flush()
        if box.heading:
            self._heading = 1
            self._context.append((HEADING, box.heading))
        elif box.item is not None:
            self._context.append((box.item, max(self._depth, 1) + box.deeper))
        self._depth += box.is_list
        self._verbatim += box.is_verbatim
        self._flowing += box.is_flowing
        self._now.is_strong = box.is_strong

    def _close(self, box: Box) -> None:
        self._bold -= box.is_bold
        if self._heading:
            self._take(" ")
            if not box.heading:
                return
            self._heading -= 1
            if self._heading:
                return
            self._flush()
            self._context.pop()
            return
        self._flush()
        if box.item is not None:
            self._context.pop()
        self._depth -= box.is_list
        self._verbatim -= box.is_verbatim
        self._flowing -= box.is_flowing

    def _take(self, text: str) -> None:
        if self._verbatim and not self._flowing and "\n" in text:
            first, *rest = text.split("\n")
            self._take(first)
            for line in rest:
                self._break()
                self._take(line)
        else:
            self._now.take(text, self._context[-1], self._bold > 0, self._of)

    def _break(self) -> None:
        if self._heading:
            self._take(" ")
        else:
            self._now.line_break()

    def _flush(self) -> None:
        now = self._now
        if now.begins and not now.runs:
            now.is_strong = False
        elif now.flush() and self._context[-1][0].is_listed:
            self._context[-1] = TEXT  # what follows in the same item is its text, not another item

    def _label(self, tab: Element) -> None:
        self._flush()
        self._now.is_strong = True
        self._of = tab
        self._now.take(words_of(tab), self._context[-1], self._bold > 0, tab)
        self._flush()
        self._links_within(tab)

    def _grid(self, table: Element) -> None:
        self._flush()
        self._links_within(table)
        self._inside.pieces.extend(rows_of(table))

    def _links_within(self, element: Element) -> None:
        for inner in element.within():
            if self._now is self._inside and (inner.tag == "a" or inner.tag == "img"):
                self._link(inner)

    def _link(self, element: Element) -> None:
        self.links.note(element)
        self.link_places.extend([len(self._inside.pieces)] * (len(self.links.found) - len(self.link_places)))
