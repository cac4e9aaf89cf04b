"""`clausewatch import`"""

from pathlib import Path

import click

from monitor.commands.calling import settings_of, settings_option
from monitor.printing import say
from storage import restore


@click.command()
@settings_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(path: Path, file: Path) -> None:
    """Fill the empty database of the settings, SQLite or PostgreSQL, from a FILE that `export --backup` wrote."""
    restore(file.absolute(), settings_of(path).archive_url, lambda table: say(f"copying {table}"))
    say("The archive is there again. Look it over: clausewatch verify")
