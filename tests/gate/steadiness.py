"""False changes on the series of real pages, with what was looked at counted as what it was.

usage: python -m tests.gate.steadiness

The series lie in ../shared; each page is read as `clausewatch read` does, and a step counts as the series' own scorer
counts it. Exit status: 0 the share of false changes is within the aim, 1 it is not, or a step that steadiness.toml
names is none.
"""

import json
import sys
import tarfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy.model.readings import Reading, Source
from policy.model.targets import ReadingOptions
from policy.reading import read
from tests.gate.corpus import SHARED

SERIES = SHARED / "corpus" / "series"
LOOKED = Path(__file__).with_suffix(".toml")
AIM = 0.01  # of the steps in which the policy did not change
_WORST_FIRST = ("tech", "unlabelled", "text", "revert", "link", "format", "false")

Pages = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Step:
    """From one page that may be compared to the next one; `label` is what the archivist knew of it."""

    before: str
    after: str
    label: str
    is_changed: bool


def steps(items: Iterable[Mapping[str, Any]], reading_of: Callable[[str], Reading]) -> Iterator[Step]:
    """The labelled steps of a series; suspect pages are passed over, and their labels count for the step over them."""
    before, text = "", ""
    labels: list[str] = []
    for item in items:
        labels += [item["step"]] if item["step"] else []
        reading = reading_of(item["file"])
        if not reading.quality.is_ok:
            continue
        if before and labels:
            label = next(known for known in _WORST_FIRST if known in labels)
            yield Step(before, item["file"], label, reading.text_sha256 != text)
        before, text, labels = item["file"], reading.text_sha256, []


def kind_of(step: Step, looked_at: Mapping[str, str], is_own: Callable[[Step], bool]) -> str:
    """What a step was: missed, kept, other (another document of the page changed), words, date, or false."""
    if step.label == "text" and not step.is_changed:
        return "missed"
    if step.label != "false" or not step.is_changed:
        return "kept"
    return looked_at.get(step.after, "false") if is_own(step) else "other"


def main() -> int:
    if not SERIES.is_dir():
        _say(f"NOT MEASURED: the series are not beside the project ({SERIES})")
        return 0
    looked = tomllib.loads(LOOKED.read_text("utf-8"))
    total: Counter[str] = Counter()
    stale: list[str] = []
    for archive in sorted(SERIES.glob("*.tar.xz")):
        slug = archive.name.removesuffix(".tar.xz")
        known = looked["looked-at"].get(slug, {})
        counted, used = _series(archive, known, looked["follow"].get(slug, ""))
        stale += [f"{slug} {file}" for file in known if file not in used]
        total += counted
        _say(f"{slug:44} {' '.join(f'{name} {times}' for name, times in sorted(counted.items()))}")
    share = total["false"] / max(total["steps"], 1)
    _say(f"false {total['false']} of {total['steps']} ({share:.2%}, aim {AIM:.0%}); as labelled {total['raw']}")
    _say(f"stale in {LOOKED.name}: {', '.join(stale)}" if stale else f"every step in {LOOKED.name} is one")
    return 1 if stale or share > AIM else 0


def _series(archive: Path, known: Mapping[str, str], follow: str) -> tuple[Counter[str], Sequence[str]]:
    """Counts by kind, `steps` and `raw` (all changes labelled false) among them; files of `known` that were steps."""
    with tarfile.open(archive) as tar:
        pages = {Path(one.name).name: file.read() for one in tar if (file := tar.extractfile(one)) is not None}
    items = json.loads(pages["series.json"])["items"]

    def is_own(step: Step) -> bool:
        wish = ReadingOptions(follow=(follow,)) if follow else ReadingOptions()
        return len({_reading(pages, file, wish).text_sha256 for file in (step.before, step.after)}) > 1

    counted: Counter[str] = Counter()
    used: list[str] = []
    for step in steps(items, lambda file: _reading(pages, file, ReadingOptions())):
        counted["steps"] += step.label == "false"
        counted["raw"] += step.label == "false" and step.is_changed
        kind = kind_of(step, known, is_own)
        counted[kind] += 1
        used += [step.after] if kind in known.values() else []
    return counted, used


def _reading(pages: Pages, file: str, wish: ReadingOptions) -> Reading:
    return read((Source(file, "text/html" if file.endswith(".html") else None, pages[file]),), wish)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
