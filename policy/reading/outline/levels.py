"""How deep headings stand whose mark-up does not say so: by what stands above them, and by what they look like."""

_DEEPEST = 6


class Levels:
    """The headings open at a place, outermost first; one that looks like an open one stands where that does."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []

    def mark(self, level: int, look: str = "") -> None:
        """A heading stands here whose level is known."""
        while self._open and self._open[-1][1] >= level:
            self._open.pop()
        self._open.append((look, level))

    def level_of(self, look: str) -> int:
        """The level of a heading of that look; one that looks like no other ("") is beside the last of a look."""
        for at, (other, level) in enumerate(self._open):
            if look and look == other:
                del self._open[at + 1 :]
                return level
        if not look and self._open and self._open[-1][0]:
            return self._open[-1][1]
        below = min((self._open[-1][1] if self._open else 1) + 1, _DEEPEST)
        if look:
            self._open.append((look, below))
        return below
