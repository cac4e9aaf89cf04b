"""What the documents on the shelf state."""

import math
import re
from collections.abc import Iterator, Sequence

from policy.model.changes import Polarity
from policy.model.statements import FactFilter, Saying, Value
from tests.support.shelf_rows import ShelfRow

_PERIOD = re.compile(r"pt?([0-9]+)([hdwmy])")
_HOURS = {"h": 1, "d": 24, "w": 168, "m": 730, "y": 8_760}


def sayings(row: ShelfRow) -> Iterator[Saying]:
    """Everything the version in force states, in its order."""
    if row.stated is not None:
        languages = row.versions[row.stated.version - 1].reading.languages
        language = languages[0].partition("-")[0] if languages else ""
        yield from (Saying(row.target, row.stated.version, language, one) for one in row.stated.statements)


def is_wanted(saying: Saying, wanted: FactFilter) -> bool:
    fact, target = saying.statement.fact, saying.target
    return (
        fact.type is wanted.type
        and (wanted.value is None or fact.value.casefold() == wanted.value.casefold())
        and wanted.words.casefold() in fact.value.casefold()
        and wanted.role in (None, fact.role)
        and wanted.polarity in (None, fact.polarity)
        and wanted.service in (None, target.service)
        and wanted.document_type in (None, target.document_type)
        and wanted.target_id in (None, target.id)
    )


def rank(saying: Saying) -> tuple[float, str, str, str, str]:
    fact = saying.statement.fact
    return _length(fact.value), fact.value.casefold(), fact.role, fact.polarity, saying.target.id


def _length(value: str) -> float:
    """The hours of an ISO 8601 period; anything else is longer than every period."""
    period = _PERIOD.fullmatch(value.casefold())
    return int(period[1]) * _HOURS[period[2]] if period else math.inf


def values(found: Sequence[Saying]) -> tuple[Value, ...]:
    """Each thing once, what most documents speak of first."""
    grouped: dict[tuple[str, str], list[Saying]] = {}
    for one in found:
        grouped.setdefault((one.statement.fact.value.casefold(), one.statement.fact.role), []).append(one)
    keys = sorted(grouped, key=lambda key: (-len(grouped[key]), _length(key[0]), key))
    return tuple(Value(grouped[key][0].statement.fact.value, key[1], *_documents(grouped[key])) for key in keys)


def _documents(found: Sequence[Saying]) -> tuple[int, int]:
    """How many documents affirm it, and how many deny it."""
    sides = (Polarity.POSITIVE, Polarity.NEGATIVE)
    affirmed, denied = (len({one.target.id for one in found if one.statement.fact.polarity is side}) for side in sides)
    return affirmed, denied
