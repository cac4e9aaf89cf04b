"""HTML as pieces: the document's own blocks, its links, and all that was left out with the reason."""

from collections.abc import Sequence
from itertools import accumulate, compress
from urllib.parse import urljoin

from policy.model.readings import BlockKind, Dropped, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.markup.anchors import places_of
from policy.reading.markup.chrome import chrome_of
from policy.reading.markup.contents import link_groups_of
from policy.reading.markup.region import beginning_of, region_of, titles_of
from policy.reading.markup.selectors import Lane, Lanes, elements_of, lanes_of, selector_fault
from policy.reading.markup.signs import signs_of
from policy.reading.markup.skeleton import skeleton_of
from policy.reading.markup.tree import Element, Tree, parsed
from policy.reading.markup.volatile import is_volatile
from policy.reading.markup.walk import Walker
from policy.reading.pieces import Page
from policy.reading.printed import printed

__all__ = ["fragment_page", "html_page", "selector_fault", "skeleton_of"]


def fragment_page(text: str, options: ReadingOptions, url: str = "") -> Page:
    """Light mark-up in plain text: where no tag says otherwise, a line is a block."""
    return html_page(text, options, url, has_lines=True)


def html_page(text: str, options: ReadingOptions, url: str = "", has_lines: bool = False) -> Page:
    """The document on the page: what the owner selected, or found without help."""
    tree = parsed(text)
    removed = {element: "removed by selector" for named in options.remove for element in elements_of(tree, named)}
    if options.select:
        lanes, missing = lanes_of(tree, options.select)
        chrome: dict[Element, str] = removed
    else:
        (lanes, chrome), missing = _found(tree), ()
        chrome |= removed
    walker = Walker(chrome, lanes, _base(tree, url), has_lines)
    walker.walk(tree.body)
    pieces = walker.pieces
    is_kept = [not is_volatile(piece) for piece in pieces]
    kept = tuple(compress(pieces, is_kept))
    gone = (Dropped("changes by itself", piece.text) for piece, stays in zip(pieces, is_kept, strict=True) if not stays)
    first = next((piece.text for piece in kept if piece.kind is BlockKind.HEADING and piece.level == 1), "")
    return Page(
        form="html",
        title=first or printed(tree.root.findtext(".//title") or ""),
        pieces=kept,
        links=tuple(walker.links.found),
        dropped=(*walker.dropped, *gone),
        suspicions=(Suspicion.SELECTOR,) if missing else (),
        notes=tuple(selector_fault(selector) or f"{selector!r} matches nothing" for selector in missing),
        signs=signs_of(tree, text),
        link_places=_link_places(walker, is_kept, options),
        places=places_of(tree, (options.fragment, *(wish[1:] for wish in options.follow if wish.startswith("#")))),
    )


def _link_places(walker: Walker, is_kept: Sequence[bool], options: ReadingOptions) -> tuple[int, ...]:
    """The kept piece each link stands in; nothing when nobody asks."""
    if not (options.follow or options.kind or options.fragment):
        return ()
    kept = [*accumulate(is_kept, initial=0)]
    before = len(is_kept) - len(walker.inside)
    return tuple(kept[min(before + place, len(is_kept))] for place in walker.link_places)


def _base(tree: Tree, url: str) -> str:
    """The address that relative links count from: the page's own word (HTML Living Standard §4.2.3) over its URL."""
    stated = tree.root.find(".//base[@href]")
    try:
        return url if stated is None else urljoin(url, stated.get("href", ""))
    except ValueError:
        return url


def _found(tree: Tree) -> tuple[Lanes, dict[Element, str]]:
    """Where the document stands, and what within and around it is not of it."""
    titles = titles_of(tree)
    chrome = chrome_of(tree, titles)
    region = region_of(tree, chrome)
    lanes = Lanes({region: Lane.INSIDE}, {region: Lane.AFTER})
    begin = beginning_of(tree, region, titles)
    if begin is not None:
        lanes.begin[begin] = Lane.GAP
    return lanes, link_groups_of(tree) | chrome
