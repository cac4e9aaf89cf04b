"""Tabs and the panels they open: a label stands in a row of labels on the page, but it is the heading of its panel."""

from collections.abc import Container

from policy.reading.markup.tree import Element, Tree


def labels_of(tree: Tree, left_out: Container[Element]) -> dict[Element, Element]:
    """Each panel that is read with the tab before it that names it and no other (WAI-ARIA 1.2, tab and tabpanel)."""
    tabs = tree.of_role("tab")
    if not tabs:
        return {}
    named = {tab.get("id"): tab for tab in tabs if tab.get("id")}
    opening = {tab.get("aria-controls"): tab for tab in tabs if tab.get("aria-controls")}
    found: dict[Element, Element] = {}
    for panel in tree.of_role("tabpanel"):
        tab = named.get(panel.get("aria-labelledby").strip()) or opening.get(panel.get("id"))
        is_read = not any(one in left_out for one in (panel, *panel.around()))
        if tab is not None and is_read and tab.end <= panel.at and tab not in found.values():
            found[panel] = tab
    return found
