"""Bytes to characters: byte order mark, then UTF-8 where the bytes are, then the server's word, the page's own, and
detection.

What is stated holds, but for two words that are said by default and without looking: UTF-8 of bytes that are not, and
ISO 8859-1 of bytes that plainly are something else.
"""

import codecs
import re
from collections.abc import Iterator

from policy.reading.detection import DEFAULT, guessed, is_other, sample_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEGINNINGS = tuple(mark for mark, _ in _MARKS)
_STATED = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset\s*=|\?xml\b[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_DECLARED_WITHIN = 4096  # HTML Living Standard §13.2.3.2 asks for 1024; real pages put scripts first
_SHIFTED_WITHIN = 20_000  # bytes
_SHIFTS = re.compile(rb"\x1b\$[@B].*?\x1b\([BJ]", re.DOTALL)  # Japanese in seven bits, which would be valid UTF-8
# WHATWG Encoding Standard §4.2: browsers read these names as a superset, and know names that Python does not.
_SUPERSETS = {
    "iso8859-1": DEFAULT,
    "ascii": DEFAULT,
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
_OWN_NAMES = {
    "iso-8859-8-i": "iso8859-8",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "win-1251": "cp1251",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "x-x-big5": "big5hkscs",
    "windows-949": "cp949",
}
_WIDE = ("utf-16", "utf-32")
_WIDE_WITHIN = 4096  # bytes
_WIDE_SHARE = 0.1  # of the characters are Latin: mark-up, spaces and digits are, in every language
_ONE_SIDED = 8  # times as many zeros on one side: a character or two of East Asia end in one
_UNSTATED = 4  # times as many characters as there are faults: UTF-8 that something was mixed into
_FAULTS = 0.02  # of the characters may be damaged in an encoding that is stated


def decoded(body: bytes, content_type: str | None) -> str:
    """The body as text; bytes no encoding explains become U+FFFD."""
    plain = in_utf8(body)
    if plain is not None:
        return plain
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if wide := wide_of(body):
        return body.decode(wide, "replace")
    if _SHIFTS.search(body[:_SHIFTED_WITHIN]):
        return body.decode("iso2022_jp", "replace")
    names = tuple(_stated(body, content_type))
    text = body.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if _beyond_ascii(text) - faults >= faults * (1 if "utf-8" in names else _UNSTATED):
        return text
    return body.decode(_name_of(body, names), "replace")


def in_utf8(body: bytes) -> str | None:
    """The body as text where every byte of it is of UTF-8, whatever a header claims; None: it is not, has a mark, or is
    ASCII that stands for other characters."""
    if body.startswith(_BEGINNINGS) or wide_of(body) or _SHIFTS.search(body[:_SHIFTED_WITHIN]):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def wide_of(body: bytes) -> str:
    """The encoding of a body in two bytes a character that has no mark: every other byte of its ASCII characters is
    zero. Empty: it is none."""
    head = body[:_WIDE_WITHIN]
    low, high = head[1::2].count(0), head[0::2].count(0)
    least = max(1.0, _WIDE_SHARE * len(head) / 2)
    if low >= least and low > _ONE_SIDED * high:
        return "utf-16-le"
    return "utf-16-be" if high >= least and high > _ONE_SIDED * low else ""


def _name_of(body: bytes, names: tuple[str, ...]) -> str:
    """The encoding of bytes that are not UTF-8: the first that is stated and is not said by default; what is said by
    default, unless it plainly is another."""
    stated = [name for name in names if name not in {"utf-8", DEFAULT} and _explains(name, body)]
    if DEFAULT not in names or (stated and names[0] != DEFAULT):
        return stated[0] if stated else _known(guessed(sample_of(body))) or DEFAULT
    sample = sample_of(body)
    if stated and is_other(sample, stated[0]):
        return stated[0]
    guess = _known(guessed(sample)) or DEFAULT
    return guess if is_other(sample, guess) else DEFAULT


def _explains(name: str, body: bytes) -> bool:
    text = body.decode(name, "replace")
    return text.count("\ufffd") <= _FAULTS * _beyond_ascii(text)


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _stated(body: bytes, content_type: str | None) -> Iterator[str]:
    """The encodings that the server and the page itself name, in this order."""
    stated = _STATED.search(content_type or "")
    declared = _DECLARED.search(body[:_DECLARED_WITHIN])
    for name in (stated and stated[1], declared and declared[1].decode("ascii", "replace")):
        known = _known(name) if name else None
        # Bytes in which a name could be read, or that were no UTF-16 above, are not of two bytes a character.
        if known and not known.startswith(_WIDE):
            yield known


def _known(name: str) -> str | None:
    """The codec's name; None: no text encoding of that name."""
    try:
        info = codecs.lookup(_OWN_NAMES.get(name.lower(), name))
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(info.name, info.name)
