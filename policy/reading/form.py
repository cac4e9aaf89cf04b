"""What form a body has, by its content: names and stated types are only asked when the content leaves it open."""

import re

from policy.reading.charset import wide_of
from policy.reading.foreign import is_foreign_text
from policy.reading.markdown import has_front_matter

_DOCUMENT = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b[^<]{0,4000}?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:div|p|span|table|tr|td|section|article|main|h[1-6]|ul|ol|li|dl|br|a|b|i|em|strong|font|center|header|nav|"
    r"footer|form|blockquote|title|meta)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_PLACED = re.compile(r"<(?:div|table|section|article|main)\b", re.IGNORECASE)
_HASHED = re.compile(r"^#{1,6} \S", re.MULTILINE)
_UNDERLINED = re.compile(r"^[^\s<].*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_SIGN = re.compile(r"\*\*\S[^*\n]*\*\*|\[[^\]\[\n]{1,1000}\]\([^)\s]{1,2000}+\)|^\s*[*+] {1,3}[^\s*+]", re.MULTILINE)
_PDF = re.compile(rb"^\W*%PDF-\d|[\r\n]%PDF-\d")
_HEADED = 1024  # bytes within which readers of PDF look for its head, whatever a server put before it
_SNIFFED = 65_536  # bytes, or signs, by which a body is told
# Larger than any policy by a factor of ten; below, a page is read within seconds and 400 MB.
_LARGEST = 12 << 20
_MOST_TAGS = 200_000
_MOST_LINES = 100_000
_SIGNS = 2  # of Markdown, fewest
_LONG = 200_000  # bytes; no tag of a shorter page has too many attributes
_MOST_ATTRIBUTES = 10_000
_OPENED = re.compile(rb"<[a-zA-Z][\w-]*[\s/].*", re.DOTALL)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")


def form_of(body: bytes, content_type: str | None) -> str:
    """One of html, pdf, docx, text (of any kind), or "" for bytes that are none of these."""
    head = body[:_SNIFFED]
    start = head.lstrip()
    if start.startswith(b"%PDF-") or (_PDF.search(head[:_HEADED]) and b" obj" in head):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in body else ""
    if is_foreign_text(head):
        return ""
    if _DOCUMENT.search(head) or _DOCUMENT.search(head.replace(b"\x00", b"")):
        return "html"
    if "html" in (content_type or "").lower() and b"<" in head:
        return "html"
    return "" if _is_binary(head) else "text"


def refusal(body: bytes) -> str | None:
    """Why a body is too much to be read; None: it is not."""
    if len(body) > _LARGEST:
        return f"{len(body) >> 20} MiB: larger than the {_LARGEST >> 20} MiB that are read"
    if len(body) > _MOST_TAGS and body.count(b"<") > _MOST_TAGS:
        return f"more than {_MOST_TAGS} tags"
    if len(body) > _MOST_LINES and body.count(b"\n") > _MOST_LINES:
        return f"more than {_MOST_LINES} lines"
    return None


def overload(body: bytes) -> str | None:
    """Why libxml2 may build no tree of a page: it compares each attribute of a tag with all others, which takes minutes
    when there are tens of thousands; None: it may."""
    if len(body) > _LONG and any(map(_is_overloaded, (body, _QUOTED.sub(b"", body)))):
        return f"a tag with more than {_MOST_ATTRIBUTES} attributes"
    return None


def _is_overloaded(body: bytes) -> bool:
    opened = (_OPENED.search(part) for part in body.split(b">") if len(part) > _MOST_ATTRIBUTES)
    return any(tag and len(_QUOTED.sub(b"", tag[0]).split()) > _MOST_ATTRIBUTES for tag in opened)


def form_of_text(text: str) -> str:
    """One of markdown, html (whole or with lines of its own: fragment), text. Lines under headings are of text
    and of Markdown; tags may stand in Markdown, where fewer of them place anything than it has headings."""
    head = text[:_SNIFFED]
    tags, placed = len(_TAG.findall(head)), len(_PLACED.findall(head))
    hashed, underlined = len(_HASHED.findall(head)), len(_UNDERLINED.findall(head))
    signs = len(_SIGN.findall(head))
    is_marked = hashed or has_front_matter(head) or (underlined and (signs or tags))
    if is_marked and hashed + underlined >= placed:
        return "markdown"
    if signs >= _SIGNS and signs >= tags:
        return "markdown"
    if tags:
        return "html" if placed else "fragment"
    return "text"


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_of(head):
        return False
    odd = sum(head.count(bytes((code,))) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return odd * 20 > len(head)
