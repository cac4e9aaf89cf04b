"""What a benchmark is asked on its command line: each says what it measures, and refuses what it could not do."""

import argparse
from collections.abc import Callable
from pathlib import Path


def command(module: str, about: str | None) -> argparse.ArgumentParser:
    """The command line of that benchmark; `--help` prints what its docstring tells."""
    return argparse.ArgumentParser(
        prog=f"python -m benchmarks.{module}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def whole(least: int = 1) -> Callable[[str], int]:
    """A whole number, no smaller than that."""

    def said(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} up")
        return int(text)

    return said


def file(text: str) -> Path:
    """A file that is there."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"{text!r} is no file")
    return Path(text)


def folder(text: str) -> Path:
    """A folder that is there."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is no folder")
    return Path(text)


def database(text: str) -> str:
    """The address of a database of a kind we work on."""
    from storage.engines import parsed  # here, because the reference has nothing of ours loaded
    from storage.errors import StorageError

    try:
        parsed(text)
    except StorageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text
