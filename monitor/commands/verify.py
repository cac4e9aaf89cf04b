"""`clausewatch verify`"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from monitor.clock import now
from monitor.commands.calling import asked_as, json_option, settings_of, settings_option
from monitor.commands.progress import progress_bar
from monitor.printing import counted, emit, say
from monitor.whole import write_whole
from notifications.visible import visible
from policy.heads import Head, head_of
from storage import require_backup
from storage.heads import Leaf
from storage.verifying import Fault, Summary, Verification


@dataclass(frozen=True, slots=True)
class _Asked:
    path: Path
    wants_json: bool
    quick: bool
    heads: Path | None
    against: Path | None
    printed: tuple[str, ...]
    archive: Path | None  # None: that of the settings

    @property
    def url(self) -> str:
        """Of the archive that is looked at. Raises StorageError for a file that is no backup."""
        if self.archive is None:
            return settings_of(self.path).archive_url
        require_backup(self.archive.absolute())
        return f"sqlite:///{self.archive.absolute()}"


@click.command()
@settings_option
@json_option
@click.option("--quick", is_flag=True, help="Do not read every version again from its bodies.")
@click.option(
    "--heads",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the heads of all logs to FILE.",
)
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Heads written earlier and kept elsewhere: every log must go on from there.",
)
@click.option(
    "--head",
    "printed",
    multiple=True,
    metavar="HEAD",
    help="A head as a mail or a page printed it: what was looked at before must still be there.",
)
@click.option(
    "--archive",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A backup to verify instead of the archive of the settings.",
)
@asked_as(_Asked)
def command(ctx: click.Context, asked: _Asked) -> None:
    """Check everything the archive holds: hashes, seals, the chain of every log, and that all of it fits together."""
    _require_place(asked.heads)
    url = asked.url
    earlier, printed = _read(asked.against) if asked.against else (), [_head(token) for token in asked.printed]
    number = 0
    with progress_bar() as progress:
        bar = progress.add_task("verifying", total=None)
        verification = Verification(
            url, now(), lambda what, done, total: progress.update(bar, description=what, completed=done, total=total)
        )
        for fault in verification.faults(rereads=not asked.quick, earlier=earlier, printed=printed):
            _show(fault, asked.wants_json)
            number += 1
    summary = verification.summary
    _conclude(summary, number, asked.wants_json)
    if asked.heads:
        write_whole(asked.heads, json.dumps([list(leaf) for leaf in summary.leaves], indent=0) + "\n")
    if number:
        ctx.exit(1)


def _require_place(heads: Path | None) -> None:
    """Before the work, which may take an hour."""
    if heads is not None and not os.access(heads.absolute().parent, os.W_OK | os.X_OK):
        raise click.UsageError(
            f"--heads {heads}: nothing can be written there. Name a file in a folder you may write into"
        )


def _show(fault: Fault, wants_json: bool) -> None:
    if wants_json:
        emit({"where": fault.where, "found": fault.found, "remedy": fault.remedy})
    else:
        click.echo(visible(f"{fault.where}: {fault.found}. What to do: {fault.remedy}"))


def _conclude(summary: Summary, faults: int, wants_json: bool) -> None:
    if wants_json:
        looked_at = dict(summary.counted)
        emit({"faults": faults, "head": summary.head, "looked_at": looked_at, "notes": list(summary.notes)})
    for note in summary.notes:
        say(f"Note: {note}.")
    say(", ".join(f"{number} {name}" for name, number in summary.counted) + f". Head: {summary.head}")
    say(f"{counted(faults, 'fault')}." if faults else "No fault.")


def _head(token: str) -> Head:
    try:
        return head_of(token)
    except ValueError as error:
        raise click.UsageError(f"{error}. Copy it from the foot of a digest or of a page of the history") from error


def _read(file: Path) -> Sequence[Leaf]:
    """The heads of a file that `--heads` wrote."""
    try:
        return [
            (str(target_id), int(count), str(head)) for target_id, count, head in json.loads(file.read_text("utf-8"))
        ]
    except (ValueError, TypeError) as error:
        raise click.UsageError(
            f"{file} holds no heads: {error}. Write some with: clausewatch verify --heads FILE"
        ) from error
