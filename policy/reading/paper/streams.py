"""What a PDF's compressed streams unpack to, before a parser is let loose on them."""

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_PACKED_TWICE = re.compile(rb"(?:/(?:Flate|LZW|RunLength)Decode\b[^>]{0,80}){2}")
_DICTIONARY = 400  # bytes before a stream in which its dictionary says what it is
_LARGEST = 48 << 20  # of all streams but pictures: the fonts and words of any policy fit in a tenth of it
_MOST_SHOWN = 150_000  # operators that show text; four hundred dense pages have two thirds
_MOST_STREAMS = 20_000  # of a file, pictures counted
_CHUNK = 1 << 16
_PIECE = 1 << 20


def is_too_much(body: bytes) -> bool:
    """Whether the streams hold more bytes, or show more texts, than a document for people does."""
    unpacked = 0
    shown = _shown(body)
    for number, found in enumerate(_STREAM.finditer(body)):
        kind = body[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]
        if _IMAGE.search(kind):
            continue  # pictures are not unpacked to read words
        if number >= _MOST_STREAMS or _PACKED_TWICE.search(kind):
            return True
        for piece in _unpacked(body, found.end()):
            unpacked += len(piece)
            shown += _shown(piece)
            if unpacked > _LARGEST or shown > _MOST_SHOWN:
                return True
    return shown > _MOST_SHOWN


def _shown(content: bytes) -> int:
    return content.count(b"Tj") + content.count(b"TJ")


def _unpacked(body: bytes, at: int) -> Iterator[bytes]:
    """A deflated stream piece by piece, as far as it can be unpacked; other streams are no larger than they are."""
    inflater = zlib.decompressobj()
    try:
        while at < len(body) and not inflater.eof:
            rest = body[at : at + _CHUNK]
            while rest and not inflater.eof:
                yield inflater.decompress(rest, _PIECE)
                rest = inflater.unconsumed_tail
            at += _CHUNK
    except zlib.error:
        return
