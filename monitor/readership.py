"""Everybody who is told: those in the settings, and those who subscribed by themselves."""

from dataclasses import dataclass
from typing import Protocol

from policy.model.digests import Subscriber


class Members(Protocol):
    """Who came and who left by themselves; `storage` fits it without knowing it."""

    def joined(self) -> tuple[Subscriber, ...]: ...

    def left(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Readership:
    """Asked anew each time, because people come and go while the daemon runs."""

    named: tuple[Subscriber, ...]  # in the settings
    members: Members | None = None  # None: nobody can come or go by themselves

    def __call__(self) -> tuple[Subscriber, ...]:
        if self.members is None:
            return self.named
        gone = self.members.left()
        return tuple(one for one in (*self.named, *self.members.joined()) if one.id not in gone)
