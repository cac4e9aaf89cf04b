"""What the operator decides about the public pages."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`base_url` is the address under which readers reach the pages, without a slash at its end; links in feeds and
    mails begin with it, and a path in it is what a proxy in front has taken away."""

    base_url: str
    name: str = "Clausewatch"
    contact: str | None = None  # an e-mail or web address for readers; None: not shown
    stale_after: timedelta = timedelta(hours=26)  # a daily look and two hours of grace
    page_size: int = 25
    feed_size: int = 30
    takes_subscriptions: bool = False  # people can subscribe by themselves

    @property
    def prefix(self) -> str:
        """The path before every link; empty at the root of a host."""
        return urlsplit(self.base_url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """The public address without its path: paths of pages bring the prefix along."""
        return self.base_url.rstrip("/").removesuffix(self.prefix)

    @property
    def authority(self) -> str:
        """Who mints the identifiers in feeds (RFC 4151 §2.1: a domain name, without port)."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return "localhost" if ":" in host else host
