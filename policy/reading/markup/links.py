"""The links channel: targets and alternative texts, compared apart from the words."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from policy.model.readings import Link, LinkKind
from policy.reading.markup.mail import protected_address, protected_target
from policy.reading.markup.tree import Element, words_of
from policy.reading.printed import printed

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
_LONGEST = 2_000


class Links:
    """Collects in reading order."""

    def __init__(self) -> None:
        self.found: list[Link] = []

    def note(self, element: Element) -> None:
        if element.tag == "img":
            words = printed(element.get("alt") or "")
            target = (element.get("src") or "").strip()
            if words and not target.startswith("data:"):
                self.found.append(Link(LinkKind.IMAGE, words, _named(target)))
            return
        target = (element.get("href") or "").strip()
        if not target or target.startswith("#") or target.lower().startswith("javascript:"):
            return
        shown = next((found for inner in element.iter("a", "span") if (found := protected_address(inner))), None)
        address = shown or protected_target(target)
        if address is None and target.lower().startswith("mailto:"):
            address = target[len("mailto:") :]
        words = shown or printed(words_of(element))
        if address is not None:
            self.found.append(Link(LinkKind.MAIL, words, address))
        else:
            self.found.append(Link(LinkKind.PAGE, words, _named(target)))


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
