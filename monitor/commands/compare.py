"""`clausewatch compare OLD NEW` and `clausewatch compare --pairs DIR`"""

import sys
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from monitor.answers import compare_answer, missing_answer
from monitor.commands.calling import json_option
from monitor.commands.change_view import show_changes
from monitor.commands.drift_view import show_drift
from monitor.commands.manners import Manner, judging_options
from monitor.commands.patience import patience
from monitor.inputs import Missing, from_file, unreadable, wordless
from monitor.printing import emit, paper, plain, say
from policy.facts.versions import Drift, drift_across
from policy.judging import judge
from policy.model.changes import ChangeSet
from policy.model.readings import Reading
from policy.model.targets import DocumentType, ReadingOptions
from policy.reading import read


@dataclass(frozen=True, slots=True)
class _Compared:
    """What changed, and where the two differ as language versions of one policy."""

    changes: ChangeSet
    drift: tuple[Drift, ...]
    is_chrome_other: bool  # what was left out of the one differs from what was left out of the other
    fault: Missing | None  # the side that says nothing, so that nothing follows from it; None: both do


@click.command()
@json_option
@judging_options
@click.option(
    "--pairs",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Compare old.* with new.* in every folder of DIR.",
)
@click.argument("files", metavar="[OLD NEW]", nargs=-1, type=click.Path(path_type=Path))
def command(wants_json: bool, manner: Manner, pairs: Path | None, files: tuple[Path, ...]) -> None:
    """Show what changed between two files and whether it matters; no database, no network."""
    if (pairs is None) == (not files) or (files and len(files) != 2):
        raise click.UsageError("Name two files, OLD and NEW, or a folder of pairs with --pairs DIR.")
    if pairs is None:
        old, new = files
        compared = _compared(old, new, manner)
        name = f"{old.name} → {new.name}"
        if isinstance(compared, Missing):
            raise click.ClickException(_no_verdict(name, compared))
        if not _print(name, compared, wants_json):
            click.get_current_context().exit(1)
    elif not _compare_pairs(pairs, manner, wants_json):
        click.get_current_context().exit(1)


def _compare_pairs(folder: Path, manner: Manner, wants_json: bool) -> bool:
    """Whether every pair was compared; those that were not are named."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    if not names:
        raise click.ClickException(f"{folder}: no folders in it. Each pair is a folder with old.* and new.*")
    is_whole = True
    quiet = not (sys.stderr.isatty() and not sys.stdout.isatty())
    for name in track(names, "comparing", console=Console(stderr=True), transient=True, disable=quiet):
        changes = _pair(folder / name, manner)
        if isinstance(changes, Missing):
            is_whole = False
            say(_no_verdict(name, changes))
            if wants_json:  # a program that counts lines gets one for every pair
                emit(missing_answer(name, f"{changes.name}: {changes.reason}"))
        elif not _print(name, changes, wants_json) and not wants_json:  # its line tells a program, as `suspect`
            is_whole = False
    return is_whole


def _pair(folder: Path, manner: Manner) -> _Compared | Missing:
    sides = []
    for side in ("old", "new"):
        found = sorted(path for path in folder.glob(f"{side}.*") if path.is_file())
        if len(found) != 1:
            return Missing(folder.name, f"{len(found)} files are called {side}.*; there must be one")
        sides.append(found[0])
    return _compared(sides[0], sides[1], manner)


def _compared(old: Path, new: Path, manner: Manner) -> _Compared | Missing:
    before, after = _reading(old, manner.family), _reading(new, manner.family)
    if isinstance(before, Missing):
        return before
    if isinstance(after, Missing):
        return after
    changes = judge(before, after, family=manner.family, brands=manner.brands, watch=manner.watch)
    words = ((path, wordless(reading)) for path, reading in ((old, before), (new, after)))
    return _Compared(
        changes=changes,
        drift=drift_across(before, after),
        is_chrome_other=before.chrome_sha256 != after.chrome_sha256,
        fault=next((Missing(str(path), reason) for path, reason in words if reason), None),
    )


def _reading(path: Path, kind: DocumentType | None) -> Reading | Missing:
    source = from_file(path)
    if isinstance(source, Missing):
        return source
    with patience(str(path)):
        reading = read((source,), ReadingOptions(kind=kind))
    reason = unreadable(reading)
    return Missing(str(path), reason) if reason else reading


def _no_verdict(name: str, missing: Missing) -> str:
    return f"{name}: No verdict: {missing.name}: {missing.reason}"


def _print(name: str, compared: _Compared, wants_json: bool) -> bool:
    """Whether anything follows from it; a side without text is named, and only a program is told what would change."""
    if compared.fault is not None:
        say(_no_verdict(name, compared.fault))
    if wants_json:
        emit(compare_answer(name, compared.changes, compared.drift) | {"chrome_changed": compared.is_chrome_other})
    elif compared.fault is None:
        show_changes(name, compared.changes)
        if compared.is_chrome_other:
            paper().print(plain("The page around the document changed; that is no change of the document.", "dim"))
        show_drift(compared.drift)
    return compared.fault is None
