"""`clausewatch serve`"""

import asyncio
from pathlib import Path

import click

from monitor.commands.calling import settings_of, settings_option
from monitor.printing import say
from monitor.settings import Settings
from monitor.showing import show, whereabouts
from monitor.signals import stop_on_signals


@click.command()
@settings_option
def command(path: Path) -> None:
    """Show the history pages until stopped; nothing is fetched or sent."""
    asyncio.run(_serve(settings_of(path)))


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await show(settings, stop, lambda address: say(whereabouts(settings, address)))
