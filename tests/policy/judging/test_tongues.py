"""The same edits of the same policy, in every language that has a vocabulary, mean the same."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from policy.judging import judge
from policy.knowledge.lexicon import spoken_languages
from policy.model.changes import Kind, Verdict
from tests.support.policies import policy
from tests.support.sampling import sampled

_FOLDER = Path(__file__).parents[2] / "cases" / "tongues"
_KINDS = {  # of which one at least is told; of the others only that they are an alert
    "abroad": {Kind.INTERNATIONAL_TRANSFER},
    "advertisers": {Kind.RECIPIENT_CATEGORY, Kind.TARGETED_ADVERTISING},
    "as-we-see-fit": {Kind.RETENTION},
    "breach": {Kind.SECURITY_COMMITMENT, Kind.RISK_ASSESSMENT},
    "data": {Kind.DATA_CATEGORY},
    "employee": {Kind.AUTOMATED_DECISION},
    "encryption": {Kind.SECURITY_COMMITMENT},
    "machines": {Kind.AI_TRAINING},
    "notice": {Kind.CHANGE_NOTICE},
    "parents": {Kind.CHILDREN, Kind.CONSENT_MODEL},
    "sale": {Kind.SALE_OR_SHARING, Kind.NEGATIVE_PROMISE},
    "unread": {Kind.NEGATIVE_PROMISE},
}
_HARMLESS = "harmless"
_MISSED = {("ko", "device"), ("ro", "some-day"), ("tr", "device"), ("zh", "veil")}
_OTHERWISE = {("tr", _HARMLESS)}  # Kargo begins the sentence there, and is a company elsewhere


class _Edit(NamedTuple):
    language: str
    name: str
    text: str
    old: str
    new: str


def _edits() -> Iterator[object]:
    for path in sorted(_FOLDER.glob("*.toml")):
        source = tomllib.loads(path.read_text("utf-8"))
        sections = [(one["heading"], one["edits"]) for one in source["section"]]
        parts = [f"## {heading}\n\n" + "\n\n".join(old for old, _ in edits.values()) for heading, edits in sections]
        text = "\n\n".join((f"# {source['title']}", *parts))
        for _, edits in sections:
            for name, (old, new) in edits.items():
                if (path.stem, name) not in _MISSED | _OTHERWISE:
                    yield pytest.param(_Edit(path.stem, name, text, old, new), id=f"{path.stem}-{name}")


def test_each_vocabulary_is_asked() -> None:
    assert {path.stem for path in _FOLDER.glob("*.toml")} == {*spoken_languages()}


@pytest.mark.parametrize("edit", sampled(_edits(), 4))
def test_an_edit_means_the_same_in_every_language(edit: _Edit) -> None:
    assert edit.text.count(edit.old) == 1
    before = policy(edit.text)
    change = judge(before, policy(edit.text.replace(edit.old, edit.new)))
    assert before.languages == (edit.language,)
    assert (change.verdict is Verdict.MATERIAL) is (edit.name != _HARMLESS), change.findings
    if edit.name in _KINDS:
        assert _KINDS[edit.name] & {one.kind for one in change.findings}
