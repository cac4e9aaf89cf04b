"""What a form's reader gives to the outline: the printed pieces of a page, not yet known to be headings or text."""

from dataclasses import dataclass, field

from policy.model.readings import BlockKind, Dropped, Link, Suspicion


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed block in reading order, text as printed."""

    kind: BlockKind
    text: str
    level: int = 0  # of a heading as marked up; of a list item its depth
    marker: str | None = None  # the enumerator printed before the text; None: none or a bullet
    strong: bool = False  # all of it is bold
    lead: str = ""  # its bold opening words, when only these are bold
    apart: bool = True  # an empty line or a block boundary stands before it
    cells: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    is_rest: bool = False  # the words after a heading in the same line: with it, one piece of the page

    def split(self, marker: str, text: str) -> "Piece":
        """The same block with its enumerator set apart; `dataclasses.replace` takes three times as long."""
        return Piece(
            self.kind, text, self.level, marker, self.strong, self.lead, self.apart, self.cells, self.head, self.is_rest
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One source, read."""

    form: str
    title: str
    pieces: tuple[Piece, ...]
    links: tuple[Link, ...] = ()
    link_places: tuple[int, ...] = ()  # the piece each link stands in; empty: not known
    dropped: tuple[Dropped, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()
    notes: tuple[str, ...] = ()
    signs: frozenset[str] = field(default_factory=frozenset)  # marks of walls and shells met on the way
    places: tuple[
        tuple[str, str], ...
    ] = ()  # names of places that were asked for, each with the words that stand there
