"""robots.txt as RFC 9309 has it: what may be fetched, and how slowly."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from crawler.asks import Answer
from crawler.hosts import HostBook
from crawler.settings import Caps, CrawlSettings
from crawler.troubles import Trouble
from crawler.verdicts import REDIRECTS, next_address, retry_after
from policy.model.captures import Failure

CAPS = Caps(wire=500 * 1024, decoded=500 * 1024)  # RFC 9309 §2.5: at least 500 KiB must be parsed
_REDIRECTS = 5  # RFC 9309 §2.3.1.2
_STALE = timedelta(days=30)  # RFC 9309 §2.3.1.4 calls this a reasonably long time
_REMEMBERED = 4_000  # origins whose rules are kept parsed,
_SHORT = 16_384  # characters of a file that is: long ones would fill the memory
_OF_THE_HOST = frozenset({Failure.DNS, Failure.CONNECT, Failure.TLS, Failure.ADDRESS})
_NOT_THEIR_FAULT = frozenset({Failure.STOPPED, Failure.THROTTLED})

Getter = Callable[[str], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin, for us."""

    parsed: Protego
    token: str

    def allow(self, url: str) -> bool:
        return self.parsed.can_fetch(url, self.token)

    def spacing(self, least: timedelta, most: timedelta) -> timedelta:
        """The rest a host gets after each request: ours, or its Crawl-delay if that is longer."""
        delay = self.parsed.crawl_delay(self.token) or 0.0
        return max(least, timedelta(seconds=min(delay, most.total_seconds())))


def read_rules(text: str, token: str) -> Rules:
    return Rules(Protego.parse(text.removeprefix("\ufeff")), token)


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for (RFC 9309 §2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


class RulesDesk:
    """Finds the rules of an origin: in its own memory or the host book while they are fresh, otherwise from the
    origin. One for all crawls of a process."""

    def __init__(self, settings: CrawlSettings, book: HostBook, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._book = book
        self._clock = clock
        self._known: dict[str, tuple[Rules, datetime]] = {}

    async def rules(self, origin: str, get: Getter) -> Rules:
        """Raises Trouble when there is no telling what the origin allows: then nothing may be fetched."""
        now = self._clock()
        known = self._known.get(origin)
        if known is not None and self._is_fresh(known[1], now):
            return known[0]
        kept = await self._book.rules(origin)
        if kept is not None and self._is_fresh(kept[1], now):
            return self._remembered(origin, kept[0], kept[1])
        try:
            text = await self._fetched(origin, get)
        except Trouble as trouble:
            if trouble.failure in _NOT_THEIR_FAULT | _OF_THE_HOST:
                raise
            if kept is not None and now - kept[1] < _STALE:
                return self._read(kept[0])  # RFC 9309 §2.4: an old copy may serve while the file is unreachable
            raise
        await self._book.keep_rules(origin, text, now)
        return self._remembered(origin, text, now)

    def _is_fresh(self, at: datetime, now: datetime) -> bool:
        return timedelta(0) <= now - at < self._settings.robots_life

    def _remembered(self, origin: str, text: str, at: datetime) -> Rules:
        rules = self._read(text)
        self._known.pop(origin, None)
        if len(text) <= _SHORT:
            self._known[origin] = (rules, at)
            if len(self._known) > _REMEMBERED:
                del self._known[next(iter(self._known))]
        return rules

    def _read(self, text: str) -> Rules:
        return read_rules(text, self._settings.product)

    async def _fetched(self, origin: str, get: Getter) -> str:
        """The text of an origin's robots.txt; empty when there is none, which allows everything."""
        address = f"{origin}/robots.txt"
        for hop in range(_REDIRECTS + 1):
            answer = await self._got(address, get, is_first=hop == 0)
            status = answer.response.status
            if status in {200, 203}:
                return answer.body.decode(errors="replace")
            if status == 429 or status >= 500:
                wish = retry_after(answer.response.header("Retry-After"), self._clock(), self._settings.retry_after_cap)
                raise Trouble(Failure.ROBOTS_UNREACHABLE, f"{address} answered {status}", retry_at=wish)
            if status not in REDIRECTS:
                return ""  # RFC 9309 §2.3.1.3: unavailable, so everything may be fetched
            try:
                address = next_address(answer.response)
            except Trouble:
                return ""  # a redirect to nowhere leaves the file unavailable
        return ""  # RFC 9309 §2.3.1.2: after five redirects it may be taken as unavailable

    async def _got(self, address: str, get: Getter, is_first: bool) -> Answer:
        try:
            return await get(address)
        except Trouble as trouble:
            if trouble.failure in _NOT_THEIR_FAULT or (is_first and trouble.failure in _OF_THE_HOST):
                raise  # the page would meet the same: the cause is named rather than its effect on robots.txt
            detail = f"{address} could not be read ({trouble.failure}): {trouble.detail}"
            raise Trouble(Failure.ROBOTS_UNREACHABLE, detail) from trouble
