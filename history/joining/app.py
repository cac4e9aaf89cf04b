"""The pages of subscriptions as an app of its own. GET shows and changes nothing, POST does; there are no cookies."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from history.addresses import Addresses
from history.desks import app_of
from history.headers import Guarded
from history.joining.forms import Choices, Form, Problem, blank, filled, misaddressed, wish, zones
from history.joining.office import Office
from history.languages import parted, preferred
from history.library import Library
from history.rendering import environment, render
from history.settings import SiteSettings
from history.site import RETRY
from history.site import application as history
from history.wording import speech
from policy.model.subscriptions import Asked, Wish

PLACE = "/subscriptions"
_BODY = 64 * 1024  # bytes
_FIELDS = 1_000  # of a form, the most that are taken apart
_HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Language", "X-Robots-Tag": "noindex"}
_AN_HOUR = {"Retry-After": "3600"}


def front(library: Library, site: SiteSettings, clock: Callable[[], datetime], office: Office | None) -> ASGIApp:
    """The history pages, and beside them the subscriptions when there is an office for them; neither sees what is asked
    of the other."""
    pages = history(library, site, clock)
    if office is None:
        return pages
    subscriptions = application(office, library, site, clock)

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        _, path = parted(scope.get("path", ""))
        is_ours = path == PLACE or path.startswith(f"{PLACE}/")
        await (subscriptions if is_ours else pages)(scope, receive, send)

    return door


def application(office: Office, library: Library, site: SiteSettings, clock: Callable[[], datetime]) -> ASGIApp:
    """The app over that office; the library names the services that can be chosen."""
    desk = _Desk(office, library, site, clock)
    routes = [
        Route(PLACE, desk.form, methods=["GET"]),
        Route(PLACE, desk.ask, methods=["POST"]),
        Route(f"{PLACE}/confirm/{{token}}", desk.confirming, methods=["GET"]),
        Route(f"{PLACE}/confirm/{{token}}", desk.confirm, methods=["POST"]),
        Route(f"{PLACE}/leave/{{token}}", desk.leaving, methods=["GET"]),
        Route(f"{PLACE}/leave/{{token}}", desk.leave, methods=["POST"]),
    ]
    return Guarded(app_of(routes, desk))


class _Desk:
    """Turns requests into what the office is asked, and its answers into pages."""

    def __init__(self, office: Office, library: Library, site: SiteSettings, clock: Callable[[], datetime]) -> None:
        self._office = office
        self._library = library
        self._site = site
        self._clock = clock

    async def form(self, request: Request) -> Response:
        offered, asked = await run_in_threadpool(self._choices), request.query_params.getlist
        services = [one for one in asked("service") if one in offered.services]
        documents = [one for one in asked("document") if one in offered.documents]
        return self._form(request, blank(_language(request), services, documents), offered)

    async def ask(self, request: Request) -> Response:
        """The same answer for every address, known or not: what becomes of it is said by mail."""
        if _is_foreign(request, self._site):
            return self._foreign(request)
        words, offered = speech(_language(request)), await run_in_threadpool(self._choices)
        form = filled(await _fields(request), blank(_language(request)))
        asked = wish(form, offered, words)
        if not isinstance(asked, Wish):
            return self._form(request, form, offered, asked)
        peer = request.client.host if request.client else ""
        match await run_in_threadpool(self._office.ask, asked, peer, self._clock()):
            case Asked.NO_ADDRESS:
                return self._form(request, form, offered, (misaddressed(words),))
            case Asked.TOO_OFTEN:
                says = words.say("Too many requests came from where you are. Try again in an hour.")
                return self._message(request, 429, words.say("Not now, please"), says, _AN_HOUR)
            case Asked.TAKEN:
                return self._page(request, 200, "subscribe_asked.html", {"address": form.address.strip()})

    async def confirming(self, request: Request) -> Response:
        """Only a button: mail programs and scanners follow links too."""
        return self._page(request, 200, "subscribe_confirm.html", {"token": request.path_params["token"]})

    async def confirm(self, request: Request) -> Response:
        if _is_foreign(request, self._site):
            return self._foreign(request)
        words = speech(_language(request))
        if await run_in_threadpool(self._office.confirm, request.path_params["token"], self._clock()):
            says = words.say("From now on you are told what changes. Every mail has a link by which you leave.")
            return self._message(request, 200, words.say("You are subscribed"), says)
        return self._page(request, 410, "subscribe_expired.html", {})

    async def leaving(self, request: Request) -> Response:
        """Only a button, for the same reason; a mail program that unsubscribes by itself sends a POST."""
        return self._page(request, 200, "subscribe_leave.html", {"token": request.path_params["token"]})

    async def leave(self, request: Request) -> Response:
        """RFC 8058: a POST is all it takes, from anywhere, without a cookie; what it contains changes nothing."""
        words = speech(_language(request))
        if await run_in_threadpool(self._office.leave, request.path_params["token"], self._clock()):
            says = words.say(
                "No further digest is sent to you. If you subscribed on these pages, your address was deleted."
            )
            return self._message(request, 200, words.say("You are unsubscribed"), says)
        says = words.say("Part of the link is missing. Open it from the mail again, or answer the mail.")
        return self._message(request, 404, words.say("This link is not complete"), says)

    async def refused(self, request: Request, error: HTTPException) -> Response:
        """No such address, a method it does not take, or too much of a body."""
        words = speech(_language(request))
        title, says = {
            405: (words.say("This does not work here"), words.say("Go back to the form and press its button.")),
            413: (words.say("This is too much"), words.say("The form was larger than a form can be.")),
        }.get(error.status_code, (words.say("Not found"), words.say("There is no such page.")))
        return self._message(request, error.status_code, title, says, dict(error.headers or {}))

    async def out_of_reach(self, request: Request, _: Exception) -> Response:
        """Nothing was done; whoever leaves with one click is asked again by their mail program."""
        words = speech(_language(request))
        says = words.say("It comes back by itself. Please try again in a minute.")
        return self._message(request, 503, words.say("The history cannot be reached now"), says, RETRY)

    async def broken(self, request: Request, _: Exception) -> Response:
        """A mistake of ours: the log has the trace, the visitor an apology."""
        words = speech(_language(request))
        says = words.say("The mistake is ours and has been logged.")
        return self._message(request, 500, words.say("Something went wrong here"), says)

    def _choices(self) -> Choices:
        """What is watched."""
        targets = [card.target for card in self._library.documents()]
        named = sorted({(one.service_name.casefold(), one.service_name, one.service) for one in targets})
        return Choices({one.id: one for one in targets}, {service: name for _, name, service in named})

    def _form(self, request: Request, form: Form, offered: Choices, problems: Sequence[Problem] = ()) -> Response:
        shown = {
            "form": form,
            "services": offered.services,
            "documents": [offered.documents[one] for one in form.documents if one in offered.documents],
            "problems": {one.field: one.words for one in problems},
            "zones": [(area, list(found)) for area, found in groupby(zones(), lambda zone: zone.partition("/")[0])],
        }
        return self._page(request, 422 if problems else 200, "subscribe_form.html", shown)

    def _foreign(self, request: Request) -> Response:
        words = speech(_language(request))
        says = words.say("Another site sent you here. Nothing was done.")
        return self._message(request, 403, words.say("This does not work here"), says)

    def _message(
        self, request: Request, status: int, title: str, says: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        return self._page(request, status, "subscribe_message.html", {"title": title, "says": says}, headers)

    def _page(
        self,
        request: Request,
        status: int,
        template: str,
        shown: Mapping[str, object],
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        language = _language(request)
        href = Addresses(self._site.prefix, request.scope.get("language"), language)
        here = PLACE if request.scope["path"] == PLACE else ""
        body = render(environment(self._site, language), template, {**shown, "href": href, "here_path": here})
        own = {"Content-Language": language, **_HEADERS, **(headers or {})}
        return Response(body.encode(errors="replace"), status, own, "text/html; charset=utf-8")


def _language(request: Request) -> str:
    """As the address says, or else as the browser asks."""
    return request.scope.get("language") or preferred(request.headers.get("accept-language", ""))


def _is_foreign(request: Request, site: SiteSettings) -> bool:
    """True when a browser says that another site sent this. There is no session to be abused; but nobody else's pages
    shall make their visitors ask for mail."""
    came_from, origin = request.headers.get("sec-fetch-site", "none"), request.headers.get("origin", "null")
    return came_from not in ("none", "same-origin") or origin not in ("null", site.origin)


async def _fields(request: Request) -> dict[str, list[str]]:
    """What was filled in; a body that is no form is an empty one. Raises HTTPException when it is too large."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY:
            raise HTTPException(413)
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=_FIELDS, errors="replace")
    except ValueError:
        raise HTTPException(413) from None
