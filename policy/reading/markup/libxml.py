"""Mark-up by libxml2: taken apart, changed and written out again."""

from typing import TypeAlias, cast

from lxml import etree

from policy.reading.markup.bodies import with_body

EMPTY = "<html><body></body></html>"
Markup: TypeAlias = etree._Element  # noqa: SLF001 – the stubs' only name for the class


def root_of(text: str, *, has_comments: bool = False) -> Markup:
    """The page as libxml2 sees it; a page without any element gives an empty body."""
    root = taken_apart(text, has_comments=has_comments)
    return etree.fromstring(EMPTY) if root is None else root


def serialised(root: Markup) -> str:
    """The page written out again."""
    return etree.tostring(root, encoding="unicode", method="html")


def taken_apart(
    text: str, target: object = None, raw: bytes | None = None, *, has_comments: bool = False
) -> Markup | None:
    """The root; None: the page has no element, or a target took them all."""
    taker = cast("etree.ParserTarget | None", target)  # the stubs ask for a method that only comments would need
    # A parser is not shared: a broken page must not leave state behind for the next one.
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=not has_comments, remove_pis=True, encoding="utf-8", target=taker
    )
    if not text or text.isspace():
        return None
    whole = with_body(text)
    body = whole.encode("utf-8", "replace") if raw is None or whole is not text else raw
    try:
        # HTML Living Standard §13.2.5: a NUL in text is dropped; libxml2 would stop at it.
        return etree.fromstring(body.replace(b"\x00", b""), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
