from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.measures import duration, share, size, spelled


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("1.5h", 5400), ("12h", 43_200), ("2d", 172_800), ("250ms", 0.25), ("0s", 0)]
)
def test_durations_are_read_with_their_unit(text: str, seconds: float) -> None:
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "12", "h", "12 hours", "-1h", "1H", "1h30m", "99999999w", "१h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a duration|longer than ten years"):
        duration(text)


@given(st.integers(1, 10**9))
def test_a_duration_spelled_is_read_back(milliseconds: int) -> None:
    length = timedelta(milliseconds=milliseconds)

    assert duration(spelled(length)) == length


def test_sizes_count_in_powers_of_1024() -> None:
    assert size("2MiB") == 2 * 1024 * 1024


@pytest.mark.parametrize("text", ["2MB", "2", "MiB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a size"):
        size(text)


def test_shares_are_parts_of_the_whole() -> None:
    assert share("10%") == 0.1
    with pytest.raises(ValueError, match="more than the whole"):
        share("101%")
