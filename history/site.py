"""The pages as one ASGI app: it reads the library, writes nothing, and answers GET and HEAD only."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Path
from starlette.types import ASGIApp

from history import atom, csv, pages
from history.answers import Absent, Answer, Feed, File, Json, Page, Route, Unclear, Visit
from history.catalogue import Catalogue
from history.csv import Table
from history.filtering import FIELDS
from history.headers import Guarded
from history.library import Library
from history.paging import address
from history.rendering import edition, environment, render
from history.settings import SiteSettings
from policy.model.shelf import Change

Clock: TypeAlias = Callable[[], datetime]

_SMALL = 1024  # bytes; packing less costs more than it saves
_REVALIDATE = "public, no-cache"  # caches may keep a page, and ask before they show it
_NEVER = "no-store"
_ASKED = (*FIELDS, "page", "from", "to", "q", "past")  # what makes a page another one; its layout and language do not
_HTML = "text/html; charset=utf-8"


def application(library: Library, site: SiteSettings, clock: Clock) -> ASGIApp:
    """The site over that library. Views run in threads, so that a slow query holds up nobody else."""
    desk = _Desk(library, site, clock)
    routes = [Path(route.path, desk.endpoint(route), methods=["GET"]) for route in pages.ROUTES]
    starlette = Starlette(
        routes=routes,
        exception_handlers={HTTPException: desk.refused, Exception: desk.broken},  # type: ignore[dict-item] # each gets its own
    )
    starlette.router.redirect_slashes = False  # a redirect would repeat the Host header, which is the visitor's word
    return Guarded(GZipMiddleware(starlette, minimum_size=_SMALL, compresslevel=6))


class _Desk:
    """Turns requests into visits and answers into responses."""

    def __init__(self, library: Library, site: SiteSettings, clock: Clock) -> None:
        self._library = library
        self._catalogue = Catalogue(library)
        self._site = site
        self._clock = clock
        self._templates = environment(site)
        self._edition = edition()

    def endpoint(self, route: Route) -> Callable[[Request], Response]:
        """The view as an endpoint that answers a known ETag without asking it."""

        def endpoint(request: Request) -> Response:
            if route.is_live:
                return self._response(route.view(self._visit(request)), _NEVER, None)
            tag = self._tag(request)
            if tag in _known(request):
                return Response(status_code=304, headers={"ETag": tag, "Cache-Control": _REVALIDATE})
            return self._response(route.view(self._visit(request)), _REVALIDATE, tag, self._here(request))

        return endpoint

    def refused(self, _: Request, error: HTTPException) -> Response:
        """No such address, or a method that is not for reading."""
        if error.status_code == 405:
            return self._problem(
                405, "This site is for reading", "It answers GET and HEAD only.", {"Allow": "GET, HEAD"}
            )
        return self._response(Absent("This page"), _NEVER, None)

    def broken(self, _: Request, __: Exception) -> Response:
        """A mistake of ours: the log has the trace, the visitor an apology."""
        return self._problem(500, "Something went wrong here", "The mistake is ours and has been logged.")

    def _visit(self, request: Request) -> Visit:
        return Visit(
            library=self._library,
            catalogue=self._catalogue,
            site=self._site,
            now=self._clock(),
            path=request.url.path,
            params=request.path_params,
            query=dict(request.query_params),
        )

    def _here(self, request: Request) -> str:
        """The one address of what is shown, made of nothing a visitor can add to it."""
        query = {name: value for name, value in request.query_params.items() if name in _ASKED}
        return address(self._site.prefix + quote(request.scope["path"]), query)

    def _tag(self, request: Request) -> str:
        asked = "\0".join((self._edition, self._library.stamp(), request.scope["path"], request.url.query))
        return f'W/"{hashlib.sha256(asked.encode(errors="surrogatepass")).hexdigest()[:32]}"'

    def _response(self, answer: Answer, caching: str, tag: str | None, here: str = "") -> Response:
        headers = {"Cache-Control": caching} | ({"ETag": tag} if tag else {})
        match answer:
            case Page(template, shown):
                return self._html(200, template, {**shown, "here_path": here}, headers)
            case Json(value, status):
                body = json.dumps(value, ensure_ascii=False, indent=1).encode(errors="replace")
                return Response(body, status, headers, "application/json")
            case Table(name=name):
                headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
                return Response(csv.rendered(answer), 200, headers, csv.MEDIA_TYPE)
            case File(body, media_type, own):
                return Response(body, 200, {**headers, **own}, media_type)
            case Feed(channel, changes):
                return Response(atom.feed(channel, changes, self._site, self._summary), 200, headers, atom.MEDIA_TYPE)
            case Absent(what):
                return self._problem(404, "Not found", f"{what} is not kept here.")
            case Unclear(problem):
                return self._problem(400, "This address cannot be understood", problem)

    def _problem(self, status: int, title: str, words: str, headers: Mapping[str, str] | None = None) -> Response:
        shown = {"title": title, "words": words, "here_path": ""}
        return self._html(status, "problem.html", shown, {"Cache-Control": _NEVER, **(headers or {})})

    def _html(self, status: int, template: str, shown: Mapping[str, object], headers: Mapping[str, str]) -> Response:
        body = render(self._templates, template, shown).encode(errors="replace")
        return Response(body, status, headers, _HTML)

    def _summary(self, change: Change) -> str:
        return render(self._templates, "feed_entry.html", {"change": change, "target": change.target})


def _known(request: Request) -> frozenset[str]:
    """The ETags the visitor holds (RFC 9110 §13.1.2); all of ours are weak, so they compare as they stand."""
    stated = request.headers.get("if-none-match", "")
    return frozenset(tag.strip() for tag in stated.split(","))
