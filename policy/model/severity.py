"""How much something matters; a module of its own, because targets and changes both weigh."""

from enum import IntEnum


class Severity(IntEnum):
    """How much a change matters; compares by weight."""

    INFO = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def word(self) -> str:
        return self.name.lower()
