"""How long data is kept."""

from collections.abc import Iterator

from policy.facts import Mark, Sentence, marks_of
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding, sides
from policy.model.changes import Direction, FactType, Finding, Kind
from policy.model.readings import CELL

_DAYS = {"D": 1, "W": 7, "M": 30}
_HOURS_A_DAY = 24
_NO_PERIOD = "no fixed period"


def periods(comparison: Comparison) -> Iterator[Finding]:
    """Periods of keeping that became longer or shorter, came or went."""
    exchanged = [
        (old, new)
        for role in ("keeping", "row")  # of a row we know how long only when another period stands in its place
        for old, new in comparison.exchanged(FactType.RETENTION, role)
        if _are_of_one_thing(old, new)
    ]
    told = {id(fact.sentence) for pair in exchanged for fact in pair}
    for old, new in exchanged:
        yield replaced(Kind.RETENTION, "periods/replaced", old, new)
    for fact in _keeping(comparison.came(FactType.RETENTION), told):
        yield _one_sided(comparison, fact, is_new=True)
    for fact in _keeping(comparison.went(FactType.RETENTION), told):
        yield _one_sided(comparison, fact, is_new=False)


def _are_of_one_thing(old: StatedFact, new: StatedFact) -> bool:
    """Sentences may change besides; rows must open with the same cell."""
    before, after = (one.sentence.text.partition(CELL) for one in (old, new))
    return not (before[1] and after[1]) or before[0] == after[0]


def _one_sided(comparison: Comparison, fact: StatedFact, *, is_new: bool) -> Finding:
    """A period without a counterpart; where its sentence still tells how long, a criterion took its place."""
    pair = sides(comparison, fact, is_new=is_new)
    what, other = fact.mark.value, pair.before if is_new else pair.after
    if other is not None and speaks_of(other, Kind.RETENTION) and not _periods_of(other):
        what = f"{_NO_PERIOD} → {what}" if is_new else f"{what} → {_NO_PERIOD}"
        return finding(Claim(Kind.RETENTION, Direction.CHANGED, what, "periods/criterion"), pair)
    direction = Direction.ADDED if is_new else Direction.REMOVED
    return finding(Claim(Kind.RETENTION, direction, what, "periods/set"), pair)


def _periods_of(sentence: Sentence) -> list[Mark]:
    return [mark for mark in marks_of(sentence.phrase, FactType.RETENTION) if mark.role != "criterion"]


def replaced(kind: Kind, rule: str, old: StatedFact, new: StatedFact, *, is_wider_when_longer: bool = True) -> Finding:
    """A period in whose place another stands."""
    claim = exchange(kind, rule, old.mark.value, new.mark.value, is_wider_when_longer=is_wider_when_longer)
    return finding(claim, Pair(old.sentence, new.sentence))


def exchange(kind: Kind, rule: str, old: str, new: str, *, is_wider_when_longer: bool = True) -> Claim:
    """Of two ISO 8601 periods, the later one in the place of the earlier."""
    is_wider = _longer(old, new) is is_wider_when_longer
    return Claim(kind, Direction.WIDENED if is_wider else Direction.NARROWED, f"{old} → {new}", rule)


def _longer(before: str, after: str) -> bool:
    """Whether the second ISO 8601 period is the longer one."""
    return _days(after) > _days(before)


def _keeping(stated: tuple[StatedFact, ...], told: set[int]) -> list[StatedFact]:
    return [one for one in stated if one.mark.role == "keeping" and id(one.sentence) not in told]


def _days(period: str) -> float:
    if period.startswith("PT"):
        return int(period[2:-1]) / _HOURS_A_DAY
    return int(period[1:-1]) * _DAYS[period[-1]]
