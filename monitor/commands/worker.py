"""`clausewatch worker`"""

import asyncio
import re
import socket
from pathlib import Path

import click

from monitor.commands.calling import settings_of, settings_option
from monitor.daemon import work
from monitor.diary import greet, keep_diary

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]+")


@click.command()
@settings_option
@click.option(
    "--name",
    default=lambda: _NOT_IN_NAMES.sub("-", socket.gethostname()).strip(".-")[:63] or "worker",
    show_default="the machine's",
    callback=lambda _ctx, _param, value: _named(value),
    help="Tells its heartbeat and metrics from those of other workers.",
)
def command(path: Path, name: str) -> None:
    """Look at what is due, beside other workers on the same database, until stopped by SIGTERM or Ctrl-C. One `run`
    among them says what is watched and tells."""
    settings = settings_of(path)
    keep_diary(settings.operations.log)
    greet("Looking at what is due.", settings.operations.log)
    asyncio.run(work(settings, name))


def _named(name: str) -> str:
    """Stands in the name of a file and in an address."""
    if not _NAME.fullmatch(name):
        raise click.BadParameter(f"{name!r}: write letters, digits, dots and hyphens, at most 63")
    return name
