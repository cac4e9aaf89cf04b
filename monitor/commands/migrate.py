"""`clausewatch migrate`"""

from pathlib import Path

import click

from monitor.commands.calling import settings_of, settings_option
from monitor.printing import say
from storage import SchemaState, migrate, schema_state


@click.command()
@settings_option
def command(path: Path) -> None:
    """Bring the tables of the database to this release. Back the database up first."""
    url = settings_of(path).archive_url
    before = schema_state(url)
    if before is SchemaState.CURRENT:
        say("The tables are those of this release; nothing to do.")
        return
    migrate(url)
    say("The tables are made." if before is SchemaState.EMPTY else "The tables are those of this release now.")
