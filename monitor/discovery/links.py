"""The links of a page and what it calls itself."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from lxml import html
from lxml.etree import ParserError

from monitor.web import web_address

_MOST = 3000  # links looked at on one page
_LONGEST_TEXT = 300  # characters


@dataclass(frozen=True, slots=True)
class Anchor:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Front:
    """A page as a way to others: its title, the name of its site ("" when it states none), and its links, each
    address once under its first words."""

    url: str
    title: str
    site_name: str
    anchors: tuple[Anchor, ...]


def front(url: str, text: str) -> Front:
    """What leads on from a page; a text that is no HTML leads nowhere."""
    # As bytes: lxml refuses a text that states an encoding of its own.
    parser = html.HTMLParser(encoding="utf-8")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        return Front(url, "", "", ())
    where = _base(url, _first(tree, "//base/@href"))
    anchors: dict[str, Anchor] = {}
    for element in tree.iter("a"):
        anchor = _anchor(element, where)
        if anchor is not None and len(anchors) < _MOST:
            anchors.setdefault(anchor.url, anchor)
    return Front(
        url=url,
        title=_first(tree, "//title/text()"),
        site_name=_first(tree, "//meta[@property='og:site_name' or @name='application-name']/@content"),
        anchors=tuple(anchors.values()),
    )


def _base(url: str, stated: str) -> str:
    """What links are relative to: what the page states, where that is an address."""
    try:
        return urljoin(url, stated)
    except ValueError:
        return url


def _anchor(element: html.HtmlElement, base: str) -> Anchor | None:
    """None: it leads to no page."""
    href = element.get("href", "").strip()
    if not href or href.startswith("#"):
        return None
    try:
        url = web_address(urldefrag(urljoin(base, href)).url)
    except ValueError:
        return None
    words = element.text_content() or element.get("aria-label") or element.get("title") or ""
    return Anchor(_line(words), url)


def _first(tree: html.HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return _line(str(found[0])) if isinstance(found, list) and found else ""


def _line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))[:_LONGEST_TEXT].strip()
