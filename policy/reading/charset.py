"""Bytes to characters: byte order mark, then the server's word, then the page's own, then detection."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STATED = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset\s*=|\?xml\b[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_DECLARED_WITHIN = 4096  # HTML Living Standard §13.2.3.2 asks for 1024; real pages put scripts first
_DETECTED_WITHIN = 20_000
# WHATWG Encoding Standard §4.2: browsers read these names as the Windows superset.
_SHIFTS = b"\x1b$"  # Japanese in seven bits, which would be valid UTF-8
_SHIFTING = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_ext"})
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}


def decoded(body: bytes, content_type: str | None) -> str:
    """The body as text; bytes no encoding explains become U+FFFD."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if _SHIFTS in body[:_DETECTED_WITHIN] and (_stated(content_type) or _declared(body)) in _SHIFTING:
        return body.decode("iso2022_jp", "replace")
    try:
        # Bytes that are valid UTF-8 and not ASCII are UTF-8, whatever a header claims.
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    name = _stated(content_type) or _declared(body) or _detected(body)
    return body.decode(name, "replace")


def _stated(content_type: str | None) -> str | None:
    match = _STATED.search(content_type or "")
    return _known(match[1]) if match else None


def _declared(body: bytes) -> str | None:
    match = _DECLARED.search(body[:_DECLARED_WITHIN])
    return _known(match[1].decode("ascii", "replace")) if match else None


def _detected(body: bytes) -> str:
    matches = from_bytes(body[:_DETECTED_WITHIN])
    best = matches.best()
    if best is not None:
        # WHATWG Encoding Standard: most browsers fall back to windows-1252, so it wins where detection cannot tell.
        equal = (match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence))
        best = next((match for match in equal if match.encoding == "cp1252"), best)
    return (_known(best.encoding) if best else None) or "utf-8"


def _known(name: str) -> str | None:
    """The codec's name; None: no text encoding of that name."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(info.name, info.name)
