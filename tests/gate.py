"""Quality as a number that may not fall: the labelled corpus beside the project, scored against pinned floors.

usage: python -m tests.gate [--raise | --lower --why REASON] [--publish FILE]

The corpus and its scorer are read from ../shared; without them the gate says so and passes. `--raise` lifts every floor
to what was just measured, and never lowers one; `--lower` may, and prints the reason for the commit message. Floors
stand a little under the measurement, so that a reordering of ties is no alarm.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parent.parent
SHARED = HOUSE.parent / "shared"
FLOORS = Path(__file__).parent / "floors.toml"
_SLACK = 0.005

Figures = dict[str, float]


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all floors hold, 1 one is broken, 2 the call is wrong."""
    asked = _parser().parse_args(arguments)
    if asked.lower and not asked.why:
        _say("--lower needs --why: the reason goes into the commit message")
        return 2
    labels, scorer = SHARED / "corpus" / "dev", SHARED / "tools" / "score_changes.py"
    if not labels.is_dir() or not scorer.is_file():
        _say(f"the labelled corpus is not beside the project ({labels}): nothing was measured")
        return 0
    score = _score(labels, scorer)
    measured = figures(score)
    if asked.publish:
        asked.publish.write_text(page(score), "utf-8")
    if getattr(asked, "raise") or asked.lower:
        _pin(measured, may_lower=asked.lower)
        _say(f"pinned. {asked.why}".strip())
        return 0
    return _judged(measured, _floors())


def figures(score: Mapping[str, Any]) -> Figures:
    """What the floors hold: shares between 0 and 1, higher is better."""
    return {
        "alert-precision": score["material"]["precision"],
        "alert-recall": score["material"]["recall"],
        "kinds-precision": score["kinds_micro"]["precision"],
        "kinds-recall": score["kinds_micro"]["recall"],
        "kinds-f1": score["kinds_micro"]["f1"],
        "artefacts-silent": round(1 - score["artefact_alert_rate"], 3),
        "answered": 1 - score["unanswered"] / max(1, score["pairs"]),
        "quoted": 1 - score["findings_without_quote"] / max(1, score["findings"]),
    }


def page(score: Mapping[str, Any]) -> str:
    """The accuracy page, as people read it."""
    rows = [
        "# Accuracy: the figures",
        "",
        "Written by `make gate` from the labelled development corpus (real policies, really changed, read by people);",
        "what they mean is said in [accuracy.md](accuracy.md).",
        "The rules were written in sight of these labels, so every figure here is optimistic: on publishers the rules",
        "have never seen, expect less. What does not depend on the rules is promised instead: every change is listed,",
        "with both quotes and the reason for its weight.",
        "",
        f"{score['pairs']} pairs scored, {score['artefact_pairs']} of them artefacts of capture.",
        "",
        "| figure | value |",
        "|---|--:|",
        *(f"| {name} | {value:.3f} |" for name, value in figures(score).items()),
        "",
        "## By kind",
        "",
        "| kind | precision | recall | F1 | right | wrong | missed |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(_kind_row(kind, row) for kind, row in sorted(score["kinds"].items())),
        "",
        "## By language (alerts)",
        "",
        "| language | precision | recall | alerts due |",
        "|---|--:|--:|--:|",
        *(_language_row(language, row) for language, row in sorted(score["material_by_language"].items())),
        "",
        "## Misses",
        "",
        f"Wrong alerts, by pair ({len(score['wrong_alerts'])}): {', '.join(score['wrong_alerts']) or 'none'}.",
        "",
        f"Missed alerts, by pair ({len(score['missed'])}): {', '.join(score['missed']) or 'none'}.",
        "",
        f"Material pairs answered *editorial* or *none*: {score['missed_and_called_editorial_or_none']}.",
    ]
    return "\n".join(rows) + "\n"


def _kind_row(kind: str, row: Mapping[str, Any]) -> str:
    shares = " | ".join(_share(row[name]) for name in ("precision", "recall", "f1"))
    return f"| {kind} | {shares} | {row['tp']} | {row['fp']} | {row['fn']} |"


def _language_row(language: str, row: Mapping[str, Any]) -> str:
    return f"| {language} | {_share(row['precision'])} | {_share(row['recall'])} | {row['tp'] + row['fn']} |"


def _share(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--why", default="")
    parser.add_argument("--publish", type=Path)
    return parser


def _score(labels: Path, scorer: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.jsonl"
        with answers.open("wb") as out:
            program = "import sys; from monitor.cli import main; sys.exit(main())"
            compare = [sys.executable, "-c", program, "compare", "--pairs", str(labels), "--json"]
            subprocess.run(compare, stdout=out, check=True, cwd=HOUSE)
        score = [sys.executable, str(scorer), "--labels", str(labels), "--answers", str(answers), "--json"]
        done = subprocess.run(score, capture_output=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _floors() -> Figures:
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text("utf-8"))["corpus"].items()}


def _judged(measured: Figures, floors: Figures) -> int:
    broken = {name for name, floor in floors.items() if measured[name] < floor}
    for name, value in measured.items():
        mark = "BROKEN" if name in broken else "holds"
        _say(f"{name:18} {value:.3f}  floor {floors.get(name, 0):.3f}  {mark}")
    return 1 if broken else 0


def _pin(measured: Figures, *, may_lower: bool) -> None:
    before = _floors() if FLOORS.exists() else {}
    lines = ["# Floors of the gate; written by python -m tests.gate --raise.", "[corpus]"]
    for name, value in measured.items():
        floor = round(max(0.0, value if value == 1 else value - _SLACK), 3)
        lines.append(f"{name} = {floor if may_lower else max(floor, before.get(name, 0.0))}")
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
