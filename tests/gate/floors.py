"""The pinned floors: tables of figures between 0 and 1, where higher is better."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
SLACK = 0.005  # so that a reordering of ties is no alarm
_LOWERED = "# Lowered: "

Figures = dict[str, float]
Tables = dict[str, Figures]


def pinned() -> Tables:
    """The floors as they are; none, when there is no file yet."""
    if not FLOORS.exists():
        return {}
    tables = tomllib.loads(FLOORS.read_text("utf-8"))
    return {name: {key: float(value) for key, value in table.items()} for name, table in tables.items()}


def broken(measured: Mapping[str, Figures], floors: Mapping[str, Figures]) -> dict[tuple[str, str], float]:
    """The floors that do not hold; a pinned figure that is not measured any more is broken, too."""
    return {
        (table, name): floor
        for table, figures in floors.items()
        for name, floor in figures.items()
        if measured.get(table, {}).get(name, -1.0) < floor
    }


def pin(measured: Mapping[str, Figures], slack: Mapping[str, float], *, why: str = "") -> None:
    """The floors stand a little under what was measured. None is lowered unless `why` says why; the reasons stay in
    the file. `slack` is wider for a table of few examples."""
    before = pinned()
    lines = ["# Floors of the gate; written by make raise.", *_reasons()]
    if why:
        lines.append(f"{_LOWERED}{' '.join(why.split())}")
    for table in sorted({*measured, *([] if why else before)}):
        lines += ["", f'["{table}"]' if "." in table else f"[{table}]"]
        old, new = before.get(table, {}), measured.get(table, {})
        for name in dict.fromkeys((*new, *([] if why else old))):
            floor = _floor(new[name], slack.get(table, SLACK)) if name in new else 0.0
            lines.append(f"{name} = {floor if why else max(floor, old.get(name, 0.0))}")
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")


def _reasons() -> list[str]:
    """Why floors were lowered until now."""
    lines = FLOORS.read_text("utf-8").splitlines() if FLOORS.exists() else []
    return [line for line in lines if line.startswith(_LOWERED)]


def _floor(value: float, slack: float) -> float:
    return round(max(0.0, value if value == 1 and slack == SLACK else value - slack), 3)
