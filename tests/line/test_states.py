"""States end to end: what many failures together mean, and what the operator and the subscribers hear of it."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from policy.model.looks import Event, State
from storage import open_host_book
from tests.line.house import Line, line, write
from tests.line.policies import CHANGED, POLICY
from tests.support.site import Site, answer, page

NAMES = [f"page{number}" for number in range(12)]
HALF_A_DAY = timedelta(hours=14)


def _pages() -> dict[str, str]:
    return {name: POLICY.replace("Acme", name) for name in NAMES}


def _states(watch: Line) -> set[State]:
    return {card.state for card in watch.documents().values()}


def _said(caplog: pytest.LogCaptureFixture, words: str) -> int:
    return sum(words in record.getMessage() for record in caplog.records)


async def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


@pytest.mark.slow(1)
async def test_a_network_that_is_cut_is_our_fault_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with Site(**{name: page(html) for name, html in _pages().items()}) as site:
        write(tmp_path, {name: site.url(name) for name in NAMES})
        settings = tmp_path / "clausewatch.toml"
        settings.write_text(settings.read_text().replace('not_read_allowance = "1h"', 'not_read_allowance = "2d"'))
        with line(tmp_path) as watch:
            await watch.look()
            connected, site.pages = site.pages, {f"/{name}": _hang_up for name in NAMES}
            lost = [await watch.look(HALF_A_DAY), await watch.look(timedelta(hours=1))]
            watch.tell(timedelta(minutes=10))
            states, site.pages = _states(watch), connected
            back = await watch.look(timedelta(hours=1))
            watch.tell()
            mails = watch.mails()
    assert [len(looks) for looks in lost] == [12, 12]
    assert {look.event for looks in lost for look in looks} == {Event.FAILED}
    assert (states, [look.move for looks in lost for look in looks]) == ({State.OK}, [None] * 24)
    assert {look.event for look in back} == {Event.UNCHANGED}
    assert (_said(caplog, "our network lost=12"), _said(caplog, "our network is back"), mails) == (1, 1, ())


async def _cut(site: Site) -> None:
    """Nobody answers at the site's address any more."""
    await site.__aexit__(None, None, None)


@pytest.mark.slow(1)
async def test_one_host_out_of_ten_that_fails_is_its_own_fault(tmp_path: Path) -> None:
    async with Site(**{name: page(html) for name, html in _pages().items()}) as site, Site(alone=page(POLICY)) as other:
        write(tmp_path, {**{name: site.url(name) for name in NAMES}, "alone": other.url("alone")})
        with line(tmp_path) as watch:
            await watch.look()
            await _cut(other)
            await watch.look(HALF_A_DAY)
            cards = watch.documents()
    assert cards["alone-privacy"].state is State.UNREACHABLE
    assert {cards[f"{name}-privacy"].state for name in NAMES} == {State.OK}


@pytest.mark.slow(1)
async def test_an_operator_hears_of_a_failing_target_on_four_days_and_of_its_return(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages["/privacy"] = answer(500)
            for _ in range(45):
                await watch.look(timedelta(days=1))
            site.pages["/privacy"] = page(POLICY)
            await watch.look(timedelta(days=8))
            await watch.look(timedelta(days=1))
            state = watch.documents()["acme-privacy"].state
    assert [_said(caplog, f"days={days} ") for days in (1, 3, 7, 30)] == [1, 1, 1, 1]
    assert _said(caplog, "read again target=acme-privacy") == 1
    assert state is State.OK


@pytest.mark.slow(1)
async def test_a_document_that_alternates_is_told_at_first_and_then_weekly(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
            for turn in range(8):
                site.pages["/privacy"] = page(POLICY if turn % 2 else CHANGED)
                await watch.look_twice(timedelta(hours=20))
                watch.tell()
            early, state = len(watch.mails()), watch.documents()["acme-privacy"].state
            for _ in range(6):
                await watch.look(timedelta(days=1))
                watch.tell()
            late, versions = len(watch.mails()), watch.documents()["acme-privacy"].versions
    assert (state, versions) == (State.FLAPPING, 9)
    assert early == 3  # there, back, and the turn by which it shows
    assert late == 4  # the last one, a week later


async def test_a_host_that_refuses_three_targets_is_not_asked_again_for_a_day(tmp_path: Path) -> None:
    names = NAMES[:4]
    async with Site(**{name: page(html) for name, html in _pages().items() if name in names}) as site:
        write(tmp_path, {name: site.url(name) for name in names})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages = {f"/{name}": answer(403) for name in names}
            await watch.look(HALF_A_DAY)
            asked = site.asked.total()
            await watch.look(timedelta(hours=20))
            again = site.asked.total()
            await watch.look(timedelta(hours=8))
            until = await _shut_until(tmp_path, watch.clock() - timedelta(hours=27))
            later = site.asked.total()
    assert (again - asked, later > again) == (0, True)
    assert until is not None


async def _shut_until(folder: Path, at: datetime) -> datetime | None:
    book = open_host_book(f"sqlite:///{folder / 'clausewatch.db'}")
    try:
        return await book.shut_until("127.0.0.1", at)
    finally:
        book.close()


async def test_robots_rules_outlive_the_process_that_got_them(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
        with line(tmp_path) as watch:
            await watch.look(HALF_A_DAY)
    assert (site.asked["/robots.txt"], site.asked["/privacy"]) == (1, 2)
