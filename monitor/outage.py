"""A database that cannot be used: said once when it begins and once when it is over, not at every tick."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from storage import StorageError

log = logging.getLogger(__name__)


class Outage:
    """What the database cannot do now is left to the next tick. Those who work with it are told apart by what they do:
    it is over when all of them could again."""

    def __init__(self) -> None:
        self._failing: dict[str, type[StorageError]] = {}  # who could not, and of what kind it was

    @contextmanager
    def waited_out(self, doing: str) -> Iterator[None]:
        try:
            yield
        except StorageError as error:
            if type(error) not in self._failing.values():
                log.error("no %s for now, tried again at each tick: %s", doing, error)
            self._failing[doing] = type(error)
        else:
            if self._failing.pop(doing, None) is not None and not self._failing:
                log.warning("the database can be used again")
