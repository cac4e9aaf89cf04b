"""Where a page's addresses lead, and which of these places belong to one owner."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policy.model.captures import Capture
from policy.model.hosts import host_of

# RFC 9110 §15.4.2 and §15.4.9: the page has a new address for good.
_PERMANENT = frozenset({301, 308})
# Names under which others register, below a country's letters (acme.co.id). The whole public suffix list would need a
# file that ages; a name missed here makes two owners look like one, and their texts are still compared.
_SHARED = re.compile(
    "ac|biz|co|com|desa|ed|edu|gen|go|gob|gouv|gov|gub|gv|inf|info|ltd|mil|muni|my|ne|net|nhs|nic|nom|or|org|plc|pro|"
    "sch|school|web"
)
# Hosts of many owners, each under a name of its own.
_HOSTING = re.compile(
    r"(appspot|blogspot|firebaseapp|herokuapp|myshopify|onrender|weebly|wixsite|wordpress|zendesk)\.com|"
    r"(azurewebsites|cloudfront)\.net|(github|gitlab|readthedocs|webflow)\.io|(netlify|vercel|web)\.app|notion\.site|"
    r"pages\.dev"
)
_NUMBERS = re.compile(r"[0-9.]+|.*:.*")  # an address of the network, not a name


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the addresses of a document led: for good, or only this time."""

    place: str  # one address after the other
    is_permanent: bool
    is_foreign: bool  # another owner's than the addresses

    def is_strange(self, home: str) -> bool:
        """Whether the document is at another owner's, and was not when it was first read; an empty home: never read."""
        return self.is_foreign and bool(home) and _owners(self.place) != _owners(home)


def landing(captures: Sequence[Capture]) -> Landing | None:
    """Where the pages came from in the end; None: a page did not come."""
    answers = [capture.response for capture in captures]
    places = [answer.url for answer in answers if answer is not None]
    if not places or len(places) != len(captures):
        return None
    hops = [hop for capture in captures for hop in capture.hops]
    owners = zip((capture.url for capture in captures), places, strict=True)
    return Landing(
        place=" ".join(places),
        is_permanent=bool(hops) and all(hop.status in _PERMANENT for hop in hops),
        is_foreign=any(owner(asked) != owner(place) for asked, place in owners),
    )


def _owners(places: str) -> tuple[str, ...]:
    return tuple(owner(place) for place in places.split())


def owner(url: str) -> str:
    """The registrable domain of an address, as near as a short rule comes; a bare IP address stands for itself."""
    host = host_of(url)
    labels = host.split(".")
    if _NUMBERS.fullmatch(host) or len(labels) <= 2:
        return host
    last = ".".join(labels[-2:])
    is_shared = len(labels[-1]) == 2 and _SHARED.fullmatch(labels[-2])
    return ".".join(labels[-3:]) if is_shared or _HOSTING.fullmatch(last) else last
