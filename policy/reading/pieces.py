"""What a form's reader gives to the outline: the printed pieces of a page, not yet known to be headings or text."""

from dataclasses import dataclass, field
from typing import NamedTuple

from policy.model.readings import BlockKind, Dropped, Link, Suspicion

# Every piece is asked for its kind again and again, and the enumeration takes five times as long to ask.
HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW
TERM = BlockKind.TERM
CALLED = "title "  # with which a look begins that is called one


class Piece(NamedTuple):
    """One printed block in reading order, text as printed. A page has hundreds, each made anew more than once: a
    frozen dataclass takes five times as long."""

    kind: BlockKind
    text: str
    level: int = 0  # of a heading as marked up; of a list item its depth
    marker: str | None = None  # the enumerator printed before the text; None: none or a bullet
    strong: bool = False  # all of it is bold
    lead: str = ""  # its bold opening words, when only these are bold
    apart: bool = True  # an empty line or a block boundary stands before it
    cells: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    look: str = ""  # equal where a style sheet prints alike; empty: not known
    is_rest: bool = False  # the words after a heading in the same line: with it, one piece of the page


class Asked(NamedTuple):
    """What a reading asked of the mark-up that it does not ask of every page."""

    begin: int = 0  # where among all links those begin whose targets it looked at
    end: int = 0  # and where they end
    is_bare: bool = False  # so few words stand there that marks and frames counted


NOTHING_MORE = Asked()


@dataclass(frozen=True, slots=True)
class Page:
    """One source, read."""

    form: str
    title: str
    pieces: tuple[Piece, ...]
    links: tuple[Link, ...] = ()
    link_places: tuple[int, ...] = ()  # the piece each link stands in; empty: not known
    asked: Asked = NOTHING_MORE
    dropped: tuple[Dropped, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()
    notes: tuple[str, ...] = ()
    unmet: tuple[tuple[str, str], ...] = ()  # the owner's selectors that name nothing on it, each with the reason
    signs: frozenset[str] = field(default_factory=frozenset)  # marks of walls and shells met on the way
    frames: tuple[str, ...] = ()  # addresses of other documents that a page of few words shows or gives to read
    places: tuple[
        tuple[str, str], ...
    ] = ()  # names of places that were asked for, each with the words that stand there
