"""E-mail addresses hidden from robots, as a browser would show them."""

import re
from collections.abc import Iterable

from policy.reading.markup.boxes import before_of
from policy.reading.markup.tree import Element
from policy.remembering import remembered

_HASH = re.compile(r"(/cdn-cgi/l/email-protection#)([0-9a-fA-F]+)")
_HIDDEN = "data-cfemail"
_NO_KEY = "00"
_LONGEST_ADDRESS = 320  # RFC 5321 §4.5.3.1: 64 octets before the @ and 255 after it
_LETTERS = re.compile(r"[\w.+-]*")
_FIRST_LETTERS = re.compile(r"[\w-]*(?:\.[\w-]+)*")


def mend(elements: Iterable[Element]) -> None:
    """Addresses of a page are then whole and hidden by no key: Cloudflare takes another key each time, and protects a
    page in chunks, of which one may end within an address."""
    for one in elements:
        attributes = one.attrib
        if _HIDDEN in attributes and (address := protected_address(one)):
            words = words_before(one)
            before, behind = last_letters(words), first_letters(one.tail)
            _put_before(one, words[: len(words) - len(before)])
            one.tail = one.tail[len(behind) :]
            one.attrib = {**attributes, _HIDDEN: _hidden(f"{before}{address}{behind}")}
        if "href" in attributes and (address := protected_target(attributes["href"])):
            one.attrib = {**one.attrib, "href": _HASH.sub(rf"\g<1>{_hidden(address)}", attributes["href"], count=1)}


def protected_address(element: Element) -> str | None:
    """The address Cloudflare hid in this element's words; None: it hid none there."""
    hidden = element.get(_HIDDEN)
    return revealed(hidden) if hidden else None


def protected_target(target: str) -> str | None:
    """The address Cloudflare hid in a link; None: it is an ordinary link."""
    match = _HASH.search(target)
    return revealed(match[2]) if match else None


@remembered(256)  # an address is asked for in its link and in the words of it
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


def last_letters(words: str) -> str:
    """The letters of an address that words end with."""
    found = _LETTERS.match(words[: -_LONGEST_ADDRESS - 1 : -1])
    letters = found[0][::-1].lstrip(".") if found else ""
    return "" if letters.endswith(".") else letters


def first_letters(words: str) -> str:
    """The letters of an address that words begin with."""
    found = _FIRST_LETTERS.match(words)
    return found[0] if found else ""


def words_before(element: Element) -> str:
    """The words between the element and the one before it on its level."""
    before = before_of(element)
    if before is not None:
        return before.tail
    return element.parent.text if element.parent is not None else ""


def _put_before(element: Element, words: str) -> None:
    before = before_of(element)
    if before is not None:
        before.tail = words
    elif element.parent is not None:
        element.parent.text = words


def _hidden(address: str) -> str:
    return f"{_NO_KEY}{address.encode('utf-8', 'replace').hex()}"
