"""Which addresses the process dials, whoever asks for it: heard where Python opens the connection."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_HOSTS = (Path(__file__).parents[1] / "crawler/tables/private-hosts.txt").read_text("utf-8").split()

_lists: list[list[str]] = []


def _heard(name: str, arguments: tuple[object, ...]) -> None:
    if name == "socket.connect" and _lists:
        address = arguments[1]
        _lists[-1].append(str(address[0]) if isinstance(address, tuple) else str(address))


sys.addaudithook(_heard)  # for good: Python lets no hook go; it keeps nothing while nobody listens


@contextmanager
def dialled() -> Iterator[list[str]]:
    """The addresses dialled meanwhile, also those that did not answer."""
    found: list[str] = []
    _lists.append(found)
    try:
        yield found
    finally:
        _lists.remove(found)
