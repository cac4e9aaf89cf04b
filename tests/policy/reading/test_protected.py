"""Addresses that Cloudflare hides: under another key at each visit, and cut where it cuts the page in chunks."""

import pytest

from policy.model.readings import LinkKind, Source
from policy.model.targets import ReadingOptions
from policy.reading import Opened, opened, read

ADDRESS = "privacy@acme.example"
KEYS = (0x00, 0x5A, 0xFE)
IN_WORDS = '<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{}">[email&#160;protected]</a>'
IN_LINK = '<span class="__cf_email__" data-cfemail="{}">[email&#160;protected]</span>'
CUTS = ((0, 20), (0, 16), (3, 20), (7, 12))  # what of the address is hidden


def hidden(address: str, key: int) -> str:
    return bytes((key, *(key ^ sign for sign in address.encode()))).hex()


def page(address: str) -> Source:
    """A page on which the address is so written, in words, at the end of a line and at the beginning of one."""
    said = f"<h1>Privacy policy</h1><p>We keep your name for as long as the law asks. Write to {address}.</p>"
    lines = f"<ul><li>{address}</li><li>The desk for privacy: {address}, by day</li></ul><p>{address} answers.</p>"
    return Source("https://acme.example/privacy", "text/html", f"<html><body>{said}{lines}</body></html>".encode())


def cut(at: int, end: int, key: int, element: str = IN_WORDS) -> str:
    return f"{ADDRESS[:at]}{element.format(hidden(ADDRESS[at:end], key))}{ADDRESS[end:]}"


def seen(address: str) -> Opened:
    return opened((page(address),), ReadingOptions())


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("at", "end"), CUTS)
def test_an_address_is_read_and_known_whole_wherever_it_is_cut_and_whatever_hides_it(
    at: int, end: int, key: int
) -> None:
    address, whole = cut(at, end, key), cut(0, len(ADDRESS), KEYS[0])
    assert read((page(address),)) == read((page(whole),))
    assert seen(address).skeleton() == seen(whole).skeleton()
    assert seen(address).imprint == seen(whole).imprint != ""


@pytest.mark.parametrize(("at", "end"), CUTS)
def test_an_address_that_is_cut_within_its_link_is_written_to_whole(at: int, end: int) -> None:
    target = f"/cdn-cgi/l/email-protection#{hidden(ADDRESS, 7)}"
    (link, *others) = read((page(f'<a href="{target}">{cut(at, end, 9, IN_LINK)}</a>'),)).links
    assert (link.kind, link.words, link.target) == (LinkKind.MAIL, ADDRESS, ADDRESS)
    assert set(others) <= {link}


def test_another_address_is_another_skeleton() -> None:
    other = IN_WORDS.format(hidden("privacy@acme.test", 7))
    assert seen(other).skeleton() != seen(cut(0, len(ADDRESS), 7)).skeleton()
    assert seen(other).imprint != seen(cut(0, len(ADDRESS), 7)).imprint
