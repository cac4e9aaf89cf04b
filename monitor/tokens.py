"""Tokens of subscriptions: what stands in a link and says that whoever follows it read the mail it came in."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, field

_LEAST = 32  # bytes of a key
_MARK = 20  # bytes: 160 bits
_MARK_LETTERS = 27  # of base64url


@dataclass(frozen=True, slots=True)
class Key:
    """What no reader and no backup of the database knows. A token to leave is worked out of it and kept nowhere: it
    stays good for as long as the mail does, and when the database has forgotten the subscription."""

    secret: bytes = field(repr=False)

    def leaving(self, subscriber_id: str) -> str:
        """The token by which this subscriber leaves, and nothing else is done."""
        return _letters(self._mark("leave", subscriber_id)) + _letters(subscriber_id.encode())

    def left(self, token: str) -> str | None:
        """Whose token to leave this is; None: nobody's."""
        mark, rest = token[:_MARK_LETTERS], token[_MARK_LETTERS:]
        try:
            subscriber_id = urlsafe_b64decode(rest + "=" * (-len(rest) % 4)).decode()
        except (Base64Error, ValueError):
            return None
        is_ours = hmac.compare_digest(mark.encode(), _letters(self._mark("leave", subscriber_id)).encode())
        return subscriber_id if is_ours else None

    def alias(self, name: str) -> str:
        """Stands for an address in counts, so that the counts hold no address."""
        return self._mark("alias", name).hex()

    def _mark(self, purpose: str, name: str) -> bytes:
        return hmac.digest(self.secret, f"{purpose}\0{name}".encode(), hashlib.sha256)[:_MARK]


def key(text: str) -> Key:
    """The key written in base64; raises ValueError, which does not show it, for one that could be guessed."""
    try:
        secret = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Base64Error, ValueError):
        secret = b""
    if len(secret) < _LEAST:
        raise ValueError(f"a key is {_LEAST} random bytes or more, in base64")
    return Key(secret)


def fingerprint(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
