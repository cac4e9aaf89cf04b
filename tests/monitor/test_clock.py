"""A clock that is set back is noticed; one that goes on, or is set forward, is not."""

from datetime import timedelta

import pytest

from monitor.clock import Setbacks
from tests.support.builders import MONDAY


@pytest.mark.parametrize(
    ("shown", "back"),
    [(15, 0), (14, 0), (3600, 0), (-45, 0), (-46, 61), (-3600, 3615)],
)
def test_a_setback_is_noticed_once(shown: int, back: int) -> None:
    moments = iter([(0, 100.0), (shown, 115.0), (shown + 15, 130.0)])
    current = next(moments)
    setbacks = Setbacks(lambda: MONDAY + timedelta(seconds=current[0]), lambda: current[1])

    current = next(moments)
    assert setbacks.by() == timedelta(seconds=back)
    current = next(moments)
    assert setbacks.by() == timedelta()
