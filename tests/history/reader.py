"""Reads an ASGI app as a browser would ask it, without a network."""

import asyncio
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
        path, _, query = address.partition("?")
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
            "client": ("192.0.2.1", 5000),
            "server": ("watch.example", 443),
        }
        return asyncio.run(self._ask(scope))

    async def _ask(self, scope: dict[str, Any]) -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        try:
            await self.app(scope, receive, send)
        except Exception as failure:  # noqa: BLE001 – a server logs what the app raises after it answered
            self.failures.append(failure)
        headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(sent[0]["status"], headers, body)
