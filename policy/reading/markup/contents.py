"""Groups of nothing but links: tables of contents and menus without a telling name."""

from collections import Counter

from policy.reading.markup.tables import is_grid
from policy.reading.markup.tree import Element, Tree, words_of

_CONTENTS = 3  # links into the page that make a table of contents
_MENU = 5  # links to neighbouring pages that make a menu
_CLIMB = 6
_CELLS = frozenset({"td", "th"})
_NEVER = frozenset({"html", "body", "main", "article", "td", "th", "tr", "table", "tbody", "thead", "tfoot"})


def link_groups_of(tree: Tree) -> dict[Element, str]:
    """The outermost elements that hold such groups, with the reason to leave them out. E-mail addresses and links to
    other sites are content, and so are links in tables."""
    counts: Counter[Element] = Counter()
    for element in tree.elements:
        if element.tag == "a" and _stays(element):
            for around, _ in zip(element.iterancestors(), range(_CLIMB), strict=False):
                if (around.tag in _NEVER and not _is_placed(around)) or tree.prose.get(around, 0):
                    break
                counts[around] += 1
                if around.tag in _CELLS:
                    break
    found: dict[Element, str] = {}
    for element, links in counts.items():
        if links >= _CONTENTS and not any(around in found for around in element.iterancestors()):
            reason = _reason(element)
            if reason is not None:
                found[element] = reason
    return {element: reason for element, reason in found.items() if element.getparent() not in found}


def _reason(element: Element) -> str | None:
    links = [link for link in element.iter("a") if words_of(link).strip()]
    if not all(_stays(link) for link in links):
        return None
    if sum(map(_words, links)) != _words(element):
        return None
    if len(links) >= _CONTENTS and all("#" in (link.get("href") or "") for link in links):
        return "table of contents"
    return "links only" if len(links) >= _MENU else None


def _words(element: Element) -> int:
    """How many words, not counting what is printed between links."""
    return sum(any(map(str.isalnum, word)) for word in words_of(element).split())


def _is_placed(cell: Element) -> bool:
    """Whether a cell is one of a table that only places blocks on the page."""
    table = next((around for around in cell.iterancestors() if around.tag == "table"), None)
    return cell.tag in _CELLS and table is not None and not is_grid(table)


def _stays(link: Element) -> bool:
    """Whether a link leads into this page or to a page of this site."""
    target = (link.get("href") or "").strip().lower()
    return bool(target) and (target.startswith(("#", "/", "./", "../", "?")) or "#" in target) and target[:2] != "//"
