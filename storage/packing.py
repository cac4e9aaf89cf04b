"""Bytes made small: zstd, with an earlier version of the same document as the prefix ("patch-from")."""

import hashlib
import json
import sys
import zlib
from collections.abc import Callable
from functools import cache

from policy.model.codec import layer
from storage.errors import DamagedError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHAIN = 64  # patches in a row before a keyframe: 16 cost 40 % more bytes and save half a millisecond
_PATCH_LEVEL = 10  # a tenth smaller than at 3, for half a millisecond
_WHOLE_LEVEL = 3  # a fifth of the time of 10, for a hundredth more bytes
_MAGIC = b"\x28\xb5\x2f\xfd"  # RFC 8878 §3.1.1: the same for every frame
_SHORTEST = 8  # bytes a prefix must have to be taken
_READ: Callable[[str], tuple[object, int]] = json.JSONDecoder().raw_decode  # what `json.loads` adds costs as much again
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=layer).encode
_WINDOW = range(18, 28)  # powers of two a decoder allows without asking: the window must reach back over the prefix

# What the JSON of findings has in common, so that each keeps only what is its own. Part of the format: never edited.
FINDINGS = (
    b'[{"after":{"end":0,"is":"Quote","section":["Contact"],"section_id":"","start":0,"text":""},"before":null,'
    b'"direction":"removed","is":"Finding","kind":"retention-change","reason":"","rule":"","section":[],"severity":1,'
    b'"what":""},{"after":null,"before":{"end":0,"is":"Quote","section":["Retention"],"section_id":"","start":0,"text":""}'
    b',"direction":"added","is":"Finding","kind":"data-category-change","reason":"","rule":"","section":["'
)

# And what is remembered of the looks at a target: its row is written at each of them. Part of the format, too.
PAST = (
    b'"landing":{"is":"Run","last":"2026-01-01T00:00:00.000000+00:00","looks":2,"sign":"https://","since":"2026-01-01T"},'
    b'"on_trial":2,"pace":"PT12H","sighted":"","still":1,"troubles":[{"is":"Run","last":"2026-01-01T","looks":1,"sign":'
    b'"timeout","since":"2026-01-01T"}],"turns":1,{"around":{"is":"Surroundings","sha256":"","since":"2026-01-01T'
    b'00:00:00.000000+00:00"},"full_at":"2026-01-01T00:00:00.000000+00:00","home":"https://www.","is":"Past",'
    b'"looked_at":"2026-01-01T00:00:00.000000+00:00","skeleton":"","surface":"","told_at":"2026-01-01T","turns":[{"after":'
    b'"","at":"2026-01-01T00:00:00.000000+00:00","before":"","is":"Turn","number":2},{"after":"'
)


def pack(plain: bytes, prefix: bytes = b"", level: int = _PATCH_LEVEL) -> bytes:
    """What `unpack` with the same prefix makes into these bytes again: a checksum, then a zstd frame without its magic
    number. `level` is that of a patch."""
    log = min(max(_WINDOW.start, (len(plain) + len(prefix)).bit_length()), _WINDOW.stop - 1)
    if prefix or log > _WINDOW.start:
        frame = zstd.compress(
            plain, options=_options(log, level if prefix else _WHOLE_LEVEL), zstd_dict=_as_prefix(prefix)
        )
    else:
        frame = _small().compress(plain, zstd.ZstdCompressor.FLUSH_FRAME)
    frame = frame[len(_MAGIC) :]
    return zlib.crc32(frame).to_bytes(4, "big") + frame


def _options(log: int, level: int) -> dict[int, int]:
    return {
        zstd.CompressionParameter.compression_level: level,
        zstd.CompressionParameter.window_log: log,
        zstd.CompressionParameter.content_size_flag: 0,
    }


@cache
def _small() -> zstd.ZstdCompressor:
    """Makes whole frames, one at a time for whoever asks: to make one anew for each of the many small texts took longer
    than to compress it."""
    return zstd.ZstdCompressor(options=_options(_WINDOW.start, _WHOLE_LEVEL))


def unpack(packed: bytes, prefix: bytes = b"") -> bytes:
    """Raises DamagedError when these are not the very bytes that `pack` made."""
    frame = packed[4:]
    if zlib.crc32(frame).to_bytes(4, "big") != packed[:4]:
        raise DamagedError("the checksum of what was packed is another one")
    try:
        return zstd.decompress(_MAGIC + frame, zstd_dict=_as_prefix(prefix))
    except zstd.ZstdError as error:
        raise DamagedError(f"not what was packed: {error}") from error


def _as_prefix(prefix: bytes) -> "tuple[zstd.ZstdDict, int] | None":
    return zstd.ZstdDict(prefix, is_raw=True).as_prefix if len(prefix) >= _SHORTEST else None


def sha256(plain: bytes) -> str:
    return hashlib.sha256(plain).hexdigest()


def verified(plain: bytes, digest: str, name: str) -> bytes:
    """The bytes, when they are the recorded ones; otherwise raises DamagedError with the name."""
    found = sha256(plain)
    if found != digest:
        raise DamagedError(f"{name} is damaged: its SHA-256 is {found}, recorded was {digest}")
    return plain


def canonical(value: object) -> bytes:
    """The JSON of a value of the model, the same bytes on every machine."""
    return _CANONICAL(value).encode("utf-8", "surrogatepass")


def to_json(value: object) -> bytes:
    """The one form in which a JSON value is kept."""
    return _PLAIN(value).encode("utf-8", "surrogatepass")


def from_json(plain: bytes | str) -> object:
    """The JSON value that `to_json` wrote. Raises ValueError for anything before or behind it."""
    text = plain if isinstance(plain, str) else plain.decode("utf-8", "surrogatepass")
    value, end = _READ(text)
    if end != len(text):
        raise ValueError(f"expected one JSON value, found {text[end:]!r:.80} behind it")
    return value
