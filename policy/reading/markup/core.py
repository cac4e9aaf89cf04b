"""What vouches for the document on a page, whatever stands around it: a hash of its own mark-up, of all that was
decided about it by looking at the rest, and of what of the rest is read with it.

Where the document begins, what in it is left out and what is a heading depend on the whole page, and so does how much
of it is prose. That is found out anew on each page; only the document itself need not be walked through again.
"""

import hashlib
from bisect import bisect_left
from dataclasses import dataclass

from policy.reading.markup.layout import Layout
from policy.reading.markup.looks import is_all_of
from policy.reading.markup.skeleton import BREAK, inner_bones
from policy.reading.markup.tree import UNREAD, Element, Tree
from policy.reading.markup.walk import Walker

_DRESS = ("class", "style", "size", "face", "color")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page says beside its words."""

    base: str  # that links count from
    title: str
    signs: frozenset[str]
    frames: tuple[str, ...]
    places: tuple[tuple[str, str], ...]


def core_of(tree: Tree, layout: Layout, walker: Walker, setting: Setting) -> str:
    """Empty: the document stands in no element of its own, or what it says depends on more than is told here."""
    region, stand = layout.region, walker.stand
    if region is None or stand is None or has_label_beyond(walker, region):
        return ""
    buttons = [(drop.text, at < walker.gone_before) for at, drop in enumerate(walker.around) if drop.reason == "button"]
    beside = walker.beside
    told = (
        (setting.base, setting.title, sorted(setting.signs), setting.frames, setting.places),
        (tree.least, region.prose, stand, buttons, beside, _around(region), _decided(tree, layout, walker, region)),
    )
    # What looks like a line beside the document must look so by the same name.
    has_names = bool(setting.places) or any(piece.look for pieces in beside for piece in pieces)
    bones = (repr(told), *inner_bones(region, walker.bold_signs, has_names))
    return hashlib.sha256(BREAK.join(bones).encode("utf-8", "replace")).hexdigest()[:32]


def has_label_beyond(walker: Walker, region: Element) -> bool:
    """Whether of a panel and its tab one stands in the document and the other does not."""
    places = range(region.at, region.end)
    return any((panel.at in places) != (tab.at in places) for panel, tab in walker.labels.items())


def _around(region: Element) -> list[tuple[object, ...]]:
    """The elements around the document; what dresses those that hold nothing else may dress its words."""
    found: list[tuple[object, ...]] = []
    inner, is_alone = region, True
    for around in region.around():
        is_alone = is_alone and is_all_of(around, inner)
        dress = [around.attrib.get(name) for name in _DRESS] if is_alone else ()
        found.append((around.tag, *dress))
        inner = around
    return found


def _decided(tree: Tree, layout: Layout, walker: Walker, region: Element) -> list[tuple[object, ...]]:
    """What was decided of elements of the document, each by how many elements stand before it that are read."""
    unread = sorted(one.at for tag in UNREAD for one in tree.tagged(tag) if region.at <= one.at < region.end)

    def place(element: Element) -> int:
        return element.at - region.at - bisect_left(unread, element.at)

    def holds(element: Element) -> bool:
        return region.at <= element.at < region.end

    return [
        *sorted((place(one), reason) for one, reason in layout.chrome.items() if holds(one)),
        *sorted((place(one),) for one in layout.switches if holds(one)),
        *sorted((place(panel), place(tab), "label") for panel, tab in walker.labels.items() if holds(panel)),
        *((place(one), lane.name) for one, lane in layout.lanes.begin.items() if holds(one)),
        *((place(one), "title") for one in (layout.title,) if one is not None and holds(one)),
    ]
