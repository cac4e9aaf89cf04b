"""Groups of nothing but links: tables of contents and menus without a telling name."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from policy.reading.lexicon import is_contents_label, names_a_document
from policy.reading.markup.tables import is_grid
from policy.reading.markup.targets import is_marked, stays
from policy.reading.markup.tree import FRAMES, HEADINGS, PROSE, WORDLESS, Element, Tree, label_of, words_of
from policy.reading.markup.volatile import CHANGES, why_left_out
from policy.reading.pieces import PARAGRAPH, Piece
from policy.reading.printed import printed

_CONTENTS = 3  # links into the page that make a table of contents
_MENU = 5  # links to neighbouring pages that make a menu, and
_FEW = 3  # before the first prose of the page
_CLIMB = 6
_COLUMNS = 2  # headings over links that make a site's map
_LINE = 20  # words
_LABEL = 5
_LINES = 2
_PARTS = 400  # elements in a table of links
_CLAUSE = 60  # characters that are more than a line about the page
_WRAPPERS = 4  # elements in a block that only dress its link
_CLAIMED = re.compile(r"©|\([cC]\)|[cC]opyright|COPYRIGHT")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?")
_HEADINGS = HEADINGS - {"h1"}
_ENTRIES = frozenset({"div", "p"})
_CELLS = frozenset({"td", "th"})


class _Link:
    """`stays`: it leads into this page or to a page of this site; `is_marked`: with a place on the page. Most links are
    not asked for their words."""

    __slots__ = ("_text", "_words", "element", "is_marked", "stays", "target")

    def __init__(self, element: Element) -> None:
        self.target = target = element.get("href")
        self.is_marked = is_marked(target)
        self.stays = stays(target)
        self.element = element
        self._text: str | None = None
        self._words = 0

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = words_of(self.element).strip()
            self._words = _words(self._text)
        return self._text

    @property
    def words(self) -> int:
        return self._words if self._text is not None or self.text else 0


class _Links:
    """All links of a page, in order."""

    def __init__(self, tree: Tree) -> None:
        elements = tree.tagged("a")
        self.all = [*map(_Link, elements)]
        self._places = [element.at for element in elements]

    def within(self, element: Element) -> Sequence[_Link]:
        """Those in an element, or the one that it is."""
        return self.all[bisect_left(self._places, element.at) : bisect_left(self._places, element.end)]


def link_groups_of(tree: Tree) -> dict[Element, str]:
    """The outermost elements that hold such groups, with the reason to leave them out. E-mail addresses and links to
    other sites are content, and so are links in tables."""
    links = _Links(tree)
    found: dict[Element, str] = {}
    first = next((one.at for one in tree.elements if _begins_prose(one)), 0)
    for element, times in _counts(links).items():
        if times >= _CONTENTS and not _is_within(element, found):
            reason = _reason(element, links, _FEW if element.end <= first else _MENU)
            if reason is not None:
                found[element] = reason
    alone = {element: reason for element, reason in found.items() if element.parent not in found}
    return alone | _rows_of_entries(links) | _tables_of_links(tree, links, first) | _leading_on(tree, links)


def _begins_prose(element: Element) -> bool:
    return (element.prose > 0 and len(element.text.strip()) >= PROSE) or len(element.tail.strip()) >= PROSE


def _counts(links: _Links) -> dict[Element, int]:
    """The elements not far around links that stay, with how many of them they hold."""
    counts: dict[Element, int] = {}
    for link in links.all:
        around = link.element.parent if link.stays else None
        for _ in range(_CLIMB):
            if around is None or around.prose or (around.tag in FRAMES and not _is_placed(around)):
                break
            counts[around] = counts.get(around, 0) + 1
            if around.tag in _CELLS:
                break
            around = around.parent
    return counts


def _is_within(element: Element, found: dict[Element, str]) -> bool:
    around = element.parent
    while around is not None:
        if around in found:
            return True
        around = around.parent
    return False


def _tables_of_links(tree: Tree, links: _Links, first: int) -> dict[Element, str]:
    """Tables before the first prose whose every word is a link: the menus of pages that tables lay out."""
    found: dict[Element, str] = {}
    for table in tree.tagged("table"):
        if table.end > first or table.prose or table.end - table.at > _PARTS:
            continue
        inside = links.within(table)
        if len(inside) < _FEW or not all(link.stays for link in inside):
            continue
        if sum(link.words for link in inside) == _words(words_of(table)):
            found[table] = "links only"
    return found


def _leading_on(tree: Tree, links: _Links) -> dict[Element, str]:
    """Links behind the last prose, each a box of several lines: "Next", and the name of the page that comes next."""
    last = next((one.at for one in reversed(tree.elements) if one.prose and len(one.text.strip()) >= _CLAUSE), 0)
    return {
        link.element: "links only"
        for link in links.all
        if link.element.at > last and link.stays and not link.is_marked and _is_of_lines(link.element)
    }


def _is_of_lines(link: Element) -> bool:
    """Whether a link says nothing itself, and the elements in it several things."""
    if link.text.strip() or link.tail.strip() or link.end - link.at > _LINE:
        return False
    return sum(1 for one in link.below() if one.text.strip() and one.tag not in WORDLESS) >= _LINES


def _rows_of_entries(links: _Links) -> dict[Element, str]:
    """Blocks that follow one another, each nothing but a link to a place on the page: a table of contents that no
    element holds alone."""
    found: dict[Element, str] = {}
    looked: set[Element] = set()
    for link in (one.element for one in links.all if one.is_marked):
        block = next((one for one in islice(link.around(), _WRAPPERS) if one.tag in _ENTRIES), None)
        parent = block.parent if block is not None else None
        if parent is None or parent in looked:
            continue
        looked.add(parent)
        row: list[Element] = []
        for child in (*parent.children(), None):
            if child is not None and _is_entry(child, links):
                row.append(child)
            elif row and (child is None or child.prose or words_of(child).strip()):
                found |= dict.fromkeys(row, "table of contents") if len(row) >= _CONTENTS else {}
                row = []
    return found


def _is_entry(block: Element, links: _Links) -> bool:
    """Whether a block is one link to a place, whatever stands around the link without words."""
    if block.tag not in _ENTRIES or block.prose:
        return False
    inside = [link for link in links.within(block) if link.text]
    if not inside or any(link.target != inside[0].target for link in inside):
        return False  # a page number is a second link to the same place
    return inside[0].is_marked and sum(link.words for link in inside) == _words(words_of(block))


def _reason(element: Element, links: _Links, menu: int) -> str | None:
    inside = links.within(element)
    if any(not link.stays and link.text for link in inside):
        return None
    inside = [link for link in inside if link.text]
    if len(inside) < _CONTENTS:
        return None
    words = words_of(element)
    others = _words(words) - sum([link.words for link in inside])
    is_beside_a_year = 0 < others <= _LINE and _CLAIMED.search(words) is not None and _is_year(element)
    is_labelled = 0 < others <= _LABEL and is_contents_label(_words_before(element))
    is_labelled = is_labelled or (0 < others <= len(inside) and _counts_its_links(words, others, inside))
    if others and others != _words_of_columns(element) and not is_beside_a_year and not is_labelled:
        return None
    if _holds_a_title(element):
        return None
    if (not others or is_labelled) and all(link.is_marked for link in inside):
        return "table of contents"
    return "links only" if len(inside) >= menu else None


def _holds_a_title(element: Element) -> bool:
    """Whether the name of a document stands in it as such: wikis link a page's name to the page, beside their menu."""
    return any(one.tag == "h1" and names_a_document(label_of(one)) for one in element.within())


def _counts_its_links(words: str, others: int, inside: Sequence[_Link]) -> bool:
    """Whether what stands around the links of a group, so many words, are but their numbers."""
    if len(_NUMBER.findall(words)) < others:
        return False
    around = Counter(words.split()) - Counter(" ".join([link.text for link in inside]).split())
    return all(_NUMBER.fullmatch(word) for word in around)


def _words_before(element: Element) -> str:
    """The words that stand in a group before its first link."""
    found = [element.text]
    for one in element.below():
        if one.tag == "a":
            break
        found += ["" if one.tag in WORDLESS else one.text, one.tail]
    return printed(" ".join(found))


def _words_of_columns(element: Element) -> int:
    """How many words the headings have under which a map of the site sorts its links."""
    headings = [words_of(one) for one in element.within() if one.tag in _HEADINGS]
    return sum(map(_words, headings)) if len(headings) >= _COLUMNS else 0


def _is_year(element: Element) -> bool:
    """Whether what stands around the links of a group is only a line of the year, as under old pages."""
    found = [element.text]
    linked = element.end if element.tag == "a" else 0  # the end of the last link that began
    for one in element.below():
        if one.at >= linked:
            linked = one.end if one.tag == "a" else linked
            found += ["" if one.tag == "a" or one.tag in WORDLESS else one.text, one.tail]
    rest = printed(" ".join(found)).strip(" |-–—·•[]/")
    return why_left_out(Piece(PARAGRAPH, rest)) == CHANGES


def _words(text: str) -> int:
    """How many words, not counting what is printed between links."""
    return sum([word.isalnum() or any(map(str.isalnum, word)) for word in text.split()])


def _is_placed(cell: Element) -> bool:
    """Whether a cell is one of a table that only places blocks on the page."""
    table = next((around for around in cell.around() if around.tag == "table"), None)
    return cell.tag in _CELLS and table is not None and not is_grid(table)
