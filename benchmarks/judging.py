"""What judging costs: one pair of documents on one core, beside a fixed reference measured in the same breath.

    python -m benchmarks.judging [FOLDER OF PAIRS] [EVERY]

The pairs are the labelled corpus beside the project; without it, only what needs no corpus is measured. EVERY 4 takes
each fourth pair. Times are CPU time, the best of three; the reference (hashing 20,000 words) runs beside each, because
a shared machine is not equally fast all the time: believe the ratios. What is remembered of sentences is forgotten
before each pair, as if no document had been read before; `again` judges the pair once more, with what is remembered.
"""

import hashlib
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.asking import command, folder, whole
from benchmarks.comparing import document, vocabulary
from policy.judging import judge
from policy.knowledge import lexicon, spoken_languages
from policy.model.readings import Reading, Source
from policy.reading import read
from policy.remembering import forget

PAIRS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "dev"
WORDS = 40_000
RUNS = 3
_HASHED = [f"word{number}".encode() for number in range(20_000)]
_TYPES = {".md": "text/markdown", ".html": "text/html"}


def main(pairs_in: Path, every: int) -> None:
    print(f"{'':44} {'CPU':>10} {'reference':>10} {'ratio':>7}", flush=True)
    for name in ("load-one", "load-all", "rewrite"):
        sys.stdout.write(
            subprocess.run(
                [sys.executable, "-m", "benchmarks.judging", name], check=True, capture_output=True
            ).stdout.decode()
        )
    if not pairs_in.is_dir():
        print(f"no pairs: {pairs_in} is not there")
        return
    pairs = sorted(path for path in pairs_in.iterdir() if path.is_dir())[::every]
    figures: dict[str, list[tuple[float, float]]] = {
        name: [] for name in ("read both", "judge", "read and judge", "again")
    }
    for language in spoken_languages():
        lexicon(language)
    for pair in pairs:
        before, after = ((next(pair.glob(f"{side}.*"))) for side in ("old", "new"))
        runs = [costs(before, after) for _ in range(RUNS)]
        for name in figures:
            figures[name].append(min(run[name] for run in runs))
    for name, found in figures.items():
        for share in (0.5, 0.95, 1.0):
            line(f"{name}, {'worst' if share == 1 else f'{share:.0%} of pairs within'}", *quantile(found, share))


def costs(before: Path, after: Path) -> dict[str, tuple[float, float]]:
    """Seconds of each step, and of the reference beside it; nothing is remembered when it begins."""
    forget()
    base = seconds(reference)
    sides: list[Reading] = []
    reads = seconds(lambda: sides.extend((reading(before), reading(after))))
    judges, again = (seconds(lambda: judge(*sides)) for _ in range(2))
    return {
        name: (cost, base)
        for name, cost in (
            ("read both", reads), ("judge", judges), ("read and judge", reads + judges), ("again", again)
        )
    }  # fmt: skip


def load(languages: Iterable[str]) -> None:
    for language in languages:
        lexicon(language)


def rewrite() -> None:
    """Two texts of so many words that have none of their sentences in common."""
    drawn = vocabulary(random.Random(1))
    before, after = (document(words, 12) for words in (drawn[:WORDS], drawn[WORDS:]))
    judge(before, after)


def reference() -> None:
    for word in _HASHED:
        hashlib.sha256(word).hexdigest()


def reading(path: Path) -> Reading:
    return read((Source(path.name, _TYPES.get(path.suffix), path.read_bytes()),))


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def quantile(found: list[tuple[float, float]], share: float) -> tuple[float, float]:
    """The pair that ranks there by ratio."""
    ranked = sorted(found, key=lambda one: one[0] / one[1])
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def line(name: str, cost: float, base: float) -> None:
    print(f"{name:44} {cost * 1000:7.1f} ms {base * 1000:7.1f} ms {cost / base:7.2f}")


def alone(name: str) -> None:
    """One measurement in a process of its own: nothing is loaded yet, and the peak of memory is its own."""
    said, work = ALONE[name]
    base = min(seconds(reference) for _ in range(3))
    if name == "rewrite":
        load(spoken_languages())
    line(said, seconds(work), base)
    if name == "rewrite":
        unit = 1024 if sys.platform == "linux" else 1024**2
        print(f"  its peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f} MiB")


ALONE: dict[str, tuple[str, Callable[[], object]]] = {
    "load-one": ("load the knowledge, one language", lambda: load(("en",))),
    "load-all": ("load the knowledge, all languages", lambda: load(spoken_languages())),
    "rewrite": (f"judge a rewrite of {WORDS} words", rewrite),
}

if __name__ == "__main__":
    asking = command("judging", __doc__)
    asking.add_argument("folder", type=lambda text: text if text in ALONE else folder(text), nargs="?", default=PAIRS)
    asking.add_argument("every", type=whole(), nargs="?", default=1)
    asked = asking.parse_args()
    if asked.folder in ALONE:
        alone(asked.folder)
    else:
        main(asked.folder, asked.every)
