"""Every kind can be explained in every language of explanations, and only from templates."""

import pytest

from policy.knowledge.reasons import read_reasons, reason
from policy.knowledge.sources import HOME
from policy.model.changes import Direction, Kind


@pytest.mark.parametrize("language", ["en", "id", "ru"])
@pytest.mark.parametrize("what", ["Email address", ""])
def test_every_kind_and_direction_has_a_sentence(language: str, what: str) -> None:
    for kind in Kind:
        for direction in Direction:
            sentence = reason(kind, direction, what, language)
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert what in sentence or kind is Kind.EDITORIAL


def test_a_name_that_ends_with_a_stop_gets_no_second_one() -> None:
    assert reason(Kind.CONTACT, Direction.ADDED, "Acme Inc.") == "A further contact: Acme Inc."


def test_explanations_speak_the_owners_three_languages() -> None:
    assert set(read_reasons(HOME / "reasons.toml")) == {"en", "id", "ru"}


def test_a_language_without_sentences_is_answered_in_english() -> None:
    assert reason(Kind.CONTACT, Direction.CHANGED, "a → b", "xx") == "A contact changed: a → b."


def test_the_owners_example_reads_as_promised() -> None:
    assert reason(Kind.DATA_CATEGORY, Direction.ADDED, "Precise location") == "Now also collects: Precise location."
