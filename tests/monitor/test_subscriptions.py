"""Subscriptions as written in the settings, and from the form to the last mail on a real archive."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from history import SiteSettings, front
from monitor.assembly import office, opened_archive, opened_registry, telling
from monitor.doctor import examine
from monitor.settings import Settings, load
from monitor.showing import show
from monitor.subscriptions import KEY_VARIABLE
from monitor.tables import SettingsError
from monitor.telling import tell
from policy.model.digests import DeliveryState
from storage import SqlArchive, open_library
from tests.history.visitor import Visitor
from tests.monitor.conftest import Watch
from tests.support.builders import DAY, HOUR, MONDAY, changed_look, first_look, reading, target

KEY = {KEY_VARIABLE: "k" * 43}
ACME = target("acme")


@pytest.fixture
def opened(watch: Watch) -> Watch:
    """Subscriptions are open, and mails go into a folder."""
    watch.replace("open = false", "open = true")
    watch.replace('channel = "mail"\n# How long', 'channel = "folder"\n# How long')
    watch.replace('address = "http://127.0.0.1:8321"', 'address = "https://history.example"')
    return watch


def test_they_are_closed_unless_they_are_opened(watch: Watch) -> None:
    assert load(watch.settings, {}).subscriptions is None


def test_open_they_need_a_key_and_show_it_nowhere(opened: Watch) -> None:
    settings = load(opened.settings, KEY)
    assert settings.subscriptions is not None
    assert "kkk" not in repr(settings)
    for environment in ({}, {KEY_VARIABLE: "c2hvcnQ"}):
        with pytest.raises(SettingsError, match=f"set {KEY_VARIABLE}: a key is 32 random bytes or more") as refusal:
            load(opened.settings, environment)
        assert "c2hvcnQ" not in str(refusal.value)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('"https://history.example"', '"http://history.example"', "site.address must be https://"),
        ('channel = "folder"\n# How', 'channel = "nothing"\n# How', r"subscriptions\.channel"),
        ('confirm_within = "24h"', 'confirm_within = "1s"', 'write a time from "10m" to "7d"'),
        ("an_hour = 100", "an_hour = 0", r"subscriptions\.an_hour"),
        ("an_hour = 100", 'key = "k"', f"secrets do not belong in a file. Take it out and set {KEY_VARIABLE}"),
    ],
)
def test_what_cannot_work_is_refused_with_the_remedy(before: str, after: str, complaint: str, opened: Watch) -> None:
    opened.replace(before, after)
    with pytest.raises(SettingsError, match=complaint):
        load(opened.settings, KEY)


@contextmanager
def desk(settings: Settings, now: datetime) -> Iterator[Visitor]:
    """Somebody at the pages of that watch."""
    assert settings.subscriptions is not None
    site = SiteSettings(settings.site.address, takes_subscriptions=True)
    with opened_registry(settings, lambda: now) as registry, closing(open_library(settings.archive_url)) as library:
        assert registry is not None
        yield Visitor(front(library, site, lambda: now, office(settings.subscriptions, settings, registry)))


def told(settings: Settings, archive: SqlArchive, now: datetime) -> list[EmailMessage]:
    """The mails that go out at that time, restarted as after a restore."""
    with opened_registry(settings, lambda: now) as registry:
        sent = tell(telling(settings, archive, registry), now)
    assert {delivery.state for _, delivery in sent} <= {DeliveryState.DELIVERED}
    return [message_from_bytes(message.mime, policy=SMTP) for message, _ in sent]


def changes(settings: Settings, archive: SqlArchive, at: datetime, number: int) -> None:
    """Acme is read, or read again with another text; everybody who is told then is owed it."""
    with opened_registry(settings, lambda: at) as registry:
        readers = telling(settings, archive, registry).audience()
    (order,) = archive.claim([ACME.id], at, HOUR)
    text = reading(("Retention", f"{30 * number} days."))
    look = first_look(order, text, at) if number == 1 else changed_look(order, text, at, number)
    archive.record(look, readers)


@pytest.mark.slow(1)
def test_from_the_form_to_the_last_mail_and_a_restore(opened: Watch) -> None:
    settings = replace(load(opened.settings, KEY), subscribers=())
    with opened_archive(settings) as archive, desk(settings, MONDAY) as visitor:
        archive.enlist([ACME], MONDAY)
        changes(settings, archive, MONDAY, 1)
        assert visitor.post("/subscriptions", {"address": "ann@reader.example", "rhythm": "at once"}).status == 200
        (asking,) = told(settings, archive, MONDAY)
        assert "List-Unsubscribe" not in asking
        assert visitor.post(_link(asking), b"").status == 200

        changes(settings, archive, MONDAY + HOUR, 2)
        (digest,) = told(settings, archive, MONDAY + 2 * HOUR)
        assert digest["To"] == "ann@reader.example"
        assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        leaving = digest["List-Unsubscribe"].split(">")[0].removeprefix("<https://history.example")
        part = digest.get_body(("plain",))
        assert part is not None
        assert f"https://history.example{leaving}" in part.get_content()

        backup = _copy(settings, opened.folder / "backup.db")
        assert visitor.post(leaving, b"List-Unsubscribe=One-Click").status == 200
        changes(settings, archive, MONDAY + DAY, 3)
        assert told(settings, archive, MONDAY + DAY) == []

    _restore(settings, backup)
    with opened_archive(settings) as archive:
        changes(settings, archive, MONDAY + 2 * DAY, 3)
        assert told(settings, archive, MONDAY + 2 * DAY) == []
        assert told(settings, archive, MONDAY + 9 * DAY) == []


async def test_serve_shows_the_form_beside_the_history_and_takes_it(opened: Watch) -> None:
    opened.replace("port = 8321", "port = 0")
    settings = load(opened.settings, KEY)
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    with opened_archive(settings) as archive:
        serving = asyncio.create_task(show(settings, stop, ready.set_result))
        port = int((await ready).rpartition(":")[2])
        pages = [await _asked(port, "GET", path) for path in ("/", "/subscriptions")]
        taken = await _asked(port, "POST", "/subscriptions", "address=ann%40reader.example")
        stop.set()
        await serving
        (asking,) = archive.outbox(datetime.now(UTC), HOUR)
    assert [page.startswith(b"HTTP/1.1 200") for page in (*pages, taken)] == [True, True, True]
    assert b"/subscriptions" in pages[0]
    assert asking.address == "ann@reader.example"


async def _asked(port: int, method: str, path: str, body: str = "") -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"{method} {path} HTTP/1.1\r\nHost: history.example\r\nConnection: close\r\n"
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    writer.write(f"{head}{form}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


def test_a_reader_of_the_settings_leaves_by_one_click_too_and_doctor_says_so(opened: Watch) -> None:
    settings = load(opened.settings, KEY)
    with opened_archive(settings) as archive, desk(settings, MONDAY) as visitor:
        archive.open_window("counsel", MONDAY)
        archive.enlist([ACME], MONDAY)
        changes(settings, archive, MONDAY, 1)
        changes(settings, archive, MONDAY + HOUR, 2)
        (digest,) = told(settings, archive, MONDAY + DAY)
        leaving = digest["List-Unsubscribe"].split(">")[0].removeprefix("<https://history.example")
        assert visitor.post(leaving, b"List-Unsubscribe=One-Click").status == 200
        changes(settings, archive, MONDAY + 2 * DAY, 3)
        assert told(settings, archive, MONDAY + 3 * DAY) == []
    said = [finding.says for finding in examine(opened.settings, KEY, MONDAY)]
    assert "counsel has unsubscribed, and is not told" in said
    assert "open at https://history.example/subscriptions; 0 came by themselves" in said


def _link(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return next(
        line.removeprefix("https://history.example")
        for line in str(part.get_content()).splitlines()
        if "/confirm/" in line
    )


def _copy(settings: Settings, to: Path) -> Path:
    """A backup as an operator makes it: SQLite's own, of a database in use."""
    with closing(sqlite3.connect(_file(settings))) as db, closing(sqlite3.connect(to)) as copy:
        db.backup(copy)
    return to


def _restore(settings: Settings, backup: Path) -> None:
    file = _file(settings)
    for left_over in (file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        left_over.unlink(missing_ok=True)
    shutil.copy(backup, file)


def _file(settings: Settings) -> Path:
    return Path(settings.archive_url.removeprefix("sqlite:///"))
