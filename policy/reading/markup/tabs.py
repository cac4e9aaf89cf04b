"""Tabs and the panels they open: a label stands in a row of labels on the page, but it is the heading of its panel."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, islice, pairwise

from policy.reading.markup.looks import lasting_names
from policy.reading.markup.tree import HEADINGS, WORDLESS, Element, Tree, label_of, looked_at
from policy.remembering import remembered

_WORD = "tab"
# In classes, in lower case: "tabs", "tab-link", "tablinks", "nav-tabs"; not tables, tablets, nor what a tab opens.
_NAMED = re.compile(r"(?:^|[\s_-])tab(?!le|oo|s?[_-]?(?:content|pane|body|text))")
_SENTENCES = (".", ";", ":", "!", "。", "；", "！", "।", "؟")  # ends that no label has
_FEWEST = 2  # labels of one make, over as many texts
_MOST = 40
_LABEL = 120  # characters
_FIRST = 10  # elements of a panel
_NAMES = 4096  # class attributes remembered: the elements of a page share few
_CLIMB = 3  # wrappers that hold nothing but the row of labels, or the row of panels


def labels_of(tree: Tree, left_out: Container[Element]) -> dict[Element, Element]:
    """Each panel that is read with the tab before it that names it and no other (WAI-ARIA 1.2, tab and tabpanel), or
    where none names any, with the tab that stands where the panel does among as many of its make."""
    found: dict[Element, Element] = {}
    taken: set[Element] = set()
    for panel, tab in (*_named_pairs(tree), *_pairs_in_order(tree), *_pairs_by_class(tree)):
        is_read = not any(one in left_out for one in (panel, *panel.around()))
        if is_read and tab.end <= panel.at and panel not in found and tab not in taken:
            found[panel] = tab
            taken.add(tab)
    return found


def says_itself(panel: Element, tab: Element) -> bool:
    """Whether the first words in a panel are a heading that says all the tab does."""
    heading = next((one for one in islice(looked_at(panel.within()), _FIRST) if one.tag in HEADINGS), None)
    if heading is None or not _begins_with_heading(panel):
        return False
    return {*label_of(tab).casefold().split()} <= {*label_of(heading).casefold().split()}


def _named_pairs(tree: Tree) -> Iterator[tuple[Element, Element]]:
    """Panels that tabs name, or that name them."""
    tabs = tree.of_role("tab")
    named = {tab.get("id"): tab for tab in tabs if tab.get("id")}
    opening = {tab.get("aria-controls"): tab for tab in tabs if tab.get("aria-controls")}
    for panel in tree.of_role("tabpanel"):
        tab = named.get(panel.get("aria-labelledby").strip()) or opening.get(panel.get("id"))
        if tab is not None:
            yield panel, tab


def _pairs_in_order(tree: Tree) -> Iterator[tuple[Element, Element]]:
    """Each run of tabs with the run of as many panels after it."""
    both = sorted((*tree.of_role("tab"), *tree.of_role("tabpanel")), key=lambda one: one.at)
    runs = [[*run] for _, run in groupby(both, key=lambda one: one.get("role"))]
    for tabs, panels in pairwise(runs):
        if tabs[0].get("role") == "tab" and len(tabs) == len(panels):
            yield from zip(panels, tabs, strict=True)


def _pairs_by_class(tree: Tree) -> Iterator[tuple[Element, Element]]:
    """Labels in a row that a class calls tabs, with as many texts in a row after it that do not all begin with a
    heading: then nobody needs the labels."""
    seen: set[Element] = set()
    for element in tree.classed(_are_of_tabs):
        if element.get("role") in {"tab", "tabpanel"}:
            continue
        for row in (element, element.parent):
            if row is None or row in seen:
                continue
            seen.add(row)
            labels = _alike(row)
            panels = _panels_after(row, len(labels)) if _are_labels(labels) else ()
            if panels and not all(map(_begins_with_heading, panels)):
                yield from zip(panels, labels, strict=True)


@remembered(_NAMES)
def _are_of_tabs(names: str) -> bool:
    lower = names.lower()
    return _WORD in lower and _NAMED.search(lower) is not None


def _alike(row: Element) -> Sequence[Element]:
    """What stands right in it, if that is several elements of one make and nothing else."""
    inside = [*islice(looked_at(row.children()), _MOST + 1)]
    if not _FEWEST <= len(inside) <= _MOST:
        return ()
    make = _make_of(inside[0])
    return inside if all(_make_of(one) == make for one in inside) else ()


def _make_of(element: Element) -> tuple[str, str]:
    return element.tag, lasting_names(element.get("class"))


def _are_labels(labels: Sequence[Element]) -> bool:
    words = {" ".join(label_of(one).split()) for one in labels}
    are_labels = all(0 < len(one) <= _LABEL and not one.endswith(_SENTENCES) for one in words)
    return len(labels) > 0 and len(words) == len(labels) and are_labels


def _panels_after(row: Element, count: int) -> Sequence[Element]:
    """As many elements of one make that hold texts, right behind what holds nothing but the row; none otherwise."""
    for _ in range(_CLIMB):
        following = [*islice(looked_at(row.following()), count + 1)]
        if following:
            if len(following) >= count and _are_panels(following[:count]):
                return following[:count]
            return _panels_within(following[0], count)
        if row.parent is None:
            break
        row = row.parent
    return ()


def _panels_within(box: Element, count: int) -> Sequence[Element]:
    for _ in range(_CLIMB):
        inside = [*islice(looked_at(box.children()), count + 1)]
        if len(inside) == count and _are_panels(inside):
            return inside
        if len(inside) != 1:
            break
        box = inside[0]
    return ()


def _are_panels(panels: Sequence[Element]) -> bool:
    return len(set(map(_make_of, panels))) == 1 and 2 * sum(one.prose > 0 for one in panels) > len(panels)


def _begins_with_heading(panel: Element) -> bool:
    """Whether the first words in it are in a heading."""
    first = next((one for one in panel.within() if one.tag not in WORDLESS and one.text.strip()), panel)
    return any(one.tag in HEADINGS for one in (first, *islice(first.around(), _CLIMB)) if panel.at < one.at < panel.end)
