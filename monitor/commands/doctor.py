"""`clausewatch doctor`"""

import os
from pathlib import Path

import click
from rich.text import Text

from monitor.clock import now
from monitor.commands.calling import json_option, settings_option
from monitor.commands.printing import emit, paper, plain
from monitor.doctor import Level, examine

_STYLES = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "bold red"}


@click.command()
@settings_option
@json_option
@click.pass_context
def command(ctx: click.Context, path: Path, wants_json: bool) -> None:
    """Check everything a watch needs, from its settings to those who hear of trouble; a line each, with its remedy."""
    findings = []
    for finding in examine(path, os.environ, now()):
        findings.append(finding)
        if wants_json:
            emit(
                {
                    "check": finding.check,
                    "level": finding.level.value,
                    "says": finding.says,
                    "remedy": finding.remedy,
                }
            )
            continue
        remedy = f". Remedy: {finding.remedy}" if finding.remedy else ""
        says = finding.says.rstrip(".")
        level = Text(f"{finding.level.value:<5}", _STYLES[finding.level])
        paper().print(Text.assemble(level, plain(f"{finding.check}: {says}{remedy}")))
    if any(finding.level is Level.FAIL for finding in findings):
        ctx.exit(1)
