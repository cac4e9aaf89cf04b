"""The links channel: targets and alternative texts, compared apart from the words."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from policy.model.readings import Link, LinkKind
from policy.reading.markup.mail import first_letters, last_letters, protected_address, protected_target, words_before
from policy.reading.markup.tree import Element, words_of
from policy.reading.printed import printed
from policy.remembering import remembered

# Parameters that name a campaign or a visit, never the page.
_VISITS = (
    "utm_",
    "gclid",
    "fbclid",
    "msclkid",
    "mc_",
    "_ga",
    "_gl",
    "sid",
    "session",
    "phpsessid",
    "jsessionid",
    "nonce",
)
_LONGEST = 2_000  # signs of an address
_REMEMBERED = 1_024  # targets: each is asked for in its link and by what vouches for a page
_SITE = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?=/|$)")
# Addresses that joining leaves as they are, and paths to which it only adds the site; of the second kind no part may
# be ".", and neither may end in a bare "?" or "#".
_REST = r"(?:\?[A-Za-z0-9_~%=&.+-]+)?(?:#[A-Za-z0-9_~%=&.-]+)?"
_WHOLE = re.compile(rf"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9_~%/.-]*{_REST})?")
_ROOTED = re.compile(rf"/(?:[A-Za-z0-9_~%-]+(?:/[A-Za-z0-9_~%-]+)*/?)?{_REST}")


def lasting(target: str) -> str:
    """What of a link's target may make a difference to any reader, be it to one that only asks where it leads."""
    hidden = protected_target(target)
    if hidden is not None:
        return f"{target[: target.index('#')]}#{hidden}"
    if "?" not in target or not target.startswith(("http://", "https://", "/")):
        return target
    return f"{_named(target)}?{'#' * ('#' in target)}"


class Links:
    """Collects in reading order, targets made absolute where the page's address is known."""

    def __init__(self, base: str) -> None:
        self.found: list[Link] = []
        self.read: list[Element] = []  # whose targets were looked at, in whatever order
        self._base = base if base.startswith(("http://", "https://")) else ""
        self._site = _SITE.match(self._base)

    def note(self, element: Element) -> None:
        if element.tag == "img":
            words = printed(element.get("alt"))
            target = element.get("src").strip()
            if words and not target.startswith("data:"):
                self.found.append(Link(LinkKind.IMAGE, words, self._absolute(target)))
            return
        self.read.append(element)
        target = element.get("href").strip()
        if not target or target.startswith("#") or target.lower().startswith("javascript:"):
            return
        shown = _shown(element)
        shown = _whole(shown, element) if shown else None
        address = shown or protected_target(target)
        if address is None and target.lower().startswith("mailto:"):
            address = target[len("mailto:") :]
        words = shown or printed(words_of(element))
        if address is not None:
            self.found.append(Link(LinkKind.MAIL, words, address))
        else:
            self.found.append(Link(LinkKind.PAGE, words, self._absolute(target)))

    def _absolute(self, target: str) -> str:
        target = _named(target)
        # Joining takes ten times as long as all else that is done for a link, and most need none.
        if not self._base or _WHOLE.fullmatch(target):
            return target
        if self._site and _ROOTED.fullmatch(target):
            return self._site[0] + target
        try:
            return urljoin(self._base, target)
        except ValueError:
            return target


def _shown(element: Element) -> str | None:
    """The protected address among the link's words; None: there is none."""
    address = protected_address(element)
    if address is None:
        inner = (one for one in element.below() if one.tag == "a" or one.tag == "span")
        address = next((found for one in inner if (found := protected_address(one))), None)
    return address


def _whole(address: str, element: Element) -> str:
    """The address with the letters that stand right beside the link."""
    return f"{last_letters(words_before(element))}{address}{first_letters(element.tail)}"


@remembered(_REMEMBERED)
def _named(target: str) -> str:
    """The target without what differs from visit to visit."""
    target = target[:_LONGEST]
    if "?" not in target:
        return target
    try:
        parts = urlsplit(target)
        kept = [
            (key, value)
            for key, value in parse_qsl(parts.query, keep_blank_values=True)
            if not key.lower().startswith(_VISITS)
        ]
        return urlunsplit(parts._replace(query=urlencode(kept)))
    except ValueError:
        return target
