"""A database of today's tables, made once in a process: every further one is a copy, not 27 steps."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import migrate


def empty_archive(file: Path) -> str:
    """The address of an archive that is empty and ready, at that place."""
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "migrated.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()
