"""A page as it came, but for what no reading looks at, as a hash: told without building a tree of it.

Only mark-up that every parser takes apart alike is told: each tag well formed, each comment and script closed. Of any
other page nothing is told, so that nothing is left out that some parser would take for words.
"""

import hashlib
import re

from policy.reading.markup.signs import is_cut

_BLANK = rb"[ \t\r\n]"
_NAME = rb"[a-zA-Z][a-zA-Z0-9:_.-]*+"
_VALUE = rb"(?:%b*+=%b*+(?:\"[^\"]*+\"|'[^']*+'|[^\x00-\x20\"'<>=`]++))" % (_BLANK, _BLANK)
# Attributes that no reading looks at, and whose values rotate. What others say counts, only to be quicker.
_TOKENS = rb"(?:nonce|integrity|data-(?=[a-z-]*(?:nonce|token|csrf|request|time|uuid|hash))[a-z-]++)(?=[ \t\r\n=/>])"
_RAW = rb"(?i:script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b"  # what is in them may be no mark-up
_ASKED = rb"(?i:meta|input)\b"
_DRESS = rb"(?:%b++%b%b?+)*+%b*+" % (_BLANK, _NAME, _VALUE, _BLANK)  # all attributes
_PLAIN_DRESS = rb"(?:%b++(?!%b)%b%b?+)*+%b*+" % (_BLANK, _TOKENS, _NAME, _VALUE, _BLANK)  # none of them a token
_KEPT = rb"(?P<kept>(?:[^<]++|</%b%b*+>|<(?!%b|%b)%b%b/?>)++)" % (_NAME, _BLANK, _ASKED, _RAW, _NAME, _PLAIN_DRESS)
_COMMENT = rb"(?P<comment><!--(?!-?>)(?:[^-]++|-(?!-!?>))*+-->)"
# HTML Living Standard §13.2.5.18: a comment inside a script may hide the end of it.
_SCRIPT = rb"(?P<script><script%b>)(?:[^<]++|<(?!(?i:/script)|!--))*+</script%b*+>" % (_DRESS, _BLANK)
_STYLE = rb"(?P<style><style%b>)[^<]*+</style%b*+>" % (_DRESS, _BLANK)
_LINES = rb"(?P<lines><(?P<of>textarea|title|xmp|iframe|noembed|noframes)%b>[^<]*+</(?P=of)%b*+>)" % (_DRESS, _BLANK)
_TAG = rb"(?P<tag><(?!%b)%b%b/?>)" % (_RAW, _NAME, _DRESS)
_TYPE = rb"(?P<type><!(?i:doctype)[^<>\[\]]*+>)"
_PIECES = re.compile(b"|".join((_KEPT, _COMMENT, _SCRIPT, _STYLE, _LINES, _TAG, _TYPE)))


def _values_of(names: bytes) -> re.Pattern[bytes]:
    """Finds every attribute of a tag, with its value in neither group when it has one of these names."""
    return re.compile(rb"(%b++%b)%b|(%b++%b%b?+)" % (_BLANK, names, _VALUE, _BLANK, _NAME, _VALUE))


_ROTATING = _values_of(_TOKENS)
_UNREAD = {b"meta": _values_of(rb"(?:content|%b)" % _TOKENS), b"input": _values_of(rb"(?:value|%b)" % _TOKENS)}
_WEIGHT = b"font-weight"
_TOLD = re.compile(rb"http-equiv|charset", re.IGNORECASE)  # of these metas every word counts


def surface_of(body: bytes) -> str:
    """Pages of equal surfaces have equal skeletons. Empty: it cannot be told, of mark-up that is not well formed and of
    other bytes than UTF-8."""
    if b"\x00" in body or b"\x1b" in body:
        return ""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    found, end = [], 0
    for piece in _PIECES.finditer(body):
        if piece.start() != end:
            return ""
        found.append(_told(piece))
        end = piece.end()
    if end != len(body):
        return ""
    return hashlib.sha256(b"\x00".join((*found, bytes([is_cut(text)])))).hexdigest()[:32]


def _told(piece: re.Match[bytes]) -> bytes:
    """What counts of it."""
    whole = piece[0]
    match piece.lastgroup:
        case "comment":
            return b"<!---->"
        case "style" if _WEIGHT in whole:
            return whole  # it may say which classes are bold
        case "script" | "style":
            return _ROTATING.sub(rb"\1\2", piece[piece.lastgroup])
        case "tag":
            name = whole[1:].partition(b" ")[0].lower()
            is_kept = name == b"meta" and _TOLD.search(whole)
            return whole if is_kept else _UNREAD.get(name, _ROTATING).sub(rb"\1\2", whole)
    return whole
