"""`clausewatch run`"""

import asyncio
from pathlib import Path

import click

from monitor.commands.calling import settings_option, watched
from monitor.daemon import run
from monitor.diary import greet, keep_diary


@click.command()
@settings_option
@click.option("--serve", is_flag=True, help="Show the history pages too.")
def command(path: Path, serve: bool) -> None:
    """Look and tell until stopped by SIGTERM or Ctrl-C."""
    settings, targets = watched(path)
    keep_diary(settings.operations.log)
    asyncio.run(run(settings, targets, lambda words: greet(words, settings.operations.log), serve=serve))
