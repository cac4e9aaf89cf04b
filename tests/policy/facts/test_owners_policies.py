"""What the owner's policies state. They are not part of the project; without them these tests are skipped."""

import json
from pathlib import Path

import pytest

from policy.facts import facts
from policy.model.changes import Fact, FactType
from tests.gate.seeds import practised
from tests.support.policies import policy

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
INDONESIAN, RUSSIAN = "000_77eebf34da5581e2.txt", "001_30fd7f893148fd32.txt"
NAMES = (
    INDONESIAN,
    RUSSIAN,
    "002_a1bd87ded0c08390.txt",
    "003_a8f60dcf6b0d2870.txt",
    "004_da8c994dab3f0544.txt",
)


def stated(name: str) -> tuple[Fact, ...]:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{path} is not here: the owner's policies are kept outside the project")
    return facts(policy(path.read_text("utf-8")))


@pytest.mark.slow(1)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("type_", "field"),
    [
        (FactType.DATA_CATEGORY, "data_categories"),
        (FactType.PURPOSE, "purposes"),
        (FactType.RECIPIENT, "recipients"),
    ],
)
def test_nothing_a_reader_finds_is_missing(name: str, type_: FactType, field: str) -> None:
    said = practised(stated(name), type_)
    truth = json.loads((SEEDS / "truth.json").read_text("utf-8"))[name][field]
    left_out = {"denied", "mentioned"}
    required = {one["id"] for one in truth if not one.get("optional") and one.get("status") not in left_out}
    assert required - said == set()


def test_two_translations_state_the_same_matrix() -> None:
    pairs = [practised(stated(name), FactType.DATA_PURPOSE) for name in (INDONESIAN, RUSSIAN)]
    assert pairs[0] == pairs[1]
    assert len(pairs[0]) > 40


def test_what_is_denied_is_no_practice() -> None:
    assert "sale-of-data" not in practised(stated(NAMES[4]), FactType.PURPOSE)
