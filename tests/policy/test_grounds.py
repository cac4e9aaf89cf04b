"""What stands behind a finding is said in every language, and never as legal advice."""

from dataclasses import replace

import pytest

from policy.grounds import anchors, legal_note, weighing
from policy.knowledge import taxonomy
from policy.model.changes import Kind, Severity
from tests.support.builders import finding

LAWS = ("GDPR", "CCPA", "CPRA", "UU PDP", "152-FZ", "LGPD", "WP260")
USUAL = finding(Kind.CONTACT, Severity.MAJOR)


@pytest.mark.parametrize("kind", list(taxonomy().kinds))
def test_every_kind_has_law_behind_it_and_no_owners_document(kind: Kind) -> None:
    assert anchors(kind)
    assert [one for one in anchors(kind) if "Kenalan" in one] == []


def test_the_laws_of_the_readers_are_among_the_anchors() -> None:
    every = " ".join(one for kind in taxonomy().kinds for one in anchors(kind))
    assert [law for law in LAWS if law not in every] == []


def test_what_no_rule_names_has_no_law() -> None:
    assert anchors(Kind.UNCLASSIFIED) == ()
    assert anchors(Kind.WATCH_RULE) == ()


def test_a_weight_is_explained_against_the_usual_one() -> None:
    assert "as such changes usually are" in weighing(USUAL)
    assert weighing(replace(USUAL, severity=Severity.MINOR)).startswith("Rated lower")
    assert weighing(replace(USUAL, severity=Severity.CRITICAL)).startswith("Rated higher")
    assert "your own rule" in weighing(replace(USUAL, kind=Kind.WATCH_RULE))
    assert "No rule names" in weighing(replace(USUAL, kind=Kind.UNCLASSIFIED))


@pytest.mark.parametrize(
    ("language", "said"), [("en", "not legal advice"), ("id", "bukan nasihat hukum"), ("ru", "Это не юридическая")]
)
def test_the_note_says_that_it_is_no_advice(language: str, said: str) -> None:
    assert said in legal_note(language)
    assert weighing(USUAL, language) != weighing(USUAL, "en") or language == "en"
