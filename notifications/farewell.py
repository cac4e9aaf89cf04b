"""How a reader leaves: by a mail they can always send, and by one click where there is a page that takes it."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from notifications.headers import Field, Mailbox, fixed_field

_SLOT = "{token}"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,512}")  # at least 128 bits in base64url, and nothing a link would have to escape


@dataclass(frozen=True, slots=True)
class Farewell:
    """Where a reader unsubscribes; `web` None: there is no page for it."""

    mail: str
    web: str | None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The headers by which mail programs offer to unsubscribe. RFC 8058 §3: whoever signs the mail (DKIM) must
        cover both."""
        if self.web is None:
            return (fixed_field("List-Unsubscribe", f"<{self.mail}>"),)  # RFC 2369
        return (
            fixed_field("List-Unsubscribe", f"<{self.web}>, <{self.mail}>"),
            fixed_field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),  # RFC 8058
        )


def farewell(subscriber_id: str, box: Mailbox, page: str | None, token: str | None) -> Farewell:
    """The ways out of a subscription; the page takes part only with a token. Raises ValueError for a token that could
    be guessed or could not stand in a link."""
    mail = f"mailto:{quote(box.address, safe='@')}?subject={quote(f'unsubscribe {subscriber_id}', safe='')}"  # RFC 6068
    if page is None or token is None:
        return Farewell(mail, None)
    if not _TOKEN.fullmatch(token):
        raise ValueError("a token must be 22 to 512 characters of base64url, which hold 128 bits or more")
    return Farewell(mail, page.replace(_SLOT, token))


def is_one_click(page: str) -> bool:
    """Whether a page can take farewells by one click: https (RFC 8058 §3.1), with room for one token."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return False
    is_plain = page.isascii() and page.isprintable() and not re.search(r"[\s<>,\"]", page) and "=?" not in page
    return is_plain and parts.scheme == "https" and bool(parts.hostname) and page.count(_SLOT) == 1 and len(page) < 300
