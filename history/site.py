"""The pages as one ASGI app: it reads the library, writes nothing, and answers GET and HEAD only."""

import asyncio
import hashlib
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TypeAlias
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Path
from starlette.types import ASGIApp

from history import pages
from history.addresses import Addresses, address
from history.answering import Answering
from history.answers import Absent, Answer, Route, Unclear, Visit
from history.catalogue import Catalogue
from history.desks import app_of
from history.filtering import FACT_FIELDS, FIELDS, FilterError
from history.headers import Guarded
from history.languages import preferred
from history.library import Library
from history.rendering import edition, environment
from history.settings import SiteSettings
from history.wording import speech
from policy.catalogues import LANGUAGES
from policy.facts import Phrase, marks
from policy.heads import settled
from policy.model.shelf import ChangeFilter

Clock: TypeAlias = Callable[[], datetime]
Endpoint: TypeAlias = Callable[[Request], Coroutine[None, None, Response]]

# Of the process, and kept: one that is started for a request costs more than many a page.
_THREADS = ThreadPoolExecutor(max_workers=16, thread_name_prefix="page")

_SMALL = 1024  # bytes; packing less costs more than it saves
_REVALIDATE = "public, no-cache"  # caches may keep a page, and ask before they show it
_NEVER = "no-store"
RETRY = {"Retry-After": "60"}  # seconds
_ASKED = (
    *FIELDS,
    *FACT_FIELDS,
    "page",
    "from",
    "to",
    "past",
    "day",
)  # what makes a page another one; its layout and language do not
_VARIES = {"Vary": "Accept-Language"}


def warm(library: Library, site: SiteSettings, now: datetime) -> None:
    """What is read from all targets at once, what the first page shows, and what is known of each language, is at hand
    before anybody asks, who would wait for it."""
    library.documents()
    library.head(settled(now))
    library.changes(ChangeFilter(), site.page_size)
    for language in LANGUAGES:
        marks(Phrase("30 days", language, lead="", heading=""))


def application(library: Library, site: SiteSettings, clock: Clock) -> ASGIApp:
    """The site over that library. Views run in threads, so that a slow query holds up nobody else."""
    desk = _Desk(library, site, clock)
    routes = [Path(route.path, desk.endpoint(route), methods=["GET"]) for route in pages.ROUTES]
    return Guarded(GZipMiddleware(app_of(routes, desk), minimum_size=_SMALL, compresslevel=6))


class _Desk:
    """Turns requests into visits and answers into responses."""

    def __init__(self, library: Library, site: SiteSettings, clock: Clock) -> None:
        self._library = library
        self._catalogue = Catalogue(library)
        self._site = site
        self._clock = clock
        self._edition = edition()
        for language in LANGUAGES:
            environment(site, language)

    def endpoint(self, route: Route) -> Endpoint:
        """The view as an endpoint."""

        async def endpoint(request: Request) -> Response:
            return await asyncio.get_running_loop().run_in_executor(_THREADS, partial(self._answer, route, request))

        return endpoint

    def _answer(self, route: Route, request: Request) -> Response:
        """The view's answer; a known ETag is answered without asking it."""
        if route.is_live:
            visit = self._visit(request, is_spoken=False)
            return Answering(visit, {"Cache-Control": _NEVER}).response(_seen(route, visit))
        href = self._href(request, route.is_spoken)
        tag = self._tag(request, href)
        headers = {"ETag": tag, "Cache-Control": _REVALIDATE} | (_VARIES if route.is_spoken else {})
        if tag in _known(request):
            return Response(status_code=304, headers=headers)
        visit = self._visit(request, route.is_spoken)
        return Answering(visit, headers, self._here(request)).response(_seen(route, visit))

    def refused(self, request: Request, error: HTTPException) -> Response:
        """No such address, or a method that is not for reading."""
        visit = self._visit(request, is_spoken=True)
        answering = Answering(visit, {"Cache-Control": _NEVER})
        if error.status_code == 405:
            words = visit.speech.say("It answers GET and HEAD only.")
            return answering.problem(405, visit.speech.say("This site is for reading"), words, {"Allow": "GET, HEAD"})
        return answering.response(Absent(visit.speech.say("This page")))

    def out_of_reach(self, request: Request, _: Exception) -> Response:
        """Nobody's mistake, and it passes: `keep_head` of the monitor has it in the log."""
        visit = self._visit(request, is_spoken=True)
        words = visit.speech.say("It comes back by itself. Please try again in a minute.")
        title = visit.speech.say("The history cannot be reached now")
        return Answering(visit, {}).problem(503, title, words, RETRY)

    def broken(self, request: Request, _: Exception) -> Response:
        """A mistake of ours: the log has the trace, the visitor an apology."""
        visit = self._visit(request, is_spoken=True)
        words = visit.speech.say("The mistake is ours and has been logged.")
        return Answering(visit, {}).problem(500, visit.speech.say("Something went wrong here"), words)

    def _visit(self, request: Request, is_spoken: bool) -> Visit:
        href = self._href(request, is_spoken)
        return Visit(
            library=self._library,
            catalogue=self._catalogue,
            site=self._site,
            now=self._clock(),
            speech=speech(href.language),
            href=href,
            path=request.scope["path"],
            params=request.path_params,
            query=dict(request.query_params),
        )

    def _href(self, request: Request, is_spoken: bool) -> Addresses:
        """The language the address names; failing that, the one the browser likes most, for what people read."""
        stated = request.scope["language"]
        liked = preferred(request.headers.get("accept-language", "")) if is_spoken else LANGUAGES[0]
        return Addresses(self._site.prefix, stated, stated or liked)

    def _here(self, request: Request) -> str:
        """The one address of what is shown, below the language, made of nothing a visitor can add to it."""
        query = {name: value for name, value in request.query_params.items() if name in _ASKED}
        return address(quote(request.scope["path"]), query)

    def _tag(self, request: Request, href: Addresses) -> str:
        spoken = f"{href.stated} {href.language}"
        known = (self._edition, self._library.stamp(), settled(self._clock()).isoformat())
        asked = "\0".join((*known, spoken, request.scope["path"], request.url.query))
        return f'W/"{hashlib.sha256(asked.encode(errors="surrogatepass")).hexdigest()[:32]}"'


def _seen(route: Route, visit: Visit) -> Answer:
    """What the view answers; a filter it cannot read is the visitor's to correct."""
    try:
        return route.view(visit)
    except FilterError as error:
        return Unclear(error.words(visit.speech))


def _known(request: Request) -> frozenset[str]:
    """The ETags the visitor holds (RFC 9110 §13.1.2); all of ours are weak, so they compare as they stand."""
    stated = request.headers.get("if-none-match", "")
    return frozenset(tag.strip() for tag in stated.split(","))
