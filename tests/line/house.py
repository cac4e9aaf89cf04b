"""A house of real parts in a temporary folder, with a clock that can be set forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from monitor import settings as settings_file
from monitor import targets as target_files
from monitor.assembly import House, opened_house
from monitor.cycle import LEASE, Thinker, look
from monitor.daemon import Daemon
from monitor.telling import Telling, tell
from policy.facts.statements import stated
from policy.looking import Pace, Perused, check, peruse
from policy.model.captures import Failed, Fetched, Outcome
from policy.model.looks import Checked, Footing, Standing, Version
from policy.model.shelf import Change, ChangeFilter, DocumentCard
from policy.model.statements import Stated
from policy.model.targets import Order, Target
from storage import open_library
from tests.support.tables import empty_archive

SETTINGS = """
[crawler]
contact = "tests@clausewatch.example"
spacing = "1ms"
connect_timeout = "3s"
total_timeout = "{timeout}"
allowed_networks = ["127.0.0.0/8", "::1/128"]
{crawler}

[schedule]
interval = "12h"
confirm_after = "90s"
not_read_allowance = "1h"
tick = "1s"

[site]
address = "https://history.example"

[channels.folder]
type = "files"
folder = "outbox"

[[subscribers]]
id = "counsel"
address = "counsel@firm.example"
channel = "folder"
schedule = "at once"
minimum = "info"
"""


class InProcess:
    """Looks are thought through at once, in the test's own process: quicker than a pool for a page or two."""

    async def peruse(
        self, order: Order, outcome: Fetched, footing: Footing, now: datetime, pace: Pace
    ) -> Checked | Perused | Failed:
        return peruse(order, outcome, footing, now, pace)

    async def check(
        self, order: Order, outcome: Outcome | Perused, standing: Standing, now: datetime, pace: Pace
    ) -> Checked:
        return check(order, outcome, standing, now, pace)

    async def state(self, target: Target, version: Version) -> Stated | None:
        return stated(version.number, version.reading, (target.service_name, *target.brands))


class Clock:
    """The real time, set forward as far as a test wants."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Line:
    """One house and what a test does with it."""

    def __init__(self, folder: Path, house: House, clock: Clock, targets: tuple[Target, ...]) -> None:
        self.folder = folder
        self.house = house
        self.clock = clock
        self.targets = targets
        self.readers: Thinker = InProcess()

    async def look(self, after: timedelta = timedelta()) -> tuple[Checked, ...]:
        """One round of everything due after so long."""
        self.clock.ahead += after
        orders = self.house.archive.due(self.clock(), 1000, LEASE)
        return await look(orders, replace(self.house.looking, readers=self.readers))

    async def look_at(self, target_id: str) -> None:
        """A look by hand at one target, and the one that confirms it."""
        for _ in range(2):
            orders = self.house.archive.claim((target_id,), self.clock(), LEASE)
            await look(orders, replace(self.house.looking, readers=self.readers))
            self.clock.ahead += timedelta(minutes=2)

    async def look_twice(self, after: timedelta = timedelta(hours=14)) -> tuple[Checked, ...]:
        """A regular round, and the round that confirms what it held; every look of both."""
        regular = await self.look(after)
        return (*regular, *await self.look(timedelta(minutes=2)))

    async def cycle(self, *pauses: timedelta, telling: Telling | None = None) -> None:
        """The ticks of a daemon: a look after each pause, then what is to be told. None of them may raise."""
        looking = replace(self.house.looking, readers=self.readers)
        daemon = Daemon(looking, telling or self.house.telling, self.clock)
        for pause in pauses:
            self.clock.ahead += pause
            await daemon.look_tick()
            await daemon.settle()
        await daemon.tell_tick()

    async def go_on(self, cycles: int = 3) -> None:
        """The days after a cycle that broke off: leases run out, and what is due is made up for."""
        for _ in range(cycles):
            await self.cycle(timedelta(hours=1), timedelta(minutes=2), timedelta(days=1), timedelta(minutes=2))

    def tell(self, after: timedelta = timedelta()) -> None:
        self.clock.ahead += after
        tell(self.house.telling, self.clock())

    def mails(self) -> tuple[EmailMessage, ...]:
        """Everything delivered, oldest first."""
        files = sorted((self.folder / "outbox").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return tuple(message_from_bytes(file.read_bytes(), policy=default) for file in files)

    def documents(self) -> dict[str, DocumentCard]:
        return {card.target.id: card for card in self.house.archive.documents()}

    def changes(self, target_id: str | None = None) -> tuple[Change, ...]:
        library = open_library(f"sqlite:///{self.folder / 'clausewatch.db'}")
        try:
            return library.changes(ChangeFilter(target_id=target_id), 1000)
        finally:
            library.close()


def write(folder: Path, documents: dict[str, str], *, timeout: str = "5s", crawler: str = "") -> None:
    """A settings file and one target file; documents by service name, each with its address."""
    (folder / "clausewatch.toml").write_text(SETTINGS.format(timeout=timeout, crawler=crawler), "utf-8")
    targets = folder / "targets"
    targets.mkdir(exist_ok=True)
    for service, url in documents.items():
        text = f'name = "{service}"\n\n[[documents]]\ntype = "privacy"\nurl = "{url}"\n'
        (targets / f"{service}.toml").write_text(text, "utf-8")


@contextmanager
def line(folder: Path, *, environment: dict[str, str] | None = None, ahead: timedelta = timedelta()) -> Iterator[Line]:
    """The house of the settings and targets in that folder, opened when the clock is so far ahead."""
    settings = settings_file.load(folder / "clausewatch.toml", environment or {})
    targets = target_files.load(settings.targets_folder, settings.rhythm.interval)
    clock = Clock()
    clock.ahead = ahead
    if not (archive := folder / "clausewatch.db").exists():
        empty_archive(archive)
    with opened_house(settings, targets, clock) as house:
        yield Line(folder, house, clock, targets)


def text_of(mail: EmailMessage) -> str:
    """The plain text part of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
