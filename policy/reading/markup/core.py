"""What vouches for the document on a page, whatever stands around it: a hash of its own mark-up, of all that was
decided about it by looking at the rest, and of what of the rest is read with it.

Where the document begins, what in it is left out and what is a heading depend on the whole page, and so does how much
of it is prose. That is found out anew on each page; only the document itself need not be walked through again.
"""

import hashlib
import marshal
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from policy.reading.markup.layout import Layout
from policy.reading.markup.looks import is_all_of
from policy.reading.markup.skeleton import BREAK, inner_bones
from policy.reading.markup.tree import UNREAD, Element, Tree
from policy.reading.markup.walk import Walker

_LETTERS = attrgetter("tag", "text", "tail", "attrib")
_BY_VALUE = 2  # the last format of marshal that tells equal things alike, be they one object or several
_DRESS = ("class", "style", "size", "face", "color")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page says beside its words."""

    base: str  # that links count from
    title: str
    signs: frozenset[str]
    frames: tuple[str, ...]
    places: tuple[tuple[str, str], ...]


class Core:
    """What vouches for one document, in two hashes; both are empty where it stands in no element of its own, or what it
    says depends on more than is told here."""

    def __init__(self, tree: Tree, layout: Layout, walker: Walker, says: Surroundings) -> None:
        region, beside = layout.region, walker.beside
        is_told = region is not None and walker.stand is not None and not has_label_beyond(walker, region)
        self._region = region if is_told else None
        self._told = "" if self._region is None else _told(tree, layout, walker, says, self._region)
        self._bold_signs = walker.bold_signs
        # What looks like a line beside the document must look so by the same name.
        self._has_names = bool(says.places) or any(piece.look for pieces in beside for piece in pieces)

    def imprint(self) -> str:
        """Of the mark-up of the document to the letter: told in a fifth of the time, and documents of one imprint are
        of the same bones."""
        region = self._region
        if region is None:
            return ""
        page, end = region.page[region.at + 1 : region.end], region.end
        letters = (self._told, self._bold_signs.classes, (region.tag, region.text, dict(region.attrib)))
        inside = ([*map(_LETTERS, page)], [end - one.end for one in page])
        return _hashed(marshal.dumps((letters, inside), _BY_VALUE))

    def bones(self) -> str:
        """Of all that is read of it."""
        if self._region is None:
            return ""
        bones = inner_bones(self._region, self._bold_signs, self._has_names)
        return _hashed(BREAK.join((self._told, *bones)).encode("utf-8", "surrogatepass"))


def _hashed(told: bytes) -> str:
    return hashlib.sha256(told).hexdigest()[:32]


def _told(tree: Tree, layout: Layout, walker: Walker, says: Surroundings, region: Element) -> str:
    """What was decided about the document, and what is read with it."""
    buttons = [(drop.text, at < walker.gone_before) for at, drop in enumerate(walker.around) if drop.reason == "button"]
    stands = (tree.least, region.prose, walker.stand, buttons, walker.beside, _around(region))
    said = (says.base, says.title, sorted(says.signs), says.frames, says.places)
    return repr((said, stands, _decided(tree, layout, walker, region)))


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
        *sorted((place(one), "titled") for one in layout.titled if holds(one)),
        *sorted((place(panel), place(tab), "label") for panel, tab in walker.labels.items() if holds(panel)),
        *((place(one), lane.name) for one, lane in layout.lanes.begin.items() if holds(one)),
        *((place(one), "title") for one in (layout.title,) if one is not None and holds(one)),
    ]
