"""`clausewatch worker`"""

import asyncio
from pathlib import Path

import click

from monitor.commands.calling import settings_of, settings_option
from monitor.commands.printing import say
from monitor.daemon import work
from monitor.diary import keep_diary


@click.command()
@settings_option
def command(path: Path) -> None:
    """Look at what is due, beside other workers on the same database, until stopped by SIGTERM or Ctrl-C. One `run`
    among them says what is watched and tells."""
    settings = settings_of(path)
    keep_diary(settings.operations.log)
    say("Looking at what is due.")
    asyncio.run(work(settings))
