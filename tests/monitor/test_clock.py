"""A clock that is set back is noticed; one that goes on, or is set forward, is not."""

from datetime import timedelta

import pytest

from monitor.clock import Setbacks
from tests.support.builders import MONDAY


@pytest.mark.parametrize(
    ("shown", "is_setback"),
    [(15, False), (14, False), (3600, False), (-45, False), (-46, True), (-3600, True)],
)
def test_a_setback_is_noticed_once(shown: int, is_setback: bool) -> None:
    moments = iter([(0, 100.0), (shown, 115.0), (shown + 15, 130.0)])
    current = next(moments)
    setbacks = Setbacks(lambda: MONDAY + timedelta(seconds=current[0]), lambda: current[1])

    current = next(moments)
    assert setbacks.happened() is is_setback
    current = next(moments)
    assert setbacks.happened() is False
