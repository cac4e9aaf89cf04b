"""What the archive shows: recorded changes, documents and services as people look at them."""

from dataclasses import dataclass
from datetime import datetime

from policy.model.changes import Finding, Kind, Severity, Verdict, is_restless
from policy.model.looks import Event, State, VersionCause
from policy.model.readings import Section, Suspicion
from policy.model.targets import DocumentType, Target


class OutOfReachError(Exception):
    """What is kept cannot be asked for now: locked, full, gone for a while. Later it can be again."""


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A version without its text."""

    target_id: str
    number: int
    cause: VersionCause
    title: str
    languages: tuple[str, ...]
    text_sha256: str
    first_seen: datetime
    confirmed_at: datetime
    returned_to: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """What one version says, and who read it; a section that did not change is the same object in the next."""

    card: VersionCard
    recipe: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section found by its words, as it read from one version on."""

    target: Target
    version: int
    until: int | None  # the version that does not have these words any more; None: they are in force
    section_id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A recorded change of a target: the step from one version to the next, judged. Identified by target and the
    number of the version it led to."""

    target: Target
    before: VersionCard
    after: VersionCard
    verdict: Verdict
    suspect: Suspicion | None
    findings: tuple[Finding, ...]
    edits: int  # section and link changes, counted

    @property
    def id(self) -> str:
        return f"{self.target.id}/{self.after.number}"

    @property
    def severity(self) -> Severity:
        return max((finding.severity for finding in self.findings), default=Severity.INFO)

    @property
    def is_restless(self) -> bool:
        return is_restless(self.findings)


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """Where one target stands today."""

    target: Target
    state: State
    since: datetime
    cause: str  # of the last move, in plain words; empty: none yet
    latest: VersionCard | None  # None: nothing was read yet
    versions: int
    changes: int
    last_checked: datetime | None
    last_good: datetime | None
    next_check_at: datetime | None


@dataclass(frozen=True, slots=True)
class LookCard:
    """One attempt as the log keeps it."""

    capture_id: str
    target_id: str
    at: datetime
    event: Event
    url: str
    status: int | None
    detail: str
    version: int | None  # the version in force after it
    is_first: bool = True  # of its look, for which it stands: of a document of several pages each has an attempt


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes to list; None or empty: any."""

    service: str | None = None
    target_id: str | None = None
    document_type: DocumentType | None = None
    kind: Kind | None = None
    minimum: Severity = Severity.INFO
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
