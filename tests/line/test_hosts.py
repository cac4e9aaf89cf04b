"""Hosts end to end: who has trouble with one leaves it alone as a whole, in whatever process the trouble was met."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from policy.model.captures import Failure
from policy.model.hosts import HostTrouble
from policy.model.looks import Checked, Event, State
from storage import open_host_book
from tests.line.house import line, write
from tests.line.policies import POLICY
from tests.support.dialling import dialled
from tests.support.site import Site, answer, page

NOBODY = "127.66.0.1"
HEALTHY = [f"page{number}" for number in range(12)]
SOON, MINUTE = timedelta(minutes=2), timedelta(minutes=1)


@asynccontextmanager
async def _beside_nobody(folder: Path) -> AsyncIterator[str]:
    """Documents that are there, and one at a host where nobody is; gives the address of that host."""
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in HEALTHY}) as site:
        nobody = f"http://{NOBODY}:{site.address.rpartition(':')[2]}"
        write(folder, {**{name: site.url(name) for name in HEALTHY}, "one": f"{nobody}/one"})
        yield nobody


async def _trouble(folder: Path, host: str) -> HostTrouble:
    book = open_host_book(f"sqlite:///{folder / 'clausewatch.db'}")
    try:
        return (await book.troubles({host})).get(host, HostTrouble())
    finally:
        book.close()


def _of(looks: tuple[Checked, ...], target_id: str) -> Checked:
    (found,) = [one for one in looks if one.target_id == target_id]
    return found


@pytest.mark.slow(1)
async def test_a_host_where_nobody_is_backs_off_through_restarts(tmp_path: Path) -> None:
    waits, ahead = [], timedelta()
    async with _beside_nobody(tmp_path):
        for _ in range(7):
            with line(tmp_path, ahead=ahead) as watch:
                await watch.look()
                trouble, now = await _trouble(tmp_path, NOBODY), watch.clock()
            assert trouble.until is not None
            waits.append(round((trouble.until - now) / MINUTE))
            ahead += trouble.until - now + timedelta(seconds=1)
    assert waits[1:] == [15, 60, 240, 720, 1440, 1440]


async def test_no_target_of_a_host_where_nobody_is_is_asked_for_before_its_time(tmp_path: Path) -> None:
    async with _beside_nobody(tmp_path) as nobody:
        with line(tmp_path) as watch:
            await watch.look()
            await watch.look(SOON)
        write(tmp_path, {"two": f"{nobody}/two"})
        with line(tmp_path, ahead=SOON + 2 * MINUTE) as watch:
            with dialled() as early:
                look = _of(await watch.look(), "two-privacy")
            states = {name: card.state for name, card in watch.documents().items()}
            with dialled() as by_hand:
                await watch.look_at("two-privacy")
            with dialled() as late:
                await watch.look(timedelta(minutes=20))
    trouble = f"not asked: nobody was at {NOBODY} 2 times in a row"
    assert (look.event, look.captures[0].failure) == (Event.FAILED, Failure.CONNECT)
    assert look.captures[0].detail.startswith(trouble)
    assert look.move is not None
    assert trouble in look.move.cause
    assert (states.pop("one-privacy"), states.pop("two-privacy"), set(states.values())) == (
        State.UNREACHABLE,
        State.UNREACHABLE,
        {State.OK},
    )
    assert NOBODY not in early
    assert NOBODY in by_hand
    assert NOBODY in late


@pytest.mark.slow(1)
async def test_looks_that_were_not_made_are_no_sign_of_our_own_network(tmp_path: Path) -> None:
    async with _beside_nobody(tmp_path) as nobody:
        with line(tmp_path) as watch:
            await watch.look()
            await watch.look(SOON)
        write(tmp_path, {f"more{number}": f"{nobody}/{number}" for number in range(12)})
        with line(tmp_path, ahead=SOON + 2 * MINUTE) as watch:
            looks = await watch.look()
            is_ours = watch.house.looking.weather.is_our_network
    assert len([look for look in looks if look.move and look.move.after is State.UNREACHABLE]) == 12
    assert not is_ours


@pytest.mark.slow(1)
async def test_refusals_of_one_host_add_up_over_restarts(tmp_path: Path) -> None:
    names, ahead = HEALTHY[:4], timedelta()
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in names}) as site:
        write(tmp_path, {name: site.url(name) for name in names})
        with line(tmp_path) as watch:
            await watch.look()
        for name in names[:3]:
            site.pages[f"/{name}"] = answer(403)
            with line(tmp_path, ahead=ahead) as watch:
                await watch.look_at(f"{name}-privacy")
                ahead = watch.clock.ahead
        asked = site.asked.total()
        with line(tmp_path, ahead=ahead) as watch:
            await watch.look(timedelta(hours=20))
            again = site.asked.total()
            await watch.look(timedelta(hours=8))
    assert (again - asked, site.asked.total() > again) == (0, True)
