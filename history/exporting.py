"""The site as files: the same pages with links that hold on a disk, to be opened there or hosted anywhere."""

import hashlib
import posixpath
from collections import deque
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from lxml import html
from starlette.types import ASGIApp, Message, Scope

from history.languages import parted
from policy.catalogues import LANGUAGES

Write = Callable[[str, bytes], None]
_STARTS = ("/", "/services", "/status", "/about", "/changes.json", "/services.json", "/status.json", "/openapi.json")
_LIVE = ("/search", "/health")  # they answer questions, which files cannot
_POLICY = "script-src 'none'; object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'"
_TABLES = (".json", ".csv", ".atom")
_LONGEST_QUERY = 80
_LINKS = "//a[@href] | //link[@href]"


class ExportError(Exception):
    """A page could not be made; the message says which."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    media_type: str
    body: bytes


async def export(app: ASGIApp, prefix: str, write: Write) -> int:
    """Every page that can be reached without asking a question is written under its file's name; gives how many.
    Raises ExportError when one of them cannot be made."""
    waiting = deque(f"{prefix}{start}" for start in _STARTS)
    known = set(waiting)
    while waiting:
        address = waiting.popleft()
        answer = await _asked(app, address, prefix)
        if answer.status != 200:
            raise ExportError(f"{address} answers {answer.status}; see the log for the cause")
        body = answer.body
        if answer.media_type.startswith("text/html"):
            page = html.document_fromstring(body.decode())
            found = list(_relinked(page, address, prefix))
            waiting.extend(link for link in dict.fromkeys(found) if link not in known)
            known.update(found)
            body = html.tostring(page, doctype="<!doctype html>", encoding="utf-8")
        write(file_of(address, prefix), body)
    return len(known)


def file_of(address: str, prefix: str) -> str:
    """The file's name for an address of the site: path and query, every part inside its folder."""
    parts = urlsplit(address)
    path = _default(parts.path.removeprefix(prefix)).strip("/")
    names = [quote(unquote(part), safe="").lstrip(".") or "_" for part in path.split("/") if part]
    name = "/".join(names if names and names[-1] not in LANGUAGES else (*names, "index"))
    if posixpath.splitext(name)[1] in (".json", ".atom", ".ics", ".csv", ".css", ".svg"):
        return name
    if names[:1] == ["bodies"]:
        return f"{name}.txt"  # whatever it was, on a disk it is text, and no page that runs
    return f"{name}{_query_part(parts.query)}.html"


def _query_part(query: str) -> str:
    if not query:
        return ""
    written = quote(query, safe="=").replace("%", "_")
    return f"~{written if len(written) <= _LONGEST_QUERY else hashlib.sha256(query.encode()).hexdigest()[:16]}"


def _relinked(page: html.HtmlElement, address: str, prefix: str) -> Iterator[str]:
    """Every address of the site that the page links to; afterwards the page links to their files."""
    for form in page.xpath("//details[@class='filter'] | //form | //nav//li[a[contains(@href, '/search')]]"):
        form.drop_tree()
    head = page.find("head")
    head.insert(1, html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}))
    folder = posixpath.dirname(file_of(address, prefix))
    for element in page.xpath(_LINKS):
        link = str(element.get("href"))
        if not link.startswith(f"{prefix}/") or link.startswith("//"):
            continue
        target, _, fragment = link.partition("#")
        if _is_question(target.removeprefix(prefix)):
            element.drop_tag()
            continue
        target = prefix + _default(target.removeprefix(prefix))
        file = posixpath.relpath(file_of(target, prefix), folder or ".")
        element.set("href", quote(file) + (f"#{fragment}" if fragment else ""))
        yield target


def _is_question(address: str) -> bool:
    """Only a server can answer it; a table or a feed that was asked for a part is the same file as the whole."""
    parts = urlsplit(address)
    return parted(parts.path)[1].startswith(_LIVE) or (bool(parts.query) and parts.path.endswith(_TABLES))


def _default(path: str) -> str:
    """The path of the page in our first language, which files without a choice are in."""
    language, rest = parted(path)
    return rest if language == LANGUAGES[0] else path


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
