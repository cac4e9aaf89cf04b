"""A small message cannot become a flood, and a half page is never a page."""

import gzip
import importlib
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from crawler.bodies import unpacked
from crawler.settings import MIB, Caps
from crawler.troubles import Trouble
from policy.model.captures import Failure

brotli = importlib.import_module("brotli")  # it carries no types
Coder = Callable[[bytes], bytes]
CODERS: dict[str, Coder] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "zstd": zstd.compress,
}
CAPS = Caps()


def raw_deflate(body: bytes) -> bytes:
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(body) + coder.flush()


def failure(body: bytes, codings: str, caps: Caps = CAPS) -> Failure:
    with pytest.raises(Trouble) as caught:
        unpacked(body, codings, caps)
    return caught.value.failure


@pytest.mark.parametrize("coding", CODERS)
@given(body=st.binary(max_size=2000))
def test_every_coding_gives_back_the_body(coding: str, body: bytes) -> None:
    assert unpacked(CODERS[coding](body), coding, CAPS) == body


@given(body=st.binary(max_size=2000), codings=st.lists(st.sampled_from(sorted(CODERS)), max_size=3))
def test_codings_are_undone_in_the_order_opposite_to_theirs(body: bytes, codings: list[str]) -> None:
    coded = body
    for coding in codings:
        coded = CODERS[coding](coded)
    assert unpacked(coded, ", ".join(codings), CAPS) == body


@pytest.mark.parametrize("codings", ["", "identity", " Identity ", ","])
def test_no_coding_leaves_the_body_alone(codings: str) -> None:
    assert unpacked(b"as it is", codings, CAPS) == b"as it is"


def test_deflate_is_understood_without_its_wrapper_too() -> None:
    assert unpacked(raw_deflate(b"policy " * 99), "deflate", CAPS) == b"policy " * 99


def test_gzip_members_and_zstd_frames_follow_one_another() -> None:
    assert unpacked(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", CAPS) == b"one two"
    assert unpacked(zstd.compress(b"one ") + zstd.compress(b"two"), "zstd", CAPS) == b"one two"


@pytest.mark.parametrize("coding", CODERS)
def test_a_bomb_is_refused_before_it_unfolds(coding: str) -> None:
    bomb = CODERS[coding](bytes(200 * MIB if coding == "zstd" else 40 * MIB))
    tracemalloc.start()

    named = failure(bomb, coding)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert named in {Failure.BOMB, Failure.TOO_LARGE}
    assert peak < 100 * MIB


@pytest.mark.parametrize("coding", CODERS)
def test_a_bomb_inside_a_bomb_is_refused(coding: str) -> None:
    assert failure(gzip.compress(CODERS[coding](bytes(40 * MIB))), f"{coding}, gzip") is Failure.BOMB


def test_too_many_layers_are_refused_unopened() -> None:
    assert failure(b"", "gzip, gzip, gzip, gzip") is Failure.BOMB


def test_a_body_that_is_merely_large_is_too_large() -> None:
    incompressible = bytes(n * n * 7 % 251 for n in range(300_000))
    caps = Caps(decoded=200_000)
    assert failure(gzip.compress(incompressible), "gzip", caps) is Failure.TOO_LARGE


def test_a_short_repetitive_page_is_no_bomb() -> None:
    page = b"<p></p>" * 100_000
    assert len(page) / len(gzip.compress(page)) > 100
    assert unpacked(gzip.compress(page), "gzip", CAPS) == page


@pytest.mark.parametrize("coding", CODERS)
def test_a_body_cut_at_any_point_is_never_a_page(coding: str) -> None:
    whole = CODERS[coding](b"We keep your data for thirty days. " * 200)
    for cut in range(1, len(whole)):
        assert failure(whole[:cut], coding) is Failure.TRANSPORT


@pytest.mark.parametrize("coding", CODERS)
def test_a_body_that_is_not_coded_as_stated_is_damaged(coding: str) -> None:
    assert failure(b"<html>plain text after all</html>", coding) is Failure.TRANSPORT


@pytest.mark.parametrize("coding", ["compress", "dcb", "nonsense"])
def test_a_coding_nobody_asked_for_is_not_read(coding: str) -> None:
    assert failure(b"x", coding) is Failure.TYPE


@pytest.mark.parametrize("coding", CODERS)
def test_a_part_is_enough_where_a_part_is_wanted(coding: str) -> None:
    body = bytes(n * n * 7 % 251 for n in range(300_000))
    part = unpacked(CODERS[coding](body), coding, Caps(decoded=200_000), whole=False)
    assert part == body[:200_000]
