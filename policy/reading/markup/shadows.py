"""Shadow trees as browsers show them: a page that declares some, or was rendered, is read as it is composed."""

from lxml import etree

from policy.reading.markup.libxml import Markup, root_of, serialised
from policy.reading.markup.signs import is_cut

MARK = "shadowrootmode"


def shadowed(text: str) -> str:
    """The page with each declared shadow tree in its host, what stands in the host in the tree's slots (DOM Standard
    §4.2.2), and hidden what no slot takes. A page that is cut stays as it is, to be told by its end."""
    if MARK not in text or is_cut(text):
        return text
    root = root_of(text)
    for template in list(root.iter("template")):  # those around others come first
        host = template.getparent()
        if host is not None and template.get(MARK) is not None:
            _compose(host, template)
    return serialised(root)


def _compose(host: Markup, template: Markup) -> None:
    slots = _slots(template)
    unseen = etree.Element("div", {"hidden": ""})
    light: list[tuple[str, Markup | None]] = [(host.text or "", None), *((child.tail or "", child) for child in host)]
    for gone in list(host):
        host.remove(gone)
    filled: set[Markup] = set()
    for words, child in light:
        if child is not None and child is not template:
            child.tail = None
            _slot(slots.get(child.get("slot") or "", unseen), filled).append(child)
        if words.strip():
            _write(_slot(slots.get("", unseen), filled), words)
    host.text = template.text
    host.extend(list(template))
    if len(unseen) or unseen.text:
        host.append(unseen)


def _slot(slot: Markup, filled: set[Markup]) -> Markup:
    """The slot without what it shows when nothing is put into it."""
    if slot not in filled:
        filled.add(slot)
        slot.text = None
        for fallback in list(slot):
            slot.remove(fallback)
    return slot


def _write(slot: Markup, words: str) -> None:
    last = slot[-1] if len(slot) else None
    if last is None:
        slot.text = (slot.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def _slots(template: Markup) -> dict[str, Markup]:
    """By name the slots of this shadow tree, the first of each; not those of trees within it."""
    found: dict[str, Markup] = {}
    within = list(reversed(template))
    while within:
        element = within.pop()
        if element.tag == "slot":
            found.setdefault(element.get("name") or "", element)
        if element.tag != "template" or element.get(MARK) is None:
            within.extend(reversed(element))
    return found
