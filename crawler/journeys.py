"""The way of one order: each of its addresses, redirect by redirect, to one outcome."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urldefrag, urlsplit

from crawler.bodies import ACCEPTED
from crawler.captures import blank_capture
from crawler.settings import CrawlSettings
from crawler.troubles import NoTurn, Trouble, plain
from crawler.verdicts import REDIRECTS, next_address, require_page, retry_after, unfetchable
from crawler.wire import Answer, Ask
from policy.model.captures import Capture, Failed, Failure, Fetched, FetchedPage, Hop, Outcome, Response, Unmodified
from policy.model.targets import Order, Validators

log = logging.getLogger("crawler")
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"

Exchange = Callable[[Ask], Awaitable[Answer]]  # raises Trouble for all that the world may do
Clock = Callable[[], datetime]


class Journey:
    """One order on its way to its outcome."""

    def __init__(self, order: Order, settings: CrawlSettings, exchange: Exchange, clock: Clock) -> None:
        self._order = order
        self._settings = settings
        self._exchange = exchange
        self._clock = clock
        self._hops: list[Hop] = []
        single = len(order.target.urls) == 1
        self._validators = order.validators if single else Validators()  # a 304 for one page of many gives no document
        self._ports = frozenset(port for url in order.target.urls if (port := _port(url)) is not None)

    async def outcome(self) -> Outcome:
        """What came of it; the first page that does not come ends it."""
        pages: list[FetchedPage] = []
        for url in self._order.target.urls:
            started = self._clock()
            self._hops = []
            try:
                answer = await self._arrive(url)
            except Trouble as trouble:
                return self._failed(url, started, trouble, pages)
            except Exception as error:
                # A mistake of ours with one page must not cost the other orders theirs.
                log.exception("fetch failed target=%s", self._order.target.id)
                mistake = Trouble(Failure.TRANSPORT, f"a mistake of the crawler's own: {type(error).__name__}")
                return self._failed(url, started, mistake, pages)
            capture = self._capture(url, started, answer.response)
            if answer.response.status == 304:
                return Unmodified(capture)
            pages.append(FetchedPage(capture, answer.body))
        return Fetched(tuple(pages))

    async def _arrive(self, url: str) -> Answer:
        """The page at the end of the redirects."""
        why_not = unfetchable(url)
        if why_not is not None:
            raise Trouble(Failure.ADDRESS, why_not)
        address = urldefrag(url).url
        seen = {address}
        while True:
            conditions = self._conditions()
            answer = await self._exchange(self._ask(address, conditions))
            response = answer.response
            if response.status not in REDIRECTS:
                require_page(answer, is_conditional=bool(conditions))
                return answer
            following = next_address(response)
            self._hops.append(Hop(address, response.status, plain(response.header("Location") or ""), response.peer))
            if following in seen:
                raise Trouble(Failure.REDIRECT, f"the redirects go round in a loop by {following}", response)
            if len(self._hops) > self._settings.redirects:
                raise Trouble(Failure.REDIRECT, f"more than {self._settings.redirects} redirects", response)
            seen.add(following)
            address = following

    def _ask(self, address: str, conditions: tuple[tuple[str, str], ...]) -> Ask:
        headers = (
            ("Accept", _ACCEPT),
            ("Accept-Encoding", ACCEPTED),
            ("Accept-Language", self._order.target.language or "en"),
            *conditions,
        )
        return Ask(address, headers, self._settings.caps, self._ports)

    def _conditions(self) -> tuple[tuple[str, str], ...]:
        """RFC 9110 §13.1. After a redirect the date is left out: a page put up in the policy's place may well be older
        than the policy, and 304 would then vouch for the wrong page."""
        stated = [("If-None-Match", self._validators.etag)]
        if not self._hops:
            stated.append(("If-Modified-Since", self._validators.last_modified))
        return tuple((name, value) for name, value in stated if value and value.isprintable())

    def _failed(self, url: str, started: datetime, trouble: Trouble, pages: list[FetchedPage]) -> Failed:
        if isinstance(trouble, NoTurn) and (pages or self._hops):
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
        self, url: str, started: datetime, response: Response | None, trouble: Trouble | None = None
    ) -> Capture:
        blank = blank_capture(self._order, url, started)
        return replace(
            blank,
            finished=max(started, self._clock()),
            hops=tuple(self._hops),
            response=response,
            failure=trouble.failure if trouble else None,
            detail=trouble.detail if trouble else "",
        )


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None
