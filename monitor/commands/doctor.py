"""`clausewatch doctor`"""

import os
from pathlib import Path

import click
from rich.text import Text

from monitor.clock import now
from monitor.commands.calling import json_option, settings_option
from monitor.doctor import Level, examine
from monitor.printing import emit, paper, plain

_STYLES = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "bold red"}


@click.command()
@settings_option
@json_option
@click.pass_context
def command(ctx: click.Context, path: Path, wants_json: bool) -> None:
    """Check everything a watch needs, from its settings to those who hear of trouble; a line each, with its remedy."""
    is_well = True
    for one in examine(path, os.environ, now()):
        is_well &= one.level is not Level.FAIL
        if wants_json:
            emit({"check": one.check, "level": one.level.value, "says": one.says, "remedy": one.remedy})
            continue
        remedy = f". Remedy: {one.remedy}" if one.remedy else ""
        level = Text(f"{one.level.value:<5}", _STYLES[one.level])
        paper().print(Text.assemble(level, plain(f"{one.check}: {one.says.rstrip('.')}{remedy}")))
    if not is_well:
        ctx.exit(1)
