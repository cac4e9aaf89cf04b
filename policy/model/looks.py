"""What stands for a target, and what one look establishes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from policy.model.captures import Capture
from policy.model.changes import ChangeSet
from policy.model.readings import Reading, Source, Suspicion
from policy.model.statements import Stated
from policy.model.targets import Target, Validators


class State(StrEnum):
    """Where a target stands; moves between states are records with their cause."""

    NEW = "new"
    OK = "ok"
    CHANGED = "changed"
    SUSPECT = "suspect"
    FLAPPING = "flapping"
    UNREACHABLE = "unreachable"
    THROTTLED = "throttled"
    BLOCKED = "blocked"
    MOVED = "moved"
    GONE = "gone"
    PAUSED = "paused"


class VersionCause(StrEnum):
    """Who made a version: the first look, the publisher, or our own new recipe (never told)."""

    FIRST = "first"
    SOURCE = "source"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Version:
    """What a document said from `first_seen` on; numbered from 1 within its target."""

    target_id: str
    number: int
    cause: VersionCause
    reading: Reading
    bodies: tuple[str, ...]  # SHA-256 of each page's body, in the order of the target's addresses
    capture_id: str
    first_seen: datetime
    confirmed_at: datetime
    returned_to: int | None = None  # number of an earlier version with the same text; None: a new text


@dataclass(frozen=True, slots=True)
class Held:
    """A new text seen but not believed yet."""

    reading: Reading
    bodies: tuple[str, ...]
    capture_id: str
    first_seen: datetime
    sightings: int
    doubts: tuple[Suspicion, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """The same sign at several looks, from the first to the last of them."""

    sign: str
    since: datetime
    last: datetime
    looks: int


@dataclass(frozen=True, slots=True)
class Turn:
    """From `at` on a document said another text, as the version of that number; texts by their hash."""

    at: datetime
    before: str
    after: str
    number: int
    is_restless: bool = False  # nothing differed but places that change at nearly every visit


@dataclass(frozen=True, slots=True)
class Stir:
    """At one look the lines between two others were other ones than at the look before; lines by short hashes."""

    look: int  # counted from the first stir that is remembered
    above: str  # the line it stands behind; empty: the document begins with it
    below: str  # empty: it ends with it
    gone: tuple[str, ...]
    come: tuple[str, ...]
    signs: int  # of what came


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands on the pages around the document, when last looked at: menus, dialogues, whatever was left out."""

    sha256: str  # of every word of it
    since: datetime  # the first look that found these words
    turns: int = 0  # looks so far that found other words than the one before


@dataclass(frozen=True, slots=True)
class Past:
    """What the log of a target's looks says, folded look by look, as far as state and rhythm depend on it."""

    looked_at: datetime | None = None  # the last look; None: there was none
    full_at: datetime | None = None  # the last look that brought a whole body; None: none did
    troubles: tuple[Run, ...] = ()  # each failure and doubt met since the page was last read
    on_trial: int = 0  # clean looks that are wanted before a doubted page is trusted again
    home: str = ""  # where the addresses led when first read
    landing: Run | None = None  # the other place where they lead now; None: home
    turns: tuple[Turn, ...] = ()  # oldest first, as long as one follows another within two weeks
    told_at: datetime | None = None  # when the last turn was told that was
    pace: timedelta | None = None  # between two looks, where it adapts; None: the owner's interval
    still: int = 0  # looks in a row that found nothing new, since the pace was last changed
    skeleton: str = ""  # of the mark-up last read to say what is in force, or only its beginning; empty: not known
    core: str = ""  # of the document on the pages last read to say what is in force, and of what is left out in it
    surface: str = ""  # of the page that was read to say what is in force; empty: not known; "-": it rotates, too
    sighted: str = ""  # of the mark-up that was read to say what is held; empty: it is not known, or nothing is held
    glimpsed: str = ""  # of that page, as `surface` is of the page in force
    around: Surroundings | None = None  # None: nothing was read yet
    stirs: tuple[Stir, ...] = ()  # of the latest looks, oldest first
    stirring: int = 0  # looks that read the page since the first of them


@dataclass(frozen=True, slots=True)
class InForce:
    """The version in force without its text: enough to tell whether a page still says the same."""

    recipe: str
    text_sha256: str
    links_sha256: str  # of all its links, whatever their order
    bodies: tuple[str, ...]
    confirmed_at: datetime
    eyes: str = ""  # the edition that found what it states; empty: none did


@dataclass(frozen=True, slots=True)
class Footing:
    """What a look needs to know of the past as long as nothing has changed; true while the target is leased."""

    target: Target
    state: State
    since: datetime
    inforce: InForce | None = None  # None: nothing was read yet
    failures: int = 0
    last_good: datetime | None = None
    past: Past = field(default_factory=Past)

    @property
    def was_read(self) -> bool:
        return self.inforce is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a look needs to know of the past. What only a text that comes in force is compared with, the last texts
    and the notes, need not be given while none is held and our recipe is the same."""

    target: Target
    state: State
    since: datetime
    version: Version | None = None  # in force; None: nothing was read yet
    recent: tuple[tuple[str, int], ...] = ()  # (text hash, version number) of the last ten texts, newest first
    held: Held | None = None
    failures: int = 0  # attempts failed in a row
    last_good: datetime | None = None
    sources: tuple[Source, ...] = ()  # the bodies of the version in force, given only when our recipe has changed
    past: Past = field(default_factory=Past)
    eyes: str = ""  # the edition that found what the version in force states; empty: none did
    notes: str = ""  # what that edition knows of the version's sentences; empty: nothing is kept of it

    @property
    def was_read(self) -> bool:
        return self.version is not None


@dataclass(frozen=True, slots=True)
class Move:
    """A target went from one state to another."""

    before: State
    after: State
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """Word to the operator: a target was not read for so many days, or, when `days` is 0, it is read again."""

    target_id: str
    days: int
    since: datetime  # the first failure
    cause: str


class Event(StrEnum):
    """What one look came to."""

    FIRST = "first"
    UNCHANGED = "unchanged"
    HELD = "held"  # a new text, to be seen twice
    CHANGED = "changed"
    RETURNED = "returned"  # the text of an earlier version again
    SUSPECT = "suspect"
    FAILED = "failed"


READ = (Event.FIRST, Event.UNCHANGED, Event.HELD, Event.CHANGED, Event.RETURNED)  # the page was read


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything one look established; recorded in one transaction."""

    target_id: str
    lease: str
    at: datetime
    event: Event
    captures: tuple[Capture, ...]
    next_check_at: datetime
    bodies: tuple[tuple[str, bytes], ...] = ()  # (SHA-256, body) to keep
    move: Move | None = None
    technical: Version | None = None  # the version in force re-read by a new recipe; precedes `version`
    version: Version | None = None
    changes: ChangeSet | None = None  # between the version before and `version`
    held: Held | None = None
    validators: Validators = field(default_factory=Validators)
    past: Past = field(default_factory=Past)
    is_quiet: bool = False  # it, or a place of it, keeps alternating: `version` and `changes` are kept, not queued
    owed: int | None = None  # number of an earlier version whose change, kept quiet then, is queued now
    notices: tuple[Notice, ...] = ()
    stated: Stated | None = None  # what is in force from now on states; None: what is known of it still holds

    @property
    def is_page_other(self) -> bool:
        """Whether what stands around the document was found to differ from what stood there at the look before."""
        around = self.past.around
        return around is not None and around.turns > 0 and around.since == self.at
