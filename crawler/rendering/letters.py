"""What crawler and browser process write one another: a line of JSON each."""

import base64
import json
from dataclasses import asdict, dataclass
from ipaddress import ip_network
from typing import Any

from crawler.addresses import Network


@dataclass(frozen=True, slots=True)
class Opening:
    """The first letter: which browser, who it says it is, and what its proxy may reach."""

    chromium: str
    user_agent: str
    allowed: tuple[str, ...]
    connect_timeout: float  # seconds

    @property
    def networks(self) -> tuple[Network, ...]:
        return tuple(ip_network(one) for one in self.allowed)


@dataclass(frozen=True, slots=True)
class Ready:
    """Its answer: the browser runs. Or `trouble` says why not."""

    version: str = ""
    pid: int = 0  # leader of the browser's process group
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A page to be rendered: its document as the server sent it, which is not fetched again."""

    url: str  # with fragment
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str  # base64
    language: str
    ports: tuple[int, ...]
    cap: int  # bytes of the result, and of all that its scripts fetch
    limit: float  # seconds until it must have come to rest

    @property
    def content(self) -> bytes:
        return base64.b64decode(self.body)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a page: its document, or where its scripts lead, or why there is neither."""

    html: str = ""
    onward: str = ""
    failure: str = ""  # a policy.model.captures.Failure
    detail: str = ""


def packed(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def line(letter: Opening | Ready | Undrawn | Drawn) -> bytes:
    """The letter as one line; characters that no encoding has survive as escapes."""
    return json.dumps(asdict(letter)).encode("ascii") + b"\n"


def opened(text: bytes) -> dict[str, Any]:
    """The fields of a letter; lists are tuples again."""
    fields = json.loads(text)
    return {name: _settled(value) for name, value in fields.items()}


def _settled(value: object) -> object:
    return tuple(_settled(one) for one in value) if isinstance(value, list) else value
