"""`clausewatch run`"""

import asyncio
import logging
from pathlib import Path

import click

from monitor.commands.calling import settings_option, watched
from monitor.commands.printing import counted, say
from monitor.daemon import run


@click.command()
@settings_option
@click.option("--serve", is_flag=True, help="Show the history pages too.")
def command(path: Path, serve: bool) -> None:
    """Look and tell until stopped by SIGTERM or Ctrl-C."""
    settings, targets = watched(path)
    keep_diary()
    say(f"Watching {counted(len(targets), 'document')}." + (f" History: {settings.site.address}" if serve else ""))
    asyncio.run(run(settings, targets, serve=serve))


def keep_diary() -> None:
    """What we do, line by line on standard error; of the libraries only what an operator must know."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for library in ("alembic", "apscheduler", "uvicorn", "scrapy"):
        logging.getLogger(library).setLevel(logging.WARNING)
