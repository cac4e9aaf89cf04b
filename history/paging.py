"""Long lists in pages, at addresses that can be kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from history.addresses import address

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in a list of `total` one stands; pages count from 1, and an empty list has one empty page."""

    number: int
    size: int
    total: int
    path: str
    query: Mapping[str, str]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def exists(self) -> bool:
        return 1 <= self.number <= self.pages

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def shown(self, listed: Sequence[_T]) -> Sequence[_T]:
        """What of the whole list stands here."""
        return listed[self.offset : self.offset + self.size]

    @property
    def newer(self) -> str | None:
        """None: this is the first page."""
        return self._page(self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """None: this is the last page."""
        return self._page(self.number + 1) if self.number < self.pages else None

    def _page(self, number: int) -> str:
        return _leaf(self.path, self.query, number)


def steps(number: int, path: str, query: Mapping[str, str], *, has_more: bool) -> dict[str, object]:
    """Where one stands in a list nobody counts, and the addresses beside it: None where it begins or ends."""
    newer = _leaf(path, query, number - 1) if number > 1 else None
    return {"number": number, "newer": newer, "older": _leaf(path, query, number + 1) if has_more else None}


def _leaf(path: str, query: Mapping[str, str], number: int) -> str:
    return address(path, query, page="" if number == 1 else str(number))
