"""Quality as a number that may not fall: the labelled corpus and the owner's policies, scored against pinned floors.

usage: python -m tests.gate [--raise | --lower --why REASON] [--publish FILE] [--quick]

Corpus, policies and scorer are read from ../shared; without them the gate says so and measures the project's own cases
alone. `--raise` lifts every floor to what was just measured, and never lowers one; `--lower` may, keeps the reason in
floors.toml and prints it for the commit message. `--quick` leaves the cases to the tests that hold each of them.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.gate import cases, corpus, seeds
from tests.gate.floors import Tables, broken, pin, pinned
from tests.gate.page import FIGURES, figures_file, page


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all floors hold, 1 one is broken, 2 the call is wrong."""
    asked = _parser().parse_args(arguments)
    if asked.lower and not asked.why.strip():
        _say("--lower needs --why: the reason goes into floors.toml and the commit message")
        return 2
    measured: Tables = {} if asked.quick else {"cases": cases.figures()}
    slack: dict[str, float] = {}
    if corpus.is_here():
        with tempfile.TemporaryDirectory() as folder:
            said = Path(folder) / "answers.jsonl"
            empty = corpus.answers(corpus.LABELS, said)
            score = corpus.scored(said)
            parts = [corpus.scored(said, pairs) for pairs in corpus.folds()]
        measured |= corpus.figures(score, parts) | {"seeds": seeds.figures()}
        slack = corpus.slack(score)
        _say(f"{empty} pairs of the corpus have a side without text: answered as suspect, no look would compare them")
        if asked.publish:
            asked.publish.write_text(page(score, parts, measured), "utf-8")
            FIGURES.write_text(figures_file(score, measured["corpus"]), "utf-8")
    else:
        _say(f"NOT MEASURED: the labelled corpus is not beside the project ({corpus.LABELS})")
    if getattr(asked, "raise") or asked.lower:
        pin(measured, slack, why=asked.why if asked.lower else "")
        _say(f"pinned. {asked.why}".strip())
        return 0
    return judged(measured, {name: floors for name, floors in pinned().items() if name in measured})


def judged(measured: Tables, floors: Tables) -> int:
    """Every figure beside its floor; 1 when one is under it."""
    wrong = broken(measured, floors)
    for table, figures in measured.items():
        for name, value in figures.items():
            mark = "BROKEN" if (table, name) in wrong else "holds"
            _say(f"{table:18} {name:22} {value:.3f}  floor {floors.get(table, {}).get(name, 0):.3f}  {mark}")
    for table, name in wrong:
        if name not in measured.get(table, {}):
            _say(f"{table:18} {name:22} is not measured any more  BROKEN")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--why", default="")
    parser.add_argument("--publish", type=Path)
    parser.add_argument("--quick", action="store_true")
    return parser


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
