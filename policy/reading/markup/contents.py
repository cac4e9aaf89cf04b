"""Groups of nothing but links: tables of contents and menus without a telling name."""

import re
from collections import Counter
from dataclasses import dataclass

from policy.reading.markup.tables import is_grid
from policy.reading.markup.tree import Element, Tree, words_of

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:")  # RFC 3986 §3.1: a scheme
_CONTENTS = 3  # links into the page that make a table of contents
_MENU = 5  # links to neighbouring pages that make a menu
_CLIMB = 6
_COLUMNS = 2  # headings over links that make a site's map
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ENTRIES = frozenset({"div", "p"})
_CELLS = frozenset({"td", "th"})
_NEVER = frozenset({"html", "body", "main", "article", "td", "th", "tr", "table", "tbody", "thead", "tfoot"})


@dataclass(frozen=True, slots=True)
class _Link:
    stays: bool  # it leads into this page or to a page of this site
    is_marked: bool  # with a place on the page
    text: str


def link_groups_of(tree: Tree) -> dict[Element, str]:
    """The outermost elements that hold such groups, with the reason to leave them out. E-mail addresses and links to
    other sites are content, and so are links in tables."""
    links = {element: _link(element) for element in tree.tagged("a")}
    counts: Counter[Element] = Counter()
    for element, link in links.items():
        if link.stays:
            around = element.parent
            for _ in range(_CLIMB):
                if around is None or _is_border(around) or around.prose:
                    break
                counts[around] += 1
                if around.tag in _CELLS:
                    break
                around = around.parent
    found: dict[Element, str] = {}
    for element, times in counts.items():
        if times >= _CONTENTS and not any(around in found for around in element.around()):
            reason = _reason(element, links)
            if reason is not None:
                found[element] = reason
    alone = {element: reason for element, reason in found.items() if element.parent not in found}
    return alone | _rows_of_entries(links)


def _rows_of_entries(links: dict[Element, _Link]) -> dict[Element, str]:
    """Blocks that follow one another, each nothing but a link to a place on the page: a table of contents that no
    element holds alone."""
    found: dict[Element, str] = {}
    looked: set[Element] = set()
    for link, entry in links.items():
        parent = link.parent.parent if link.parent is not None else None
        if not entry.is_marked or parent is None or parent in looked:
            continue
        looked.add(parent)
        row: list[Element] = []
        for child in (*parent.children(), None):
            if child is not None and _is_entry(child, links):
                row.append(child)
            elif child is None or words_of(child).strip():
                found |= dict.fromkeys(row, "table of contents") if len(row) >= _CONTENTS else {}
                row = []
    return found


def _is_entry(block: Element, links: dict[Element, _Link]) -> bool:
    """Whether a block is one link to a place, whatever stands around the link without words."""
    if block.tag not in _ENTRIES or block.prose:
        return False
    inside = [link for one in block.within() if one.tag == "a" and (link := links[one]).text]
    return len(inside) == 1 and inside[0].is_marked and _words(inside[0].text) == _words(words_of(block))


def _reason(element: Element, links: dict[Element, _Link]) -> str | None:
    inside = [link for found in element.within() if found.tag == "a" and (link := links[found]).text]
    if len(inside) < _CONTENTS or not all(link.stays for link in inside):
        return None
    others = _words(words_of(element)) - sum(_words(link.text) for link in inside)
    if others and others != _words_of_columns(element):
        return None
    if not others and all(link.is_marked for link in inside):
        return "table of contents"
    return "links only" if len(inside) >= _MENU else None


def _words_of_columns(element: Element) -> int:
    """How many words the headings have under which a map of the site sorts its links."""
    headings = [words_of(one) for one in element.within() if one.tag in _HEADINGS]
    return sum(map(_words, headings)) if len(headings) >= _COLUMNS else 0


def _words(text: str) -> int:
    """How many words, not counting what is printed between links."""
    return sum(word.isalnum() or any(map(str.isalnum, word)) for word in text.split())


def _is_border(element: Element) -> bool:
    """Whether no group of links goes beyond the element."""
    return element.tag in _NEVER and not _is_placed(element)


def _is_placed(cell: Element) -> bool:
    """Whether a cell is one of a table that only places blocks on the page."""
    table = next((around for around in cell.around() if around.tag == "table"), None)
    return cell.tag in _CELLS and table is not None and not is_grid(table)


def _link(element: Element) -> _Link:
    target = element.get("href")
    bare = target.strip().lower()
    stays = bool(bare) and (_ELSEWHERE.match(bare) is None or "#" in bare)
    return _Link(stays and bare[:2] != "//", "#" in target, words_of(element).strip())
