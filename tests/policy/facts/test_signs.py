"""A cheap look before a costly one spares work, and hides nothing: of every sentence the same is found without it."""

import os
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from policy.facts import Mark, Phrase, extractors, marks, sentences
from policy.model.readings import Reading, Source
from policy.reading import read
from policy.remembering import forget
from tests.support.policies import policy as policy_of

CASES = Path(__file__).parents[2] / "cases"
PAIRS = Path(__file__).parents[4] / "shared" / "corpus" / "dev"
EVERY = int(os.environ.get("CLAUSEWATCH_PAIRS_EVERY", "60"))  # 1: every pair of the corpus
TYPES = {".md": "text/markdown", ".html": "text/html"}
LOOKS = (  # what has to be seen in a sentence before an extractor of that module is at work
    ("ages", "DIGIT"),
    ("ages", "_FIGURE"),
    ("contacts", "_SPELT_AT"),
    ("contacts", "DIGIT"),
    ("controllers", "_FORM_OF_ENTITY"),
    ("engaged", "_HAS_NAME"),
    ("persons", "_NAMES_OFFICE"),
    ("persons", "_NAMES_DESK"),
)
ANYTHING = re.compile("")
SAID = (
    "Write to privacy [at] acme [dot] example, or to office {at} acme.example.",
    "Nobody under 16 may use it; who is thirteen years old may not, and from 105 years of age on it is free.",
    "Our data protection officer: Dr. Jane Doe. Help Desk: call +44 20 7946 0000.",
    "Payroll is done by Wagewell; Acme GmbH & Co. KG pays it. We use tools such as Mailgrove (letters).",
    "未满十三岁的儿童不得使用。十三歳未満の子どもは使えません。",
    "We keep it for one hundred and eighty days, half a year, or ٣ سنوات.",
)


def phrases(readings: Iterable[Reading]) -> list[Phrase]:
    return list(dict.fromkeys(one.phrase for reading in readings for one in sentences(reading)))


def fixtures() -> Iterator[Reading]:
    """What the policies of the project's own cases say after their edits, and some lines that are spelt oddly."""
    yield policy_of("# Privacy\n\n" + "\n\n".join(SAID) + "\n")
    for path in sorted(CASES.glob("judge/*/*/after.md")):
        yield policy_of(path.read_text("utf-8"))
    for path in sorted(CASES.glob("plain/*.toml")):
        yield policy_of(tomllib.loads(path.read_text("utf-8"))["text"])


def corpus() -> Iterator[Reading]:
    """Real policies, where they lie beside the project."""
    for path in chain.from_iterable(sorted(folder.glob("*.*")) for folder in sorted(PAIRS.iterdir())[::EVERY]):
        if path.suffix in TYPES:
            yield read((Source(path.name, TYPES[path.suffix], path.read_bytes()),))


def told(said: Iterable[Phrase]) -> list[tuple[Mark, ...]]:
    """What each sentence states, found anew."""
    forget()
    return [marks(phrase) for phrase in said]


def agrees(said: list[Phrase], patch: pytest.MonkeyPatch) -> None:
    plainly = told(said)
    with patch.context() as without:
        without.setattr(extractors, "_ASKED", tuple((one, None, ranks) for one, _, ranks in extractors._ASKED))
        for module, name in LOOKS:
            without.setattr(sys.modules[f"policy.facts.{module}"], name, ANYTHING)
        anyway = told(said)
    forget()
    hidden = [phrase.text for phrase, one, other in zip(said, plainly, anyway, strict=True) if one != other]
    assert hidden == []


@pytest.mark.slow(4)
def test_no_sign_hides_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    agrees(phrases(fixtures()), monkeypatch)


@pytest.mark.slow
@pytest.mark.skipif(not PAIRS.is_dir(), reason="the corpus beside the project is not there")
def test_no_sign_hides_a_fact_of_real_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    agrees(phrases(corpus()), monkeypatch)


def test_an_address_in_whatever_brackets_is_found() -> None:
    said = phrases([policy_of("# Contact\n\nWrite to office {at} acme.example.\n")])
    assert [mark.value for one in said for mark in marks(one)] == ["office@acme.example"]
