"""Fills in forms of an ASGI app and follows links of mails, without a network."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.types import ASGIApp, Message

from tests.history.reader import Answer

FORM = {"content_type": "application/x-www-form-urlencoded"}


@dataclass
class Visitor:
    """Somebody at that address; what the app raises is kept beside its answer."""

    app: ASGIApp
    peer: str = "192.0.2.1"
    failures: list[Exception] = field(default_factory=list)

    def get(self, address: str, **headers: str) -> Answer:
        return self.ask("GET", address, b"", headers)

    def post(self, address: str, filled: Mapping[str, str | Sequence[str]] | bytes, **headers: str) -> Answer:
        body = filled if isinstance(filled, bytes) else urlencode(filled, doseq=True).encode()
        return self.ask("POST", address, body, {**FORM, **headers})

    def ask(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(address)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "https",
            "path": parts.path,
            "raw_path": parts.path.encode(errors="replace"),
            "query_string": parts.query.encode(errors="replace"),
            "root_path": "",
            "headers": [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()],
            "client": (self.peer, 5000),
            "server": ("watch.example", 443),
        }
        return asyncio.run(self._asked(scope, body))

    async def _asked(self, scope: dict[str, Any], body: bytes) -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        try:
            await self.app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 – Starlette answers and raises on; the test looks at both
            self.failures.append(error)
        start = next(message for message in sent if message["type"] == "http.response.start")
        headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        text = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        return Answer(start["status"], headers, text)
