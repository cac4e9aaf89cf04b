"""A list keeps its order in numbers, and who stays in it keeps a number where that can be."""

from hypothesis import given
from hypothesis import strategies as st

from storage.places import numbered


@given(st.lists(st.none() | st.integers(-9, 40), max_size=20))
def test_the_numbers_rise(known: list[int | None]) -> None:
    found = numbered(known)
    assert len(found) == len(known)
    assert found == sorted(set(found))


@given(st.lists(st.integers(-9, 40), max_size=12, unique=True).map(sorted), st.integers(0, 12))
def test_who_stays_keeps_its_number_when_one_comes(known: list[int], place: int) -> None:
    spread = [number * 8 for number in known]
    found = numbered([*spread[:place], None, *spread[place:]])
    assert [*found[:place], *found[place + 1 :]] == spread if place <= len(spread) else found[:-1] == spread


def test_one_that_changed_its_place_is_the_only_one_numbered_anew() -> None:
    assert numbered([0, 3072, 1024, 2048]) == [0, 512, 1024, 2048]


def test_without_room_all_begin_anew() -> None:
    assert numbered([4, None, 5]) == [0, 1024, 2048]
