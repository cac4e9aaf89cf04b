"""Documents that unfold to more than a reader may hold are too much, and cost nobody else their reader."""

import asyncio
import gc
import os
import select
import subprocess
import sys
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.reader import Readers
from policy.facts.statements import eyes
from policy.looking import Pace, Perused, check, peruse
from policy.looking.pages import surface_of
from policy.model.captures import Fetched, FetchedPage
from policy.model.looks import Checked, Event, Footing, InForce, Past, Standing, State
from tests.policy.reading.paper import drawn_within_each_other
from tests.support.builders import MONDAY, capture, order, page, reading, sha256

_MIB = 1024 * 1024
ROOT = Path(__file__).parents[2]


def _pdf(size: int) -> bytes:
    """One page whose stream unfolds to so many bytes."""
    stream = zlib.compress(bytes(size), 9)
    objects = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>endobj",
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream" % len(stream),
        stream,
        b"endstream endobj trailer<</Root 1 0 R>>",
    )
    return b"\n".join((b"%PDF-1.4", *objects))


async def _checked(readers: Readers, body: bytes) -> Checked:
    asked = order()
    seen = Fetched((FetchedPage(capture(asked.target, MONDAY, body), body),))
    return await readers.check(asked, seen, Standing(asked.target, State.NEW, MONDAY), MONDAY, Pace())


_OWNER = """
import asyncio, os, sys
from monitor.reader import Readers

async def main():
    with Readers(2) as readers:
        asked = asyncio.get_running_loop().run_in_executor
        print(*{await asked(readers._executor(), os.getpid) for _ in range(4)}, flush=True)
        sys.stdin.read()

if __name__ == "__main__":
    asyncio.run(main())
"""
_HOARD: list[bytes] = []


def _descent() -> tuple[int, int]:
    return os.getpid(), os.getppid()


def _filled() -> None:
    """The reader that does this has no memory left."""
    with suppress(MemoryError):
        while True:
            _HOARD.append(bytes(_MIB))
    del _HOARD[-2:]  # enough to answer with


@pytest.mark.slow(1)
async def test_a_look_comes_back_from_its_reader_as_it_would_be_here() -> None:
    with Readers(1) as thinking:
        first, other = (page(reading(("Retention", *[f"We keep it for {days} days."] * 50))) for days in (30, 60))
        asked = order()
        seen = Fetched((FetchedPage(capture(asked.target, MONDAY, first), first),))
        standing = Standing(asked.target, State.NEW, MONDAY)
        checked = check(asked, seen, standing, MONDAY, Pace())
        assert checked.bodies == ((sha256(first), first),)
        assert await thinking.check(asked, seen, standing, MONDAY, Pace()) == checked
        footing = Footing(asked.target, State.NEW, MONDAY)
        perused = peruse(asked, seen, footing, MONDAY, Pace())
        assert await thinking.peruse(asked, seen, footing, MONDAY, Pace()) == perused

        known = Footing(asked.target, State.OK, MONDAY, InForce("", "", "", (), MONDAY), past=checked.past)
        changed = Fetched((FetchedPage(capture(asked.target, MONDAY, other), other),))
        again = await thinking.peruse(asked, changed, known, MONDAY, Pace())
        assert again == peruse(asked, changed, known, MONDAY, Pace())
        assert isinstance(again, Perused)


@pytest.mark.slow(1)
async def test_a_text_seen_twice_comes_back_from_its_reader_as_it_would_be_here() -> None:
    old, new = (
        page(reading(("Data", "We collect your name. " * 40), ("Retention", *[f"We keep it for {days} days."] * 50)))
        for days in (30, 60)
    )
    asked = order()
    first, changed = (Fetched((FetchedPage(capture(asked.target, MONDAY, body), body),)) for body in (old, new))
    began = check(asked, first, Standing(asked.target, State.NEW, MONDAY), MONDAY, Pace())
    standing = Standing(asked.target, State.OK, MONDAY, began.version, past=began.past, eyes=eyes())
    known = InForce("", "", "", (), MONDAY)
    footing = Footing(asked.target, State.OK, MONDAY, known, past=replace(began.past, surface="0" * 32))
    seen = peruse(asked, changed, footing, MONDAY, Pace())
    assert isinstance(seen, Perused)
    with Readers(1) as thinking:
        held = await thinking.check(asked, seen, standing, MONDAY, Pace())
        assert held == check(asked, seen, standing, MONDAY, Pace())
        assert (held.event, held.past.glimpsed != "") == (Event.HELD, True)
        for past in (held.past, replace(held.past, glimpsed="")):
            again = replace(standing, held=held.held, past=past)
            accepted = await thinking.check(asked, changed, again, MONDAY, Pace())
            assert accepted == check(asked, changed, again, MONDAY, Pace())
            assert accepted.event is Event.CHANGED


@pytest.mark.slow(1)
async def test_what_the_glance_found_out_of_a_page_comes_with_what_it_says() -> None:
    asked, body = order(), page(reading(("Retention", *["We keep it for 30 days."] * 50)))
    came = Fetched((FetchedPage(capture(asked.target, MONDAY, body), body),))
    known = InForce("", "", "", (), MONDAY)
    with Readers(1) as thinking:
        for surface, told in (("0" * 32, surface_of(came, asked.target.reading)), ("", ""), ("-", "")):
            footing = Footing(asked.target, State.OK, MONDAY, known, past=Past(surface=surface))
            seen = await thinking.peruse(asked, came, footing, MONDAY, Pace())
            assert isinstance(seen, Perused)
            assert seen.surface == told


@pytest.mark.slow
async def test_a_reader_is_a_fork_of_what_has_its_modules_loaded_and_is_not_the_daemon() -> None:
    kept = asyncio.get_running_loop().run_in_executor
    with Readers(1, tasks=1) as readers:
        (one, whose), (other, whose_too) = [await kept(readers._executor(), _descent) for _ in range(2)]
    assert one != other
    assert whose == whose_too != os.getpid()


@pytest.mark.slow
async def test_readers_are_replaced_and_nobody_waits_for_one_that_has_gone() -> None:
    body = page(reading(("Retention", *["We keep it for 30 days."] * 50)))
    seen = set()
    async with asyncio.timeout(120):
        with Readers(1, tasks=3) as readers:
            for _ in range(3):
                checked = await asyncio.gather(*(_checked(readers, body) for _ in range(4)))
                assert {one.event for one in checked} <= {Event.FIRST, Event.SUSPECT}
                seen.add(await asyncio.get_running_loop().run_in_executor(readers._executor(), os.getpid))
    assert len(seen) > 1


@pytest.mark.slow
async def test_what_earlier_documents_left_in_a_reader_makes_no_other_too_much() -> None:
    with Readers(1) as readers:
        await asyncio.get_running_loop().run_in_executor(readers._executor(), _filled)
        body = page(reading(*((f"Retention {n}", f"We keep it for {n} days. " * 400) for n in range(40))))
        checked = await _checked(readers, body)
    assert checked.event in (Event.FIRST, Event.SUSPECT)


@pytest.mark.slow
async def test_a_document_that_unfolds_without_end_is_too_much_and_the_next_is_read() -> None:
    with Readers(1) as readers:
        bomb = await _checked(readers, _pdf(600 * _MIB))
        whole = await _checked(readers, page(reading(("Retention", *["We keep it for 30 days."] * 50))))
    assert bomb.event in (Event.FAILED, Event.SUSPECT)  # by who gives up first: the reader, or its PDF library
    assert bomb.move is not None
    assert bomb.version is None
    assert whole.event in (Event.FIRST, Event.SUSPECT)


@pytest.mark.slow
async def test_a_document_that_is_read_without_end_is_too_much_and_the_next_is_read() -> None:
    with Readers(1, seconds=2) as readers:
        bomb = await _checked(readers, drawn_within_each_other(deep=25, often=8))
        whole = await _checked(readers, page(reading(("Retention", *["We keep it for 30 days."] * 50))))
    assert (bomb.event, bomb.version) == (Event.FAILED, None)
    assert whole.event in (Event.FIRST, Event.SUSPECT)


@pytest.mark.slow
def test_readers_do_not_outlive_a_daemon_that_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "owner.py"
    program.write_text(_OWNER)
    with subprocess.Popen([sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as owner:
        assert owner.stdout is not None
        readers = [os.pidfd_open(int(pid)) for pid in owner.stdout.readline().split()]
        owner.kill()
    ended = [bool(select.select([reader], [], [], 30)[0]) for reader in readers]
    for reader in readers:
        os.close(reader)
    assert ended
    assert all(ended)


@pytest.mark.slow
def test_readers_work_where_no_socket_may_stand(tmp_path: Path) -> None:
    folder = tmp_path / ("long-name-" * 12)
    folder.mkdir()
    owner = subprocess.run(
        [sys.executable, "-c", _OWNER],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder)},
        input="",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert all(map(str.isdigit, owner.stdout.split()))
    assert owner.stdout.split()


async def test_what_a_reader_has_learnt_is_walked_through_no_more() -> None:
    body = page(reading(("Retention", *["We keep it for 30 days."] * 50)))
    with Readers(1) as readers:
        await _checked(readers, body)
        kept = await asyncio.get_running_loop().run_in_executor(readers._executor(), gc.get_freeze_count)
    assert kept > 10_000  # the modules alone hold more
