"""The editions of the example site say what the demonstration promises."""

import pytest

from monitor.demo.pages import PAGES, DemoPage, Edition
from policy.judging import judge
from policy.model.changes import Kind, Verdict
from policy.model.readings import Reading, Source
from policy.reading import read

EXPECTED = {
    "lanternfish-privacy": {
        Kind.DATA_CATEGORY,
        Kind.PURPOSE,
        Kind.CONTACT,
        Kind.RETENTION,
        Kind.EFFECTIVE_DATE,
    },
    "kedai-senja-privacy": {
        Kind.DATA_CATEGORY,
        Kind.NAMED_THIRD_PARTY,
        Kind.RETENTION,
        Kind.EFFECTIVE_DATE,
    },
    "severny-mayak-privacy": {
        Kind.NEGATIVE_PROMISE,
        Kind.PURPOSE,
        Kind.CONTACT,
        Kind.EFFECTIVE_DATE,
    },
    "saltmarsh-terms": {Kind.UNCLASSIFIED},
    "quillmoor-terms": {Kind.EDITORIAL},
    "halfmoon-cookies": set(),
}
CHANGING = [page for page in PAGES if page.target_id in EXPECTED]


def reading(page: DemoPage, edition: Edition) -> Reading:
    written = page.written(edition, nonce=f"nonce-of-{edition}")
    assert written is not None
    form = "text/plain" if page.file.endswith(".txt") else "text/html"
    return read((Source(f"https://site.example{page.path}", f"{form}; charset=utf-8", written.encode()),))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.target_id)
def test_every_policy_of_the_first_edition_is_read_without_doubt(page: DemoPage) -> None:
    found = reading(page, Edition.FIRST)

    assert found.quality.is_ok
    assert found.languages == (page.language,)


@pytest.mark.parametrize("page", CHANGING, ids=lambda page: page.target_id)
def test_the_second_edition_brings_the_kinds_it_was_written_for(page: DemoPage) -> None:
    found = judge(reading(page, Edition.FIRST), reading(page, Edition.SECOND), family=page.type, brands=(page.company,))

    assert found.suspect is None
    assert EXPECTED[page.target_id] <= {finding.kind for finding in found.findings}


def test_noise_around_a_policy_is_no_change() -> None:
    (page,) = (page for page in PAGES if page.service == "halfmoon")
    before, after = reading(page, Edition.FIRST), reading(page, Edition.SECOND)

    assert page.written(Edition.FIRST, "a") != page.written(Edition.SECOND, "a")
    assert before.text_sha256 == after.text_sha256
    assert judge(before, after).verdict is Verdict.NONE


def test_between_them_the_editions_show_every_kind_of_the_straight_line() -> None:
    assert set().union(*EXPECTED.values()) == {
        Kind.DATA_CATEGORY,
        Kind.CONTACT,
        Kind.PURPOSE,
        Kind.RETENTION,
        Kind.NAMED_THIRD_PARTY,
        Kind.EFFECTIVE_DATE,
        Kind.NEGATIVE_PROMISE,
        Kind.EDITORIAL,
        Kind.UNCLASSIFIED,
    }


def test_one_page_is_missing_from_the_second_edition() -> None:
    assert [page.service for page in PAGES if page.written(Edition.SECOND, "a") is None] == ["pebblebank"]
