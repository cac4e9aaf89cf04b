"""What goes wrong on the way to a page, as one exception that carries the named failure."""

from datetime import datetime

from policy.model.captures import Failure, Response

_LONGEST = 300  # characters of a detail


class Trouble(Exception):  # noqa: N818 – the world's failure, turned into a value before it leaves the room
    """No page, and why; `response` is what the server answered, when it did."""

    def __init__(
        self,
        failure: Failure,
        detail: str,
        response: Response | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        super().__init__(failure, detail)
        self.failure = failure
        self.detail = plain(detail)
        self.response = response
        self.retry_at = retry_at


class NoTurn(Trouble):
    """The host had no turn for a request within our patience; nobody stopped it."""


def plain(text: str) -> str:
    """One printable line of bounded length, whatever a server put into it."""
    line = "".join(character if character.isprintable() else " " for character in text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
