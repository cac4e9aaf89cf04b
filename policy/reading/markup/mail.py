"""E-mail addresses hidden from robots, as a browser would show them."""

import re
from functools import lru_cache

from policy.reading.markup.tree import Element

_HASH = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]+)")


def protected_address(element: Element) -> str | None:
    """The address Cloudflare hid in this element's words; None: it hid none there."""
    hidden = element.get("data-cfemail")
    return revealed(hidden) if hidden else None


def protected_target(target: str) -> str | None:
    """The address Cloudflare hid in a link; None: it is an ordinary link."""
    match = _HASH.search(target)
    return revealed(match[1]) if match else None


@lru_cache(256)  # an address is asked for in its link and in the words of it
def revealed(hidden: str) -> str | None:
    """What Cloudflare hid; None: nothing.

    Cloudflare's e-mail obfuscation: the first byte is the key with which every further byte is XORed."""
    try:
        coded = bytes.fromhex(hidden)
    except ValueError:
        return None
    key, size = coded[:1] * len(coded), len(coded)
    plain = int.from_bytes(coded) ^ int.from_bytes(key)
    return plain.to_bytes(size)[1:].decode("utf-8", "replace") or None
