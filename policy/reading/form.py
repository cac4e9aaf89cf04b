"""What form a body has, by its content: names and stated types are only asked when the content leaves it open."""

import re

_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|span|table|section|article|main|h[1-6]|ul|ol|br|a|b|strong|"
    rb"font|center|script|style|header|nav|footer|form|iframe|link|svg)\b[^<]{0,2000}?>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|={3,}\s*$|-{3,}\s*$|\s*[*+] \S|> )|\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\([^)\s]+\)", re.MULTILINE
)
_SNIFFED = 65_536


def form_of(body: bytes, content_type: str | None) -> str:
    """One of html, pdf, docx, text, or "" for bytes that are none of these."""
    head = body[:_SNIFFED]
    start = head.lstrip()
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in body or b"[Content_Types].xml" in body else ""
    if _TAG.search(head):
        return "html"
    if "html" in (content_type or "") and b"<" in head:
        return "html"
    return "" if _is_binary(head) else "text"


def is_markdown(text: str) -> bool:
    """Whether plain text carries Markdown: at least two signs of it, or one heading."""
    signs = _MARKDOWN.findall(text[:_SNIFFED])
    return len(signs) >= 2 or any(sign.startswith("#") for sign in signs)


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(head.count(bytes((code,))) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return odd * 20 > len(head)
