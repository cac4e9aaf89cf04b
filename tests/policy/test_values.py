"""Values that a look makes by the thousand are values like all others."""

import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace

import pytest

from policy.facts.sentences import Sentence, Words
from policy.model.captures import FetchedPage
from policy.model.changes import Quote
from policy.model.readings import Block, BlockKind
from tests.support.builders import capture

_QUOTE = Quote("30 days", ("Retention",), "retention", 11, 18)


def test_a_light_value_is_compared_hashed_replaced_and_sent_as_any_other() -> None:
    assert is_dataclass(Quote)
    assert [field.name for field in fields(Quote)] == ["text", "section", "section_id", "start", "end"]
    assert Quote("30 days", ("Retention",), "retention", 11, 18) == _QUOTE
    assert replace(_QUOTE, start=12) != _QUOTE
    assert len({_QUOTE, replace(_QUOTE), replace(_QUOTE, end=19)}) == 2
    assert pickle.loads(pickle.dumps(_QUOTE)) == _QUOTE  # noqa: S301 – our own
    with pytest.raises(AttributeError):
        _QUOTE.rule = "none"  # type: ignore[attr-defined] # slots: no other member can be had


def test_what_is_light_asks_nobody_when_it_is_made() -> None:
    light: tuple[type, ...] = (Block, Quote, Sentence, Words)
    assert all("__setattr__" not in vars(kind) for kind in light)
    assert hash(Block(BlockKind.ITEM, "a")) == hash(Block(BlockKind.ITEM, "a"))


def test_all_others_are_frozen_as_they_run() -> None:
    page = FetchedPage(capture(), b"")
    with pytest.raises(FrozenInstanceError):
        page.body = b"other"  # type: ignore[misc] # that it cannot be done is what is tested
