"""Edits in plain words, of invented policies in several registers: whether each is an alert, and the kinds it is."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from policy.judging import judge
from policy.model.changes import Verdict
from tests.support.policies import policy
from tests.support.sampling import sampled

_POLICIES = Path(__file__).parents[2] / "cases" / "plain"


class _Edit(NamedTuple):
    text: str
    old: str
    new: str
    alert: bool
    kinds: frozenset[str]
    never: frozenset[str]


def _edits() -> Iterator[object]:
    for path in sorted(_POLICIES.glob("*.toml")):
        source = tomllib.loads(path.read_text("utf-8"))
        for at, one in enumerate(source["edits"], 1):
            kinds, never = (frozenset(one.get(key, ())) for key in ("kinds", "never"))
            edit = _Edit(source["text"], one["old"], one["new"], one["alert"], kinds, never)
            yield pytest.param(edit, id=f"{path.stem}-{at}")


@pytest.mark.parametrize("edit", sampled(_edits(), 8))
def test_an_edit_in_plain_words_is_told_by_what_it_does(edit: _Edit) -> None:
    assert edit.text.count(edit.old) == 1
    change = judge(policy(edit.text), policy(edit.text.replace(edit.old, edit.new)))
    assert change.suspect is None
    assert (change.verdict is Verdict.MATERIAL) is edit.alert, change.findings
    told = {one.kind for one in change.findings}
    assert edit.kinds <= told
    assert not edit.never & told
