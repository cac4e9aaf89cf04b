"""What is watched, and what is asked of the crawler."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from policy.model.severity import Severity


class DocumentType(StrEnum):
    """What a document is for; the family decides which rules apply."""

    PRIVACY = "privacy"
    COOKIES = "cookies"
    TERMS = "terms"
    PROCESSING = "processing"  # data-processing agreements, sub-processor lists
    OTHER = "other"


class Fetching(StrEnum):
    """How a page is fetched: as bytes, rendered by a browser, or rendered only when the plain page is a shell."""

    PLAIN = "plain"
    BROWSER = "browser"
    AUTO = "auto"


class Trigger(StrEnum):
    """Why a page is fetched now."""

    SCHEDULE = "schedule"
    CONFIRM = "confirm"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """The owner's wishes on what to read; empty means: find the policy without help. On a page of several policies
    `follow` says which are read; without it `fragment` and `kind` do, as far as they name some of them plainly."""

    select: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    follow: tuple[str, ...] = ()  # headings, or "#name" for places of the page; "*" is all of it
    kind: DocumentType | None = None  # what the document is for
    fragment: str = ""  # of its address


@dataclass(frozen=True, slots=True)
class Target:
    """One document of one service, watched at one address or several that together make the document."""

    id: str  # "<service>-<type>", unique, lower case, safe in a path
    service: str  # slug, safe in a path
    service_name: str
    document_type: DocumentType
    urls: tuple[str, ...]
    interval: timedelta
    language: str | None = None  # BCP 47; None: not stated by the owner
    jurisdiction: str | None = None  # ISO 3166 or a region the owner names; None: not stated
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    fetching: Fetching = Fetching.PLAIN
    tags: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()  # own and sister brands: never third parties
    robots_reason: str = ""  # why the owner has it fetched though robots.txt does not allow it; empty: robots.txt holds


@dataclass(frozen=True, slots=True)
class WatchRule:
    """What an operator wants to be told of by name, whatever else it means: terms or a pattern, not both."""

    name: str
    severity: Severity
    terms: tuple[str, ...] = ()  # words and phrases; `*` ends a word openly, `~` is a gap of up to four words
    pattern: str = ""  # as RE2 reads it
    languages: tuple[str, ...] = ()  # BCP 47 primary subtags; empty: all


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said last time, verbatim, for a conditional request (RFC 9110 §13); None: it said nothing."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A target to be fetched now, leased to one worker until `lease` is given back or runs out."""

    target: Target
    trigger: Trigger
    lease: str
    validators: Validators = field(default_factory=Validators)
    watch: tuple[WatchRule, ...] = ()  # the operator's own rules, as they are at this look
