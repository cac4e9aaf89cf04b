"""The archives fit the ports of the rooms that use them; mypy proves it, and this shows that it looks."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from storage import open_archive, open_library
from tests.support.shelf import ShelfArchive

if TYPE_CHECKING:
    from history.library import Library
    from monitor.ports import Archive


def test_storage_fits_without_knowing_it(sqlite_url: str) -> None:
    archive, library = open_archive(sqlite_url), open_library(sqlite_url)
    as_archive: Archive = archive
    as_library: Library = library

    assert as_archive.documents() == as_library.documents() == ()
    archive.close()
    library.close()


def test_the_shelf_fits_both() -> None:
    as_archive: Archive = ShelfArchive()
    as_library: Library = ShelfArchive()

    assert as_archive.documents() == as_library.documents() == ()


def test_any_is_said_in_one_module_only() -> None:
    """Migrations stand for themselves: they import nothing of the room, whose code moves on."""
    room = Path(__file__).parents[2] / "storage"

    living = [path for path in room.rglob("*.py") if "versions" not in path.parts]
    said = {path.name for path in living if "Any" in re.findall(r"\w+", path.read_text())}

    assert said == {"rows.py"}
