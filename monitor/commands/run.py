"""`clausewatch run`"""

import asyncio
from pathlib import Path

import click

from monitor.assembly import opened_archive
from monitor.commands.calling import settings_of, settings_option, watched
from monitor.daemon import run
from monitor.diary import greet, keep_diary
from monitor.roster import watched_last
from monitor.settings import Settings
from monitor.tables import SettingsError
from policy.model.targets import Target


@click.command()
@settings_option
@click.option("--serve", is_flag=True, help="Show the history pages too.")
def command(path: Path, serve: bool) -> None:
    """Look and tell until stopped by SIGTERM or Ctrl-C."""
    settings, targets = _watched(path)
    keep_diary(settings.operations.log)
    asyncio.run(run(settings, targets, lambda words: greet(words, settings.operations.log), serve=serve))


def _watched(path: Path) -> tuple[Settings, tuple[Target, ...]]:
    """Nobody is there when a machine starts: while a target file is wrong, what was watched last is watched on, and the
    first tick tells the operator. Raises SettingsError when nothing was, or when the settings are wrong."""
    try:
        return watched(path)
    except SettingsError as mistakes:
        try:
            settings = settings_of(path)
        except SettingsError:
            raise mistakes from None  # those of the targets are among them
        with opened_archive(settings) as archive:
            targets = watched_last(archive)
        if not targets:
            raise
        return settings, targets
