"""Long lists in pages, at addresses that can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from history.addresses import address


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

    @property
    def newer(self) -> str | None:
        """None: this is the first page."""
        return self._page(self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """None: this is the last page."""
        return self._page(self.number + 1) if self.number < self.pages else None

    def _page(self, number: int) -> str:
        return address(self.path, self.query, page="" if number == 1 else str(number))
