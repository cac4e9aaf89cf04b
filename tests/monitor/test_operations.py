"""A watch left alone: what its operator hears, what hears that it lives, and what it does when the disk is full."""

import asyncio
import json
import logging
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from aiohttp import web

from monitor.daemon import Daemon, notify
from monitor.diary import JsonLines
from monitor.doctor import Level, examine
from monitor.gauges import Numbers, exposition, write
from monitor.operations import Operations, Operator
from monitor.pulse import Heartbeat, Pulse
from monitor.room import Room, folder_of
from monitor.settings import load
from monitor.tables import SettingsError
from monitor.upkeep import Upkeep
from tests.line.house import Line, line, text_of
from tests.line.house import write as write_watch
from tests.line.policies import POLICY
from tests.monitor.conftest import Call, Watch
from tests.notifications.servers import Receiver, free_port, https_server
from tests.support.builders import HOUR, MONDAY
from tests.support.site import Site, answer, page

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


def test_room_that_comes_and_goes_is_said_once_each_way(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    free = iter((10, 10, 90, 90, 10))
    room = Room(tmp_path, 50, lambda _: next(free))
    lacks = [room.lack(MONDAY + number * HOUR) for number in range(5)]
    assert [lack is None for lack in lacks] == [False, False, True, True, False]
    assert lacks[0] == lacks[1] != lacks[4]
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING, logging.ERROR]


def test_the_disk_of_a_database_server_is_not_ours_to_guard() -> None:
    assert Room(folder_of("postgresql://watch@db/watch"), 1 << 60).lack(MONDAY) is None


def test_a_record_is_one_line_of_json_whatever_stands_in_it() -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        fault = sys.exc_info()
    words = 'looked target=acme-privacy event=changed findings=2 "quoted"\nlooked target=forged'
    written = JsonLines().format(logging.LogRecord("monitor.cycle", logging.INFO, "", 0, words, (), fault))
    assert "\n" not in written
    found = json.loads(written)
    assert found["fields"]["event"] == "changed"
    assert (found["level"], found["message"]) == ("info", words)
    assert "second" in found["trace"]


async def test_the_metrics_say_how_fresh_each_target_is(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        with watching(tmp_path, site.url("privacy"), '\n[operations]\nmetrics = "watch.prom"\n') as watch:
            await watch.look()
            settings = load(tmp_path / "clausewatch.toml", {})
            Pulse(watch.house.archive, settings).beat(watch.clock())
            good = watch.documents()["acme-privacy"].last_good
    assert good is not None
    lines = (tmp_path / "watch.prom").read_text("utf-8").splitlines()
    stamp = f"{good.timestamp():.15g}"
    assert f'clausewatch_target_last_good_timestamp_seconds{{target="acme-privacy"}} {stamp}' in lines
    assert 'clausewatch_targets{state="ok"} 1' in lines
    assert 'clausewatch_target_state{target="acme-privacy",state="ok"} 1' in lines
    assert 'clausewatch_target_interval_seconds{target="acme-privacy"} 43200' in lines
    assert any(line.startswith("clausewatch_disk_free_bytes ") for line in lines)


def test_each_metric_has_its_help_and_type_once() -> None:
    lines = exposition(Numbers((), 0, 0, None, MONDAY)).splitlines()
    names = [entry.split()[2] for entry in lines if entry.startswith("# TYPE")]
    assert len(names) == len(set(names))
    assert {entry.split("{")[0].split()[0] for entry in lines if not entry.startswith("#")} <= set(names)


def test_metrics_that_cannot_be_written_leave_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "watch.prom"
    write(path, Numbers((), 1, 0, None, MONDAY))
    (tmp_path / "watch.prom.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        write(path, Numbers((), 2, 0, None, MONDAY))
    assert "clausewatch_outbox_messages 1\n" in path.read_text("utf-8")


def test_a_heartbeat_is_heard(authority: trustme.CA, ca_file: str) -> None:
    receiver = Receiver()
    with receiver_of(authority, receiver) as url:
        assert Heartbeat(url, anywhere, ca_file).beat() is None
    assert len(receiver.taken) == 1


def test_a_heartbeat_reaches_no_address_of_our_own_network(authority: trustme.CA, ca_file: str) -> None:
    receiver = Receiver()
    with receiver_of(authority, receiver) as url:
        trouble = Heartbeat(url, lambda _: False, ca_file).beat()
    assert receiver.taken == []
    assert trouble is not None
    assert "secret" not in trouble


def test_a_heartbeat_that_is_refused_says_so_without_its_address(authority: trustme.CA, ca_file: str) -> None:
    with receiver_of(authority, Receiver(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")) as url:
        assert Heartbeat(url, anywhere, ca_file).beat() == "127.0.0.1 answers 404"


def test_the_pulse_beats_once_a_minute_and_complains_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    beats = f'\n[operations]\nheartbeat = "https://127.0.0.1:{free_port()}/"\n'
    with watching(tmp_path, "https://acme.example/privacy", beats) as watch:
        pulse = Pulse(watch.house.archive, load(tmp_path / "clausewatch.toml", {}))
        for seconds in (0, 15, 59, 60, 61, 130):
            pulse.beat(MONDAY + timedelta(seconds=seconds))
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["heartbeat not heard"]


@pytest.mark.parametrize(
    ("robots", "level"), [("User-agent: *\nAllow: /", Level.OK), ("User-agent: Clausewatch\nDisallow: /", Level.WARN)]
)
async def test_doctor_reads_the_page_that_every_request_names(watch: Watch, robots: str, level: Level) -> None:
    rules = answer(200, robots.encode(), "text/plain")
    async with Site(about=page("<!doctype html><html><body><p>We watch policies.</p></body></html>")) as site:
        site.pages["/robots.txt"] = rules
        watch.replace('contact = "watch@company.example"', f'contact = "{site.url("about")}"')
        watch.replace("allowed_networks = []", 'allowed_networks = ["127.0.0.0/8"]')
        found = await asyncio.to_thread(lambda: list(examine(watch.settings, {}, MONDAY)))
    assert [finding.level for finding in found if finding.check == "contact"] == [level]


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
