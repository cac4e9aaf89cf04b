"""Built tables: each knowledge file as JSON, which is read in a fifteenth of the time, with the hash of its source.

They are made when the package is built (`hatch_build.py`) and are never needed: where one is missing, or its source was
edited since, the source is read. Nothing here writes.
"""

import hashlib
import json
from pathlib import Path

HOME = Path(__file__).parent
FOLDER = HOME / "built"

Table = dict[str, object]


def place(path: Path) -> Path | None:
    """Where the table of a knowledge file lies; None: it is none of the project's own."""
    return FOLDER / path.relative_to(HOME).with_suffix(".json") if path.is_relative_to(HOME) else None


def built(source: bytes, table: Table) -> bytes:
    """The table in its built form. Raises TypeError for what has no form in JSON, such as a date."""
    content = {"of": _hash(source), "table": table}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def table_of(path: Path, source: bytes) -> Table | None:
    """The built table of that file; None: there is none of this very text."""
    where = place(path)
    if where is None or not where.is_file():
        return None
    try:
        content = json.loads(where.read_bytes())
    except ValueError:  # half written
        return None
    if not isinstance(content, dict) or content.get("of") != _hash(source):
        return None
    table = content.get("table")
    return table if isinstance(table, dict) else None


def _hash(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()
