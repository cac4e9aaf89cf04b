"""The units of systemd in tools/ call what there is."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from monitor.cli import clausewatch

TOOLS = Path(__file__).parents[2] / "tools"
PROGRAM = "/opt/clausewatch/.venv/bin/clausewatch"


def _calls() -> Iterator[tuple[str, list[str]]]:
    for unit in sorted(TOOLS.glob("*.service")):
        for line in unit.read_text("utf-8").splitlines():
            if line.startswith(f"ExecStart={PROGRAM} "):
                yield unit.name, shlex.split(line)[1:]


@pytest.mark.parametrize(("unit", "words"), list(_calls()))
def test_a_unit_calls_a_command_with_options_it_has(unit: str, words: list[str]) -> None:
    outer = click.Context(clausewatch)
    _, rest, _ = clausewatch.make_parser(outer).parse_args(words)
    _, command, options = clausewatch.resolve_command(outer, rest)
    assert command is not None
    _, left, _ = command.make_parser(click.Context(command)).parse_args(options)
    assert left == [], unit


def test_the_backup_takes_its_name_after_it_was_verified() -> None:
    unit = (TOOLS / "clausewatch-backup.service").read_text("utf-8")
    steps = [line.partition("=")[2] for line in unit.splitlines() if line.startswith("ExecStart=")]
    assert [step.split()[0].rpartition("/")[2] for step in steps] == ["rm", "clausewatch", "clausewatch", "mv"]
    assert "export --backup backup.db.new" in steps[1]
    assert "verify --archive backup.db.new" in steps[2]
