"""What is found of one thing that was looked at."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Of one thing looked at; the remedy is empty when there is nothing to do."""

    check: str
    level: Level
    says: str
    remedy: str = ""
