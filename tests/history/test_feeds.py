import re
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest
from lxml import html

from history import SiteSettings
from history.atom import ATOM
from policy.model.changes import Kind
from policy.model.looks import Event
from tests.history.exhibits import COUNTING, FINDINGS, KOPI, Desk, exhibition, rotating
from tests.history.payloads import PAYLOADS
from tests.history.reader import Reader
from tests.history.test_safety import Hostile
from tests.history.texts import COOKIES_1, COOKIES_2, KOPI_1, KOPI_2, text_of
from tests.support.builders import DAY, MONDAY
from tests.support.shelf import ShelfArchive

FEEDS = ("/feed.atom", "/feed.atom?severity=major", "/services/kopi/feed.atom", "/kopi-privacy/feed.atom")


def _feed(reader: Reader, address: str) -> ET.Element:
    answer = reader.get(address)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.body)  # noqa: S314 – our own bytes


def _all(element: ET.Element, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(f"{{{ATOM}}}{name}")]


def _one(element: ET.Element, name: str) -> str:
    found = element.find(f"{{{ATOM}}}{name}")
    assert found is not None
    return found.text or ""


def _links(element: ET.Element, relation: str) -> list[str]:
    return [link.get("href", "") for link in element.findall(f"{{{ATOM}}}link") if link.get("rel") == relation]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_all_that_rfc_4287_requires(address: str) -> None:
    reader = Reader(exhibition())
    feed = _feed(reader, address)
    assert feed.tag == f"{{{ATOM}}}feed"
    assert _one(feed, "id").startswith("tag:watch.example,2026:feed/")
    assert _links(feed, "self") == [f"https://watch.example{address}"]
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert entries
    for entry in entries:
        assert _one(entry, "title")
        assert datetime.fromisoformat(_one(entry, "updated")).tzinfo is not None
        (page,) = _links(entry, "alternate")
        assert reader.get(page.removeprefix("https://watch.example")).status == 200


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_was_updated_when_its_newest_entry_was(address: str) -> None:
    updated = _all(_feed(Reader(exhibition()), address), "updated")
    assert updated[0] == updated[1] == max(updated)
    assert updated[1:] == sorted(updated[1:], reverse=True)


def test_identifiers_are_unique_and_say_target_and_version() -> None:
    ids = _all(_feed(Reader(exhibition()), "/feed.atom"), "id")
    assert len(ids) == len(set(ids))
    assert "tag:watch.example,2026:change/kopi-privacy/2" in ids


def test_identifiers_stay_when_more_is_recorded() -> None:
    archive = exhibition()
    before = _all(_feed(Reader(archive), "/feed.atom"), "id")
    Desk(archive).look(MONDAY + 60 * DAY, KOPI, Event.CHANGED, text_of(COOKIES_1))
    after = _all(_feed(Reader(archive), "/feed.atom"), "id")
    assert set(before) < set(after)


def test_every_feed_has_an_identifier_of_its_own() -> None:
    reader = Reader(exhibition())
    assert len({_one(_feed(reader, address), "id") for address in FEEDS}) == len(FEEDS)


def test_an_entry_says_what_changed_not_only_that_something_did() -> None:
    feed = _feed(Reader(exhibition()), "/kopi-privacy/feed.atom")
    entry = feed.findall(f"{{{ATOM}}}entry")[-1]
    assert _one(entry, "title").startswith("Kopi, Privacy policy: Promise removed (")
    words = "".join(str(words) for words in html.document_fromstring(_one(entry, "content")).itertext())
    assert "order data: 12 months → 24 months" in words
    assert "We do not collect your precise location." in words
    terms = [found.get("term") for found in entry.findall(f"{{{ATOM}}}category")]
    assert terms[0] == "critical"
    assert "contact-change" in terms


def test_an_entry_names_in_its_title_what_changed_and_marks_the_words_that_did() -> None:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(KOPI_2), FINDINGS[2:3])
    (entry,) = _feed(Reader(desk.archive), "/feed.atom").findall(f"{{{ATOM}}}entry")
    assert _one(entry, "title") == "Kopi, Privacy policy: Data kept longer (order data: 12 months → 24 months)"
    marked = re.findall("<(?:del|ins)>([^<]+)<", _one(entry, "content"))
    assert [words.strip() for words in marked] == ["12", "24", "after your last order"]


def test_a_place_that_changes_at_nearly_every_visit_is_the_title_of_its_entry() -> None:
    (entry,) = _feed(Reader(rotating()), "/feed.atom").findall(f"{{{ATOM}}}entry")
    assert _one(entry, "title") == "Kopi, Privacy policy: A place that changes at nearly every visit"


def test_a_filtered_feed_holds_what_the_filtered_page_shows() -> None:
    reader = Reader(exhibition())
    entries = _feed(reader, "/feed.atom?severity=major&service=kopi").findall(f"{{{ATOM}}}entry")
    assert len(entries) == len(reader.get("/?severity=major&service=kopi").page.xpath("//article")) == 1


def test_a_feed_without_changes_is_a_feed_all_the_same() -> None:
    feed = _feed(Reader(exhibition()), "/gazette-terms/feed.atom")
    assert _one(feed, "updated") == "1970-01-01T00:00:00Z"
    assert feed.findall(f"{{{ATOM}}}entry") == []


@pytest.mark.parametrize("address", ["/nope/feed.atom", "/services/nope/feed.atom"])
def test_there_is_no_feed_of_nothing(address: str) -> None:
    assert Reader(exhibition()).get(address).status == 404


def test_characters_xml_cannot_carry_do_not_break_a_feed() -> None:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(COOKIES_1))
    odd = replace(COUNTING, reason="nul \0, escape \x1b, no character \uffff, fine \U0001f36a")
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(COOKIES_2), [odd])
    assert "fine \U0001f36a" in "".join(_all(_feed(Reader(desk.archive), "/feed.atom"), "content"))


@pytest.mark.parametrize(
    ("base", "authority"),
    [
        ("https://watch.example", "watch.example"),
        ("https://watch.example:8443/policies", "watch.example"),
        ("http://[::1]:8000", "localhost"),
    ],
)
def test_the_minting_authority_is_the_host_alone(base: str, authority: str) -> None:
    feed = _feed(Reader(exhibition(), SiteSettings(base)), "/feed.atom")
    assert _one(feed, "id") == f"tag:{authority},2026:feed/all"


def test_every_kind_of_change_has_a_feed_of_its_own() -> None:
    reader = Reader(exhibition())
    found = {kind: reader.get(f"/kinds/{kind}/feed.atom") for kind in Kind}
    assert {answer.status for answer in found.values()} == {200}
    assert found[Kind.CONTACT].text.count("<entry>") == 1
    assert found[Kind.BIOMETRIC].text.count("<entry>") == 0
    assert reader.get("/kinds/nothing/feed.atom").status == 404


@pytest.mark.parametrize("address", [*FEEDS, "/kinds/contact-change/feed.atom", "/ru/kopi-privacy/feed.atom"])
def test_another_program_reads_the_feed_without_a_complaint(address: str) -> None:
    reader = Reader(exhibition())
    read = feedparser.parse(reader.get(address).body)
    assert (read.bozo, read.version) == (False, "atom10")
    assert read.feed.title
    assert read.entries
    for entry in read.entries:
        assert entry.id.startswith("tag:watch.example,2026:")
        assert entry.updated_parsed is not None
        assert entry.content[0].type == "text/html"
        assert reader.get(entry.link.removeprefix("https://watch.example")).status == 200


@pytest.mark.parametrize("payload", PAYLOADS[::16])
def test_another_program_reads_hostile_words_as_words(payload: str) -> None:
    read = feedparser.parse(Reader(Hostile(payload).archive).get("/feed.atom").body)
    (entry,) = read.entries
    assert not read.bozo
    assert "<script" not in entry.content[0].value.casefold()
