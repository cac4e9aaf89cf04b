"""Long rows of small cases, of which a few stand for the rest where the suite has to be quick."""

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet

_SMALL = pytest.mark.slow(0)  # each takes next to nothing: there are many of them


def sampled(cases: Iterable[object], every: int) -> list[ParameterSet]:
    """All cases; those between one and the next of *every* are left to the whole suite."""
    return [_param(case, is_left=at % every != 0) for at, case in enumerate(cases)]


def _param(case: object, *, is_left: bool) -> ParameterSet:
    known = case if isinstance(case, ParameterSet) else pytest.param(case)
    return pytest.param(*known.values, id=known.id, marks=(*known.marks, _SMALL)) if is_left else known
