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
    click.echo(as_json(answer))


def as_json(answer: Mapping[str, object]) -> str:
    """A line of JSON that standard output can print."""
    is_wide = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "") == "utf8"
    return json.dumps(answer, ensure_ascii=not is_wide)


class Results:
    """Lines on standard output of work that goes on though they cannot be printed: nobody reads them any more, or the
    disk they go to is full."""

    def __init__(self) -> None:
        self._fault: OSError | None = None  # why the rest is not printed

    def show(self, line: str) -> None:
        try:
            if self._fault is None:
                click.echo(line)
        except OSError as error:
            self._fault = error

    def close(self) -> None:
        """Raises the OSError, BrokenPipeError included, for which lines are missing."""
        if self._fault is not None:
            raise self._fault


def say(line: str) -> None:
    """A line of talk. Nobody need listen, nor need it be kept: what is under way goes on when the terminal is gone or
    the disk is full, where results that nobody reads end it."""
    try:
        click.echo(visible_run(line), err=True)
    except OSError:
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


def hanging(console: Console, sign: str, words: Text) -> Text:
    """A sign and the words it stands before; on a terminal, words that do not fit go on below the first of them."""
    if not console.is_terminal:
        return Text(sign) + words
    rows = words.wrap(console, max(console.width - len(sign), 1))
    for row in rows:
        row.rstrip()
    return Text(f"\n{' ' * len(sign)}").join([Text(sign) + rows[0], *rows[1:]]) if rows else Text(sign)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 finding", "2 findings"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain(text: str, style: str = "") -> Text:
    """Words of a page as they may be printed: one line, what is invisible named."""
    return Text(visible_run(text), style)
