"""Several workers on one database: every host is asked by one at a time, and a killed worker's targets are not lost."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from policy.model.looks import State
from storage import SqlArchive, migrate, open_archive
from storage.verifying import Verification
from tests.line.house import write
from tests.line.policies import POLICY
from tests.support import postgres
from tests.support.builders import target
from tests.support.tables import empty_archive

WORKERS = int(os.environ.get("CLAUSEWATCH_TEST_WORKERS", "2"))
SLOTS = int(os.environ.get("CLAUSEWATCH_TEST_SLOTS", "60"))
SPACING = 0.2  # seconds
PAGES = 3  # on each host
HOSTS = [f"127.0.0.{number}" for number in range(2, 7)]


class Meter:
    """A site on many loopback addresses that notes when each was asked, and when it had answered."""

    def __init__(self) -> None:
        self.asked: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.pages: Counter[str] = Counter()  # how often each was asked for
        self.port = 0

    async def answer(self, request: web.Request) -> web.Response:
        begun = time.monotonic()
        await asyncio.sleep(0.05)
        host = request.host.split(":")[0]
        self.asked[host].append((begun, time.monotonic()))
        self.pages[f"{host}{request.path}"] += 1
        if request.path == "/robots.txt":
            return web.Response(status=404)
        return web.Response(text=POLICY.replace("Acme", f"{host} {request.path}"), content_type="text/html")

    def gaps(self) -> list[float]:
        """From the end of each request to the beginning of the next to the same host."""
        return [
            later[0] - earlier[1]
            for spans in self.asked.values()
            for earlier, later in zip(sorted(spans), sorted(spans)[1:], strict=False)
        ]


@asynccontextmanager
async def _metered() -> AsyncIterator[Meter]:
    meter, application = Meter(), web.Application()
    application.router.add_get("/{path:.*}", meter.answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()  # noqa: S104 – every loopback address
    meter.port = runner.addresses[0][1]
    try:
        yield meter
    finally:
        await runner.cleanup()


@contextmanager
def _database() -> Iterator[str]:
    programs = postgres.binaries()
    if programs is None:
        pytest.skip("PostgreSQL's initdb is not installed (Debian: apt-get install postgresql)")
    with postgres.server(programs) as address:
        migrate(f"{address}/postgres")
        yield f"{address}/postgres"


async def _worker(folder: Path, log: Path, lease: int = 6, capacity: int = 4) -> asyncio.subprocess.Process:
    words = (sys.executable, "-m", "tests.line.hand", str(folder / "clausewatch.toml"), str(lease), str(capacity))
    with log.open("wb") as out:
        return await asyncio.create_subprocess_exec(*words, stderr=out)


def _are_new(archive: SqlArchive) -> bool:
    return any(card.state is State.NEW for card in archive.documents())


@pytest.mark.slow(15)
@pytest.mark.postgres
async def test_workers_share_hosts_and_take_over_from_one_that_was_killed(tmp_path: Path) -> None:
    with _database() as url:
        async with _metered() as meter:
            write(tmp_path, {}, timeout="1s")
            settings = tmp_path / "clausewatch.toml"
            words = settings.read_text().replace('spacing = "1ms"', f'spacing = "{SPACING * 1000:g}ms"')
            settings.write_text(words + f'\n[archive]\nurl = "{url}"\n')
            addresses = [f"http://{host}:{meter.port}/{page}" for host in HOSTS for page in range(PAGES)]
            wanted = [target(f"s{number}", urls=(address,)) for number, address in enumerate(addresses)]
            archive = open_archive(url)
            archive.enlist(wanted, datetime.now(UTC))
            workers = [await _worker(tmp_path, tmp_path / f"worker{number}.log") for number in range(WORKERS)]
            while sum(map(len, meter.asked.values())) < len(HOSTS):  # noqa: ASYNC110 – other processes ask
                await asyncio.sleep(0.05)
            workers[0].kill()
            limit = time.monotonic() + 120
            while _are_new(archive) and time.monotonic() < limit:  # noqa: ASYNC110 – other processes look
                await asyncio.sleep(0.2)
            for worker in workers[1:]:
                worker.send_signal(signal.SIGTERM)
            ends = [await worker.wait() for worker in workers]
            cards = archive.documents()
            archive.close()
        logs = [(tmp_path / f"worker{number}.log").read_text() for number in range(WORKERS)]
        assert ends == [-signal.SIGKILL, *[0] * (WORKERS - 1)], logs
        assert {(card.state, card.versions) for card in cards} == {(State.OK, 1)}, logs
        assert min(meter.gaps()) >= SPACING
        assert list(Verification(url, datetime.now(UTC)).faults()) == []


@contextmanager
def _database_of(kind: str, folder: Path) -> Iterator[str]:
    if kind == "postgres":
        with _database() as url:
            yield url
        return
    url = empty_archive(folder / "clausewatch.db")
    yield url


@pytest.mark.slow(20)
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_every_slot_is_looked_at_once_by_one_of_two_processes(kind: str, tmp_path: Path) -> None:
    with _database_of(kind, tmp_path) as url:
        async with _metered() as meter:
            write(tmp_path, {}, timeout="60s")
            settings = tmp_path / "clausewatch.toml"
            settings.write_text(f'{settings.read_text()}\n[archive]\nurl = "{url}"\n')
            places = [f"127.0.1.{1 + number % 20}:{meter.port}/{number}" for number in range(SLOTS)]
            logs = [tmp_path / f"worker{number}.log" for number in range(2)]
            workers = [await _worker(tmp_path, log, lease=900, capacity=10) for log in logs]
            limit = time.monotonic() + 120 + SLOTS
            while not all("started" in log.read_text() for log in logs):  # noqa: ASYNC110 – other processes start
                await asyncio.sleep(0.1)
            archive = open_archive(url)
            wanted = [target(f"s{number}", urls=(f"http://{place}",)) for number, place in enumerate(places)]
            archive.enlist(wanted, datetime.now(UTC))
            while _are_new(archive) and time.monotonic() < limit:  # noqa: ASYNC110 – other processes look
                await asyncio.sleep(0.5)
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
            ends = [await worker.wait() for worker in workers]
            cards = archive.documents()
            archive.close()
        shares = [log.read_text().count("looked target=") for log in logs]
        assert ends == [0, 0], logs[0].read_text()[-3000:]
        assert {(card.state, card.versions) for card in cards} == {(State.OK, 1)}
        assert {times for page, times in meter.pages.items() if "robots" not in page} == {1}
        assert (sum(shares), min(shares) > 0) == (SLOTS, True)
        assert list(Verification(url, datetime.now(UTC)).faults(rereads=False)) == []
