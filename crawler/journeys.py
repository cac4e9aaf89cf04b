"""The way of one order: each of its addresses, redirect by redirect, to one outcome."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urldefrag, urlsplit

from crawler.asks import Answer, Ask, Plea
from crawler.bodies import ACCEPTED
from crawler.captures import blank_capture
from crawler.rendering.choice import is_wanted
from crawler.rendering.installed import missing
from crawler.settings import CrawlSettings
from crawler.troubles import NoTurn, Trouble, plain
from crawler.verdicts import REDIRECTS, next_address, require_page, retry_after, unfetchable
from policy.model.captures import Capture, Failed, Failure, Fetched, FetchedPage, Hop, Outcome, Response, Unmodified
from policy.model.hosts import BookError
from policy.model.targets import Fetching, Order, Validators

log = logging.getLogger("crawler")
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"

Exchange = Callable[[Ask], Awaitable[Answer]]  # raises Trouble for all that the world may do
Render = Callable[[Ask, Answer, str], Awaitable[Answer]]  # the same; the text is the fragment of the address
Clock = Callable[[], datetime]


class Journey:
    """One order on its way to its outcome."""

    def __init__(self, order: Order, settings: CrawlSettings, exchange: Exchange, render: Render, clock: Clock) -> None:
        self._order = order
        self._settings = settings
        self._exchange = exchange
        self._render = render
        self._clock = clock
        self._hops: list[Hop] = []
        self._is_begun = False
        self._plea: Plea | None = None
        # A 304 for one page of many gives no document, and one for a page that is rendered vouches for its shell only.
        is_conditional = len(order.target.urls) == 1 and order.target.fetching is not Fetching.BROWSER
        self._validators = order.validators if is_conditional else Validators()
        self._ports = frozenset(port for url in order.target.urls if (port := _port(url)) is not None)

    async def outcome(self) -> Outcome:
        """What came of it; the first page that does not come ends it."""
        pages: list[FetchedPage] = []
        for url in self._order.target.urls:
            started = self._clock()
            self._hops = []
            self._plea = Plea(self._order.target.robots_reason) if self._order.target.robots_reason else None
            try:
                answer = await self._arrive(url)
            except Trouble as trouble:
                return self._failed(url, started, trouble, pages)
            except BookError as error:
                # What the page would have said could not be kept either: it is due again.
                log.warning("not fetched target=%s: %s", self._order.target.id, error)
                return self._failed(url, started, Trouble(Failure.STOPPED, str(error)), pages)
            except Exception as error:
                # A mistake of ours with one page must not cost the other orders theirs.
                log.exception("fetch failed target=%s", self._order.target.id)
                mistake = Trouble(Failure.TRANSPORT, f"a mistake of the crawler's own: {type(error).__name__}")
                return self._failed(url, started, mistake, pages)
            capture = self._capture(url, started, answer.response, note=answer.note)
            if answer.response.status == 304:
                return Unmodified(capture)
            pages.append(FetchedPage(capture, answer.body))
        return Fetched(tuple(pages))

    async def _arrive(self, url: str) -> Answer:
        """The page at the end of the redirects, those by scripts included."""
        why_not = unfetchable(url)
        if why_not is not None:
            raise Trouble(Failure.ADDRESS, why_not)
        if self._order.target.fetching is Fetching.BROWSER and missing():
            raise Trouble(Failure.TYPE, f"it is to be rendered, and there is no browser: {missing()}")
        address, fragment = urldefrag(url)
        seen = {address}
        while True:
            conditions = self._conditions()
            answer = await self._exchange(self._ask(address, conditions))
            response = answer.response
            if response.status not in REDIRECTS:
                require_page(answer, is_conditional=bool(conditions))
                answer = await self._drawn(self._ask(address, ()), answer, fragment)
                if answer.onward is None:
                    return answer
                fragment = ""  # only redirects of the protocol hand it on (RFC 9110 §10.2.2)
            following = next_address(response, answer.onward)
            location = answer.onward or response.header("Location") or ""
            self._hops.append(Hop(address, response.status, plain(location), response.peer))
            if following in seen:
                raise Trouble(Failure.REDIRECT, f"the redirects go round in a loop by {following}", response)
            if len(self._hops) > self._settings.redirects:
                raise Trouble(Failure.REDIRECT, f"more than {self._settings.redirects} redirects", response)
            seen.add(following)
            address = following

    async def _drawn(self, ask: Ask, page: Answer, fragment: str) -> Answer:
        """The page as it came, or as a browser shows it: then the capture says so."""
        fetching = self._order.target.fetching
        if fetching is Fetching.PLAIN or page.response.status == 304:
            return page
        if not await asyncio.to_thread(is_wanted, fetching, page):
            return page
        if missing():
            return replace(page, note=f"a shell that needs JavaScript, and there is no browser: {missing()}")
        self._is_begun = True
        drawn = await self._render(ask, page, fragment)
        is_chosen = fetching is Fetching.AUTO and drawn.note
        return replace(drawn, note=f"{drawn.note}: the plain page is a shell") if is_chosen else drawn

    def _ask(self, address: str, conditions: tuple[tuple[str, str], ...]) -> Ask:
        headers = (
            ("Accept", _ACCEPT),
            ("Accept-Encoding", ACCEPTED),
            ("Accept-Language", self._order.target.language or "en"),
            *conditions,
        )
        return Ask(address, headers, self._settings.caps, self._ports, plea=self._plea)

    def _conditions(self) -> tuple[tuple[str, str], ...]:
        """RFC 9110 §13.1. After a redirect the date is left out: a page put up in the policy's place may well be older
        than the policy, and 304 would then vouch for the wrong page."""
        stated = [("If-None-Match", self._validators.etag)]
        if not self._hops:
            stated.append(("If-Modified-Since", self._validators.last_modified))
        return tuple((name, value) for name, value in stated if value and value.isprintable())

    def _failed(self, url: str, started: datetime, trouble: Trouble, pages: list[FetchedPage]) -> Failed:
        if isinstance(trouble, NoTurn) and (pages or self._hops or self._is_begun):
            # Given back, it would be fetched again from the start, and never get to its end.
            trouble = Trouble(Failure.TIMEOUT, f"it was begun, but then {trouble.detail}")
        capture = self._capture(url, started, trouble.response, trouble)
        if trouble.failure is not Failure.STOPPED:
            log.info("not fetched target=%s failure=%s: %s", self._order.target.id, trouble.failure, trouble.detail)
        retry_at = trouble.retry_at
        if retry_at is None and trouble.response is not None and trouble.failure is Failure.THROTTLED:
            wish = trouble.response.header("Retry-After")
            retry_at = retry_after(wish, capture.finished, self._settings.retry_after_cap)
        return Failed((*(page.capture for page in pages), capture), trouble.failure, retry_at)

    def _capture(
        self, url: str, started: datetime, response: Response | None, trouble: Trouble | None = None, note: str = ""
    ) -> Capture:
        blank = blank_capture(self._order, url, started)
        words = (trouble.detail if trouble else note, self._overridden())
        return replace(
            blank,
            finished=max(started, self._clock()),
            hops=tuple(self._hops),
            response=response,
            failure=trouble.failure if trouble else None,
            detail="; ".join(filter(None, words)),
        )

    def _overridden(self) -> str:
        """That robots.txt does not allow what was fetched, and why it was; empty: it does."""
        if self._plea is None or not self._plea.is_needed:
            return ""
        return f"robots.txt does not allow it, and the owner has it fetched: {plain(self._plea.reason)}"


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None
