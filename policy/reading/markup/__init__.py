"""HTML as pieces: the document's own blocks, its links, and all that was left out with the reason."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, compress
from urllib.parse import urljoin

from policy.model.readings import Dropped
from policy.model.targets import ReadingOptions
from policy.reading.markup.anchors import places_of
from policy.reading.markup.layout import layout_of
from policy.reading.markup.numbers import joined
from policy.reading.markup.selectors import REMOVED, selector_fault
from policy.reading.markup.shadows import MARK as SHADOW_MARK
from policy.reading.markup.shadows import composed
from policy.reading.markup.signs import frames_of, is_bare, signs_of
from policy.reading.markup.skeleton import skeleton_of, sketch_of
from policy.reading.markup.surface import surface_of
from policy.reading.markup.tree import Element, Tree, elements_of, parsed, weighed
from policy.reading.markup.volatile import why_left_out
from policy.reading.markup.walk import Walker
from policy.reading.pieces import HEADING, Asked, Page
from policy.reading.printed import printed

__all__ = [
    "SHADOW_MARK", "Element", "composed", "elements_of", "html_page", "parsed",
    "selector_fault", "skeleton_of", "sketch_of", "surface_of", "weighed",
]  # fmt: skip


def html_page(tree: Tree, options: ReadingOptions, url: str = "", has_lines: bool = False) -> Page:
    """The document on the page: what the owner selected, or found without help. With lines, in light mark-up, a line
    is a block where no tag says otherwise."""
    layout = layout_of(tree, options)
    cut = (Dropped(REMOVED, words) for words in map(printed, layout.loose) if words)
    base = _base(tree, url)
    walker = Walker(tree, layout, base, has_lines)
    walker.walk()
    pieces, is_own = joined(walker.pieces)
    reasons = [why_left_out(piece) if is_one else None for piece, is_one in zip(pieces, is_own, strict=True)]
    is_kept = [is_one and reason is None for is_one, reason in zip(is_own, reasons, strict=True)]
    kept = tuple(compress(pieces, is_kept))
    gone = (Dropped(reason, piece.text) for piece, reason in zip(pieces, reasons, strict=True) if reason)
    first = next((piece.text for piece in kept if piece.kind is HEADING and piece.level == 1), "")
    return Page(
        form="html",
        title=first or _stated_title(tree),
        pieces=kept,
        links=tuple(walker.links.found),
        dropped=(*walker.dropped, *gone, *cut),
        unmet=layout.unmet,
        signs=signs_of(tree, tree.markup),
        frames=frames_of(tree, base),
        link_places=_link_places(walker, is_kept, options),
        asked=_asked(tree, walker.links.read),
        places=places_of(tree, (options.fragment, *(wish[1:] for wish in options.follow if wish.startswith("#")))),
    )


def _link_places(walker: Walker, is_kept: Sequence[bool], options: ReadingOptions) -> tuple[int, ...]:
    """The kept piece each link stands in; nothing when nobody asks."""
    if not (options.follow or options.kind or options.fragment):
        return ()
    kept = [*accumulate(is_kept, initial=0)]
    before = walker.before
    return tuple(kept[min(before + place, len(is_kept))] for place in walker.link_places)


def _asked(tree: Tree, read: Sequence[Element]) -> Asked:
    """What was asked of the mark-up, `read` of the links: of all, where they may be all that a page gives to read."""
    addressed = [one.at for one in tree.tagged("a") if "href" in one.attrib]
    if is_bare(tree):
        return Asked(0, len(addressed), is_bare=True)
    if not read:
        return Asked()
    begin, end = min(one.at for one in read), max(one.at for one in read)
    return Asked(bisect_left(addressed, begin), bisect_right(addressed, end))


def _stated_title(tree: Tree) -> str:
    """What the page calls itself where it says nothing that a reader sees."""
    return printed(next((one.text for one in tree.tagged("title")), ""))


def _base(tree: Tree, url: str) -> str:
    """The address that relative links count from: the page's own word (HTML Living Standard §4.2.3) over its URL."""
    stated = next((one.get("href") for one in tree.tagged("base") if "href" in one.attrib), None)
    try:
        return url if stated is None else urljoin(url, stated)
    except ValueError:
        return url
