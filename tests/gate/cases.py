"""The project's own cases: edits of invented policies, each with what it must and must not be called."""

import tomllib
from pathlib import Path

from policy.judging import judge
from policy.model.changes import Verdict
from tests.gate.floors import Figures
from tests.support.policies import policy

CASES = Path(__file__).parents[1] / "cases" / "judge"


def folders() -> tuple[Path, ...]:
    return tuple(sorted(path.parent for path in CASES.glob("*/*/expect.toml")))


def fault(folder: Path) -> str | None:
    """What is judged otherwise than the case says; None: nothing."""
    expected = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    before, after = (policy((folder / name).read_text("utf-8")) for name in ("before.md", "after.md"))
    found = judge(before, after)
    kinds = {finding.kind.value for finding in found.findings}
    if "alert" in expected and (found.verdict is Verdict.MATERIAL) is not expected["alert"]:
        return f"the verdict is {found.verdict.word}, of {sorted(kinds)}"
    missing = set(expected["kinds"]) - kinds
    wrong = kinds - set(expected["kinds"]) if expected.get("exactly") else kinds & set(expected.get("never", ()))
    return f"missing {sorted(missing)}, wrong {sorted(wrong)}" if missing or wrong else None


def figures() -> Figures:
    every = folders()
    return {"right": round(sum(fault(folder) is None for folder in every) / len(every), 3)}
