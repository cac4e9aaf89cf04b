"""The commands as an operator calls them, in processes of their own where one is stopped or meets another."""

import asyncio
import json
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.targets import load
from storage import open_archive
from tests.monitor.conftest import Call, Watch
from tests.monitor.pages import html, policy, policy_page
from tests.notifications.servers import free_port
from tests.support.site import Site, answer, aside, page

pytestmark = pytest.mark.slow


@pytest.fixture
def local(watch: Watch) -> Watch:
    """A watch of a site on this machine that need not wait."""
    watch.replace("allowed_networks = []", 'allowed_networks = ["127.0.0.0/8"]')
    watch.replace('spacing = "10s"', 'spacing = "0s"')
    watch.replace('confirm_after = "90s"', 'confirm_after = "100ms"')
    watch.replace('schedule = "daily 08:00 UTC"', 'schedule = "at once"')
    watch.replace("port = 8321", "port = 0")
    return watch


async def started(watch: Watch, *arguments: str) -> Process:
    code = "import sys; from monitor.cli import main; sys.exit(main())"
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, *arguments, "--settings", str(watch.settings), stdout=PIPE, stderr=PIPE
    )


@pytest.fixture
def called(call: Call, local: Watch) -> Call:
    return lambda *arguments: call(*arguments, "--settings", local.settings)


def policy_html(days: int) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in policy(days).splitlines() if line and not line.startswith("#"))
    return html("Privacy Policy", f"<main><h1>Privacy Policy</h1>{paragraphs * 4}</main>")


def test_a_change_goes_from_its_page_to_the_outbox(local: Watch, called: Call) -> None:
    with aside(Site(privacy=page(policy_html(30)))) as site:
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{site.url("privacy")}"\n')
        first = called("look")
        site.pages["/privacy"] = page(policy_html(90))
        second = called("look", "acme")
    dry, told = called("tell", "--dry"), called("tell")
    (row,) = [json.loads(line) for line in called("targets", "--json").out.splitlines()]

    assert (first.status, "First version" in first.out) == (0, True)
    assert (second.status, "acme-privacy: Changed" in second.out) == (0, True)
    assert "  major: Data kept longer: 30 days → 90 days" in second.out
    assert "Subject:" in dry.out
    assert (told.status, "counsel: sent" in told.out) == (0, True)
    assert len(list((local.folder / "outbox").iterdir())) == 1
    assert (row["state"], row["versions"], row["changes"]) == ("changed", 2, 1)


def test_a_page_that_fails_is_named_and_ends_with_one(local: Watch, called: Call) -> None:
    with aside(Site(privacy=answer(503))) as site:
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{site.url("privacy")}"\n')
        looked, again = called("look"), called("look")
        (row,) = [json.loads(line) for line in called("look", "--json").out.splitlines()]
    listed = called("targets")

    assert looked.status == 1
    assert "acme-privacy: Not read, the server reports a fault of its own (HTTP 503)" in looked.out
    assert again.out == looked.out
    assert (row["id"], row["event"]) == ("acme-privacy", "failed")
    assert row["cause"].startswith("server")
    assert "server" in listed.out


async def test_the_daemon_ends_cleanly_and_is_alone(local: Watch) -> None:
    async with Site(privacy=page(policy_page())) as site:
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{site.url("privacy")}"\n')
        daemon = await started(local, "run", "--serve")
        assert daemon.stderr is not None
        async for line in daemon.stderr:
            if b"looked target=acme-privacy event=first" in line:
                break
        second = await started(local, "run")
        _, refused = await second.communicate()
        daemon.send_signal(signal.SIGTERM)
        _, err = await daemon.communicate()

    assert daemon.returncode == 0
    assert b"Traceback" not in err
    assert second.returncode == 1
    assert f"process {daemon.pid} on {socket.gethostname()} (boot tick ".encode() in refused
    assert b"Watching" not in refused


@asynccontextmanager
async def silent_site() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """An address that takes requests and never answers, and the event that one came."""
    came, over = asyncio.Event(), asyncio.Event()

    async def take(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.set()
        await over.wait()
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/privacy", came
    over.set()
    server.close()


async def test_an_impatient_operator_ends_a_look_at_once_and_leases_are_given_back(local: Watch) -> None:
    async with silent_site() as (url, came):
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{url}"\n')
        process = await started(local, "look")
        assert process.stderr is not None
        await came.wait()
        process.send_signal(signal.SIGINT)
        said = await process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = await asyncio.wait_for(process.communicate(), 15)
    archive = open_archive(f"sqlite:///{local.folder / 'clausewatch.db'}")
    taken = archive.leased(["acme-privacy"], datetime.now(UTC))
    archive.close()

    assert b"Ctrl-C again ends it at once" in said
    assert process.returncode == 130
    assert err == b"0 of 1 looked at, 0 read.\n"
    assert taken == {}


def test_a_target_somebody_looks_at_is_left_out_with_the_time_until(local: Watch, called: Call) -> None:
    local.target('[[documents]]\ntype = "privacy"\nurl = "https://www.acme.example/privacy"\n')
    called("tell")  # makes the tables
    archive = open_archive(f"sqlite:///{local.folder / 'clausewatch.db'}")
    archive.enlist(load(local.folder / "targets", timedelta(hours=12)), datetime.now(UTC))
    archive.claim(["acme-privacy"], datetime.now(UTC), timedelta(hours=1))
    archive.close()

    looked = called("look")

    assert "1 target is being looked at by somebody else until 20" in looked.err
    assert "left out: acme-privacy" in looked.err


def test_what_waits_in_the_outbox_is_told_with_its_next_try_and_a_remedy(local: Watch, called: Call) -> None:
    local.replace('channel = "folder"', 'channel = "mail"')
    local.replace('host = "smtp.company.example"', 'host = "127.0.0.1"')
    local.replace("port = 587", "port = 1")
    local.replace("quiet_too = false", "quiet_too = true")
    called("tell")
    archive = open_archive(f"sqlite:///{local.folder / 'clausewatch.db'}")
    archive.open_window("counsel", datetime.now(UTC) - timedelta(days=8))
    archive.close()

    failed, waiting = called("tell"), called("tell")

    assert failed.status == waiting.status == 1
    for told in (failed, waiting):
        assert "counsel by mail: 127.0.0.1:1: Connection refused. Correct channels.mail in " in told.err
        assert "then: clausewatch doctor" in told.err
        assert "counsel: waits in the outbox, next try 20" in told.err
        assert "Nothing is due" not in told.err


async def test_systemd_hears_that_a_watch_is_ready_when_its_pages_can_be_had(
    local: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    local.replace("port = 0", f"port = {port}")
    local.replace('address = "http://127.0.0.1:8321"', 'address = "https://watch.company.example"')
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.setblocking(False)
        daemon = await started(local, "run", "--serve")
        async with asyncio.timeout(60):
            while await asyncio.get_running_loop().sock_recv(ear, 64) != b"READY=1":
                pass
        _, page_of_health = await asyncio.open_connection("127.0.0.1", port)
        page_of_health.close()
        daemon.send_signal(signal.SIGTERM)
        _, said = await daemon.communicate()

    assert daemon.returncode == 0
    assert f"History at http://127.0.0.1:{port}, known to readers as https://watch.company.example" in said.decode()


async def test_what_a_killed_daemon_had_in_hand_is_taken_over_by_the_next_one(local: Watch) -> None:
    async with silent_site() as (url, came):
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{url}"\n')
        killed = await started(local, "run")
        await came.wait()
        killed.kill()
        await killed.communicate()
        after = await started(local, "run")
        assert after.stderr is not None
        async for line in after.stderr:
            if b"taken over from a process that was killed targets=1" in line:
                after.send_signal(signal.SIGTERM)

    assert await after.wait() == 0
