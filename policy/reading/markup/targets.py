"""What readers that only ask where a link leads see of its target."""

import re

from policy.reading.markup.links import lasting
from policy.remembering import remembered

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:")  # RFC 3986 §3.1: a scheme
_SHARES = re.compile(
    r"/sharer\b|/intent/(?:tweet|post)|/share(?:\.php|article|-offsite)?/?\?|/share/url|sharearticle|pin/create|"
    r"(?:api\.whatsapp\.com/send|wa\.me/)\?|^mailto:\?",
    re.IGNORECASE,
)  # addresses that say: send this page on
# One of these is in any such address: a cheap look at all of them.
_OF_SHARING = ("/share", "/intent/", "sharearticle", "pin/create", "whatsapp.com/send", "wa.me/", "mailto:?")
_UPWARDS = re.compile(r"#(?:page|go|back|to)?[-_]?(?:to)?[-_]?(?:top|toc|contents?|index)", re.IGNORECASE)
_SCRIPT = "javascript:"
_OF_THE_WINDOW = re.compile(rf"{_SCRIPT}\s*(?:window\.|self\.)?(?:print|close|history)\b", re.IGNORECASE)
_REMEMBERED = 4096  # hints


def stays(target: str) -> bool:
    """Whether a link leads into its page or to a page of the same site."""
    if target[:1] == "/":
        return target[:2] != "//"
    bare = target.strip().lower()
    return bool(bare) and (_ELSEWHERE.match(bare) is None or "#" in bare) and bare[:2] != "//"


def is_marked(target: str) -> bool:
    """Whether a target names a place on a page."""
    return "#" in target


def may_send_on(targets: str) -> bool:
    """Whether any of the targets may send the page on."""
    bare = targets.casefold()
    return any(part in bare for part in _OF_SHARING)


def sends_on(target: str) -> bool:
    """Whether a link sends the page on."""
    return _SHARES.search(target) is not None


def leads_up(target: str) -> bool:
    """Whether a link only leads to the beginning of its page or to its table of contents."""
    return target[:1] == "#" and _UPWARDS.fullmatch(target) is not None


def is_of_the_window(target: str) -> bool:
    """Whether a link prints or closes the window, or goes back."""
    return target[:1] in {"j", "J"} and _OF_THE_WINDOW.match(target) is not None


def acts_here(target: str) -> bool:
    """Whether a link leads nowhere but does something on its page."""
    return target[:1] == "#" or target.startswith(_SCRIPT)


@remembered(_REMEMBERED)
def hint_of(target: str) -> str:
    """All that those readers see of it: everything this module tells, and which place on a page it names."""
    if is_marked(target):
        return lasting(target)
    told = (stays(target), may_send_on(target) and sends_on(target), acts_here(target), is_of_the_window(target))
    return "".join(str(int(one)) for one in told)
