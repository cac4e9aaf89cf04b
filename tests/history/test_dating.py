"""What a document said on a day, and how far that is known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policy.model.captures import Failure
from policy.model.looks import Event, VersionCause
from tests.history.exhibits import KOPI, Desk, exhibition
from tests.history.reader import NOW, SITE, Reader
from tests.history.texts import KOPI_1, KOPI_2, KOPI_3, text_of
from tests.support.builders import DAY, HOUR, MONDAY
from tests.support.shelf import ShelfArchive


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(exhibition())


def _told(reader: Reader, day: str) -> str:
    return reader.get(f"/kopi-privacy/on?day={day}").words()


def test_a_day_shows_the_version_that_stood_and_the_looks_around_it(reader: Reader) -> None:
    words = _told(reader, "2026-03-10")

    assert "Kopi Privacy policy, on 10 March 2026" in words
    assert "At the end of this day (UTC) the text was that of version 1." in words
    assert "Version 1 was first seen 2 Mar 2026, 07:58 UTC, confirmed 2 Mar 2026, 08:00 UTC." in words
    assert "Last read until then: 10 Mar 2026, 08:00 UTC." in words
    assert "Next read: 11 Mar 2026, 08:00 UTC, with the same text." in words
    assert "What has changed since" in words


def test_the_day_of_a_change_says_that_it_came_on_it(reader: Reader) -> None:
    words = _told(reader, "2026-03-22")

    assert "the text was that of version 2." in words
    assert "On this day version 2 was first seen: 22 Mar 2026, 07:58 UTC." in words


def test_a_day_on_which_it_may_have_changed_unseen_says_so(reader: Reader) -> None:
    words = _told(reader, "2026-04-20")

    assert "the text was that of version 2." in words
    assert "Next read: 21 Apr 2026, 08:00 UTC, with another text, that of version 3." in words
    assert "When in between it came is not known." in words


def test_looks_that_failed_prove_nothing_of_a_day(reader: Reader) -> None:
    words = _told(reader, "2026-03-26")

    assert "Last read until then: 23 Mar 2026, 08:00 UTC." in words
    assert "Next read: 29 Mar 2026, 08:00 UTC, with the same text." in words


def test_a_day_before_the_first_look_claims_nothing(reader: Reader) -> None:
    words = _told(reader, "2026-03-01")

    assert "Not read yet on that day. The oldest text kept is that of version 1" in words
    assert "the text was" not in words
    assert "Not read yet." in reader.get("/gazette-terms/on?day=2026-03-01").words()


def test_today_is_not_over(reader: Reader) -> None:
    words = reader.get("/kopi-privacy/on").words()

    assert "So far the text of this day (UTC) is that of version 3." in words
    assert "Last read: 26 Apr 2026, 08:00 UTC." in words
    assert "Not read since." not in words


def test_a_day_after_which_nobody_read_says_so() -> None:
    late = Reader(exhibition(), now=NOW + 2 * DAY)
    assert "Last read until then: 26 Apr 2026, 08:00 UTC. Not read since." in _told(late, "2026-04-26")


@pytest.mark.parametrize(
    "day", ["2026-04-27", "2126-01-01", "9999-12-31", "yesterday", "2026-02-30", "0000-00-00", "1"]
)
def test_a_day_that_is_none_or_has_not_begun_is_asked_again(reader: Reader, day: str) -> None:
    answer = reader.get(f"/kopi-privacy/on?day={day}")

    assert answer.status == 400
    assert "must be a day that has begun" in answer.words()


def test_a_version_of_our_own_making_is_no_other_text() -> None:
    archive = _two()
    row = archive._rows[KOPI.id]
    row.versions[1] = replace(row.versions[1], cause=VersionCause.TECHNICAL)
    looks = [(replace(look, event=Event.UNCHANGED) if look.version == 2 else look, move) for look, move in row.looks]
    row.looks[:] = looks

    assert "with the same text" in _told(Reader(archive), "2026-03-02")


def test_versions_let_go_in_between_are_told() -> None:
    archive = _two()
    Desk(archive).look(MONDAY + 2 * DAY, KOPI, Event.CHANGED, text_of(KOPI_3))
    del archive._rows[KOPI.id].versions[1]

    reader = Reader(archive)

    assert "Versions between 1 and 3 are not kept any more" in _told(reader, "2026-03-03")
    page = reader.get("/kopi-privacy/versions/1").page
    assert page.xpath("//a[@rel='next']/@href") == ["/kopi-privacy/versions/3"]


def test_a_text_that_was_held_and_let_go_is_not_called_the_same() -> None:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    desk.look(MONDAY + DAY, KOPI, Event.HELD)

    assert "with a text that was not believed" in _told(Reader(desk.archive), "2026-03-02")


def test_a_day_for_machines(reader: Reader) -> None:
    told = reader.get("/kopi-privacy/on.json?day=2026-04-20").json

    assert (told["day"], told["at"]) == ("2026-04-20", "2026-04-21T00:00:00Z")
    assert (told["version"]["number"], told["following"]["number"]) == (2, 3)
    assert (told["is_same_after"], told["has_gone"]) == (False, False)
    assert told["read_before"]["at"] == "2026-04-20T08:00:00Z"


def _two() -> ShelfArchive:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(KOPI_2))
    return desk.archive


def test_a_version_says_what_came_after_it_and_how_to_cite_it(reader: Reader) -> None:
    words = reader.get("/ru/kopi-privacy/versions/2").words()
    assert "впервые замечено" in words

    page = reader.get("/en/kopi-privacy/versions/2")
    assert "Replaced by version 3, first seen 21 Apr 2026, 07:58 UTC." in page.words()
    (cited,) = page.page.xpath("//dd[@class='whole']")
    (sha256,) = page.page.xpath("//dt[.='Text (SHA-256)']/../dd/code/text()")
    assert " ".join(cited.text_content().split()) == (
        "Kopi, privacy policy, version 2, first seen 22 Mar 2026, 07:58 UTC, published at https://kopi.example/privacy."
        f" SHA-256 of the text: {sha256}. Clausewatch: {SITE.base_url}/kopi-privacy/versions/2"
    )


def test_a_finding_is_cited_with_its_words_and_its_own_address(reader: Reader) -> None:
    page = reader.get("/kopi-privacy/changes/2").page
    cited = [" ".join(one.text_content().split()) for one in page.xpath("//article//*[@class='whole']")]

    assert all(f"/kopi-privacy/changes/2#finding-{number}" in one for number, one in enumerate(cited, start=1))
    assert len(cited) == len(page.xpath("//article[starts-with(@id, 'finding-')]"))
    assert any(one.startswith("Before: “") and "” After: “" in one for one in cited)


def test_the_end_of_a_day_is_of_that_day() -> None:
    archive = _two()
    Desk(archive).look(datetime(2026, 3, 4, tzinfo=UTC), KOPI, Event.UNCHANGED)

    assert "Last read until then: 3 Mar 2026, 08:00 UTC." in _told(Reader(archive), "2026-03-03")
    assert "Next read: 4 Mar 2026, 00:00 UTC, with the same text." in _told(Reader(archive), "2026-03-03")


def test_what_failed_first_is_read_later() -> None:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FAILED, failure=Failure.TIMEOUT)
    desk.look(MONDAY + DAY + HOUR, KOPI, Event.FIRST, text_of(KOPI_1))

    assert "Not read yet on that day" in _told(Reader(desk.archive, now=NOW - timedelta(hours=1)), "2026-03-02")
