"""Results on standard output, talk on standard error; page text can steer no terminal."""

import json
import os
import sys
from collections.abc import Mapping

import click
from rich.console import Console
from rich.text import Text

from notifications.visible import visible_run

_WIDE = 160  # columns


def emit(answer: Mapping[str, object]) -> None:
    """One line of JSON on standard output."""
    is_wide = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(answer, ensure_ascii=not is_wide))


def say(line: str) -> None:
    """A line of talk. Nobody need listen: what is under way goes on, where results that nobody reads end it."""
    try:
        click.echo(visible_run(line), err=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


class _Paper(Console):
    def on_broken_pipe(self) -> None:
        """Left to the command line: rich would end the program with an error."""
        raise BrokenPipeError


def paper() -> Console:
    """Standard output for people: colours only on a terminal, nothing taken for markup. In a file or a pipe, where
    nothing says how wide it is, tables are wide enough for their names."""
    is_terminal = sys.stdout.isatty()
    width = None if is_terminal or "COLUMNS" in os.environ else _WIDE
    return _Paper(highlight=False, markup=False, emoji=False, soft_wrap=not is_terminal, width=width)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 finding", "2 findings"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain(text: str, style: str = "") -> Text:
    """Words of a page as they may be printed: one line, what is invisible named."""
    return Text(visible_run(text), style)
