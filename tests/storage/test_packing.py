"""Bytes packed are the same bytes again, and an edit of a long text costs little."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import DamagedError
from storage.packing import pack, unpack


@given(plain=st.binary(), prefix=st.binary())
def test_what_is_packed_comes_back(plain: bytes, prefix: bytes) -> None:
    assert unpack(pack(plain, prefix), prefix) == plain


def test_an_edit_of_a_long_text_takes_a_few_dozen_bytes() -> None:
    chance = random.Random(1)  # noqa: S311 – any text will do, the same each time
    words = [bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(2000)]
    old = b" ".join(chance.choices(words, k=12_000))
    new = old[:40_000] + b" and ninety days more" + old[40_000:]

    packed = pack(new, old)

    assert unpack(packed, old) == new
    assert len(packed) < 60
    assert len(pack(new)) > 20_000


def test_a_prefix_of_many_megabytes_is_reached_back_over() -> None:
    old = random.Random(1).randbytes(6_000_000)  # noqa: S311 – the same
    new = b"x" + old

    assert len(pack(new, old)) < 3_000
    assert unpack(pack(new, old), old) == new


def test_another_prefix_or_another_byte_is_noticed() -> None:
    old, new = b"We keep it 30 days. " * 9, b"We keep it 90 days. " * 9
    packed = pack(new, old)

    with pytest.raises(DamagedError):
        unpack(packed[:-1] + bytes([packed[-1] ^ 1]), old)
    with pytest.raises(DamagedError):
        unpack(b"", old)


def test_texts_that_several_pack_at_once_stay_apart() -> None:
    texts = [f"{number} days ".encode() * (number % 40) for number in range(400)]
    with ThreadPoolExecutor(4) as together:
        packed = list(together.map(pack, texts))
    assert [unpack(one) for one in packed] == texts
    assert packed == [pack(one) for one in texts]
