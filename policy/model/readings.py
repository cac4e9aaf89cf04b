"""What a page says: typed blocks under a tree of sections, and everything that was left out, with the reason."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from itertools import accumulate

from policy.model.targets import DocumentType
from policy.model.values import dataclass

CELL = " | "  # between the cells of a row, in its text


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TERM = "term"  # of a definition list
    DESCRIPTION = "description"  # of the terms before it
    ROW = "row"

    @property
    def is_listed(self) -> bool:
        """Whether it is of a list of any kind."""
        return self in _LISTED


_LISTED = frozenset({BlockKind.ITEM, BlockKind.TERM, BlockKind.DESCRIPTION})


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest piece that is compared as a whole. `text` is as printed, white space folded."""

    kind: BlockKind
    text: str
    level: int = 0  # headings 1 to 6; what is of a list its depth from 1; otherwise 0
    number: str | None = None  # the enumerator as printed; None: none was printed
    cells: tuple[str, ...] = ()  # of a table row
    head: tuple[str, ...] = ()  # the header cells above a row; empty: the table has none


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it until the next heading; text before any heading has heading ""."""

    id: str  # identity within the document, stable while the heading trail is
    level: int
    number: str | None
    heading: str
    path: tuple[str, ...]  # headings from the outermost to this one, numbers left out
    language: str | None  # BCP 47 primary subtag; None: too short to tell
    blocks: tuple[Block, ...]  # without the heading itself

    @property
    def text(self) -> str:
        """The section's own words, one block a line; quotes' offsets count in this string."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where in `text` each block begins and ends, in characters."""
        ends = tuple(accumulate(len(block.text) + 1 for block in self.blocks))
        return tuple((end - len(block.text) - 1, end - 1) for end, block in zip(ends, self.blocks, strict=True))


class LinkKind(StrEnum):
    PAGE = "page"
    MAIL = "mail"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Link:
    """A target behind words (or an image's alternative text): compared apart, never part of the text hash."""

    kind: LinkKind
    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words of the page that are not of the policy, and why."""

    reason: str
    text: str


def lane_sha256(dropped: Iterable[Dropped]) -> str:
    """Of every word that was left out, in whatever order: the sum of the hashes of each run, so that a part of a lane
    can be told from the rest of it."""
    hashes = (hashlib.sha256(drop.text.encode("utf-8", "replace")).digest() for drop in dropped)
    return _in_hex(sum(int.from_bytes(one) for one in hashes))


def lane_with(lane_sha256: str, other_sha256: str) -> str:
    """Of two lanes as one."""
    return _in_hex(int(lane_sha256, 16) + int(other_sha256, 16))


def lane_without(lane_sha256: str, part_sha256: str) -> str:
    """Of what a lane holds beside a part of it."""
    return _in_hex(int(lane_sha256, 16) - int(part_sha256, 16))


def _in_hex(number: int) -> str:
    return f"{number % 2**256:064x}"


class Suspicion(StrEnum):
    """Why a capture does not look like the next version of the document."""

    EMPTY = "empty"
    ERROR_PAGE = "blocked-or-error"
    CONSENT_WALL = "consent-wall"
    LOGIN_WALL = "login-wall"
    BOT_WALL = "bot-wall"
    NEEDS_SCRIPT = "needs-javascript"
    PARKED = "parked"
    MAINTENANCE = "maintenance"
    TRUNCATED = "truncated"
    OTHER_DOCUMENT = "other-document"
    LANGUAGE_FLIP = "language-flip"
    NOT_A_POLICY = "not-a-policy"
    SELECTOR = "selector-matches-nothing"
    UNREADABLE = "unreadable"
    SPAM = "spam"
    HOME_PAGE = "home-page"
    OTHER_SITE = "other-site"


@dataclass(frozen=True, slots=True)
class Quality:
    """Whether a reading may be compared: no suspicions, it may. `notes` say it in plain words."""

    suspicions: tuple[Suspicion, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        return not self.suspicions


@dataclass(frozen=True, slots=True)
class Policy:
    """One of several policies on a page."""

    title: str
    kind: DocumentType
    language: str | None
    words: int
    text_sha256: str  # of its own text, as that of a reading
    is_read: bool = True  # False: it is another document than the one that is followed


@dataclass(frozen=True, slots=True)
class Reading:
    """What one recipe read from the bytes of a document."""

    recipe: str
    form: str  # html, text, markdown, pdf, docx
    title: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    dropped: tuple[Dropped, ...]
    quality: Quality
    text_sha256: str  # of the comparison text: equal texts, equal hashes, whatever the mark-up
    policies: tuple[Policy, ...] = ()  # of a page that holds several; empty: it is one document

    @property
    def chrome_sha256(self) -> str:
        """Of all that was left out: another one says that the page around the document changed, which is
        never told as a change of the document."""
        return lane_sha256(self.dropped)

    @property
    def signs(self) -> int:
        """Of its text, headings not counted."""
        return sum([len(block.text) for section in self.sections for block in section.blocks])

    @property
    def words(self) -> int:
        return sum(len(block.text.split()) for section in self.sections for block in section.blocks)


@dataclass(frozen=True, slots=True)
class Source:
    """One page as it came: its address, the type its server stated, and its decoded body."""

    url: str
    content_type: str | None
    body: bytes
