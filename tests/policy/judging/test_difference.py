"""To judge what differs, with what is known of the rest, is to judge both documents whole."""

import os
import random
from dataclasses import replace
from importlib import import_module

import pytest

from policy.facts import sections
from policy.facts.statements import recall, stated
from policy.judging import judge
from policy.model.changes import ChangeSet
from policy.model.readings import Block, BlockKind, Reading, Section
from policy.model.statements import Stated
from policy.remembering import forget
from tests.policy.facts.test_memory import BRANDS, LINES, PAIRS, document, real_pairs

pytestmark = pytest.mark.slow(1)

CASES = int(os.environ.get("CLAUSEWATCH_CASES", "40"))
_TEXTS = tuple(line for line in LINES if not line.startswith(("##", "|")))


def whole(before: Reading, after: Reading, patched: pytest.MonkeyPatch) -> tuple[ChangeSet, Stated]:
    """Judged as if no section of the one had any to do with the other, and nothing were known of any."""
    with patched.context() as patch:
        patch.setattr(import_module("policy.facts.apart"), "_known", lambda *_: {})
        forget()
        found = judge(before, after, brands=BRANDS), stated(2, after, BRANDS)
        assert not set(map(id, sections(before))) & set(map(id, sections(after)))
    return found


def by_difference(before: Reading, after: Reading) -> tuple[ChangeSet, Stated]:
    """Judged as a look does it, with the notes of the version in force."""
    forget()
    notes = stated(1, before, BRANDS).notes
    forget()
    recall(before, notes)
    return judge(before, after, brands=BRANDS), stated(2, after, BRANDS)


def mutated(reading: Reading, chance: random.Random) -> Reading:
    """The reading after one edit."""
    found = list(reading.sections)
    at = chance.randrange(len(found))
    match chance.choice(("word", "block", "gone", "moved", "twice", "heading", "language")):
        case "word":
            found[at] = _reworded(found[at], chance)
        case "block":
            blocks = list(found[at].blocks)
            text = chance.choice(_TEXTS).removeprefix("* ")
            blocks.insert(chance.randint(0, len(blocks)), replace(_block(reading), text=text))
            found[at] = replace(found[at], blocks=tuple(blocks))
        case "gone" if len(found) > 1:
            del found[at]
        case "moved":
            found.insert(chance.randrange(len(found)), found.pop(at))
        case "twice":
            found.insert(chance.randint(0, len(found)), found[at])
        case "heading":
            found[at] = replace(found[at], heading=f"{found[at].heading} and more")
        case _:
            return replace(reading, languages=(*reading.languages[1:], "id"))
    return replace(reading, sections=tuple(found), text_sha256=f"{chance.random()}")


def _block(reading: Reading) -> Block:
    return next(one for section in reading.sections for one in section.blocks if one.kind is not BlockKind.ROW)


def _reworded(section: Section, chance: random.Random) -> Section:
    blocks = list(section.blocks)
    if not blocks:
        return section
    at = chance.randrange(len(blocks))
    words = blocks[at].text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(("never", "24", "location", "partners", "data@acme.example"))
    blocks[at] = replace(blocks[at], text=" ".join(words))
    return replace(section, blocks=tuple(blocks))


def test_judging_by_difference_is_judging_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    material = 0
    for case in range(CASES):
        chance = random.Random(case)  # noqa: S311 – cases, not a secret
        before = document([*chance.sample(LINES, 10), "## Contact", *chance.sample(_TEXTS, 5)])
        after = before
        for _ in range(chance.randint(1, 3)):
            after = mutated(after, chance)
        found = by_difference(before, after)
        assert found == whole(before, after, monkeypatch), case
        material += bool(found[0].findings)
    assert material > CASES // 2


@pytest.mark.skipif(not PAIRS.is_dir(), reason="the corpus beside the project is not there")
def test_judging_by_difference_is_judging_whole_in_real_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, before, after in real_pairs():
        assert by_difference(before, after) == whole(before, after, monkeypatch), name
