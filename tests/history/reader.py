"""Reads an ASGI app as a browser would ask it, without a network."""

import asyncio
import atexit
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lxml import html
from starlette.types import ASGIApp, Message

from history import SiteSettings, application
from history.library import Library
from tests.support.builders import DAY, MONDAY

SITE = SiteSettings(base_url="https://watch.example")
NOW = MONDAY + 55 * DAY + timedelta(hours=3)
_LOOP = asyncio.new_event_loop()  # one for all: the pages are asked thousands of times
atexit.register(_LOOP.close)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def page(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def words(self, path: str = "//main") -> str:
        """The words of the first element found as they are read: white space folded, blocks apart."""
        found = self.page.xpath(path)[0]
        for block in found.iter("p", "li", "dt", "dd", "th", "td", "h1", "h2", "h3", "br", "div"):
            block.tail = f" {block.tail or ''}"
        return " ".join(found.text_content().split())


class Reader:
    """Asks the pages over one library."""

    def __init__(self, library: Library, site: SiteSettings = SITE, now: datetime = NOW) -> None:
        self.app: ASGIApp = application(library, site, lambda: now)
        self.failures: list[Exception] = []

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to one request; header names with `_` for `-`."""
        return asked(self.app, method, address, headers, self.failures)


def asked(
    app: ASGIApp,
    method: str,
    address: str,
    headers: Mapping[str, str],
    failures: list[Exception],
    body: bytes = b"",
    peer: str = "192.0.2.1",
) -> Answer:
    """What the app answers; what it raises after it answered, which a server would log, is added to the failures."""
    path, _, query = address.partition("?")
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(errors="replace"),
        "query_string": query.encode(errors="replace"),
        "root_path": "",
        "headers": [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()],
        "client": (peer, 5000),
        "server": ("watch.example", 443),
    }
    try:
        _LOOP.run_until_complete(app(scope, receive, send))
    except Exception as failure:  # noqa: BLE001 – a server logs what the app raises after it answered
        failures.append(failure)
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:]))
