"""How long data is kept."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison, Statement
from policy.judging.findings import finding, listed
from policy.model.changes import Direction, FactType, Finding, Kind

_DAYS = {"D": 1, "W": 7, "M": 30}


def periods(comparison: Comparison) -> Iterator[Finding]:
    """Periods of keeping that came, went or became longer or shorter."""
    came = _keeping(comparison.came(FactType.RETENTION))
    went = _keeping(comparison.went(FactType.RETENTION))
    for statement in came:
        partner = comparison.counterpart(statement.sentence)
        old = [one for one in went if one.sentence is partner]
        if old:
            went = [one for one in went if one not in old]
            what = f"{listed([one.mark.value for one in old])} → {statement.mark.value}"
            direction = _direction(old[0].mark.value, statement.mark.value)
            yield finding(Kind.RETENTION, direction, what, old[0].sentence, statement.sentence, "periods/aligned")
        else:
            what = statement.mark.value
            yield finding(Kind.RETENTION, Direction.ADDED, what, partner, statement.sentence, "periods/set")
    for statement in went:
        other = comparison.counterpart(statement.sentence)
        yield finding(Kind.RETENTION, Direction.REMOVED, statement.mark.value, statement.sentence, other, "periods/set")


def _keeping(stated: tuple[Statement, ...]) -> list[Statement]:
    return [statement for statement in stated if statement.mark.role == "keeping"]


def _direction(before: str, after: str) -> Direction:
    old, new = _days(before), _days(after)
    return Direction.WIDENED if new > old else Direction.NARROWED


def _days(period: str) -> float:
    if period.startswith("PT"):
        return int(period[2:-1]) / 24
    return int(period[1:-1]) * _DAYS[period[-1]]
