"""What is known of an earlier version's sentences spares work, and changes nothing that is found."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.facts import facts, marks, sections
from policy.facts.notes import read_line
from policy.facts.statements import recall, stated, statements
from policy.judging import judge
from policy.judging.parts import Part
from policy.knowledge.lexicon import Lexicon
from policy.model.changes import ChangeSet
from policy.model.readings import Reading, Source
from policy.model.statements import Stated
from policy.reading import read
from policy.remembering import forget
from tests.support.policies import policy

PAIRS = Path(__file__).parents[4] / "shared" / "corpus" / "dev"
EVERY = int(os.environ.get("CLAUSEWATCH_PAIRS_EVERY", "60"))  # 1: every pair of the corpus
BRANDS = ("Acme", "Google")
TYPES = {".md": "text/markdown", ".html": "text/html"}
LINES = (
    "We collect your e-mail address and your date of birth when you open an account.",
    "We keep your payment card for 24 months after your last order.",
    "We never sell your personal data. You may object to profiling at any time.",
    "We share your location with:",
    "* Google Analytics",
    "* carriers, such as Fastbox Ltd",
    "* payment services",
    "Acme will answer within 30 days. Acme may change this policy.",
    "Write to privacy@acme.example or call +44 20 7946 0000.",
    "Last updated: 1 March 2026",
    "Kami mengumpulkan alamat email dan tanggal lahir Anda untuk layanan ini.",
    "Мы не продаем персональные данные. Данные хранятся в Германии.",
    "## Your rights",
    "## Purposes of your phone number",
    "marketing, analytics, security",
    "| Data | Purpose |\n|---|---|\n| e-mail address | marketing |\n| location | fraud prevention |",
)
DOCUMENTS = st.lists(st.sampled_from(LINES), min_size=1, max_size=14)


def document(lines: list[str]) -> Reading:
    return policy("# Privacy policy\n\n" + "\n\n".join(lines) + "\n")


def found(before: Reading, after: Reading) -> tuple[ChangeSet, Stated]:
    return judge(before, after, brands=BRANDS), stated(2, after, BRANDS)


def agrees(before: Reading, after: Reading) -> bool:
    """Whether it is all the same whether the earlier version's notes are at hand."""
    forget()
    plainly = found(before, after)
    forget()
    notes = stated(1, before, BRANDS).notes
    forget()
    recall(before, notes)
    return found(before, after) == plainly


def real_pairs() -> Iterator[tuple[str, Reading, Reading]]:
    """Pairs of the corpus beside the project: their names, and both versions."""
    for folder in sorted(PAIRS.iterdir())[::EVERY]:
        before, after = (
            read((Source(path.name, TYPES.get(path.suffix), path.read_bytes()),))
            for side in ("old", "new")
            for path in folder.glob(f"{side}.*")
        )
        yield folder.name, before, after


@pytest.mark.slow(1)
@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_notes_change_nothing_that_is_found(before: list[str], after: list[str]) -> None:
    assert agrees(document(before), document(after))


@pytest.mark.slow
@pytest.mark.skipif(not PAIRS.is_dir(), reason="the corpus beside the project is not there")
def test_notes_change_nothing_that_is_found_in_real_policies() -> None:
    for name, before, after in real_pairs():
        assert agrees(before, after), name


def test_of_a_sentence_recalled_nothing_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = document(list(LINES))
    notes = stated(1, before, BRANDS).notes
    forget()
    recall(before, notes)
    monkeypatch.delattr(Lexicon, "hits")
    assert stated(1, before, BRANDS).notes == notes


def test_a_section_recalled_is_not_taken_apart_to_say_what_it_states() -> None:
    before, again, after = (
        document([*LINES, *more]) for more in ([], [], ["## More", "We sell all of it to anybody."])
    )
    notes = stated(1, before, BRANDS).notes
    forget()
    recall(again, notes)
    told = stated(2, after, BRANDS)
    apart = ["sentences" in vars(telling) for telling in sections(after)]
    assert apart == [False] * (len(apart) - 1) + [True]
    forget()
    assert stated(2, document([*LINES, "## More", "We sell all of it to anybody."]), BRANDS) == told


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_notes_are_read_as_they_were_written(lines: list[str]) -> None:
    reading = document(lines)
    for telling, line in zip(sections(reading), stated(1, reading, BRANDS).notes.split("\n"), strict=True):
        notes = read_line(line)
        assert notes.digest == telling.digest
        assert replace(notes, _line="").line() == line
        told = [(row.start, row.length, notes.marks_of(row)) for row in notes.rows]
        assert told == [(one.start, len(one.text), marks(one.phrase)) for one in telling.sentences]
        assert [telling.words(start, length).text for start, length, _ in told] == [
            one.text for one in telling.sentences
        ]


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_the_letters_of_a_section_are_those_of_its_sentences(lines: list[str]) -> None:
    for telling in sections(document(lines)):
        assert Part(telling).letters == "".join(word for one in telling.sentences for word in one.key)


def test_notes_of_other_sentences_are_of_no_use() -> None:
    notes = stated(1, document(["We sell your location."]), ()).notes
    other = document(["We never sell your location."])
    forget()
    plainly = stated(1, other, ())
    forget()
    recall(other, notes)
    assert stated(1, other, ()) == plainly


def test_a_document_states_its_facts_each_once() -> None:
    reading = document([*LINES, *LINES])
    told = stated(1, reading, BRANDS).statements
    kinds = {(one.fact.type, one.fact.value.casefold(), one.fact.polarity, one.fact.role) for one in told}
    assert len(kinds) == len(told)
    assert sum(one.times for one in told) == len(facts(reading, BRANDS))
    assert told == statements(reading, facts(reading, BRANDS))
