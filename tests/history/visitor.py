"""Fills in forms of an ASGI app and follows links of mails, without a network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from starlette.types import ASGIApp

from tests.history.reader import Answer, asked

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
        own = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return asked(self.app, method, own, headers, self.failures, body, self.peer)
