"""Every folder of `tests/cases/judge` is a promise: that edit, these kinds."""

import tomllib
from pathlib import Path

import pytest

from policy.judging import judge
from policy.model.changes import Verdict
from tests.support.policies import policy

CASES = Path(__file__).parents[2] / "cases" / "judge"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/expect.toml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_an_edit_means_what_its_case_says(folder: Path) -> None:
    expected = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    before, after = (policy((folder / name).read_text("utf-8")) for name in ("before.md", "after.md"))
    found = judge(before, after)
    kinds = {finding.kind.value for finding in found.findings}
    if "alert" in expected:
        assert (found.verdict is Verdict.MATERIAL) is expected["alert"], sorted(kinds)
    assert set(expected["kinds"]) <= kinds
    assert not kinds & set(expected.get("never", ()))
