from dataclasses import replace

import pytest

from policy.model.changes import Direction, Kind, Quote
from policy.phrases import matter, phrase
from tests.support.builders import finding


@pytest.mark.parametrize(
    ("kind", "direction", "what", "expected"),
    [
        (Kind.RETENTION, Direction.WIDENED, "P30D → P1Y", "Data kept longer: 30 days → 1 year"),
        (Kind.RETENTION, Direction.NARROWED, "P1M → PT72H", "Data kept for a shorter time: 1 month → 72 hours"),
        (Kind.RETENTION, Direction.WIDENED, "P12M → P120M", "Data kept longer: 1 year → 10 years"),
        (Kind.RETENTION, Direction.WIDENED, "P30D → P36M", "Data kept longer: 30 days → 3 years"),
        (Kind.RETENTION, Direction.WIDENED, "P12M → P24M", "Data kept longer: 12 months → 24 months"),
        (Kind.RETENTION, Direction.WIDENED, "P6M → P36M", "Data kept longer: 6 months → 36 months"),
        (Kind.DATA_CATEGORY, Direction.ADDED, "call-logs", "New data collected: Call and SMS logs"),
        (
            Kind.CONTACT,
            Direction.CHANGED,
            "a-b@c.example → d@c.example",
            "Contact e-mail changed: a-b@c.example → d@c.example",
        ),
        (Kind.CONTACT, Direction.REMOVED, "1 Long Street", "Contact removed: 1 Long Street"),
        (Kind.EFFECTIVE_DATE, Direction.CHANGED, "2026-03-02", "Effective date changed: 2 March 2026"),
        (Kind.EFFECTIVE_DATE, Direction.CHANGED, "2026-99-99", "Effective date changed: 2026-99-99"),
        (Kind.EDITORIAL, Direction.CHANGED, "e-mail", "Wording edited: e-mail"),
    ],
)
def test_a_finding_reads_as_a_person_would_say_it(kind: Kind, direction: Direction, what: str, expected: str) -> None:
    found = replace(finding(), kind=kind, direction=direction, what=what)
    assert f"{phrase(found)}: {matter(found)}" == expected


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("sell: personal-data-generic, sale-of-data", "not to sell (personal data)"),
        (
            "share: advertisers, advertising, personal-data-generic",
            "not to share (advertisers and ad networks, advertising)",
        ),
        ("sell: sale-of-data", "not to sell"),
        ("other: advertising", "Advertising (general)"),
        ("another of ours", "another of ours"),
    ],
)
def test_a_promise_is_not_named_twice(what: str, said: str) -> None:
    assert matter(replace(finding(), kind=Kind.NEGATIVE_PROMISE, what=what)) == said


def test_stems_of_the_lexicon_are_spelled_as_the_text_has_them() -> None:
    quote = Quote("We show you personalised advertising on Partners' sites.", (), "use", 0, 55)
    theme = replace(finding(), kind=Kind.TARGETED_ADVERTISING, rule="themes/added", before=None, after=quote)
    assert matter(replace(theme, what="show you … advertis, partner")) == "“show you … advertising”, “Partners”"
    assert matter(replace(theme, what="cookie wall")) == "“cookie wall”"


def test_clauses_and_countries_are_named_in_the_language_of_the_reader() -> None:
    clause = replace(finding(), kind=Kind.RIGHTS_PROCEDURE, rule="clauses/procedure", what="A fee is charged")
    place = replace(finding(), kind=Kind.INTERNATIONAL_TRANSFER, rule="transfers/country", what="IE → SG, US")
    assert matter(clause, "ru") not in {"", "A fee is charged"}
    assert matter(place) == "Ireland → Singapore, United States"
    assert matter(place, "ru") == "Ирландия → Сингапур, США"
    assert matter(place, "id") == "Irlandia → Singapura, Amerika Serikat"
    assert matter(replace(place, what="AT → US-NM")) == "Austria → New Mexico"


def test_a_purpose_that_weighs_for_itself_is_named_as_any_purpose() -> None:
    what = "Train artificial-intelligence models"
    weighty = replace(finding(), kind=Kind.AI_TRAINING, rule="purposes/weighty", what=what)
    plain = replace(finding(), kind=Kind.PURPOSE, rule="purposes/set", what=what)
    assert matter(weighty) == what
    assert matter(weighty, "ru") == matter(plain, "ru") != what


def test_a_hyphen_in_a_name_of_ours_stays() -> None:
    purpose = replace(finding(), kind=Kind.PURPOSE, what="Targeted, behavioural or interest-based advertising")
    assert matter(purpose) == "Targeted, behavioural or interest-based advertising"


def test_every_kind_has_a_phrase_in_every_direction() -> None:
    phrases = [phrase(replace(finding(), kind=kind, direction=way)) for kind in Kind for way in Direction]
    assert all(phrases)
