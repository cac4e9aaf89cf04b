"""The site as files: the same pages with links that hold on a disk, to be opened there or hosted anywhere.

Left out is what takes a server to answer: the search, filters other than by kind and service, two versions chosen to be
compared, and what versions no longer in force state. A link to any of these becomes plain words. Left out, too, are the
words of versions and sections as JSON, which stand in their pages: they would be half of the whole.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from lxml import html
from starlette.types import ASGIApp, Message, Scope

from history.languages import parted
from policy.catalogues import LANGUAGES

Write = Callable[[str, bytes], None]
_PAGES = ("/", "/services", "/status", "/about")
_FILES = ("/changes.json", "/services.json", "/status.json", "/openapi.json")
_LIVE = ("/search", "/health", "/subscriptions")  # they answer questions, which files cannot
_ANSWERED = frozenset({"page", "kind", "service", "layout"})  # questions that have few answers
_POLICY = "script-src 'none'; object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'"
_TABLES = (".json", ".csv", ".atom", ".ics")
_SUFFIXES = (*_TABLES, ".css", ".svg")
_NEUTRAL = (".json", ".csv", ".css", ".svg")  # the same in every language
_WORDS = re.compile(r"/[^/]+/(versions|sections)/[^/]+\.json")
_STATED = re.compile(r"(/[^/]+)/versions/[0-9]+/facts")
_LONGEST_QUERY = 80  # characters of a query in the name of a file
_LINES = ("also", "steps")  # classes of lines that are made of links
_LINKS = "//a[@href] | //link[@href]"


class ExportError(Exception):
    """A page could not be made; the message says which."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    media_type: str
    body: bytes


async def export(app: ASGIApp, prefix: str, write: Write, languages: Sequence[str] = LANGUAGES) -> int:
    """Every page that can be reached without asking a question is written under its file's name, in each of these
    languages of ours, the first at the root; gives how many. Raises ExportError when one of them cannot be made."""
    place = FileSite(prefix, tuple(languages))
    waiting = [f"{prefix}/{language}{start}" for language in languages for start in _PAGES]
    waiting.extend(f"{prefix}{start}" for start in _FILES)
    known = set(waiting)
    while waiting:
        address = waiting.pop()  # what a page leads to comes next, while its document is at hand
        answer = await _asked(app, address, prefix)
        if answer.status != 200:
            raise ExportError(f"{address} answers {answer.status}; see the log for the cause")
        body = answer.body
        if answer.media_type.startswith("text/html"):
            page = html.document_fromstring(body.decode())
            found = list(_relinked(page, address, place))
            waiting.extend(link for link in dict.fromkeys(found) if link not in known)
            known.update(found)
            body = html.tostring(page, doctype="<!doctype html>", encoding="utf-8")
        write(place.file_of(address), body)
    return len(known)


@dataclass(frozen=True, slots=True)
class FileSite:
    """Where the site is on the web, and the languages it is written in, the first of them at the root."""

    prefix: str
    languages: tuple[str, ...]

    def file_of(self, address: str) -> str:
        """The file's name for an address of the site: path and query, every part inside its folder."""
        parts = urlsplit(address)
        language, path = self.parted(parts.path)
        names = [quote(unquote(part), safe="").lstrip(".") or "_" for part in path.strip("/").split("/") if part]
        folder = [] if language in (None, self.languages[0]) else [language]
        name = "/".join([*folder, *(names or ["index"])])
        if posixpath.splitext(name)[1] in _SUFFIXES:
            return name
        if names[:1] == ["bodies"]:
            return f"{name}.txt"  # whatever it was, on a disk it is text, and no page that runs
        return f"{name}{_query_part(parts.query)}.html"

    def parted(self, path: str) -> tuple[str | None, str]:
        """The language of what stands at that path, and the path below it; None: it is the same in all of them."""
        stated, below = parted(path.removeprefix(self.prefix))
        is_neutral = below.endswith(_NEUTRAL) or below.startswith("/bodies/")
        return (None if is_neutral else stated or LANGUAGES[0]), below

    def is_written(self, address: str) -> bool:
        """Files can answer it: a table or a feed that was asked for a part is the same file as the whole, and takes a
        server."""
        parts = urlsplit(address)
        language, below = self.parted(parts.path)
        asked = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        if _WORDS.fullmatch(below):
            return False
        if below.endswith(_SUFFIXES):
            return language in (None, *self.languages) and not (asked and below.endswith(_TABLES))
        answered = {"page"} if below.startswith("/facts/") else _ANSWERED
        return language in (None, *self.languages) and asked <= answered and not below.startswith(_LIVE)


def _query_part(query: str) -> str:
    if not query:
        return ""
    written = quote(query, safe="=").replace("%", "_")
    return f"~{written if len(written) <= _LONGEST_QUERY else hashlib.sha256(query.encode()).hexdigest()[:16]}"


def _relinked(page: html.HtmlElement, address: str, place: FileSite) -> Iterator[str]:
    """Every address of the site that the page links to; afterwards the page links to their files."""
    for form in page.xpath(
        "//details[@class='filter'] | //nav[ul/@class='views'] | //form | //nav//li[a[contains(@href, '/search')]]"
    ):
        form.drop_tree()
    head = page.find("head")
    head.insert(1, html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}))
    folder, here = posixpath.dirname(place.file_of(address)), place.parted(urlsplit(address).path)[1]
    for element in page.xpath(_LINKS):
        link = str(element.get("href"))
        if not link.startswith(f"{place.prefix}/") or link.startswith("//"):
            continue
        target, _, fragment = link.partition("#")
        stated = _STATED.fullmatch(place.parted(urlsplit(target).path)[1])
        is_old = stated is not None and here not in (stated[0], stated[1])
        if is_old or not place.is_written(target):
            _unlink(element)
            continue
        file = posixpath.relpath(place.file_of(target), folder or ".")
        element.set("href", quote(file) + (f"#{fragment}" if fragment else ""))
        yield target


def _unlink(element: html.HtmlElement) -> None:
    """Words stay; what is nothing but a link goes, with the item of a list or the line it stood alone in: a language
    not written, the same in another form, a step elsewhere."""
    around = element.getparent()
    is_in_line = around.get("class") in _LINES
    if element.tag == "link" or element.get("hreflang") or is_in_line:
        is_alone = around.tag == "li" or (is_in_line and len(around) == 1)
        (around if is_alone else element).drop_tree()
    else:
        element.drop_tag()


async def _asked(app: ASGIApp, address: str, prefix: str) -> _Answer:
    """The site's own answer, without a network."""
    parts = urlsplit(address)
    sent: list[MutableMapping[str, object]] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    path = parts.path.removeprefix(prefix)
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [],
        "client": None,
        "server": None,
    }
    await app(scope, receive, send)
    start, *bodies = sent
    headers = dict(start["headers"])  # type: ignore[call-overload] # ASGI: pairs of bytes
    body = b"".join(bytes(message.get("body", b"")) for message in bodies)  # type: ignore[call-overload] # ASGI: bytes
    return _Answer(int(str(start["status"])), headers.get(b"content-type", b"").decode(), body)
