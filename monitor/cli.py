"""The command line: which commands there are, and how what goes wrong is said."""

import io
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click

from monitor.explaining import explanation
from monitor.release import release

# Every command: where it is, and what it does. Its module is imported when it is called, so that help comes at once.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("monitor.commands.init", "Make a folder with a commented clausewatch.toml and targets/."),
    "add": ("monitor.commands.add", "Find the policies of a site and write targets/<service>.toml."),
    "run": ("monitor.commands.run", "Look and tell until stopped; --serve also shows."),
    "worker": ("monitor.commands.worker", "Look, beside other workers on one database."),
    "look": ("monitor.commands.look", "Look once now, at all targets or at those named."),
    "tell": ("monitor.commands.tell", "Send the digests that are due; --dry only shows them."),
    "serve": ("monitor.commands.serve", "Show the history pages."),
    "export": ("monitor.commands.export", "Write the history pages as files, or a backup."),
    "import": ("monitor.commands.restore", "Fill an empty database from a backup."),
    "read": ("monitor.commands.read", "Show what is read from files or addresses."),
    "compare": ("monitor.commands.compare", "Show what changed between two files, and whether it matters."),
    "targets": ("monitor.commands.targets", "List what is watched, and how it stands."),
    "doctor": ("monitor.commands.doctor", "Check everything a watch needs."),
    "migrate": ("monitor.commands.migrate", "Bring the tables of the database to this release."),
    "verify": ("monitor.commands.verify", "Check everything the archive holds, byte by byte."),
    "demo": ("monitor.commands.demo", "Run the whole line on an example site of its own."),
}


class _HeardEnoughError(Exception):
    """Whoever read our output has closed it."""


class Commands(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 – click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 – click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as mistake:
            for near in get_close_matches(args[0], COMMANDS, n=1):
                raise click.UsageError(f"{mistake.message} Did you mean {near}?", ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would make an exit of its own of it
            raise _HeardEnoughError from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 – likewise
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(release(), prog_name="clausewatch")
@click.option(
    "--settings",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("clausewatch.toml"),
    show_default=True,
    help="The settings; targets/ lies beside them.",
)
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of tables.")
@click.pass_context
def clausewatch(ctx: click.Context, settings: Path, wants_json: bool) -> None:  # noqa: ARG001 – read by the commands
    """Watch published policies and tell which changes matter, with proof."""
    name = ctx.invoked_subcommand or ""
    command = clausewatch.get_command(ctx, name)
    if wants_json and command is not None and all(one.name != "wants_json" for one in command.params):
        raise click.UsageError(f"{name} prints no JSON. Leave out --json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0: done, 1: something failed and is explained, 2: it was asked for in a way that cannot be
    done, 130: it was interrupted. Results are on standard output, everything else on standard error."""
    _make_printable()
    try:
        status = clausewatch.main(arguments, prog_name="clausewatch", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130  # as shells count it: 128 and SIGINT
    except (_HeardEnoughError, BrokenPipeError):
        # Python would complain at exit when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        # Broad on purpose: whatever comes is told in a line if it is the world's doing, and raised again if it is ours.
        found = explanation(error)
        if found is None:
            raise
        for line in found.lines:
            click.echo(f"clausewatch: {line}", err=True)
        return found.status
    return status if isinstance(status, int) else 0


def _make_printable() -> None:
    """Every text can be printed: what the terminal's encoding lacks as an escape, and into nothing where there is no
    standard output (`>&-`), whose place a file of ours would take otherwise."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 – open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
