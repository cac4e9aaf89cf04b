"""How long a stated period is, said to the database, so that ten days come after two."""

from sqlalchemy import BigInteger, ColumnElement, case, cast, func

_HOURS = {"h": 1, "d": 24, "w": 168, "m": 730, "y": 8_760}  # of each unit; a month as the twelfth part of a year
_PERIOD = "^p(t[0-9]{1,9}h|[0-9]{1,9}[dwmy])$"  # ISO 8601 in lower case; a period of ours has one unit
_NEVER = 10**15  # hours; a criterion without a number comes last


def hours(folded: ColumnElement[str]) -> ColumnElement[int]:
    """The length of a period as it is folded in the index; of anything else, longer than every period."""
    unit = case(_HOURS, value=func.substr(folded, func.length(folded), 1), else_=0)
    number = cast(func.replace(func.substr(folded, 2, func.length(folded) - 2), "t", ""), BigInteger)
    return case((folded.regexp_match(_PERIOD), number * unit), else_=_NEVER)
