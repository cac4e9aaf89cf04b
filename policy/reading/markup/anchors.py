"""Named places of a page, as fragments of addresses mean them (HTML Living Standard §7.4.6.4)."""

from collections.abc import Iterable

from policy.reading.markup.tree import HEADINGS, WORDLESS, Tree, words_of
from policy.reading.printed import printed


def places_of(tree: Tree, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each name that the page knows, with the words of the heading that stands there."""
    wanted = set(names) - {""}
    if not wanted:
        return ()
    found: dict[str, str] = {}
    for at, element in enumerate(tree.elements):
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name in wanted and name not in found:
                found[name] = _words_at(tree, at)
    return tuple(found.items())


def _words_at(tree: Tree, at: int) -> str:
    """The words of the first element from there on that has any of its own, or of the whole heading it is in."""
    for element in (tree.elements[at], *tree.elements[at:]):
        around = next((one for one in (element, *element.around()) if one.tag in HEADINGS), None)
        if around is not None:
            return printed(words_of(around))
        if element.tag not in WORDLESS and printed(element.text):
            return printed(words_of(element))
    return ""
