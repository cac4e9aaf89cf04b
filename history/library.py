"""What the pages need of the archive's read-only side; `storage` fits it without knowing it."""

from datetime import datetime
from typing import Protocol

from policy.heads import Head
from policy.model.captures import Capture
from policy.model.changes import FactType
from policy.model.looks import Move, Version
from policy.model.shelf import Change, ChangeFilter, DocumentCard, FoundSection, LookCard, Text, VersionCard
from policy.model.statements import FactFilter, Saying, Stated, Value


class Library(Protocol):
    """Reads only: looking has no side effects. Every call raises OutOfReachError while the archive cannot be asked."""

    def stamp(self) -> str:
        """A token that changes whenever anything recorded changes; cheap, for conditional requests."""
        ...

    def head(self, at: datetime) -> Head | None:
        """One hash for all logs as they stood at that moment, which must be settled; None: there was no look before."""
        ...

    def changes(self, wanted: ChangeFilter, limit: int, offset: int = 0) -> tuple[Change, ...]:
        """Changes told to the world, newest first; technical versions are none of them."""
        ...

    def count_changes(self, wanted: ChangeFilter) -> int: ...

    def documents(self) -> tuple[DocumentCard, ...]:
        """Every target and where it stands, by id."""
        ...

    def document(self, target_id: str) -> DocumentCard | None:
        """None: no such target."""
        ...

    def versions(self, target_id: str) -> tuple[VersionCard, ...]:
        """Newest first."""
        ...

    def version(self, target_id: str, number: int) -> Version | None:
        """None: no such version."""
        ...

    def texts(self, target_id: str, limit: int) -> tuple[Text, ...]:
        """What the newest versions say, oldest first."""
        ...

    def search(self, question: str, is_past: bool, limit: int, offset: int = 0) -> tuple[FoundSection, ...]:
        """Sections in which every word of the question begins a word, or is one when it has only a letter or two, what
        was recorded last first; with `is_past` also what was said before and is not any more."""
        ...

    def stated(self, target_id: str) -> Stated | None:
        """Everything the version in force states, in its order; None: none was read for it yet."""
        ...

    def fact_counts(self) -> dict[FactType, int]:
        """How many statements of each type versions in force make; a type without any is left out."""
        ...

    def sayings(self, wanted: FactFilter, limit: int, offset: int = 0) -> tuple[Saying, ...]:
        """What versions in force state, by what it is and how it is said, then by document."""
        ...

    def count_sayings(self, wanted: FactFilter) -> int: ...

    def fact_values(self, wanted: FactFilter, limit: int, offset: int = 0) -> tuple[Value, ...]:
        """Each thing stated once, what most documents speak of first."""
        ...

    def count_fact_values(self, wanted: FactFilter) -> int: ...

    def capture(self, target_id: str, capture_id: str) -> Capture | None:
        """None: no such capture."""
        ...

    def change(self, target_id: str, number: int) -> Change | None:
        """The change that led to that version; None: the version does not exist, is the first, or is technical."""
        ...

    def looks(self, target_id: str, limit: int, offset: int = 0) -> tuple[LookCard, ...]:
        """The log of attempts, newest first."""
        ...

    def moves(self, target_id: str, limit: int) -> tuple[Move, ...]:
        """The latest moves between states, newest first."""
        ...

    def read_around(self, target_id: str, at: datetime) -> tuple[LookCard | None, LookCard | None]:
        """The last look before that moment that read the text, and the first one from it on; None: there is none."""
        ...

    def body(self, sha256: str) -> bytes | None:
        """The bytes as fetched, content-decoded; None: not kept."""
        ...
