"""Digests posted to a program, signed as Standard Webhooks asks (https://www.standardwebhooks.com, version 1)."""

import hmac
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from http.client import HTTPException
from urllib.parse import SplitResult, urlsplit

from notifications.channels.posting import Endpoint, Guard, Posting, endpoint_of, is_lookable, path_of, post
from notifications.headers import clean
from policy.model.digests import Delivery, DeliveryState, Message

_PREFIX = "whsec_"
_KEY_BYTES = range(24, 65)  # Standard Webhooks: 192 to 512 bits
_PASSING = frozenset({408, 425, 429})  # RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4: the same again may be taken later


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where digests are posted and how they are signed; raises ValueError for what cannot work."""

    url: str
    secrets: str = field(repr=False)  # `whsec_…`; several apart by a space while one replaces another
    guard: Guard  # which numeric addresses a socket may be opened to
    clock: Callable[[], datetime]  # for the time in the signature: each attempt has its own
    user_agent: str  # what the receiver hears of us
    timeout: float = 15.0  # seconds, for the whole exchange
    ca_file: str | None = None  # certificates to trust instead of the system's; None: the system's

    def __post_init__(self) -> None:
        parts = _split(self.url)
        if parts is None:
            raise ValueError(
                f"url = {self.url!r} is no https address such as 'https://hooks.company.example/clausewatch'"
            )
        if not self.secrets.split():
            raise ValueError(f"there is no secret; make one that begins with {_PREFIX!r} and put it in the environment")
        for secret in self.secrets.split():
            _key(secret)
        if self.timeout <= 0:
            raise ValueError(f"timeout = {self.timeout} is no time; usual are 5 to 30 seconds")

    def channel(self) -> "WebhookChannel":
        return WebhookChannel(self)


@dataclass(frozen=True, slots=True)
class WebhookChannel:
    """One POST a message. A repeat has the same `webhook-id`, so that the receiver can tell it is one."""

    settings: WebhookSettings

    def send(self, message: Message) -> Delivery:
        settings = self.settings
        if not message.mime.startswith(b"{"):
            return Delivery(DeliveryState.RETRY, "a mail was sealed for a webhook: its subscriber changed the channel")
        headers = {
            "Content-Type": "application/json",
            **signed(message, settings.secrets, int(settings.clock().timestamp())),
        }
        try:
            status, reply = post(self._line, Posting(path_of(settings.url), headers, message.mime))
        except (OSError, HTTPException) as error:
            return Delivery(DeliveryState.RETRY, f"{self._line.host}: {_advice(error)}")
        return _verdict(status, reply)

    def trouble(self) -> str | None:
        """Only whether the place can be reached safely: a receiver must not get a message that means nothing."""
        try:
            self._line.opened().close()
        except OSError as error:
            return f"{self._line.host}: {_advice(error)}"
        return None

    @property
    def _line(self) -> Endpoint:
        own = self.settings
        return endpoint_of(own.url, own.user_agent, own.guard, own.timeout, own.ca_file)


def signed(message: Message, secrets: str, at: int) -> dict[str, str]:
    """The three headers of Standard Webhooks. The id is the Message-ID without its domain: a full stop would be taken
    for a separator in what is signed."""
    identity = f"msg_{message.id.partition('@')[0]}"
    contents = b".".join((identity.encode("ascii"), str(at).encode("ascii"), message.mime))
    signatures = (hmac.digest(_key(secret), contents, sha256) for secret in secrets.split())
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{b64encode(one).decode('ascii')}" for one in signatures),
    }


def _key(secret: str) -> bytes:
    """The bytes of a secret; raises ValueError without showing it."""
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (Base64Error, ValueError):
        key = b""
    if not secret.startswith(_PREFIX) or len(key) not in _KEY_BYTES:
        raise ValueError(f"a secret is {_PREFIX!r} and then 24 to 64 random bytes in base64")
    return key


def _split(url: str) -> SplitResult | None:
    """The parts of an address to post to; None: it is not https, or more than scheme, host, port, path and query."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    is_plain = re.fullmatch(r"[!-~]{1,2000}", url) is not None and not parts.fragment and "@" not in parts.netloc
    has_host = bool(parts.hostname) and is_lookable(parts.hostname or "")
    return parts if is_plain and parts.scheme == "https" and has_host else None


def _verdict(status: int, reply: bytes) -> Delivery:
    said = clean(f"{status} {reply.decode('utf-8', 'replace')}", 300)
    if 200 <= status < 300:
        return Delivery(DeliveryState.DELIVERED)
    if 300 <= status < 400:
        return Delivery(DeliveryState.RETRY, f"{said}: redirects are not followed. Put the new address in the settings")
    is_final = 400 <= status < 500 and status not in _PASSING
    return Delivery(DeliveryState.REFUSED if is_final else DeliveryState.RETRY, said)


def _advice(error: OSError | HTTPException) -> str:
    match error:
        case TimeoutError():
            return "no answer in time"
        case OSError() if error.strerror:
            return error.strerror
    return clean(str(error), 300) or type(error).__name__
