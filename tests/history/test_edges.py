from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn, cast

import pytest

from history import SiteSettings
from history.library import Library
from policy.model.captures import Failure
from policy.model.changes import Direction, Finding, Kind, Quote, Severity
from policy.model.looks import Event
from policy.model.readings import Link, LinkKind, Reading, Suspicion
from policy.model.shelf import OutOfReachError
from tests.history.exhibits import COUNTING, KOPI, Desk, exhibition
from tests.history.reader import NOW, SITE, Reader
from tests.history.texts import COOKIES_1, COOKIES_2, HEBREW, KOPI_1, KOPI_2, text_of
from tests.support.builders import DAY, HOUR, MONDAY
from tests.support.shelf import ShelfArchive


def _desk() -> Desk:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    return desk


def test_an_empty_archive_says_what_to_do_first() -> None:
    reader = Reader(ShelfArchive())
    assert "Nothing is watched yet" in reader.get("/").words()
    assert "Nothing is watched yet" in reader.get("/services").words()
    assert reader.get("/health").json["status"] == "waiting"


def test_a_young_archive_says_that_a_change_takes_two_looks() -> None:
    assert "once it has been seen twice" in Reader(_desk().archive).get("/").words()


def test_a_site_that_nobody_feeds_any_more_is_stale_for_machines_too() -> None:
    answer = Reader(exhibition(), now=NOW + 2 * DAY).get("/health")
    assert (answer.status, answer.json["status"]) == (503, "stale")


class Gone:
    """A library that cannot be asked."""

    def __getattr__(self, _name: str) -> Callable[..., NoReturn]:
        def asked(*_question: object) -> NoReturn:
            raise OutOfReachError("connection refused")

        return asked


@pytest.mark.parametrize("address", ["/", "/services", "/kopi-privacy", "/feed.atom", "/id/status", "/changes.csv"])
def test_an_archive_out_of_reach_is_nobodys_mistake_and_passes(address: str) -> None:
    reader = Reader(cast(Library, Gone()))
    answer = reader.get(address)
    assert (answer.status, answer.headers["retry-after"], reader.failures) == (503, "60", [])
    assert ("Silakan coba lagi" if address.startswith("/id/") else "Please try again") in answer.words()


def test_machines_hear_that_the_archive_is_out_of_reach() -> None:
    reader = Reader(cast(Library, Gone()))
    problem, health = reader.get("/status.json"), reader.get("/health")
    assert (problem.status, problem.headers["content-type"]) == (503, "application/problem+json")
    assert (health.status, health.json["status"]) == (503, "unreachable")


def test_what_is_not_there_is_told_without_the_archive() -> None:
    reader = Reader(cast(Library, Gone()))
    assert [reader.get("/no/such/page").status, reader.get("/", "POST").status] == [404, 405]


def test_a_filter_without_matches_offers_the_way_back() -> None:
    answer = Reader(exhibition()).get("/?kind=biometric-change")
    assert "No change matches these filters." in answer.words()


def test_long_lists_are_split_into_pages_at_stable_addresses() -> None:
    reader = Reader(exhibition(), replace(SITE, page_size=2))
    first, last = reader.get("/?service=kopi"), reader.get("/?service=kopi&page=2")
    assert first.page.xpath("//a[@rel='next']/@href") == ["/?service=kopi&page=2"]
    assert last.page.xpath("//a[@rel='prev']/@href") == ["/?service=kopi"]
    assert [len(answer.page.xpath("//article")) for answer in (first, last)] == [2, 2]


def test_two_texts_read_by_different_recipes_are_not_laid_side_by_side() -> None:
    desk = _desk()
    other = text_of(KOPI_2, recipe="html/2")
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, other)
    answer = Reader(desk.archive).get("/kopi-privacy/changes/2")
    assert answer.status == 200
    assert "cannot be laid side by side" in answer.words()


def test_a_change_that_was_not_judged_says_why() -> None:
    desk = _desk()
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(COOKIES_1), suspect=Suspicion.LANGUAGE_FLIP)
    reader = Reader(desk.archive)
    assert "Kept, but not judged: it came in another language." in reader.get("/kopi-privacy/changes/2").words()
    assert "Kept, but not judged: it came in another language." in reader.get("/").words()


def test_findings_for_information_stand_aside_when_there_are_weightier_ones() -> None:
    light = replace(COUNTING, severity=Severity.INFO)
    desk = _desk()
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(COOKIES_1), [light, COUNTING])
    desk.look(MONDAY + 2 * DAY, KOPI, Event.CHANGED, text_of(COOKIES_2), [light])
    reader = Reader(desk.archive)
    mixed, only = reader.get("/kopi-privacy/changes/2"), reader.get("/kopi-privacy/changes/3")
    assert mixed.words("//details[@class='aside']/summary") == "1 more finding for information"
    assert len(mixed.page.xpath("//section[@class='findings']/article")) == 1
    assert only.page.xpath("//details[@class='aside']") == []
    assert len(only.page.xpath("//section[@class='findings']/article")) == 1


def test_a_link_that_leads_elsewhere_is_shown_behind_its_words() -> None:
    def linked(*targets: str) -> Reading:
        return replace(text_of(KOPI_1), links=tuple(Link(LinkKind.PAGE, "our form", url) for url in targets))

    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, linked("https://kopi.example/old"))
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, linked("javascript:alert(1)"))
    answer = Reader(desk.archive).get("/kopi-privacy/changes/2")
    assert "links lead elsewhere" in answer.words()
    assert answer.page.xpath("//section[@class='links']//del//a/@href") == ["https://kopi.example/old"]
    assert [words.text_content() for words in answer.page.xpath("//section[@class='links']//ins")] == [
        "javascript:alert(1)"
    ]
    assert answer.page.xpath("//section[@class='links']//ins//a") == []


def test_a_text_without_language_or_headings_is_shown_all_the_same() -> None:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of("Only one paragraph.", "", None))
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of("Only one sentence.", "", None))
    reader = Reader(desk.archive)
    for address in ("/", "/kopi-privacy", "/kopi-privacy/versions/1", "/kopi-privacy/changes/2", "/feed.atom"):
        assert reader.get(address).status == 200
    assert "Text before the first heading" in reader.get("/kopi-privacy/changes/2").words()


def test_an_empty_text_is_shown_as_empty() -> None:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(""))
    assert "holds no text" in Reader(desk.archive).get("/kopi-privacy/versions/1").words()


def test_right_to_left_words_stand_in_elements_that_find_their_direction() -> None:
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(HEBREW, "פרטיות", "he"))
    page = Reader(desk.archive).get("/kopi-privacy/versions/1").page
    assert page.xpath("//article/section/@lang") == ["he"]
    assert page.xpath("//article//h2/@dir | //article//p/@dir") == ["auto", "auto"]


def test_a_gap_that_lasts_has_no_end() -> None:
    desk = _desk()
    desk.look(MONDAY + DAY, KOPI, Event.FAILED, failure=Failure.DNS)
    assert "to now: 1 look without the text" in Reader(desk.archive).get("/kopi-privacy").words()


def test_a_long_log_is_paged_through() -> None:
    desk = _desk()
    for number in range(1, 131):
        desk.look(MONDAY + number * HOUR, KOPI, Event.UNCHANGED)
    reader = Reader(desk.archive)
    first, second = reader.get("/kopi-privacy/looks"), reader.get("/kopi-privacy/looks?page=2")
    assert [len(answer.page.xpath("//tbody/tr")) for answer in (first, second)] == [100, 31]
    assert first.page.xpath("//a[@rel='next']/@href") == ["/kopi-privacy/looks?page=2"]
    assert second.page.xpath("//a[@rel='prev']/@href") == ["/kopi-privacy/looks"]


def test_a_site_below_a_path_links_below_that_path() -> None:
    reader = Reader(exhibition(), SiteSettings("https://company.example/policies/"))
    for address in ("/", "/services", "/kopi-privacy", "/kopi-privacy/changes/2", "/nope"):
        links = reader.get(address).page.xpath("//a/@href[starts-with(., '/')] | //link/@href | //form/@action")
        below = ("/policies/", "https://company.example/policies/")
        assert {str(link) for link in links if not str(link).startswith(below)} == set()
    feed = reader.get("/feed.atom").text
    assert 'href="https://company.example/policies/kopi-privacy/changes/2"' in feed


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/en/kopi-privacy/changes/2", "Takes effect on 1 Apr 2026, 29 days after we first saw it."),
        ("/ru/kopi-privacy/changes/2", "Вступает в силу 1 апреля 2026"),
    ],
)
def test_a_change_says_when_it_takes_effect(address: str, told: str) -> None:
    quote = Quote("This policy takes effect on 1 April 2026.", (), "s-1", 0, 41)
    what = "2025-04-01 → 2026-04-01"
    kind, changed = Kind.EFFECTIVE_DATE, Direction.CHANGED
    found = Finding(kind, changed, Severity.INFO, what, (), None, quote, "The date changed.", "dates/own")
    desk = _desk()
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(KOPI_2), [found])

    assert told in Reader(desk.archive).get(address).words()


@pytest.mark.slow(1)
def test_a_thousand_versions_are_shown_by_the_hundred() -> None:
    desk = _desk()
    for number in range(1, 220):
        desk.look(MONDAY + number * HOUR, KOPI, Event.CHANGED, text_of((KOPI_1, KOPI_2)[number % 2]))
    reader = Reader(desk.archive)

    first, last = reader.get("/en/kopi-privacy").page, reader.get("/en/kopi-privacy?page=3").page

    listed = [page.xpath("//ol[@class='versions']//h3/a/text()") for page in (first, last)]
    assert [(len(one), one[0], one[-1]) for one in listed] == [
        (100, "Version 220", "Version 121"),
        (20, "Version 20", "Version 1"),
    ]
    assert first.xpath("//a[@rel='next']/@href") == ["/en/kopi-privacy?page=2"]
    assert len(first.xpath("//span[@class='note' and .='in force']")) == 1
    assert last.xpath("//span[@class='note' and .='in force']") == []
    assert len(last.xpath("//ol[@class='versions']//a[contains(@href, '/changes/')]")) == 19
    assert first.xpath("//input[@type='number']/@value") == ["219", "220"]
    assert reader.get("/kopi-privacy?page=4").status == 404


def test_the_next_change_is_one_step_away() -> None:
    desk = _desk()
    for day, text in enumerate((KOPI_2, COOKIES_1, COOKIES_2), start=1):
        desk.look(MONDAY + day * DAY + timedelta(hours=1), KOPI, Event.CHANGED, text_of(text))
    reader = Reader(desk.archive)
    assert reader.get("/kopi-privacy/changes/2").page.xpath("//a[@rel='next']/@href") == ["/kopi-privacy/changes/3"]
    assert reader.get("/kopi-privacy/changes/4").page.xpath("//a[@rel='next']/@href") == []
    assert reader.get("/kopi-privacy/changes/4").page.xpath("//a[@rel='prev']/@href") == ["/kopi-privacy/changes/3"]
    assert reader.get("/kopi-privacy/changes/2").page.xpath("//a[@rel='prev']/@href") == []
