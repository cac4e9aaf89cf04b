"""Companies no list knows, named by ordinary sentences: who comes, goes or is exchanged is told, in many languages."""

import tomllib
from pathlib import Path

import pytest

from policy.facts import facts
from policy.facts.statements import stated
from policy.judging import judge
from policy.model.changes import FactType, Kind
from policy.model.readings import Reading, Source
from policy.reading import read

_CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "names.toml").read_text("utf-8"))
_NAMES = ("Mailgrove", "Wagewell")
_ONE, _OTHER = "Stackhollow", "Brightlane"
_FEW = 5  # sentences in which one name may stand: what is named everywhere is the publisher
_HARD = {("pl", 0), ("sv", 3), ("de", 5), ("de", 7)}  # "firmie A i B"; verbs of many other uses


def _page(language: str, said: list[str]) -> Reading:
    case = _CASES[language]
    words = "".join(f"<p>{one}</p>" for one in (case["around"], *said))
    html = f"<!doctype html><title>{case['title']}</title><main><h1>{case['title']}</h1><h2>1</h2>{words}</main>"
    return read((Source("https://acme.example/privacy", "text/html; charset=utf-8", html.encode()),))


def _kinds(language: str, before: list[str], after: list[str]) -> set[Kind]:
    return {one.kind for one in judge(_page(language, before), _page(language, after)).findings}


@pytest.mark.slow(1)
@pytest.mark.parametrize("language", _CASES)
def test_whoever_takes_the_place_of_another_is_told(language: str) -> None:
    said = _said(language)
    base = _told(said)
    for at, turn in enumerate(said):
        other = [*base[:at], turn.format(_OTHER), *base[at + 1 :]]
        assert Kind.NAMED_THIRD_PARTY in _kinds(language, base, other), other


@pytest.mark.slow(1)
@pytest.mark.parametrize("language", _CASES)
def test_whoever_comes_or_goes_is_told(language: str) -> None:
    alone, *rest = _said(language)
    joined = f"{_ONE} {_CASES[language]['and']} {_OTHER}"
    base = _told(rest)
    one, both, other = ([alone.format(names), *base] for names in (_ONE, joined, _OTHER))
    for before, after in ((one, both), (both, one), (base, other)):
        assert Kind.NAMED_THIRD_PARTY in _kinds(language, before, after), (before, after)


def _told(said: list[str]) -> list[str]:
    """Each sentence with a name, the first few with the same one."""
    return [one.format(_NAMES[at // _FEW]) for at, one in enumerate(said)]


def _said(language: str) -> list[str]:
    return [one for at, one in enumerate(_CASES[language]["said"]) if (language, at) not in _HARD]


@pytest.mark.parametrize("language", _CASES)
def test_who_is_named_stands_among_the_facts(language: str) -> None:
    said = _told(_said(language))
    found = [one.value for one in facts(_page(language, said)) if one.type is FactType.THIRD_PARTY]
    assert found == [name for name in _NAMES for one in said if name in one]


def _english(*said: str, title: str = "Privacy Policy") -> Reading:
    words = "".join(f"<p>{one}</p>" for one in said)
    html = f"<!doctype html><title>{title}</title><main><h1>{title}</h1>{words}</main>"
    return read((Source("https://acme.example/privacy", "text/html", html.encode()),))


@pytest.mark.parametrize(
    "said",
    [
        "We share your data with Tidewater when you visit Tidewater.",  # the publisher, by its title
        "We share your data with Members, who see it as other members do.",  # a word of the document's own
        "We process your data according to Regulation 2016 and Article 6.",
        "We share your data with Germany and California.",
        "The website is operated by Acme Trading Ltd (“we”).",
        "We share your data with GDPR in mind.",
    ],
)
def test_other_names_are_no_third_parties(said: str) -> None:
    found = facts(_english("We collect your name.", said, title="Tidewater Privacy Policy"))
    assert [one.value for one in found if one.type is FactType.THIRD_PARTY] == []


def test_whoever_is_named_everywhere_is_the_publisher() -> None:
    said = [f"Data of kind {number} may be shared with Hearthvale in case {number}." for number in range(12)]
    assert [one for one in facts(_english(*said)) if one.type is FactType.THIRD_PARTY] == []


def test_an_address_behind_a_company_names_nobody() -> None:
    said = "Payments are processed by Stackhollow Ltd, Copper Wharf, Elsewhere."
    found = facts(_english("We collect your name.", said))
    assert [one.value for one in found if one.type is FactType.THIRD_PARTY] == ["Stackhollow Ltd"]


def test_names_in_a_row_are_all_named() -> None:
    said = "We pass your address to Stackhollow, Brightlane & Sons and Mailgrove.io so that your parcel arrives."
    found = facts(_english("We collect your name.", f"We share it: {said}"))
    names = [one.value for one in found if one.type is FactType.THIRD_PARTY]
    assert names == ["Stackhollow", "Brightlane & Sons", "Mailgrove.io"]


def test_what_is_kept_of_a_version_names_the_same() -> None:
    """The statements that are stored, and the facts that are shown of a file."""
    said = (
        "We share your data with Tidewater and with Stackhollow.",
        "We share your data with Members; a member sees it.",
    )
    reading = _english("Our members order here. We collect your name.", *said, title="Tidewater Privacy Policy")
    kept = [one.fact.value for one in stated(1, reading, ()).statements if one.fact.type is FactType.THIRD_PARTY]
    assert kept == [one.value for one in facts(reading) if one.type is FactType.THIRD_PARTY] == ["Stackhollow"]
