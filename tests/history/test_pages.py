import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from policy.model.changes import Kind
from policy.model.looks import Event, State
from tests.history.exhibits import COUNTING, KOPI, Desk, exhibition, reread, rotating
from tests.history.reader import Answer, Reader
from tests.history.texts import KOPI_1, KOPI_2, text_of
from tests.support.builders import DAY, MONDAY
from tests.support.shelf import ShelfArchive

PAGES = (
    "/",
    "/?severity=major&kind=retention-change&service=kopi&type=privacy&language=en&since=2026-03-01&until=2026-05-31",
    "/services",
    "/services/kopi",
    "/services/gazette",
    "/kopi-privacy",
    "/lampa-privacy",
    "/gazette-terms",
    "/kopi-privacy/looks",
    "/kopi-privacy/versions/1",
    "/kopi-privacy/versions/2",
    "/kopi-privacy/changes/2",
    "/kopi-privacy/changes/2?layout=beside",
    "/kopi-privacy/changes/3",
    "/kopi-privacy/on",
    "/kopi-privacy/on?day=2026-03-10",
    "/gazette-terms/on",
    "/kopi-privacy/compare",
    "/kopi-privacy/compare?from=1&to=3&layout=beside",
    "/kopi-cookies/changes/3",
    "/warung-privacy/changes/2",
    "/facts",
    "/facts/recipient",
    "/facts/retention?q=P&polarity=positive&service=kopi",
    "/facts/contact/values",
    "/facts/age",
    "/kopi-privacy/versions/1/facts",
    "/about",
)
JSON = (
    "/changes.json",
    "/services.json",
    "/services/kopi.json",
    "/kopi-privacy.json",
    "/kopi-privacy/looks.json",
    "/kopi-privacy/versions/2.json",
    "/kopi-privacy/changes/2.json",
    "/kopi-privacy/on.json",
    "/facts.json",
    "/facts/contact.json",
    "/facts/contact/values.json",
    "/kopi-privacy/versions/2/facts.json",
    "/health",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(exhibition())


def _links(answer: Answer) -> list[str]:
    return [str(address) for address in answer.page.xpath("//a/@href")]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_title_landmarks_and_headings_in_order(reader: Reader, address: str) -> None:
    page = reader.get(address).page
    ranks = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    steps = [after - before for before, after in pairwise(ranks)]
    assert (ranks[0], ranks.count(1), max(steps, default=0) <= 1) == (1, 1, True)
    assert [len(page.xpath(f"//{landmark}")) for landmark in ("main", "body/header", "body/footer")] == [1, 1, 1]
    assert page.xpath("//body/*[1]/@href") == ["#main"]
    assert page.get("lang") == "en"


@pytest.mark.parametrize("address", PAGES)
def test_every_page_names_each_place_once_and_points_only_to_places_there_are(reader: Reader, address: str) -> None:
    page = reader.get(address).page
    places = [str(place) for place in page.xpath("//@id")]
    wanted = [str(link).removeprefix("#") for link in page.xpath("//a/@href[starts-with(., '#')]")]
    assert len(places) == len(set(places))
    assert set(wanted) <= set(places)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(reader: Reader, address: str) -> None:
    own = {link.partition("#")[0] for link in _links(reader.get(address)) if link.startswith("/")}
    assert {link: reader.get(link).status for link in own} == dict.fromkeys(own, 200)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_or_a_style_of_its_own(reader: Reader, address: str) -> None:
    page = reader.get(address).page
    assert page.xpath("//script|//style|//@style|//@*[starts-with(name(), 'on')]") == []


@pytest.mark.parametrize("address", JSON)
def test_the_same_facts_are_there_as_json(reader: Reader, address: str) -> None:
    answer = reader.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert isinstance(answer.json, dict)


def test_the_change_list_is_newest_first_and_says_the_weightiest_finding(reader: Reader) -> None:
    cards = reader.get("/").page.xpath("//article")
    words = [" ".join(card.text_content().split()) for card in cards]
    assert len(words) == 5
    assert "Warung Digital Privacy policy" in words[0]
    assert "Promise removed: precise location" in words[-1]
    assert words[-1].endswith("and 3 more")


def test_a_filter_leaves_only_what_was_asked_for_and_can_be_taken_off(reader: Reader) -> None:
    answer = reader.get("/?severity=major&service=kopi")
    assert len(answer.page.xpath("//article")) == 1
    assert [str(link) for link in answer.page.xpath("//ul[@class='wishes']//@href")] == [
        "/?service=kopi",
        "/?severity=major",
    ]


def test_the_form_keeps_what_was_chosen(reader: Reader) -> None:
    page = reader.get("/?kind=contact-change&type=privacy&since=2026-03-01").page
    assert page.xpath("//option[@selected]/@value") == ["contact-change", "privacy"]
    assert page.xpath("//input[@name='since']/@value") == ["2026-03-01"]


def test_empty_fields_of_the_form_ask_for_nothing(reader: Reader) -> None:
    assert len(reader.get("/?severity=&kind=&service=&type=&since=&until=").page.xpath("//article")) == 5


@pytest.mark.parametrize(
    "question", ["kind=x", "severity=9", "type=novel", "since=soon", "until=9999-12-31", "language=1"]
)
def test_a_wish_nobody_can_fulfil_is_answered_with_what_would_do(reader: Reader, question: str) -> None:
    answer = reader.get(f"/?{question}")
    assert answer.status == 400
    assert f"“{question.partition('=')[0]}” must be" in answer.words()


@pytest.mark.parametrize(
    "address",
    [
        "/nope",
        "/services/nope",
        "/nope/looks",
        "/kopi-privacy/versions/99",
        "/kopi-privacy/versions/0",
        "/kopi-privacy/versions/-1",
        "/kopi-privacy/versions/x",
        f"/kopi-privacy/versions/{'9' * 5000}",
        "/kopi-privacy/changes/9",
        "/kopi-privacy/nope",
        "/kopi-privacy/compare?from=1&to=9",
        "/gazette-terms/compare",
        "/nope/compare",
        "/?page=0",
        "/?page=2",
        f"/?page={'9' * 5000}",
        "/?page=x",
        "/services?page=2",
        "/kopi-privacy/looks?page=2",
        "/bodies/nope",
        f"/bodies/{'0' * 64}",
        "/a\0b",
        "/services/",
        "//evil.example/",
        "/..%2f..",
    ],
)
def test_what_is_not_there_is_said_not_to_be(reader: Reader, address: str) -> None:
    answer = reader.get(address)
    assert answer.status == 404
    assert "not kept here" in answer.words()
    assert reader.failures == []


@pytest.mark.parametrize("address", ["/services/nope.json", "/nope.json", "/ru/nope.json", "/a/b/c/d.json"])
def test_machines_are_told_what_is_not_there_in_their_own_form(reader: Reader, address: str) -> None:
    answer = reader.get(address)
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
    assert (answer.json["status"], answer.headers["cache-control"]) == (404, "no-store")


def test_a_document_shows_its_state_its_versions_and_the_proof_of_watching(reader: Reader) -> None:
    answer = reader.get("/kopi-privacy")
    words = answer.words()
    assert "Up to date since 23 Mar 2026, 08:00 UTC" in words
    assert [heading.text_content() for heading in answer.page.xpath("//ol[@class='versions']//h3/a")] == [
        "Version 3",
        "Version 2",
        "Version 1",
    ]
    assert "24 Mar 2026, 08:00 UTC to 29 Mar 2026, 08:00 UTC: 5 looks without the text" in words
    assert "2026-03 30 25 5" in words


def test_a_document_that_is_not_read_says_so_and_since_when(reader: Reader) -> None:
    words = reader.get("/lampa-privacy").words()
    assert "Blocked since 11 Apr 2026, 08:00 UTC: the server answers 403" in words
    assert "Last read well 2 Mar 2026, 08:00 UTC" in words


def test_a_document_never_looked_at_claims_nothing(reader: Reader) -> None:
    words = reader.get("/gazette-terms").words()
    assert "Not read yet" in words
    assert "Not looked at yet." in words


def test_a_version_is_the_text_under_its_headings_with_the_record_of_its_capture(reader: Reader) -> None:
    page = reader.get("/kopi-privacy/versions/2").page
    assert page.xpath("//article//h2/text()")[0].strip() == "What we collect"
    assert page.xpath("//article//table//th/text()") == ["Recipient", "Purpose", "Country"]
    assert page.xpath("(//article//ul)[1]/li[1]")[0].text_content().startswith("your name")
    record = reader.get("/kopi-privacy/versions/2").words("//section[@class='record']")
    assert "Redirected (301) https://kopi.example/privacy" in record
    assert "TLSv1.3" in record
    assert "192.0.2.10:443" in record


def test_a_version_links_to_the_bytes_as_they_came_which_come_as_a_download(reader: Reader) -> None:
    (link,) = reader.get("/kopi-privacy/versions/2").page.xpath("//a[@download]/@href")
    body = reader.get(link)
    assert body.status == 200
    assert body.body.startswith(b"<title>Privacy Notice</title>")
    assert body.headers["content-type"] == "application/octet-stream"
    assert body.headers["content-disposition"].startswith("attachment; filename=")
    assert body.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert body.headers["x-content-type-options"] == "nosniff"


def test_a_change_shows_its_findings_weightiest_first_with_both_quotes_and_the_rule(reader: Reader) -> None:
    page = reader.get("/kopi-privacy/changes/2").page
    findings = page.xpath("//section[@class='findings']/article")
    assert [found.get("class").split()[1] for found in findings] == ["critical"] * 2 + ["major"] * 4
    (kept,) = [found for found in findings if "Data kept longer" in found.text_content()]
    assert [quote.text_content() for quote in kept.xpath(".//blockquote")] == [
        "We keep order data for 12 months.",
        "We keep order data for 24 months after your last order.",
    ]
    assert [mark.text_content() for mark in kept.xpath(".//blockquote//del|.//blockquote//ins")] == [
        "12",
        "24",
        " after your last order",
    ]
    assert "retention-change/widened" in kept.text_content()


def test_a_finding_without_a_counterpart_says_that_it_was_not_or_is_no_longer_there(reader: Reader) -> None:
    page = reader.get("/kopi-privacy/changes/2").page
    assert [word.text for word in page.xpath("//p[@class='none']")] == [
        "No longer in the text",
        "Not in the text before",
    ]


def test_a_change_shows_every_word_that_went_or_came_and_folds_the_rest(reader: Reader) -> None:
    page = reader.get("/kopi-privacy/changes/2").page
    marks = {
        " ".join(section.xpath("./header/h3")[0].text_content().split()): section.xpath(
            ".//span[contains(@class,'mark')]/text()"
        )
        for section in page.xpath("//section[contains(@class,'touched')]")
    }
    assert marks == {
        "What we collect": ["Edited"],
        "Loyalty card Loyalty programme": ["Renamed"],
        "Contact": ["Moved", "Edited"],
        "Who receives it": ["Edited"],
        "How long we keep it": ["Edited"],
        "Children": ["Removed"],
        "Advertising": ["Added"],
    }
    assert len(page.xpath("//details[@class='untouched']")) == 3
    assert "stood after “Your rights” before" in reader.get("/kopi-privacy/changes/2").words()


def test_side_by_side_each_column_is_one_version() -> None:
    page = Reader(exhibition()).get("/kopi-privacy/changes/2?layout=beside").page
    older = [words.text_content() for words in page.xpath("//div[@class='beside']/p[1]")]
    newer = [words.text_content() for words in page.xpath("//div[@class='beside']/p[2]")]
    assert "We keep order data for 12 months. After that they are deleted." in older
    assert "We keep order data for 24 months after your last order. After that they are deleted." in newer
    assert page.xpath("//div[@class='beside']/p[1]//ins|//div[@class='beside']/p[2]//del") == []


def test_any_two_versions_can_be_compared(reader: Reader) -> None:
    answer = reader.get("/kopi-privacy/compare?from=1&to=3")
    assert "From version 1 of 2 Mar 2026, 07:58 UTC to version 3 of 21 Apr 2026" in answer.words()
    assert "Loyalty card Loyalty programme" in answer.words("//section[@class='redline']")
    assert answer.page.xpath("//option[@selected]/@value") == ["1", "3"]


def test_the_last_two_versions_are_compared_when_none_are_named(reader: Reader) -> None:
    assert reader.get("/kopi-privacy/compare").page.xpath("//option[@selected]/@value") == ["2", "3"]


def test_a_version_beside_itself_is_the_same(reader: Reader) -> None:
    assert "The words are the same" in reader.get("/kopi-privacy/compare?from=2&to=2").words()


def test_versions_to_compare_are_named_by_number(reader: Reader) -> None:
    answer = reader.get("/kopi-privacy/compare?from=first&to=2")
    assert (answer.status, "must be numbers of versions" in answer.words()) == (400, True)


def test_an_editorial_change_says_that_nothing_of_substance_changed(reader: Reader) -> None:
    answer = reader.get("/kopi-privacy/changes/3")
    assert "Nothing of substance: 1 edit to the wording." in answer.words()
    assert [word.text for word in answer.page.xpath("//section[contains(@class,'touched')]//ins")] == ["reply to"]


def test_a_returned_text_names_the_version_it_returned_to(reader: Reader) -> None:
    assert "The text of version 1 again." in reader.get("/kopi-cookies/changes/3").words()


@pytest.mark.parametrize("address", ["/", "/kopi-privacy", "/kopi-privacy/changes/2"])
def test_a_change_at_a_place_that_changes_at_nearly_every_visit_says_so(address: str) -> None:
    assert "changes at nearly every visit" in Reader(rotating()).get(address).words("//main")


def test_words_of_a_document_bear_their_language_and_find_their_own_direction(reader: Reader) -> None:
    page = reader.get("/warung-privacy/changes/2").page
    assert set(page.xpath("//blockquote/@lang")) == {"id"}
    assert set(page.xpath("//blockquote/@dir")) == {"auto"}


def test_health_tells_the_last_look_and_whether_it_is_too_long_ago(reader: Reader) -> None:
    answer = reader.get("/health")
    assert answer.json == {"status": "ok", "last_look": "2026-04-26T08:00:00Z", "documents": 5}
    assert answer.headers["cache-control"] == "no-store"


def test_every_page_can_be_counted_through(reader: Reader) -> None:
    answer = reader.get("/changes.json")
    assert (answer.json["total"], answer.json["pages"], len(answer.json["changes"])) == (5, 1, 5)


def test_a_change_says_in_short_what_it_means_and_leads_there(reader: Reader) -> None:
    answer = reader.get("/kopi-privacy/changes/2")
    assert answer.words("//nav[@class='short']/ul/li").endswith(
        "Promise removed: precise location: from “not collected” to collected"
    )
    links = answer.page.xpath("//nav[@class='short']//a/@href")
    assert [str(link) for link in links] == [f"#{name}" for name in answer.page.xpath("//article[@class]/@id")]
    assert "History of this section. Law: FTC Act 5" in answer.words("//article[@id='finding-1']")
    assert reader.get("/kopi-cookies/changes/3").page.xpath("//nav[@class='short']") == []


def test_a_document_page_says_why_robots_txt_is_overridden(reader: Reader) -> None:
    assert "robots.txt does not allow it, for this reason: We may <b>read</b>." in reader.get("/lampa-privacy").words()
    assert "robots.txt" not in reader.get("/kopi-privacy").words()


def test_the_weighty_changes_are_one_click_away_and_counted(reader: Reader) -> None:
    page = reader.get("/en/?service=kopi&page=1").page
    views = page.xpath("//ul[@class='views']")[0]
    assert " ".join(views.text_content().split()) == "All changes 4 Major or more 1 Critical 1"
    assert views.xpath(".//a/@href") == ["/en/?service=kopi&severity=major", "/en/?service=kopi&severity=critical"]
    here = reader.get("/en/?severity=critical").page.xpath("//ul[@class='views']//b/text()")
    assert here == ["Critical"]


def test_a_section_is_as_weighty_as_what_was_found_in_it(reader: Reader) -> None:
    page = reader.get("/en/kopi-privacy/sections/s-s-how-long-we-keep-it")
    assert "Kopi Privacy policy How long we keep it" in page.words()
    badges = page.page.xpath("//*[contains(@class, 'badge')]")
    assert [badge.text_content().split()[-1] for badge in badges] == ["Major"]


def test_a_search_not_asked_yet_says_how_to_ask(reader: Reader) -> None:
    assert "All the words must stand in one section." in reader.get("/en/search").words()


def test_every_address_that_the_documentation_names_answers(reader: Reader) -> None:
    told = (Path(__file__).parents[2] / "docs" / "history.md").read_text("utf-8").replace("acme", "kopi")
    addresses = [found for found in re.findall(r"`(/[^`]*)`", told) if "…" not in found]

    answers = {address: reader.get(address).status for address in addresses}

    assert len(answers) > 20
    assert set(answers.values()) == {200}, answers


def test_a_comparison_tells_what_happened_in_between(reader: Reader) -> None:
    def steps(address: str) -> list[str]:
        return [str(link) for link in reader.get(address).page.xpath("//article[contains(@class, 'card')]//h3/a/@href")]

    both = ["/en/kopi-privacy/changes/3", "/en/kopi-privacy/changes/2"]
    assert steps("/en/kopi-privacy/compare?from=1&to=3") == both
    assert steps("/en/kopi-privacy/compare?from=3&to=1") == both
    assert steps("/en/kopi-privacy/compare?from=2&to=3") == both[:1]
    assert steps("/en/kopi-privacy/compare?from=2&to=2") == []
    told = reader.get("/kopi-privacy/compare.json?from=1&to=3").json["changes"]
    assert told == ["kopi-privacy/3", "kopi-privacy/2"]


def test_services_in_trouble_are_a_click_away(reader: Reader) -> None:
    assert reader.get("/en/services").page.xpath("//p[@class='lead']/a/@href") == ["/en/status"]


def test_a_change_says_between_which_looks_it_came_and_when_it_was_confirmed(reader: Reader) -> None:
    answer = reader.get("/kopi-privacy/changes/2")
    words = answer.words()
    assert "Change first seen 22 Mar 2026, 07:58 UTC, confirmed 22 Mar 2026, 08:00 UTC" in words
    assert "The text before was read last 21 Mar 2026, 08:00 UTC: the change came in between." in words
    assert reader.get("/kopi-privacy/changes/2.json").json["before_last_read"] == "2026-03-21T08:00:00Z"
    assert "Text before last read 21 Mar 2026, 08:00 UTC" in answer.words("//section[@class='record']")


def test_a_third_text_right_before_a_change_proves_nothing_of_the_text_before() -> None:
    archive = ShelfArchive(KOPI)
    desk = Desk(archive)
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    desk.look(MONDAY + DAY, KOPI, Event.HELD)
    desk.look(MONDAY + 2 * DAY, KOPI, Event.CHANGED, text_of(KOPI_2))

    assert "The text before was read last" not in Reader(archive).get("/kopi-privacy/changes/2").words()


def test_the_sections_that_changed_are_listed_and_lead_there(reader: Reader) -> None:
    page = reader.get("/kopi-privacy/changes/2").page
    (listed,) = page.xpath("//nav[@class='where']")
    assert " ".join(listed.xpath(".//summary")[0].text_content().split()) == "7 sections changed"
    assert [" ".join(item.text_content().split()) for item in listed.xpath(".//li")][:3] == [
        "What we collect edited",
        "Loyalty programme renamed",
        "Contact moved, edited",
    ]
    assert all(page.xpath(f"//section[@id='{place[1:]}']") for place in listed.xpath(".//a/@href"))


def test_one_section_that_changed_needs_no_list(reader: Reader) -> None:
    assert not reader.get("/kopi-cookies/changes/2").page.xpath("//nav[@class='where']")


def test_of_a_document_not_read_at_its_last_look_nothing_is_called_in_force(reader: Reader) -> None:
    words = reader.get("/lampa-privacy").words()
    assert "The text read last" in words
    assert "What it says since 2 Mar 2026, 08:00 UTC is not known." in words
    assert "Version 1 read last" in words
    assert "in force" not in words


def test_the_law_is_disclaimed_where_it_is_cited(reader: Reader) -> None:
    note = "They are not legal advice."
    archive = ShelfArchive(KOPI)
    desk = Desk(archive)
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(KOPI_2), [replace(COUNTING, kind=Kind.UNCLASSIFIED)])

    assert note in reader.get("/kopi-privacy/changes/2").words()
    assert note not in Reader(archive).get("/kopi-privacy/changes/2").words()


def test_every_state_is_explained_a_click_away_from_the_states(reader: Reader) -> None:
    assert "/about#states" in _links(reader.get("/status"))
    page = reader.get("/about").page
    told = page.xpath("//dl[contains(@class, 'states')]//dt")
    assert page.xpath("//h2[@id='states']")
    assert len(told) == len(State)


def test_a_document_says_how_it_stood_and_why(reader: Reader) -> None:
    page = reader.get("/lampa-privacy").page
    rows = page.xpath("//table[@class='moves']/tbody/tr")
    assert [[" ".join(cell.text_content().split()) for cell in row] for row in rows] == [
        ["11 Apr 2026, 08:00 UTC", "! Blocked", "the server answers 403 to everybody since Saturday"],
        ["2 Mar 2026, 08:00 UTC", "✓ Up to date", "read for the first time"],
    ]
    (newest, oldest) = reader.get("/lampa-privacy.json").json["moves"]
    assert (newest["before"], newest["after"], oldest["cause"]) == ("ok", "blocked", "read for the first time")


def test_where_no_change_led_to_a_version_it_is_said_what_the_version_is() -> None:
    reader = Reader(reread())
    answer = reader.get("/kopi-privacy/changes/2")
    assert answer.status == 200
    assert "There is no change here. Version 2: read again by a newer recipe of ours" in answer.words()
    assert answer.page.xpath("//p[@class='steps']/a/@href") == [
        "/kopi-privacy/versions/2",
        "/kopi-privacy",
        "/kopi-privacy/changes/3",
    ]
    assert answer.page.xpath("//p[@class='steps']/a[@rel='next']/@href") == ["/kopi-privacy/changes/3"]
    assert "Version 1: first version" in reader.get("/kopi-privacy/changes/1").words()
    for page in ("/kopi-privacy", "/kopi-privacy/versions/2"):
        (link,) = reader.get(page).page.xpath("//a[contains(., 'Read again by a newer recipe')]/@href")
        assert link == "/kopi-privacy/changes/2"
    told = reader.get("/kopi-privacy/changes/2.json")
    assert told.status == 404
    assert told.json["detail"].startswith("This change is not kept here. Read again by a newer recipe of ours")


def test_what_no_rule_names_leads_to_every_section_that_changed() -> None:
    archive = ShelfArchive(KOPI)
    desk = Desk(archive)
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(KOPI_2), [replace(COUNTING, kind=Kind.UNCLASSIFIED)])
    page = Reader(archive).get("/kopi-privacy/changes/2").page
    (link,) = page.xpath("//article//a[@href='#changed']/text()")
    assert link == f"All {len(page.xpath('//*[@id=$name]//li', name='changed'))} sections that changed"


def test_a_timeline_of_one_day_has_times_at_its_ends() -> None:
    archive = ShelfArchive(KOPI)
    desk = Desk(archive)
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    desk.look(MONDAY + DAY / 4, KOPI, Event.CHANGED, text_of(KOPI_2), [COUNTING])
    ends = [text.text_content() for text in Reader(archive).get("/kopi-privacy").page.xpath("//svg/text")]
    assert ends == ["2 Mar 2026, 07:58 UTC", "2 Mar 2026, 14:00 UTC"]
    assert Reader(exhibition()).get("/kopi-privacy").page.xpath("string(//svg/text)") == "2 March 2026"
