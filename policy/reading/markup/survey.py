"""A page of mark-up: the document is found on it, what is around it is read, and itself when it is asked for."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, compress
from urllib.parse import urljoin

from policy.model.readings import Dropped
from policy.model.targets import ReadingOptions
from policy.reading.lexicon import is_date_alone
from policy.reading.markup.anchors import places_of
from policy.reading.markup.core import Core, Surroundings, has_label_beyond
from policy.reading.markup.layout import layout_of
from policy.reading.markup.numbers import joined
from policy.reading.markup.selectors import REMOVED
from policy.reading.markup.signs import frames_of, is_bare, signs_of
from policy.reading.markup.tree import Tree
from policy.reading.markup.volatile import CHANGES, why_left_out
from policy.reading.markup.walk import Walker
from policy.reading.pieces import HEADING, Asked, Page, Piece
from policy.reading.printed import printed


class Survey:
    """A page on which the document is found: what the owner selected, or without help. With lines, in light mark-up, a
    line is a block where no tag says otherwise."""

    def __init__(self, tree: Tree, options: ReadingOptions, url: str = "", has_lines: bool = False) -> None:
        self._tree = tree
        self._options = options
        self._layout = layout_of(tree, options)
        base = _base(tree, url)
        self._walker = Walker(tree, self._layout, base, has_lines)
        self._walker.walk_around()
        wishes = (options.fragment, *(wish[1:] for wish in options.follow if wish.startswith("#")))
        self._surroundings = Surroundings(
            base=base,
            title=_stated_title(tree),
            signs=signs_of(tree, tree.markup),
            frames=frames_of(tree, base),
            places=places_of(tree, wishes),
        )

    @property
    def around(self) -> tuple[Dropped, ...]:
        """All that is left out around the document."""
        return self._walker.around

    @property
    def asked(self) -> Asked:
        """What else is asked of the mark-up to read the page: where the links in the document lead, and those of all
        where they may be all that a page gives to read."""
        addressed = [one.at for one in self._tree.tagged("a") if "href" in one.attrib]
        region = self._layout.region
        if is_bare(self._tree) or region is None or has_label_beyond(self._walker, region):
            return Asked(0, len(addressed), is_bare(self._tree))
        return Asked(bisect_left(addressed, region.at), bisect_left(addressed, region.end))

    @cached_property
    def core(self) -> Core:
        """What vouches for the document, whatever stands around it. Asked before the document is read."""
        return Core(self._tree, self._layout, self._walker, self._surroundings)

    def page(self) -> Page:
        """The document's own blocks, its links, and all that was left out with the reason. Asked once."""
        walker, says, options = self._walker, self._surroundings, self._options
        walker.walk_inside()
        pieces, is_own = joined(walker.pieces)
        reasons = [why_left_out(piece) if is_one else None for piece, is_one in zip(pieces, is_own, strict=True)]
        for at in _labels_of_dates(pieces, reasons):
            reasons[at] = None
        is_kept = [is_one and reason is None for is_one, reason in zip(is_own, reasons, strict=True)]
        kept = tuple(compress(pieces, is_kept))
        gone = (Dropped(reason, piece.text) for piece, reason in zip(pieces, reasons, strict=True) if reason)
        cut = (Dropped(REMOVED, words) for words in map(printed, self._layout.loose) if words)
        first = next((piece.text for piece in kept if piece.kind is HEADING and piece.level == 1), "")
        return Page(
            form="html",
            title=first or says.title,
            pieces=kept,
            links=tuple(walker.links.found),
            dropped=(*walker.dropped, *gone, *cut),
            unmet=self._layout.unmet,
            signs=says.signs,
            frames=says.frames,
            link_places=_link_places(walker, is_kept, options),
            asked=self.asked,
            places=says.places,
        )


def _labels_of_dates(pieces: Sequence[Piece], reasons: Sequence[str | None]) -> list[int]:
    """The places of "Last updated" over a date: it says what the date is for, as no label does over an age."""
    changing = [at for at, reason in enumerate(reasons[:-1]) if reason == CHANGES]
    return [
        at
        for at in changing
        if reasons[at + 1] is None and is_date_alone(pieces[at + 1].text) and not any(map(str.isdigit, pieces[at].text))
    ]


def _link_places(walker: Walker, is_kept: Sequence[bool], options: ReadingOptions) -> tuple[int, ...]:
    """The kept piece each link stands in; nothing when nobody asks."""
    if not (options.follow or options.kind or options.fragment):
        return ()
    kept = [*accumulate(is_kept, initial=0)]
    before = walker.before
    return tuple(kept[min(before + place, len(is_kept))] for place in walker.link_places)


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
