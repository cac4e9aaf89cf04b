"""`clausewatch compare OLD NEW` and `clausewatch compare --pairs DIR`"""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from monitor.answers import compare_answer, missing_answer
from monitor.commands.calling import json_option
from monitor.commands.change_view import show_changes
from monitor.commands.printing import emit, say
from monitor.inputs import Missing, from_file, unreadable
from policy.judging import judge
from policy.model.changes import ChangeSet
from policy.model.readings import Reading
from policy.model.targets import DocumentType
from policy.reading import read


@click.command()
@json_option
@click.option(
    "--type", "family", type=click.Choice([one.value for one in DocumentType]), help="What the documents are for."
)
@click.option("--brand", "brands", multiple=True, help="A brand of the publisher's own: never a third party.")
@click.option(
    "--pairs",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Compare old.* with new.* in every folder of DIR.",
)
@click.argument("files", metavar="[OLD NEW]", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def command(
    ctx: click.Context, wants_json: bool, family: str | None, brands: tuple[str, ...], pairs: Path | None,
    files: tuple[Path, ...],
) -> None:  # fmt: skip
    """Show what changed between two files and whether it matters; no database, no network."""
    kind = DocumentType(family) if family else None
    if (pairs is None) == (not files) or (files and len(files) != 2):
        raise click.UsageError("Name two files, OLD and NEW, or a folder of pairs with --pairs DIR.")
    if pairs is None:
        old, new = files
        changes = _compared(old, new, kind, brands)
        name = f"{old.name} → {new.name}"
        if isinstance(changes, Missing):
            raise click.ClickException(_no_verdict(name, changes))
        _print(name, changes, wants_json)
    elif not _compare_pairs(pairs, kind, brands, wants_json):
        ctx.exit(1)


def _compare_pairs(folder: Path, family: DocumentType | None, brands: tuple[str, ...], wants_json: bool) -> bool:
    """Whether every pair was compared; those that were not are named."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    if not names:
        raise click.ClickException(f"{folder}: no folders in it. Each pair is a folder with old.* and new.*")
    is_whole = True
    quiet = not (sys.stderr.isatty() and not sys.stdout.isatty())
    for name in track(names, "comparing", console=Console(stderr=True), transient=True, disable=quiet):
        changes = _pair(folder / name, family, brands)
        if isinstance(changes, Missing):
            is_whole = False
            say(_no_verdict(name, changes))
            if wants_json:  # a program that counts lines gets one for every pair
                emit(missing_answer(name, f"{changes.name}: {changes.reason}"))
        else:
            _print(name, changes, wants_json)
    return is_whole


def _pair(folder: Path, family: DocumentType | None, brands: tuple[str, ...]) -> ChangeSet | Missing:
    sides = []
    for side in ("old", "new"):
        found = sorted(path for path in folder.glob(f"{side}.*") if path.is_file())
        if len(found) != 1:
            return Missing(folder.name, f"{len(found)} files are called {side}.*; there must be one")
        sides.append(found[0])
    return _compared(sides[0], sides[1], family, brands)


def _compared(old: Path, new: Path, family: DocumentType | None, brands: tuple[str, ...]) -> ChangeSet | Missing:
    before, after = _reading(old), _reading(new)
    if isinstance(before, Missing):
        return before
    if isinstance(after, Missing):
        return after
    return judge(before, after, family=family, brands=brands)


def _reading(path: Path) -> Reading | Missing:
    source = from_file(path)
    if isinstance(source, Missing):
        return source
    reading = read((source,))
    reason = unreadable(reading)
    return Missing(str(path), reason) if reason else reading


def _no_verdict(name: str, missing: Missing) -> str:
    return f"{name}: No verdict: {missing.name}: {missing.reason}"


def _print(name: str, changes: ChangeSet, wants_json: bool) -> None:
    if wants_json:
        emit(compare_answer(name, changes))
    else:
        show_changes(name, changes)
