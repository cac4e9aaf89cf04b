"""Bytes made small: zstd, with an earlier version of the same document as the prefix ("patch-from")."""

import sys
import zlib
from functools import cache

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
_WINDOW = range(18, 28)  # powers of two a decoder allows without asking: the window must reach back over the prefix


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
