"""One page in every coding and framing that a server may choose, as the bytes of a whole answer."""

import gzip
import importlib
from collections.abc import Callable

from backports import zstd

brotli = importlib.import_module("brotli")  # it carries no types
POINTS = 20  # at which an answer is cut
_CODERS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "zstd": zstd.compress,
}
FORMS = tuple(f"{coding}{framing}" for coding in _CODERS for framing in ("", " chunked"))


def whole(form: str, page: bytes) -> bytes:
    """The answer in that form: a coding, and "chunked" unless it says its length."""
    coding, _, framing = form.partition(" ")
    body = _CODERS[coding](page)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Encoding: {coding}\r\n"
    if not framing:
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    half = len(body) // 2
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:half], body[half:]))
    return f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunks + b"0\r\n\r\n"


def cuts(answer: bytes) -> list[bytes]:
    """The answer cut at points from its first byte to the one before its last."""
    return [answer[: 1 + (len(answer) - 2) * point // (POINTS - 1)] for point in range(POINTS)]
