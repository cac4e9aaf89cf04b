"""Content codings undone under caps, so that a small message cannot become a flood (RFC 9110 §8.4)."""

import importlib
import sys
import zlib
from collections.abc import Callable, Iterator
from types import ModuleType

from crawler.settings import MIB, Caps
from crawler.troubles import Trouble
from policy.model.captures import Failure

_STEP = 256 * 1024
_SLACK = MIB  # below this nothing is a bomb: short repetitive pages compress very well
_LAYERS = 3  # encodings one over another; honest servers use one
_ZSTD_WINDOW_LOG = 23  # RFC 9659: at most 8 MiB for the "zstd" content coding


def _optional(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


_zstd = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
_brotli = _optional("brotli")

ACCEPTED = "gzip, deflate, br, zstd" if _brotli else "gzip, deflate, zstd"


def unpacked(body: bytes, codings: str, caps: Caps, whole: bool = True) -> bytes:
    """The body without its content codings, the outermost undone first.

    Raises Trouble: BOMB when it grows past the ratio or hides in too many layers, TOO_LARGE past the decoded cap,
    TRANSPORT when it is damaged or cut short, TYPE for a coding we did not ask for. With `whole` false whatever could
    be decoded within the cap is enough.
    """
    layers = [name for name in (part.strip().lower() for part in codings.split(",")) if name not in {"", "identity"}]
    if len(layers) > _LAYERS:
        raise Trouble(Failure.BOMB, f"the body is encoded {len(layers)} times over")
    limit = min(caps.decoded, max(_SLACK, caps.ratio * len(body)))
    wire = len(body)
    for name in reversed(layers):
        undone = _undone(body, name, limit, whole)
        if len(undone) > limit and whole:
            if limit < caps.decoded:
                raise Trouble(Failure.BOMB, f"{wire} bytes grew past {caps.ratio} times their size when decoded")
            raise Trouble(Failure.TOO_LARGE, f"the decoded body is larger than {caps.decoded} bytes")
        del undone[limit:]
        body = bytes(undone)
    return body


def _undone(body: bytes, coding: str, limit: int, whole: bool) -> bytearray:
    decoder = _DECODERS.get(coding)
    if decoder is None:
        raise Trouble(Failure.TYPE, f"the body has the content coding {coding!r}, which was not asked for")
    out = bytearray()
    try:
        for piece in decoder(body):
            out += piece
            if len(out) > limit:
                break
    except _ERRORS as error:
        if whole:
            raise Trouble(Failure.TRANSPORT, f"the {coding} body is damaged or cut short: {error}") from error
    return out


class _CutShortError(Exception):
    """The encoded body ends before its end mark."""


def _gzip(body: bytes) -> Iterator[bytes]:
    rest = body
    while rest:
        inflate = zlib.decompressobj(wbits=31)
        yield from _inflated(inflate, rest)
        rest = inflate.unused_data.lstrip(b"\0")  # RFC 1952 §2.2: members follow one another; padding is common


def _deflate(body: bytes) -> Iterator[bytes]:
    # RFC 9110 §8.4.1.2: "deflate" means the zlib format, and some servers send it raw nevertheless.
    zlib_format = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return _inflated(zlib.decompressobj(wbits=15 if zlib_format else -15), body)


def _inflated(inflate: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    rest = body
    while not inflate.eof:
        piece = inflate.decompress(rest, _STEP)
        rest = inflate.unconsumed_tail
        yield piece
        if not piece and not rest and not inflate.eof:
            raise _CutShortError("no end mark")


def _unbrotli(body: bytes) -> Iterator[bytes]:
    decoder = importlib.import_module("brotli").Decompressor()
    rest = body
    while not decoder.is_finished():
        piece = decoder.process(rest, output_buffer_limit=_STEP)
        rest = b""
        yield piece
        if not piece and decoder.can_accept_more_data() and not decoder.is_finished():
            raise _CutShortError("no end mark")


def _unzstd(body: bytes) -> Iterator[bytes]:
    rest = body
    while rest:
        decoder = _zstd.ZstdDecompressor(options={_zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})
        while not decoder.eof:
            piece = decoder.decompress(rest, _STEP)
            rest = b""
            yield piece
            if not piece and decoder.needs_input and not decoder.eof:
                raise _CutShortError("no end mark")
        rest = decoder.unused_data


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "zstd": _unzstd,
    **({"br": _unbrotli} if _brotli else {}),
}
_ERRORS: tuple[type[Exception], ...] = (
    _CutShortError,
    zlib.error,
    EOFError,
    _zstd.ZstdError,
    *((_brotli.error,) if _brotli else ()),
)
