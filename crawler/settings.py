"""How the crawler behaves and who it says it is."""

import re
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

MIB = 1024 * 1024
_PRODUCT = re.compile(r"[A-Za-z_-]+")  # RFC 9309 §2.2.1: what a product token may be made of
_VERSION = re.compile(r"[\w.+-]+", re.ASCII)
_URL = re.compile(r"https?://[^\s()<>;\"\x00-\x1f\x7f-\uffff]+")
_MAIL = re.compile(r"[^\s()<>;,\"@\x00-\x1f\x7f-\uffff]+@[^\s()<>;,\"@\x00-\x1f\x7f-\uffff]+")


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of a body is taken: bytes on the wire, bytes once decoded, and how many times the wire it may grow."""

    wire: int = 15 * MIB
    decoded: int = 30 * MIB
    ratio: int = 100


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Everything the crawler may be told. Raises ValueError without a contact: nobody should be fetched by a stranger
    they cannot reach."""

    contact_url: str = ""  # a page saying who fetches and why
    contact_mail: str = ""
    product: str = "Clausewatch"  # also the name robots.txt rules are looked up by
    version: str = "0.1"
    spacing: timedelta = timedelta(seconds=10)  # between the end of one request to a host and the next
    daily_budget: int = 200  # requests to a host from one midnight (UTC) to the next, robots.txt and redirects included
    crawl_delay_cap: timedelta = timedelta(seconds=60)  # a longer Crawl-delay is shortened to this
    retry_after_cap: timedelta = timedelta(hours=24)
    throttle_pause: timedelta = timedelta(minutes=15)  # after a 429 that does not say how long
    connect_timeout: timedelta = timedelta(seconds=15)
    total_timeout: timedelta = timedelta(seconds=60)  # one exchange, however slowly it drips
    patience: timedelta = timedelta(minutes=10)  # for a turn at a host; then the order is given back
    caps: Caps = Caps()
    redirects: int = 5
    robots_life: timedelta = timedelta(hours=24)  # RFC 9309 §2.4
    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = ()  # not public, but the owner's wish
    concurrency: int = 32  # exchanges under way at once, each at another host
    backlog: int = 64  # outcomes not yet taken, above which no exchange begins
    authorities: Path | None = None  # PEM file of further certificate authorities; None: the system's only

    def __post_init__(self) -> None:
        if not self.contact_url and not self.contact_mail:
            raise ValueError(
                "the crawler has no contact: set a contact URL or a contact e-mail address, so that "
                "those whose pages are fetched can reach you"
            )
        for name, value, form, such in (
            ("contact URL", self.contact_url, _URL, "https://www.company.example/watch, in ASCII"),
            ("contact e-mail address", self.contact_mail, _MAIL, "watch@company.example, in ASCII"),
            ("product", self.product, _PRODUCT, "Clausewatch, of letters, hyphens and underscores"),
            ("version", self.version, _VERSION, "1.0"),
        ):
            optional = name.startswith("contact")
            if not (optional and not value) and not form.fullmatch(value):
                raise ValueError(f"{value!r} cannot stand in a User-Agent as {name}; write one such as {such}")

    @property
    def user_agent(self) -> str:
        """What every request says of us, robots.txt included."""
        contact = "; ".join(
            part for part in (f"+{self.contact_url}" * bool(self.contact_url), self.contact_mail) if part
        )
        return f"{self.product}/{self.version} ({contact})"
