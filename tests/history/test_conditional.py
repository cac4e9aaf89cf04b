import gzip

import pytest

from policy.model.looks import Event
from policy.model.shelf import DocumentCard
from tests.history.exhibits import KOPI, Desk, exhibition
from tests.history.reader import Reader
from tests.support.builders import DAY, MONDAY
from tests.support.shelf import ShelfArchive

ADDRESSES = (
    "/",
    "/?kind=contact-change",
    "/services",
    "/kopi-privacy",
    "/kopi-privacy/changes/2",
    "/feed.atom",
    "/changes.json",
)


class Watched(ShelfArchive):
    """Counts how often somebody asks for documents."""

    asked = 0

    def documents(self) -> tuple[DocumentCard, ...]:
        self.asked += 1
        return super().documents()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_is_known_is_not_sent_again(address: str) -> None:
    reader = Reader(exhibition())
    first = reader.get(address)
    again = reader.get(address, if_none_match=f'W/"other", {first.headers["etag"]}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])


def test_a_known_page_is_not_even_made_again() -> None:
    library = Watched(KOPI)
    reader = Reader(library)
    tag = reader.get("/").headers["etag"]
    asked = library.asked
    assert reader.get("/", if_none_match=tag).status == 304
    assert library.asked == asked


def test_whatever_is_recorded_makes_every_page_new() -> None:
    archive = exhibition()
    reader = Reader(archive)
    tags = [reader.get(address).headers["etag"] for address in ADDRESSES]
    Desk(archive).look(MONDAY + 60 * DAY, KOPI, Event.UNCHANGED)
    again = [reader.get(address, if_none_match=tag).status for address, tag in zip(ADDRESSES, tags, strict=True)]
    assert again == [200] * len(ADDRESSES)


def test_every_address_has_a_tag_of_its_own() -> None:
    reader = Reader(exhibition())
    assert len({reader.get(address).headers["etag"] for address in ADDRESSES}) == len(ADDRESSES)


@pytest.mark.parametrize("address", ["/nope", "/?kind=x", "/health"])
def test_what_is_wrong_or_of_the_moment_is_never_kept(address: str) -> None:
    headers = Reader(exhibition()).get(address).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


def test_caches_may_keep_a_page_and_must_ask() -> None:
    assert Reader(exhibition()).get("/").headers["cache-control"] == "public, no-cache"


def test_a_long_page_is_packed_for_who_can_unpack_it() -> None:
    reader = Reader(exhibition())
    plain = reader.get("/kopi-privacy")
    packed = reader.get("/kopi-privacy", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] == plain.headers["etag"]
    assert packed.headers["vary"] == "Accept-Language, Accept-Encoding"


def test_styles_and_icon_are_kept_because_their_address_names_the_edition() -> None:
    reader = Reader(exhibition())
    (style,) = reader.get("/").page.xpath("//link[@rel='stylesheet']/@href")
    answer = reader.get(str(style))
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert "?v=" in str(style)
