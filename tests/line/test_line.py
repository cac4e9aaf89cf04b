"""One page from its address to an inbox."""

import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from monitor.cycle import LEASE
from monitor.daemon import Daemon
from policy.model.changes import Kind
from policy.model.looks import Event, State
from storage import SqlArchive, UnavailableError
from tests.line.house import line, text_of, write
from tests.line.policies import CHANGED, POLICY, noisy
from tests.policy.reading.test_several import legal
from tests.support.site import Site, page


async def test_a_change_is_held_confirmed_recorded_and_mailed_once(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            watch.readers = watch.house.readers
            (first,) = await watch.look()
            site.pages["/privacy"] = page(CHANGED)
            looks = await watch.look_twice()
            watch.tell()
            watch.tell(timedelta(minutes=5))
            (change,) = watch.changes()
            (mail,) = watch.mails()
    assert first.event is Event.FIRST
    assert [one.event for one in looks] == [Event.HELD, Event.CHANGED]
    assert {Kind.CONTACT, Kind.RETENTION} <= {finding.kind for finding in change.findings}
    assert "data@acme.example" in text_of(mail)
    assert mail["To"] == "counsel@firm.example"


@pytest.mark.slow(1)
async def test_a_round_holds_no_page_that_is_kept_already(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            (first,) = await watch.look()
            versions = watch.documents()["acme-privacy"].versions
    assert (first.event, versions) == (Event.FIRST, 1)
    assert not any((first.bodies, first.technical, first.version, first.held, first.stated))


async def test_an_unchanged_page_yields_nothing_whatever_its_markup(tmp_path: Path) -> None:
    requests = itertools.count()

    async def nonces(_request: web.Request) -> web.Response:
        return web.Response(text=noisy(POLICY, f"n{next(requests)}"), content_type="text/html")

    async with Site(still=page(POLICY), noisy=nonces) as site:
        write(tmp_path, {"still": site.url("still"), "noisy": site.url("noisy")})
        with line(tmp_path) as watch:
            await watch.look()
            later = [one.event for _ in range(3) for one in await watch.look(timedelta(hours=14))]
            watch.tell()
            changes, mails = watch.changes(), watch.mails()
    assert later == [Event.UNCHANGED] * 6
    assert (changes, mails) == ((), ())


async def test_a_server_that_says_not_modified_is_believed(tmp_path: Path) -> None:
    async def cached(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304, headers={"ETag": '"v1"'})
        return web.Response(text=POLICY, content_type="text/html", headers={"ETag": '"v1"'})

    async with Site(privacy=cached) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
            (second,) = await watch.look(timedelta(hours=14))
            standing = watch.documents()["acme-privacy"]
    assert (second.event, second.captures[0].response and second.captures[0].response.status) == (Event.UNCHANGED, 304)
    assert (standing.state, standing.versions) == (State.OK, 1)


async def test_a_page_that_fails_is_named_and_comes_back(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
            del site.pages["/privacy"]
            await watch.look(timedelta(hours=14))
            watch.tell(timedelta(hours=2))
            failing = watch.documents()["acme-privacy"]
            site.pages["/privacy"] = page(POLICY)
            await watch.look(timedelta(hours=14))
            watch.tell()
            back = watch.documents()["acme-privacy"]
            told, again = watch.mails()
    assert (failing.state, back.state) == (State.UNREACHABLE, State.OK)
    assert "not-found" in failing.cause
    assert "acme" in text_of(told)
    assert "again" in text_of(again).lower()


@pytest.mark.slow(1)
async def test_a_bad_day_is_four_alerts_and_one_digest(tmp_path: Path) -> None:
    names = [f"firm{number}" for number in range(6)]
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in names}) as site:
        write(tmp_path, {name: site.url(name) for name in names})
        with line(tmp_path) as watch:
            await watch.look()
            for name in names:
                site.pages["/" + name] = page(CHANGED.replace("Acme", name))
                await watch.look_at(f"{name}-privacy")
                watch.tell()
            alerts = len(watch.mails())
            watch.tell(timedelta(hours=1))
            collected = watch.mails()
    assert (alerts, len(collected)) == (4, 5)
    assert names[-1] in text_of(collected[-1])


@pytest.mark.slow(1)
async def test_a_digest_after_days_of_downtime_says_that_it_is_late(tmp_path: Path) -> None:
    async with Site(acme=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("acme")})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages["/acme"] = page(CHANGED)
            await watch.look_at("acme-privacy")
            watch.tell(timedelta(days=3))
            (late,) = watch.mails()
    assert "Delayed: due on " in text_of(late)


async def test_an_edit_of_another_policy_on_the_page_is_no_change_of_this_one(tmp_path: Path) -> None:
    async with Site(legal=page(legal())) as site:
        write(tmp_path, {"acme": site.url("legal")})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages["/legal"] = page(legal(terms="We deliver to islands, too."))
            beside = await watch.look(timedelta(hours=14))
            site.pages["/legal"] = page(legal(terms="We deliver to islands, too.", privacy="We keep it for 90 days."))
            own = await watch.look(timedelta(hours=14))
    assert [one.event for one in beside] == [Event.UNCHANGED]
    assert [one.event for one in own] == [Event.HELD]


async def test_a_database_gone_in_a_look_costs_no_more_than_a_second_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_asked: object) -> None:
        raise UnavailableError("the database cannot be used now")

    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages["/privacy"] = page(CHANGED)
            with monkeypatch.context() as database:
                database.setattr(SqlArchive, "standing", gone)
                lost = await watch.look(timedelta(hours=14))
            found = await watch.look(timedelta(hours=14))
    assert (lost, [one.event for one in found]) == ((), [Event.HELD])
    assert "look not kept target=acme-privacy" in caplog.text
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.slow(1)
@pytest.mark.parametrize(("gone_for", "found"), [(1, State.OK), (2, State.NEW)])
async def test_what_a_gone_database_lost_is_looked_at_again_at_once_but_not_for_ever(
    gone_for: int, found: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_asked: object) -> None:
        raise UnavailableError("the database cannot be used now")

    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            daemon = Daemon(replace(watch.house.looking, readers=watch.readers), None, watch.clock)
            for tick in range(3):
                with monkeypatch.context() as database:
                    if tick < gone_for:
                        database.setattr(SqlArchive, "footings", gone)
                    await daemon.look_tick()
                    await daemon.settle()
            soon = watch.documents()["acme-privacy"].state
            watch.clock.ahead += LEASE
            await daemon.look_tick()
            await daemon.settle()
            late = watch.documents()["acme-privacy"].state
    assert (soon, late) == (found, State.OK)
