"""How long data is kept."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison, Statement
from policy.judging.findings import finding
from policy.model.changes import Direction, FactType, Finding, Kind

_DAYS = {"D": 1, "W": 7, "M": 30}
_HOURS_A_DAY = 24


def periods(comparison: Comparison) -> Iterator[Finding]:
    """Periods of keeping that became longer or shorter, came or went."""
    exchanged = comparison.exchanged(FactType.RETENTION, "keeping")
    told = {id(statement.sentence) for pair in exchanged for statement in pair}
    for old, new in exchanged:
        direction = Direction.WIDENED if longer(old.mark.value, new.mark.value) else Direction.NARROWED
        what = f"{old.mark.value} → {new.mark.value}"
        yield finding(Kind.RETENTION, direction, what, old.sentence, new.sentence, "periods/replaced")
    for statement in _keeping(comparison.came(FactType.RETENTION), told):
        before = comparison.counterpart(statement.sentence)
        what = statement.mark.value
        yield finding(Kind.RETENTION, Direction.ADDED, what, before, statement.sentence, "periods/set")
    for statement in _keeping(comparison.went(FactType.RETENTION), told):
        after = comparison.counterpart(statement.sentence)
        what = statement.mark.value
        yield finding(Kind.RETENTION, Direction.REMOVED, what, statement.sentence, after, "periods/set")


def longer(before: str, after: str) -> bool:
    """Whether the second ISO 8601 period is the longer one."""
    return _days(after) > _days(before)


def _keeping(stated: tuple[Statement, ...], told: set[int]) -> list[Statement]:
    return [one for one in stated if one.mark.role == "keeping" and id(one.sentence) not in told]


def _days(period: str) -> float:
    if period.startswith("PT"):
        return int(period[2:-1]) / _HOURS_A_DAY
    return int(period[1:-1]) * _DAYS[period[-1]]
