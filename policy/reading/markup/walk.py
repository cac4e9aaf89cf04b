"""From elements to pieces, links and the lane of what was left out, in one pass over the page: past the document first,
then through it, as what stands around it may tell that it is known."""

from enum import Enum
from functools import cached_property
from itertools import filterfalse, islice

from policy.model.readings import Dropped
from policy.reading.lexicon import is_contents_label, says_when_updated
from policy.reading.markup.boxes import BOXES, PLAIN, Box, heading_by_role, in_bold, is_apart
from policy.reading.markup.controls import SIGNS, reason_of
from policy.reading.markup.edges import NEAR, is_date, is_of_title
from policy.reading.markup.flow import Flow, Stand
from policy.reading.markup.layout import Layout
from policy.reading.markup.links import Links
from policy.reading.markup.mail import protected_address
from policy.reading.markup.spelling import spoken_on
from policy.reading.markup.styles import BoldSigns
from policy.reading.markup.tables import is_grid, rows_of
from policy.reading.markup.tabs import labels_of, says_itself
from policy.reading.markup.tree import HEADINGS, WORDLESS, Element, Tree, label_of, words_of
from policy.reading.pieces import Piece
from policy.reading.printed import printed

_DOUBTFUL = frozenset({"a", "button"})  # left out for what they are where they stand, chrome or not
_FOOTER = "footer"  # with which reasons end that say so
_FIRST = 12  # elements of a footer


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
        self.labels = labels_of(tree, chrome)
        self._moved = frozenset(self.labels.values())  # tabs that are read as headings of their panels
        self._switches = layout.switches
        self._titled = layout.titled
        self.bold_signs = BoldSigns([one for tag in (*HEADINGS, "style") for one in tree.tagged(tag)])
        self._lanes = lanes = layout.lanes
        named = () if layout.title is None else (layout.title,)
        self._spoken = spoken_on(tree)
        self._marked = self._moved.union(
            self.labels, self._switches, self._titled, chrome, lanes.begin, named, self._spoken
        )
        self.flow = flow = Flow(has_lines)
        self._open, self._close, self._flush = flow.open, flow.close, flow.flush  # called for each block
        self._region = layout.region
        self.around: tuple[Dropped, ...] = ()  # what stands around the document,
        self._left: list[Dropped] = []  # and what of it is no element that is left out
        self.stand: Stand | None = None  # what stands open around the document; None: it was not passed
        self.gone_before = 0  # how much was dropped before the document

    @property
    def before(self) -> int:
        """How many pieces stand before the region's."""
        return len(self.beside[0])

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The title, what of the words under it is the document's, the region's blocks, and a date behind them."""
        before, behind = self.beside
        return (*before, *self.flow.inside.pieces, *behind)

    @cached_property
    def beside(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """What is the document's own of that which stands before and behind the region; asked when it was passed."""
        before, behind = self.flow.gap.pieces, self.flow.after.pieces[:NEAR]
        return tuple(filter(is_of_title, before)), tuple(filter(is_date, behind))

    def walk_around(self) -> None:
        """Past the document, where it stands in one element: what is said around it is then known, and nothing in it
        can make a difference to that."""
        self._walk(self._root, self._region)
        self._left = self._left_around()
        self.around = (*self.dropped, *self._left)

    def walk_inside(self) -> None:
        """Every word of the page is then in a piece or in the dropped lane."""
        before, self.dropped = self.dropped, []
        if self.stand is not None and self._region is not None:
            self.flow.return_to(self.stand)
            self._walk(self._region)
        gone = self.gone_before
        self.dropped = [*before[:gone], *self.dropped, *before[gone:], *self._left]

    def _walk(self, root: Element, passed: Element | None = None) -> None:
        flow, ends = self.flow, self._lanes.end
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
                part = _LEFT_OUT if element is passed and self._passes(element) else self._enter(element)
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
            if words and (flow.verbatim or flow.now.runs or not words.isspace()):
                flow.of = element if is_within else element.parent
                flow.take(words)
        flow.flush()

    def _passes(self, region: Element) -> bool:
        """Whether the document may be read later; what is no block, or is left out, is looked at where it stands."""
        is_block = region.tag in BOXES and not (
            region in self._chrome or region in self._moved or region in self._spoken
        )
        self.stand = self.flow.stand() if is_block else None
        if self.stand is None:
            return False
        self.gone_before = len(self.dropped)
        self.flow.change(self._lanes.end[region])
        return True

    def _left_around(self) -> list[Dropped]:
        """What stands around the document and is none of its own."""
        flow, after = self.flow, self.flow.after.pieces
        around = (*filterfalse(is_of_title, flow.gap.pieces), *filterfalse(is_date, after[:NEAR]), *after[NEAR:])
        return [Dropped("outside the document", one.text) for one in (*around, *flow.outside.pieces)]

    def _enter(self, element: Element) -> _Part | Box:
        """What the element is now open as."""
        tag, attributes = element.tag, element.attrib
        box = BOXES.get(tag)
        if box is not None and tag != "table" and element not in self._marked and "role" not in attributes:
            if attributes and self.bold_signs.is_bold(attributes):
                box = in_bold(box)
            self._open(box)
            return box
        if tag in WORDLESS:
            return _LEFT_OUT
        if tag == "br":
            self.flow.line_break()
            return _LEFT_OUT
        if (tag in _DOUBTFUL or element.text in SIGNS or element in self._marked) and self._passes_over(element, tag):
            return _LEFT_OUT
        if "role" in attributes and (box is None or box.may_be_heading):
            box = heading_by_role(attributes) or box
        if box is None and not ("-" in tag and is_apart(element)):
            return self._open_flow(element, tag)
        return self._open_block(element, tag, box or PLAIN)

    def _open_block(self, element: Element, tag: str, box: Box) -> _Part | Box:
        """What a block opens as, of which more is known than its tag tells."""
        is_titled = element in self._titled
        if tag == "table" and self.flow.now is self.flow.inside and not is_titled and is_grid(element):
            self._grid(element)
            return _LEFT_OUT
        if (box is PLAIN and element in self._switches) or (is_titled and tag != "table"):
            box = BOXES["summary"]
        box = BOXES["h1"] if element is self._title else box
        if self.bold_signs.is_bold(element.attrib):
            box = in_bold(box)
        self._open(box)
        if element in self._spoken:
            self.flow.of = element
            self.flow.take(self._spoken[element])
            self._close(box)
            return _LEFT_OUT
        return box

    def _passes_over(self, element: Element, tag: str) -> bool:
        """Whether an element of whose kind or place something is known is left out here."""
        if element in self._lanes.begin:
            self.flow.change(self._lanes.begin[element])
        if element in self._moved or self._is_left_out(element, tag):
            return True
        if element in self.labels:
            self._label(element, self.labels[element])
        return False

    def _open_flow(self, element: Element, tag: str) -> _Part | Box:
        """What an element that is no block by its tag opens as."""
        attributes = element.attrib
        if self.bold_signs.is_bold_run(element):
            self.flow.bold += 1
            return _BOLD
        if tag == "a" or tag == "img":
            if self.flow.now is self.flow.inside:
                self._link(element)
            return _FLOW
        is_switch = tag == "button" or element in self._switches or attributes.get("role") == "tab"
        if is_switch and not self.flow.heading:
            self._flush()
            self.flow.now.is_strong = True
            return _SWITCH
        return _FLOW

    def _leave(self, element: Element, part: _Part | Box) -> None:
        if part is PLAIN and not self.flow.heading:
            self._flush()
        elif isinstance(part, Box):
            self._close(part)
        elif part is _BOLD:
            self.flow.bold -= 1
        elif part is _SWITCH:
            self._flush()
        if element in self._lanes.end:
            self.flow.change(self._lanes.end[element])

    def _is_left_out(self, element: Element, tag: str) -> bool:
        reason = self._chrome.get(element)
        if reason is None and element not in self._switches:
            reason = reason_of(element, self.flow.heading > 0, self.flow.now is self.flow.gap)
        if reason is None:
            return False
        if tag in BOXES:
            self._flush()
        words = printed(words_of(element))
        if reason in {"table of contents", "button"}:
            self._drop_label()
        if words:
            self.dropped.append(Dropped(reason, words))
        is_near = self.flow.now is self.flow.inside or self.flow.now is self.flow.after
        if reason.endswith(_FOOTER) and is_near and not self.flow.heading:
            self._take_date(element)
        return True

    def _take_date(self, footer: Element) -> None:
        """When the document was updated is its own, in a footer of it, too."""
        for one in islice(footer.within(), _FIRST):
            if _is_a_line(one) and says_when_updated(words := printed(label_of(one))):
                self._flush()
                self.flow.take(words)
                self._flush()
                return

    def _drop_label(self) -> None:
        """The words over a table of contents go with it."""
        pieces = self.flow.now.pieces
        if pieces and is_contents_label(pieces[-1].text):
            self.dropped.append(Dropped("table of contents", pieces.pop().text))

    def _label(self, panel: Element, tab: Element) -> None:
        if says_itself(panel, tab):
            self.dropped.append(Dropped("tab", printed(words_of(tab))))
            return
        self.flow.take_label(words_of(tab), tab)
        self._links_within(tab)

    def _grid(self, table: Element) -> None:
        self._flush()
        self._links_within(table)
        self.flow.inside.pieces.extend(rows_of(table))

    def _links_within(self, element: Element) -> None:
        for inner in element.within():
            if self.flow.now is self.flow.inside and (inner.tag == "a" or inner.tag == "img"):
                self._link(inner)

    def _link(self, element: Element) -> None:
        self.links.note(element)
        self.link_places.extend([len(self.flow.inside.pieces)] * (len(self.links.found) - len(self.link_places)))


def _is_a_line(element: Element) -> bool:
    """Whether it is a block with no others in it: one that holds several says more than any line."""
    return element.tag in BOXES and not any(one.tag in BOXES for one in islice(element.below(), _FIRST))
