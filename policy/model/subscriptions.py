"""What people ask for by themselves: to be told, and not to be told any more."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from policy.model.changes import Severity
from policy.model.digests import Schedule, Scope, Subscriber

INVITATION = "an invitation"  # stands for a subscriber's id in the outbox while somebody is only asked


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks to be told, and where; the address is as they wrote it."""

    address: str
    schedule: Schedule
    language: str = "en"
    minimum: Severity = Severity.MINOR
    scope: Scope = field(default_factory=Scope)
    alerts: Severity | None = None  # told at once, beside the digest


class Asked(StrEnum):
    """What is answered to a wish. `TAKEN` is said of every address alike, known or not."""

    TAKEN = "taken"
    NO_ADDRESS = "no address"
    TOO_OFTEN = "too often"


@dataclass(frozen=True, slots=True)
class Request:
    """A wish that waits for whoever reads that address to say yes."""

    token_sha256: str  # of the token they got by mail; the token itself is kept nowhere
    subscriber: Subscriber  # what they are if they say yes
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often something may be tried: `who` names it, and is no address of anybody's."""

    who: str
    most: int
    per: timedelta
