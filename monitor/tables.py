"""TOML files read key by key, so that every mistake in them is found at once and none stops the others."""

import json
import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_MOST = 16 * 1024**2  # bytes of a file: 50,000 documents
_CREDENTIALS = re.compile(r"//[^/@\s]*@")


class SettingsError(Exception):
    """What was written cannot be worked with; every message names file, key, what was found and the remedy."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class Table:
    """One table of a file. Asking for a key makes it known; `close` reports those nobody asked for.

    A wrong value is noted in `mistakes` and the default is given instead, so that reading goes on.
    """

    def __init__(self, path: Path, content: dict[str, object], mistakes: list[str], trail: str = "") -> None:
        self._path = path
        self._content = content
        self._trail = trail
        self.mistakes = mistakes
        self.asked: dict[str, tuple[Table, ...]] = {}  # by key, the tables found there

    def key(self, name: str) -> str:
        """The whole name of a key, as messages give it."""
        return f"{self._trail}.{name}" if self._trail else name

    def has(self, name: str) -> bool:
        return name in self._content

    def secret(self, name: str, variable: str) -> None:
        """Refuse a secret in the file, without printing it."""
        self.asked[name] = ()
        if name in self._content:
            self.mistakes.append(
                f"{self._path}: {self.key(name)}: secrets do not belong in a file. Take it out and set {variable}"
            )

    def wrong(self, name: str, remedy: str) -> None:
        """Note that the value of a key will not do, and what would."""
        found = f" = {_shown(self._content[name])}" if name in self._content else " is missing"
        self.mistakes.append(f"{self._path}: {self.key(name)}{found}: {remedy}")

    def text(self, name: str, default: str) -> str:
        return self.read(name, default, lambda text: text)

    def read(self, name: str, default: T, reading: Callable[[str], T]) -> T:
        """A value written as text; what `reading` raises as ValueError is its mistake."""
        self.asked[name] = ()
        if name not in self._content:
            return default
        value = self._content[name]
        if not isinstance(value, str):
            self.wrong(name, "write it as text, in quotation marks")
            return default
        return self.made(name, default, lambda: _once(name, value, reading))

    def count(self, name: str, default: int, least: int = 1, most: int = 1_000_000) -> int:
        self.asked[name] = ()
        value = self._content.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(name, f"write a whole number from {least} to {most}")
            return default
        return value

    def flag(self, name: str, default: bool) -> bool:
        self.asked[name] = ()
        value = self._content.get(name, default)
        if not isinstance(value, bool):
            self.wrong(name, "write true or false, without quotation marks")
            return default
        return value

    def texts(self, name: str, reading: Callable[[str], T]) -> tuple[T, ...]:
        """A list of texts, each read alike; absent, it is empty."""
        self.asked[name] = ()
        value = self._content.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong(name, 'write a list of texts, such as ["one", "two"]')
            return ()
        return self.made(name, (), lambda: tuple(reading(one) for one in value))

    def table(self, name: str) -> "Table":
        """The table of that name, to be closed by its reader; absent, it is empty."""
        value = self._content.get(name, {})
        if not isinstance(value, dict):
            self.wrong(name, f"make it a table: a line [{self.key(name)}] with its keys below")
            value = {}
        found = Table(self._path, value, self.mistakes, self.key(name))
        self.asked[name] = (found,)
        return found

    def tables(self, name: str) -> "tuple[Table, ...]":
        """The tables of a [[list]] of that name, numbered from 1 in messages; absent, there are none."""
        self.asked[name] = ()
        value = self._content.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(name, f"make it a list of tables: a line [[{self.key(name)}]] before each")
            return ()
        self.asked[name] = tuple(
            Table(self._path, one, self.mistakes, f"{self.key(name)}[{number}]") for number, one in enumerate(value, 1)
        )
        return self.asked[name]

    def names(self) -> tuple[str, ...]:
        """The keys written, for a table whose keys are names of the owner's choice."""
        return tuple(self._content)

    def close(self) -> None:
        """Report what was written and never asked for."""
        for name in self._content:
            if name not in self.asked:
                near = get_close_matches(name, self.asked, n=1)
                # The value is not shown: it may be a secret under a misspelt name.
                self.mistakes.append(f"{self._path}: {self.key(name)}: unknown key. {_advice(near, self.asked)}")

    def made(self, name: str, default: T, making: Callable[[], T]) -> T:
        """What is made of that key; the default, and a mistake noted, when it raises ValueError."""
        try:
            return making()
        except ValueError as mistake:
            # The message begins with key and value; what is made says them, too, to whoever makes it by hand.
            self.wrong(name, str(mistake).removeprefix(f"{name} = {self._content.get(name)!r} "))
            return default


def opened(path: Path, mistakes: list[str]) -> Table:
    """The whole file as a table; one that cannot be read is a mistake and an empty table."""
    try:
        content: dict[str, object] = tomllib.loads(_bytes(path).decode("utf-8"))
    except OSError as error:
        mistakes.append(f"{path}: cannot be read: {error.strerror}. Make it readable, or name another file")
    except _OddFileError as odd:
        mistakes.append(f"{path}: {odd}")
    except UnicodeDecodeError as error:
        mistakes.append(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{path}: not TOML: {error}. See https://toml.io for how to write it")
    else:
        return Table(path, content, mistakes)
    return Table(path, {}, mistakes)


def _bytes(path: Path) -> bytes:
    """All of a file. Raises _OddFileError for a pipe or a device, which may never end, and for what is far too much."""
    # Opening a pipe waits for whoever writes into it, unless we say that we do not.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _OddFileError("a pipe or a device. Put a file of text there, or take it away")
        content = file.read(_MOST + 1)
    if len(content) > _MOST:
        raise _OddFileError(f"larger than {_MOST // 1024**2} MiB. Split it, or take it away")
    return content


class _OddFileError(Exception):
    """Nothing anybody writes settings into; says what it is, and what to do."""


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """Reads one of these words; raises ValueError naming the nearest."""
    known = tuple(choices)

    def chosen(text: str) -> str:
        if text not in known:
            raise ValueError(f"unknown. {_advice(get_close_matches(text, known, n=1), known)}")
        return text

    return chosen


def or_none(reading: Callable[[str], T]) -> Callable[[str], T | None]:
    """Reads what may be left empty; None: it is."""
    return lambda text: reading(text) if text else None


def _once(name: str, value: str, reading: Callable[[str], T]) -> T:
    """The value read; what its mistake says of key and value is left out, for the message begins with both."""
    try:
        return reading(value)
    except ValueError as mistake:
        said = str(mistake).removeprefix(f"{name} ").removeprefix(repr(value))
        raise ValueError(said.lstrip(": ")) from mistake


def _advice(near: list[str], known: Iterable[str]) -> str:
    return f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}"


def _shown(value: object) -> str:
    """The value as it was written, cut where it is long, without what stands before the @ of an address."""
    written = _CREDENTIALS.sub("//…@", json.dumps(value, ensure_ascii=False, default=str))
    return written if len(written) <= 80 else written[:79] + "…"
