"""`clausewatch worker`"""

import asyncio
from pathlib import Path

import click

from monitor.commands.calling import settings_of, settings_option
from monitor.commands.printing import say
from monitor.commands.run import keep_diary
from monitor.daemon import work


@click.command()
@settings_option
def command(path: Path) -> None:
    """Look at what is due, beside other workers on the same database, until stopped by SIGTERM or Ctrl-C. One `run`
    among them says what is watched and tells."""
    settings = settings_of(path)
    keep_diary()
    say("Looking at what is due.")
    asyncio.run(work(settings))
