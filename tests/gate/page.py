"""The accuracy page, as people read it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.gate.corpus import Score, shown
from tests.gate.floors import Tables

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "history" / "accuracy.toml"  # what the page about the site shows


def figures_file(score: Score, measured: Mapping[str, float]) -> str:
    """The figures of the corpus for the history pages."""
    rows = [
        "# Written by `make gate`; the whole page is docs/accuracy-figures.md.",
        f"pairs = {score['pairs']}",
        f"artefacts = {score['artefact_pairs']}",
        "",
        "[figures]",
        *(f"{name} = {value:.3f}" for name, value in measured.items()),
    ]
    return "\n".join(rows) + "\n"


def page(score: Score, parts: Sequence[Score], measured: Tables) -> str:
    """Everything measured, misses named."""
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
        *(f"| {name} | {value:.3f} |" for name, value in measured["corpus"].items()),
        "",
        *_folds(parts),
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
        "## The owner's policies",
        "",
        "| figure | value |",
        "|---|--:|",
        *(f"| {name} | {value:.3f} |" for name, value in measured["seeds"].items()),
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


def _folds(parts: Sequence[Score]) -> list[str]:
    return [
        "## By publishers",
        "",
        "The pairs in five parts by a hash of the publisher's name, every publisher whole in one of them. Nothing is",
        "trained, so nothing is left out of training: the spread says how much the figures hang on which publishers",
        "are asked, and not how well the rules do on publishers nobody looked at.",
        "",
        "| part | pairs | alert precision | alert recall | alert F1 | kinds F1 |",
        "|---|--:|--:|--:|--:|--:|",
        *(_fold_row(number, part) for number, part in enumerate(parts, 1)),
    ]


def _fold_row(number: int, part: Score) -> str:
    alert = part["material"]
    shares = (alert["precision"], alert["recall"], alert["f1"], part["kinds_micro"]["f1"])
    return f"| {number} | {part['pairs']} | {' | '.join(map(shown, shares))} |"


def _kind_row(kind: str, row: Mapping[str, Any]) -> str:
    shares = " | ".join(shown(row[name]) for name in ("precision", "recall", "f1"))
    return f"| {kind} | {shares} | {row['tp']} | {row['fp']} | {row['fn']} |"


def _language_row(language: str, row: Mapping[str, Any]) -> str:
    return f"| {language} | {shown(row['precision'])} | {shown(row['recall'])} | {row['tp'] + row['fn']} |"
