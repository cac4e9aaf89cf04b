"""The labelled corpus beside the project: answers, and what its scorer says of them, in whole and in folds."""

import hashlib
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from policy.model.readings import Suspicion
from tests.gate.floors import Figures, Tables

HOUSE = Path(__file__).parents[2]
SHARED = HOUSE.parent / "shared"
LABELS = SHARED / "corpus" / "dev"
SCORER = SHARED / "tools" / "score_changes.py"
FOLDS = 5
_FEWEST = 3  # alerts due in a language that gets a floor of its own; the others stand together

Score = Mapping[str, Any]


def is_here() -> bool:
    return LABELS.is_dir() and SCORER.is_file()


def answers(folder: Path, out: Path) -> int:
    """One line for each pair of the folder, as the command line answers; how many pairs have a side without text. Of
    those it says that no look would give a verdict, which is no fault here: they are scored as they are answered."""
    program = "import sys; from monitor.cli import main; sys.exit(main())"
    with out.open("wb") as file:
        compare = [sys.executable, "-c", program, "compare", "--pairs", str(folder), "--json"]
        done = subprocess.run(compare, stdout=file, stderr=subprocess.PIPE, check=False, cwd=HOUSE)
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        done.check_returncode()
    with out.open("rb") as file:
        return sum(json.loads(line)["suspect"] == Suspicion.EMPTY for line in file)


def scored(said: Path, pairs: Iterable[str] | None = None) -> dict[str, Any]:
    """The scorer's figures on all pairs, or on these alone."""
    with tempfile.TemporaryDirectory() as folder:
        labels = LABELS
        if pairs is not None:
            labels = Path(folder)
            for name in pairs:
                (labels / name).symlink_to(LABELS / name)
        score = [sys.executable, str(SCORER), "--labels", str(labels), "--answers", str(said), "--json"]
        done = subprocess.run(score, capture_output=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def folds() -> tuple[tuple[str, ...], ...]:
    """The pairs in parts, every publisher whole in one of them, by a hash of its name."""
    found: list[list[str]] = [[] for _ in range(FOLDS)]
    for meta in sorted(LABELS.glob("*/meta.json")):
        service = json.loads(meta.read_text("utf-8"))["service"]
        publisher = service.casefold().split()[0]  # "Mozilla websites", "Mozilla pocket": one publisher
        found[hashlib.sha256(publisher.encode()).digest()[0] % FOLDS].append(meta.parent.name)
    return tuple(map(tuple, found))


def figures(score: Score, parts: Iterable[Score]) -> Tables:
    """What the floors hold of the corpus."""
    positive = score["material"]["tp"] + score["material"]["fn"]
    of_folds = [(part["material"]["f1"], part["kinds_micro"]["f1"]) for part in parts]
    return {
        "corpus": {
            "alert-precision": score["material"]["precision"],
            "alert-recall": score["material"]["recall"],
            "kinds-precision": score["kinds_micro"]["precision"],
            "kinds-recall": score["kinds_micro"]["recall"],
            "kinds-f1": score["kinds_micro"]["f1"],
            "material-noticed": _share(positive - score["missed_and_called_editorial_or_none"], positive),
            "artefacts-silent": round(1 - score["artefact_alert_rate"], 3),
            "answered": 1 - score["unanswered"] / max(1, score["pairs"]),
            "quoted": 1 - score["findings_without_quote"] / max(1, score["findings"]),
        },
        **of_languages(score["material_by_language"]),
        "publishers": {
            "worst-alert-f1": min(alert for alert, _ in of_folds),
            "worst-kinds-f1": min(kinds for _, kinds in of_folds),
        },
    }


def of_languages(rows: Mapping[str, Mapping[str, float]]) -> Tables:
    """Alerts by language; languages with hardly any stand together."""
    groups: dict[str, list[Mapping[str, float]]] = {}
    for language, row in rows.items():
        groups.setdefault(language if row["tp"] + row["fn"] >= _FEWEST else "others", []).append(row)
    return {f"language-{name}": _alerts(group) for name, group in sorted(groups.items())}


def slack(score: Score) -> Figures:
    """One pair of grace for each language: a floor that one relabelled page breaks says nothing."""
    rows = score["material_by_language"]
    return {
        f"language-{language}": round(1 / (row["tp"] + row["fn"]), 3)
        for language, row in rows.items()
        if row["tp"] + row["fn"] >= _FEWEST
    } | {"language-others": 0.1}


def _alerts(rows: Iterable[Mapping[str, float]]) -> Figures:
    right, wrong, missed = (sum(int(row[name]) for row in rows) for name in ("tp", "fp", "fn"))
    return {
        "alert-precision": _share(right, right + wrong),
        "alert-recall": _share(right, right + missed),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def shown(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
