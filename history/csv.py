"""Tables as CSV (RFC 4180) that a spreadsheet shows and never runs."""

import csv
import io
from dataclasses import dataclass
from typing import TypeAlias

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
# OWASP, CSV Injection: what a spreadsheet takes for a formula when a cell begins with it; full-width forms too.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
Cell: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """Rows under a head; `name` is that of the file, one of ours."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def rendered(table: Spreadsheet) -> bytes:
    """The table with every text made inert by an apostrophe where a spreadsheet would calculate with it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(table.head)
    writer.writerows([_inert(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode(errors="replace")


def _inert(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "\ufffd")
    return f"'{text}" if text.lstrip(" \u00a0\ufeff\u200b").startswith(_ACTIVE) else text
