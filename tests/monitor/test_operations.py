"""A watch left alone: what its operator hears, what hears that it lives, and what it does when the disk is full."""

import asyncio
import json
import logging
import os
import socket
import ssl
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import trustme
from aiohttp import web

from crawler.addresses import is_reachable
from monitor.assembly import opened_workshop
from monitor.daemon import Daemon
from monitor.diary import JsonLines, greet
from monitor.doctor import Level, examine
from monitor.gauges import Numbers, Work, of_daemon, of_worker, write
from monitor.operations import Operations, Operator
from monitor.pulse import Heart, Heartbeat, Pulse
from monitor.room import Room, folders_of
from monitor.settings import load
from monitor.signals import notify
from monitor.tables import SettingsError
from monitor.upkeep import Upkeep, WorkerUpkeep
from policy.model.captures import Failed, Failure, Outcome
from policy.model.digests import Subscriber
from policy.model.looks import State
from policy.model.targets import Order
from tests.line.house import Line, line, text_of
from tests.line.house import write as write_watch
from tests.line.policies import POLICY
from tests.monitor.conftest import Call, Watch
from tests.notifications.servers import Receiver, free_port, https_server
from tests.support.builders import HOUR, MONDAY, capture, message, subscriber
from tests.support.dialling import PRIVATE_HOSTS, dialled
from tests.support.site import Site, answer, page

US = "Clausewatch/9 (ops@acme.example)"
OPERATOR = '\n[operations]\noperator = "night@firm.example"\nchannel = "folder"\n'


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@contextmanager
def receiver_of(authority: trustme.CA, receiver: Receiver) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with https_server(receiver, context) as port:
        yield f"https://127.0.0.1:{port}/ping/secret"


@contextmanager
def watching(folder: Path, url: str, more: str = OPERATOR) -> Iterator[Line]:
    write_watch(folder, {"acme": url})
    settings = folder / "clausewatch.toml"
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    with line(folder) as watch:
        yield watch


async def hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def anywhere(_address: str) -> bool:
    return True


def test_the_defaults_ask_for_nothing_outside_of_this_machine(watch: Watch) -> None:
    assert load(watch.settings, {}).operations == Operations()


def test_operations_are_read_from_the_settings(watch: Watch) -> None:
    for before, after in (
        ('log = "text"', 'log = "json"'),
        ('operator = ""', 'operator = "night@firm.example"'),
        ('heartbeat = ""', 'heartbeat = "https://beat.example/id"'),
        ('metrics = ""', 'metrics = "watch.prom"'),
    ):
        watch.replace(f"\n{before}", f"\n{after}")
    found = load(watch.settings, {}).operations
    assert found.operator == Operator("night@firm.example", "mail")
    assert (found.log, found.heartbeat, found.metrics) == (
        "json",
        "https://beat.example/id",
        watch.folder / "watch.prom",
    )


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('log = "text"', 'log = "xml"', "text, json"),
        ('heartbeat = ""', 'heartbeat = "http://beat.example"', "https"),
        ('operator = ""', 'operator = "night@firm.example"\nchannel = "hook"', "smtp or files"),
        ('room = "256MiB"', 'room = "much"', "size"),
    ],
)
def test_a_wrong_wish_is_refused_with_its_key(watch: Watch, before: str, after: str, says: str) -> None:
    if "hook" in after:
        watch.replace('channel = "mail"\n# An https', "# An https")  # the key stands in what is put in
    watch.replace(before, after)
    with pytest.raises(SettingsError, match=rf"operations\.\w+.*{says}"):
        load(watch.settings, {})


async def test_the_operator_has_a_mail_on_each_of_the_days_and_when_it_is_over(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        with watching(tmp_path, site.url("privacy")) as watch:
            await watch.look()
            kept = site.pages.pop("/privacy")
            for days in (1, 1, 2, 4, 23, 5):
                await watch.look(timedelta(days=days, hours=1))
                watch.tell()
            site.pages["/privacy"] = kept
            await watch.look(timedelta(days=8))
            await watch.look(timedelta(days=1))
            watch.tell()
            mails = [mail for mail in watch.mails() if mail["To"] == "night@firm.example"]
    subjects = [str(mail["Subject"]) for mail in mails]
    assert sorted(subjects) == sorted(
        [
            "Not read for 1 day: acme-privacy",
            *(f"Not read for {days} days: acme-privacy" for days in (3, 7, 30)),
            "Read again: acme-privacy",
        ]
    )
    assert "clausewatch look acme-privacy" in text_of(next(mail for mail in mails if "30" in str(mail["Subject"])))


async def test_without_room_nothing_is_looked_at_nothing_is_lost_and_the_operator_hears_once(tmp_path: Path) -> None:
    more = f'{OPERATOR}room = "1000000GiB"\n'
    async with Site(privacy=page(POLICY)) as site:
        with watching(tmp_path, site.url("privacy"), more) as watch:
            chores = Upkeep(watch.house, load(tmp_path / "clausewatch.toml", {}), watch.targets, watch.clock)
            daemon = Daemon(watch.house.looking, watch.house.telling, watch.clock, lambda: chores.tick(is_idle=True))
            for _ in range(3):
                await daemon.look_tick()
                await daemon.tell_tick()
            due = watch.house.archive.due(watch.clock(), 10, HOUR)
            mails = watch.mails()
        assert not site.asked
    assert [order.target.id for order in due] == ["acme-privacy"]
    assert [str(mail["Subject"]) for mail in mails] == ["Nothing is looked at: the disk is nearly full"]


def test_a_target_file_that_goes_wrong_is_told_to_the_operator_once(tmp_path: Path) -> None:
    with watching(tmp_path, "https://acme.example/", OPERATOR) as watch:
        settings = load(tmp_path / "clausewatch.toml", {})
        settings.targets_folder.mkdir(exist_ok=True)
        (settings.targets_folder / "bolt.toml").write_text('[[documents]]\ntype = "privacy"\n', "utf-8")
        chores = Upkeep(watch.house, settings, watch.targets, watch.clock)
        for _ in range(3):
            assert chores.tick(is_idle=True)
        watch.tell()
        (mail,) = watch.mails()
        (target,) = watch.house.archive.documents()
    assert mail["Subject"] == "A target file is wrong: it is not taken over"
    assert "bolt.toml: documents[1].url is missing" in mail.get_content()
    assert target.state is State.NEW


def test_a_message_that_was_given_up_is_told_to_the_operator_once(tmp_path: Path) -> None:
    with watching(tmp_path, "https://acme.example/", OPERATOR) as watch:
        archive = watch.house.archive
        chores = Upkeep(watch.house, load(tmp_path / "clausewatch.toml", {}), watch.targets, watch.clock)
        for number in range(1, 4):
            letter = replace(message(subscriber("ann")), id=f"{number}@clausewatch.example")
            archive.seal(letter)
            archive.refused(letter.id, watch.clock(), "552 mailbox full")
            watch.clock.ahead += HOUR
            assert chores.tick(is_idle=True)
        afresh = Upkeep(watch.house, load(tmp_path / "clausewatch.toml", {}), watch.targets, watch.clock)
        assert afresh.tick(is_idle=True)
        watch.tell()
        (mail,) = watch.mails()
    assert mail["Subject"] == "A message was given up: ann"
    assert "552 mailbox full" in mail.get_content()
    assert "clausewatch tell --dead --retry" in mail.get_content()


def test_room_that_comes_and_goes_is_said_once_each_way(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    free = iter((10, 10, 90, 90, 90, 10))
    room = Room((tmp_path,), 50, lambda _: next(free))
    lacks = [room.lack(MONDAY + number * HOUR) for number in range(5)]
    assert [lack is None for lack in lacks] == [False, False, True, True, False]
    assert lacks[0] == lacks[1] != lacks[4]
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING, logging.ERROR]


def test_of_several_disks_the_one_that_is_full_is_named(tmp_path: Path) -> None:
    other = tmp_path / "other"
    room = Room((tmp_path, other), 50, {tmp_path: 90, other: 10}.__getitem__)
    lack = room.lack(MONDAY)
    assert lack is not None
    assert lack[0].startswith(f"{other} has less than")
    assert room.free() == 10


def test_of_a_server_elsewhere_only_the_disk_of_the_settings_is_guarded(watch: Watch) -> None:
    settings = replace(load(watch.settings, {}), archive_url="postgresql://watch@db.example/watch")
    assert folders_of(settings) == (watch.folder,)


def test_where_every_line_is_a_record_the_greeting_is_one(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO):
        greet("Watching 4 documents.", "json")
        assert (caplog.messages, capsys.readouterr().err) == (["Watching 4 documents."], "")
        greet("Watching 4 documents.", "text")
    assert (len(caplog.messages), capsys.readouterr().err) == (1, "Watching 4 documents.\n")


def test_a_record_is_one_line_of_json_whatever_stands_in_it() -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        fault = sys.exc_info()
    words = 'looked target=acme-privacy event=changed at=08:00: "quoted" event=forged\nlooked target=forged'
    written = JsonLines().format(logging.LogRecord("monitor.cycle", logging.INFO, "", 0, words, (), fault))
    assert "\n" not in written
    found = json.loads(written)
    assert found["fields"] == {"target": "acme-privacy", "event": "changed", "at": "08:00"}
    assert (found["level"], found["message"]) == ("info", words)
    assert "second" in found["trace"]


async def test_the_metrics_say_how_fresh_each_target_is(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        with watching(tmp_path, site.url("privacy"), '\n[operations]\nmetrics = "watch.prom"\n') as watch:
            await watch.look()
            chores = Upkeep(watch.house, load(tmp_path / "clausewatch.toml", {}), watch.targets, watch.clock)
            assert chores.tick(is_idle=True)
            good = watch.documents()["acme-privacy"].last_good
    assert good is not None
    lines = (tmp_path / "watch.prom").read_text("utf-8").splitlines()
    stamp = f"{good.timestamp():.15g}"
    assert f'clausewatch_target_last_good_timestamp_seconds{{target="acme-privacy"}} {stamp}' in lines
    assert 'clausewatch_targets{state="ok"} 1' in lines
    assert 'clausewatch_target_state{target="acme-privacy",state="ok"} 1' in lines
    assert 'clausewatch_target_interval_seconds{target="acme-privacy"} 43200' in lines
    assert any(line.startswith("clausewatch_disk_free_bytes ") for line in lines)


def test_each_metric_has_its_help_and_type_once(tmp_path: Path) -> None:
    write(tmp_path / "watch.prom", (*of_daemon(Numbers((), 0, 0, 0, MONDAY)), *of_worker(Work("one", 3, 9, 0, MONDAY))))
    lines = (tmp_path / "watch.prom").read_text("utf-8").splitlines()
    names = [entry.split()[2] for entry in lines if entry.startswith("# TYPE")]
    assert len(names) == len(set(names))
    assert {entry.split("{")[0].split()[0] for entry in lines if not entry.startswith("#")} <= set(names)


def test_metrics_may_be_read_by_a_collector_that_is_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "watch.prom"
    before = os.umask(0o077)
    try:
        write(path, of_daemon(Numbers((), 0, 0, 0, MONDAY)))
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


def test_metrics_that_cannot_be_written_leave_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "watch.prom"
    write(path, of_daemon(Numbers((), 1, 0, 0, MONDAY)))
    (tmp_path / "watch.prom.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        write(path, of_daemon(Numbers((), 2, 0, 0, MONDAY)))
    assert "clausewatch_outbox_messages 1\n" in path.read_text("utf-8")


def test_a_heartbeat_is_heard(authority: trustme.CA, ca_file: str) -> None:
    receiver = Receiver()
    with receiver_of(authority, receiver) as url:
        assert Heartbeat(url, US, anywhere, ca_file).beat() is None
    ((headers, _body),) = receiver.taken
    assert headers["user-agent"] == US


@pytest.mark.slow
def test_a_heartbeat_dials_no_form_of_a_private_address() -> None:
    with dialled() as addresses:
        troubles = [Heartbeat(f"https://{host}/beat", US, is_reachable).beat() for host in PRIVATE_HOSTS]
    assert addresses == []
    assert all(troubles)


def test_a_heartbeat_reaches_no_address_of_our_own_network(authority: trustme.CA, ca_file: str) -> None:
    receiver = Receiver()
    with receiver_of(authority, receiver) as url:
        trouble = Heartbeat(url, US, lambda _: False, ca_file).beat()
    assert receiver.taken == []
    assert trouble is not None
    assert "secret" not in trouble


def test_a_heartbeat_that_is_refused_says_so_without_its_address(authority: trustme.CA, ca_file: str) -> None:
    with receiver_of(authority, Receiver(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")) as url:
        assert Heartbeat(url, US, anywhere, ca_file).beat() == "127.0.0.1 answers 404"


class Deaf:
    """A place that hears nothing; counts how often it was called, and keeps each caller until it lets go."""

    def __init__(self) -> None:
        self.calls = 0
        self.lets_go = Event()

    def __call__(self) -> str:
        self.calls += 1
        self.lets_go.wait(30)
        return "beat.example: timed out"


def test_the_pulse_beats_once_a_minute_and_complains_once(caplog: pytest.LogCaptureFixture) -> None:
    deaf = Deaf()
    deaf.lets_go.set()
    heart = Heart(deaf)
    pulse = Pulse(heart, None)
    for seconds in (0, 15, 59, 60, 61, 130):
        pulse.beat(MONDAY + timedelta(seconds=seconds))
        heart.settle(30)
    assert deaf.calls == 3
    assert [record.getMessage() for record in caplog.records] == ["heartbeat not heard: beat.example: timed out"]


def test_a_heartbeat_that_is_not_answered_holds_nothing_up() -> None:
    deaf = Deaf()
    heart = Heart(deaf)
    pulse = Pulse(heart, None)
    for minutes in range(5):
        pulse.beat(MONDAY + timedelta(minutes=minutes))
    deaf.lets_go.set()
    heart.settle(30)
    assert deaf.calls == 1


@pytest.mark.parametrize(
    ("robots", "level"), [("User-agent: *\nAllow: /", Level.OK), ("User-agent: Clausewatch\nDisallow: /", Level.WARN)]
)
async def test_doctor_reads_the_page_that_every_request_names(watch: Watch, robots: str, level: Level) -> None:
    rules = answer(200, robots.encode(), "text/plain")
    async with Site(about=page("<!doctype html><html><body><p>We watch policies.</p></body></html>")) as site:
        site.pages["/robots.txt"] = rules
        watch.replace('contact = "watch@company.example"', f'contact = "{site.url("about")}"')
        watch.replace("allowed_networks = []", 'allowed_networks = ["127.0.0.0/8"]')
        watch.replace('spacing = "10s"', 'spacing = "1ms"')
        found = await asyncio.to_thread(lambda: list(examine(watch.settings, {}, MONDAY)))
    assert [finding.level for finding in found if finding.check == "contact"] == [level]


@pytest.mark.slow(1)
async def test_the_operator_hears_of_our_own_network_and_of_its_return(tmp_path: Path) -> None:
    names = [f"page{number}" for number in range(12)]
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in names}) as site:
        write_watch(tmp_path, {name: site.url(name) for name in names})
        settings = tmp_path / "clausewatch.toml"
        text = settings.read_text("utf-8").replace('not_read_allowance = "1h"', 'not_read_allowance = "2d"')
        settings.write_text(text + OPERATOR, "utf-8")
        with line(tmp_path) as watch:
            await watch.look()
            connected, site.pages = site.pages, {f"/{name}": hang_up for name in names}
            await watch.look(timedelta(hours=14))
            await watch.look(timedelta(hours=1))
            site.pages = connected
            await watch.look(timedelta(hours=1))
            watch.tell()
            mails = watch.mails()
    assert {str(mail["To"]) for mail in mails} == {"night@firm.example"}
    assert sorted(str(mail["Subject"]) for mail in mails) == ["Our own network is back", "Our own network seems lost"]


def test_doctor_says_what_becomes_of_trouble(watch: Watch, call: Call) -> None:
    assert "nobody hears" in call("doctor", "--settings", watch.settings).out
    watch.replace('operator = ""\n', 'operator = "night@firm.example"\n')
    watch.replace('channel = "mail"\n# An https', 'channel = "folder"\n# An https')
    watch.replace('heartbeat = ""', f'heartbeat = "https://127.0.0.1:{free_port()}/"')
    said = call("doctor", "--settings", watch.settings).out
    assert "night@firm.example" in said
    assert "may not be reached" in said


@pytest.mark.parametrize("is_abstract", [False, True])
def test_systemd_hears_what_we_are_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_abstract: bool) -> None:
    name = f"clausewatch-{tmp_path.name}" if is_abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(f"\0{name}" if is_abstract else name)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}" if is_abstract else name)
        for state in ("READY=1", "WATCHDOG=1", "STOPPING=1"):
            notify(state)
        assert [ear.recv(64) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


async def test_each_tick_feeds_the_watchdog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear, watching(tmp_path, "https://acme.example/") as watch:
        ear.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        daemon = Daemon(watch.house.looking, None, watch.clock, lambda: False)
        await daemon.look_tick()
        assert ear.recv(64) == b"WATCHDOG=1"


async def test_ticks_that_find_one_under_way_go_home_and_nobody_warns(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slow, begun = asyncio.Event(), 0

    def upkeep() -> bool:
        nonlocal begun
        begun += 1
        asyncio.run_coroutine_threadsafe(slow.wait(), loop).result(30)
        return False

    loop = asyncio.get_running_loop()
    with watching(tmp_path, "https://acme.example/") as watch:
        daemon, stop = Daemon(watch.house.looking, None, watch.clock, upkeep), asyncio.Event()
        running = asyncio.create_task(daemon.run(stop, timedelta(milliseconds=10), watch.house.fetcher.stop))
        while not begun:  # noqa: ASYNC110 – it begins in a thread
            await asyncio.sleep(0.01)
        for _ in range(3):
            await daemon.look_tick()
        await asyncio.sleep(0.1)
        assert begun == 1
        slow.set()
        stop.set()
        await running
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_stop_lets_whoever_tells_finish(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    asked, ended = Event(), Event()

    def audience() -> tuple[Subscriber, ...]:
        asked.set()
        time.sleep(0.3)
        ended.set()
        return ()

    with watching(tmp_path, "https://acme.example/") as watch:
        telling = replace(watch.house.telling, audience=audience)
        daemon, stop = Daemon(watch.house.looking, telling, watch.clock, lambda: False), asyncio.Event()
        running = asyncio.create_task(daemon.run(stop, timedelta(milliseconds=10), watch.house.fetcher.stop))
        await asyncio.to_thread(ended.wait)  # the first is no tick of the scheduler's
        asked.clear()
        await asyncio.to_thread(asked.wait)
        ended.clear()
        stop.set()
        await running
        assert ended.is_set()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


class Stuck:
    """A crawler from which nothing comes until it is let go."""

    def __init__(self) -> None:
        self.let_go = asyncio.Event()

    async def fetch(self, orders: Sequence[Order]) -> AsyncIterator[tuple[Order, Outcome]]:
        await self.let_go.wait()
        for order in orders:
            yield order, Failed((capture(order.target, MONDAY),), Failure.STOPPED)


@pytest.mark.slow(1)
async def test_a_round_that_hangs_feeds_nobody_until_it_ends(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ticks, stuck = iter(range(9)), Stuck()
    with watching(tmp_path, "https://acme.example/") as watch:
        looking = replace(watch.house.looking, fetcher=stuck, lease=timedelta(milliseconds=5))
        daemon = Daemon(looking, None, watch.clock, lambda: next(ticks) is not None)
        await daemon.look_tick()
        await asyncio.sleep(0.05)
        for _ in range(3):
            await daemon.look_tick()
        assert next(ticks) == 1
        stuck.let_go.set()
        await daemon.settle()
        await daemon.look_tick()
        assert next(ticks) == 3
        await daemon.settle()
    said = [record.getMessage() for record in caplog.records if record.name == "monitor.daemon"]
    assert [words.split(":")[0] for words in said] == ["a round hangs targets=1", "the round that hung has ended"]


def test_a_worker_tells_its_own_pulse_from_that_of_others(tmp_path: Path) -> None:
    more = '\n[operations]\nmetrics = "watch.prom"\nworker_heartbeat = "https://beat.example/key/{name}"\n'
    with watching(tmp_path, "https://acme.example/", more):
        settings = load(tmp_path / "clausewatch.toml", {})
        with opened_workshop(settings) as shop:
            quiet = replace(settings, operations=replace(settings.operations, worker_heartbeat=None))
            assert WorkerUpkeep(shop, quiet, "left", lambda: (3, 9)).tick()
            assert WorkerUpkeep(shop, quiet, "right", lambda: (0, 1)).tick()
    assert settings.operations.heartbeat_of("left") == "https://beat.example/key/left"
    assert 'clausewatch_worker_targets_in_hand{worker="left"} 3' in (tmp_path / "watch-left.prom").read_text("utf-8")
    assert 'clausewatch_worker_looks_total{worker="right"} 1' in (tmp_path / "watch-right.prom").read_text("utf-8")


def test_a_worker_without_room_looks_at_nothing_and_its_operator_hears(tmp_path: Path) -> None:
    with watching(tmp_path, "https://acme.example/", f'{OPERATOR}room = "1000000GiB"\n') as watch:
        settings = load(tmp_path / "clausewatch.toml", {})
        with opened_workshop(settings) as shop:
            assert not WorkerUpkeep(shop, settings, "left", lambda: (0, 0)).tick()
        watch.tell()
        (mail,) = watch.mails()
    assert mail["Subject"] == "Worker left looks at nothing: its disk is nearly full"


@pytest.mark.parametrize("name", ["../left", "", "left worker", "-left"])
def test_a_worker_has_a_name_that_can_stand_in_a_file(watch: Watch, call: Call, name: str) -> None:
    done = call("worker", "--settings", watch.settings, "--name", name)
    assert done.status == 2
    assert "letters, digits, dots and hyphens" in done.err
