"""Mail servers that fail and days that are odd, with the real telling on a real archive: no digest is lost, a duplicate
is recognisably one, and nobody waits for somebody else's trouble."""

import sqlite3
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest

from monitor.readership import Readership
from monitor.telling import Telling, retry, tell
from notifications.channels import Channel, SmtpSettings
from notifications.rendering import Letterhead, text_of
from policy.model.changes import Severity
from policy.model.digests import Daily, Delivery, DeliveryState, Message, Subscriber, Weekly
from storage import SqlArchive, open_archive
from tests.notifications.samples import PROMISE_GONE
from tests.notifications.servers import Postmaster, Script, free_port, scripted_server, smtp_server
from tests.support.builders import DAY, HOUR, MONDAY, changed_look, first_look, reading, subscriber, target
from tests.support.tables import empty_archive

ACME = target("acme")
EIGHT = Daily(time(8), "UTC")
ANN, BEN = (replace(subscriber(name), schedule=EIGHT) for name in ("ann", "ben"))
LETTERHEAD = Letterhead("Clausewatch <digest@clausewatch.example>", "https://history.clausewatch.example")
TUESDAY = MONDAY + DAY
MORNING = datetime.combine(TUESDAY.date() + DAY, time(8, 1), UTC)
RETRIES = [timedelta(minutes=minutes) for minutes in (2, 8, 24, 85)]  # a little after each is due


@pytest.fixture
def file(tmp_path: Path) -> Path:
    empty_archive(found := tmp_path / "clausewatch.db")
    return found


@pytest.fixture
def archive(file: Path) -> Iterator[SqlArchive]:
    opened = open_archive(f"sqlite:///{file}")
    yield opened
    opened.close()


def changed(archive: SqlArchive, readers: Sequence[Subscriber] = (ANN, BEN)) -> None:
    """Acme was read on Monday, and changed on Tuesday; the readers are to be told."""
    archive.enlist([ACME], MONDAY)
    for reader in readers:
        archive.open_window(reader.id, MONDAY)
    (order,) = archive.due(MONDAY, 1, HOUR)
    archive.record(first_look(order, reading(), MONDAY), readers)
    (order,) = archive.due(TUESDAY, 1, HOUR)
    archive.record(changed_look(order, reading(("Retention", "90 days.")), TUESDAY, 2), readers)


def telling(archive: SqlArchive, mail: Channel, readers: tuple[Subscriber, ...] = (ANN, BEN)) -> Telling:
    return Telling(archive, Readership(readers), {"mail": mail}, LETTERHEAD, timedelta(days=365))


def server(port: int, **wishes: object) -> Channel:
    plain = SmtpSettings("127.0.0.1", "digest@clausewatch.example", port, "none", timeout=5)
    return replace(plain, **wishes).channel()  # type: ignore[arg-type] # a test's own wishes


def letters(postmaster: Postmaster) -> dict[str, list[str]]:
    """The Message-IDs of what a server took, by recipient."""
    found: dict[str, list[str]] = {}
    for envelope in postmaster.taken:
        mail = message_from_bytes(envelope.original_content or b"", policy=SMTP)
        found.setdefault(envelope.rcpt_tos[0], []).append(str(mail["Message-ID"]))
    return found


def told_again(archive: SqlArchive, mail: Channel) -> None:
    for pause in RETRIES:
        tell(telling(archive, mail), MORNING + pause)


@pytest.mark.slow(0)
@pytest.mark.parametrize(
    ("fault", "copies"),
    [
        (Postmaster(mail="421 4.3.2 closing"), 1),
        (Postmaster(rcpt="421 4.3.2 closing"), 1),
        (Postmaster(data="421 4.3.2 closing"), 1),
        (Postmaster(rcpt="451 4.7.1 greylisted"), 1),
        (Postmaster(data="451 4.3.0 later"), 1),
        (Postmaster(mail="550 5.7.1 not your sender"), 1),  # ours to mend
        (Postmaster(mail="hang"), 1),
        (Postmaster(rcpt="hang"), 1),
        (Postmaster(rcpt="drop"), 1),
        (Postmaster(data="hang"), 1),  # after the final dot, and not taken
        (Postmaster(data="late"), 2),  # after the final dot, and taken
        (Postmaster(data="drop"), 2),
    ],
    ids=lambda value: " ".join((value.mail[:4], value.rcpt[:4], value.data[:4])) if value not in (1, 2) else "",
)
def test_a_fault_that_passes_loses_no_digest_and_repeats_only_what_was_perhaps_taken(
    fault: Postmaster, copies: int, archive: SqlArchive
) -> None:
    postmaster = replace(fault, taken=[])
    is_silent = not {"hang", "late"}.isdisjoint((fault.mail, fault.rcpt, fault.data))
    changed(archive)
    with smtp_server(postmaster) as port:
        tell(telling(archive, server(port, timeout=0.4 if is_silent else 5.0)), MORNING)
        postmaster.mail = postmaster.rcpt = postmaster.data = "250 OK"
        told_again(archive, server(port))
    got = letters(postmaster)
    assert sorted(got) == ["ann@example.org", "ben@example.org"]
    assert [(len(ids), len(set(ids))) for ids in got.values()] == [(copies, 1), (copies, 1)]
    assert len({envelope.original_content for envelope in postmaster.taken}) == 2


@pytest.mark.slow(0)
@pytest.mark.parametrize(
    ("moment", "act"),
    [
        *((moment, act) for moment in ("greeting", "DATA", "text", "dot") for act in ("hang", "drop")),
        ("HELO", "drop"),
        ("greeting", "421 4.3.2 closing"),
        ("DATA", "451 4.3.0 later"),
        ("dot", "452 4.3.1 no room"),
    ],
)
def test_no_moment_of_a_conversation_loses_a_digest_or_sends_two(moment: str, act: str, archive: SqlArchive) -> None:
    changed(archive)
    script = Script(moment, act)
    with scripted_server(script) as port:
        tell(telling(archive, server(port, timeout=0.4 if act == "hang" else 5.0)), MORNING)
        told_again(archive, server(port))
    assert sorted(reader for reader, _ in script.taken) == ["ann@example.org", "ben@example.org"]


@pytest.mark.slow(0)
@pytest.mark.parametrize("act", ["hang", "drop", "451 4.3.0 later"])
def test_what_was_taken_without_a_word_comes_twice_and_is_the_same_mail(act: str, archive: SqlArchive) -> None:
    changed(archive)
    script = Script("dot", act, takes=True)
    with scripted_server(script) as port:
        tell(telling(archive, server(port, timeout=0.4 if act == "hang" else 5.0)), MORNING)
        told_again(archive, server(port))
    mails = {reader: {text for name, text in script.taken if name == reader} for reader, _ in script.taken}
    assert {reader: len(texts) for reader, texts in mails.items()} == {"ann@example.org": 1, "ben@example.org": 1}
    assert len(script.taken) == 4


def test_a_server_that_was_away_gets_everything_when_it_is_back(archive: SqlArchive) -> None:
    changed(archive)
    tell(telling(archive, server(free_port())), MORNING)
    postmaster = Postmaster()
    with smtp_server(postmaster) as port:
        told_again(archive, server(port))
    assert Counter({reader: len(ids) for reader, ids in letters(postmaster).items()}) == {
        "ann@example.org": 1,
        "ben@example.org": 1,
    }


def test_nothing_goes_over_broken_tls_and_nothing_is_lost_by_it(
    archive: SqlArchive, server_tls: ssl.SSLContext, ca_file: str
) -> None:
    changed(archive)
    postmaster = Postmaster()
    with smtp_server(postmaster, server_tls) as port:
        told = tell(telling(archive, server(port, security="starttls")), MORNING)  # of nobody we trust
        assert postmaster.taken == []
        assert [delivery.state for _, delivery in told] == [DeliveryState.RETRY] * 2
        tell(telling(archive, server(port, security="tls", ca_file=ca_file)), MORNING + RETRIES[0])  # no TLS there
        assert postmaster.taken == []
        told_again(archive, server(port, security="starttls", ca_file=ca_file, timeout=5))
    assert [len(ids) for ids in letters(postmaster).values()] == [1, 1]


def test_a_recipient_that_does_not_exist_blocks_nobody_and_is_kept(archive: SqlArchive, file: Path) -> None:
    changed(archive)
    postmaster = Postmaster(refuses=("ann@example.org",))
    with smtp_server(postmaster) as port:
        tell(telling(archive, server(port)), MORNING)
        told_again(archive, server(port))
    assert [len(ids) for ids in letters(postmaster).values()] == [1]
    with sqlite3.connect(file) as db:
        dead = db.execute("SELECT subscriber_id, detail, mime IS NOT NULL FROM messages WHERE state = 'refused'")
        assert dead.fetchall() == [("ann", "550 5.1.1 no such mailbox", 1)]
    db.close()


def test_a_channel_that_fails_blocks_no_other(archive: SqlArchive) -> None:
    changed(archive)
    hole = Pigeonhole()
    readers = (ANN, replace(BEN, channel="hole"))
    both = replace(telling(archive, server(free_port()), readers), channels={"mail": server(free_port()), "hole": hole})
    tell(both, MORNING)
    assert [message.subscriber_id for message in hole.taken] == ["ben"]


def test_a_channel_that_hangs_holds_up_no_other(archive: SqlArchive) -> None:
    changed(archive)
    hole, is_told = Pigeonhole(), Event()
    hole.on_taking = is_told.set
    readers = (replace(ANN, channel="stuck"), replace(BEN, channel="hole"))
    stuck = Pigeonhole(on_taking=lambda: is_told.wait(30))  # until the other channel was served
    tell(replace(telling(archive, stuck, readers), channels={"stuck": stuck, "hole": hole}), MORNING)
    assert is_told.is_set()
    assert [message.subscriber_id for message in (*stuck.taken, *hole.taken)] == ["ann", "ben"]


def test_a_server_that_fails_is_not_asked_for_every_message(archive: SqlArchive) -> None:
    readers = tuple(replace(ANN, id=f"reader-{number}") for number in range(9))
    changed(archive, readers)
    away = Pigeonhole(answer=Delivery(DeliveryState.RETRY, "no answer in time"))
    tell(telling(archive, away, readers), MORNING)
    assert len(away.taken) == 3
    back = Pigeonhole()
    for pause in RETRIES:
        tell(telling(archive, back, readers), MORNING + pause)
    assert sorted(message.subscriber_id for message in back.taken) == [reader.id for reader in readers]


def test_an_address_that_refuses_three_times_is_left_alone_and_owed_what_it_missed(archive: SqlArchive) -> None:
    reader = replace(ANN, tells_quiet=True)
    changed(archive, (reader,))
    dead = Pigeonhole(answer=Delivery(DeliveryState.REFUSED, "550 5.1.1 no such mailbox"))
    mornings = [MORNING + day * DAY for day in range(6)]
    for now in mornings:
        tell(telling(archive, dead, (reader,)), now)
    assert len(dead.taken) == 3
    assert [letter.detail for letter in archive.dead()] == ["550 5.1.1 no such mailbox"] * 3

    moved, hole = replace(reader, address="ann@elsewhere.example"), Pigeonhole()
    told = retry(telling(archive, hole, (moved,)), archive.dead(), mornings[-1])
    assert [message.address for message, _ in told] == ["ann@elsewhere.example"] * 3
    assert [message.mime for message in hole.taken] == [message.mime for message in dead.taken]
    (caught_up,) = (message for message, _ in tell(telling(archive, hole, (moved,)), mornings[-1]))
    assert caught_up.until.date() == mornings[-1].date()
    assert archive.dead() == ()


CAREFUL = replace(ANN, schedule=Daily(time(7), "UTC"), alerts=Severity.CRITICAL)


def grave(archive: SqlArchive, at: datetime, number: int, readers: Sequence[Subscriber]) -> None:
    """Acme breaks a promise at that time."""
    (order,) = archive.claim([ACME.id], at, HOUR)
    look = changed_look(order, reading(("Sharing", f"Now we sell, {number}.")), at, number, (PROMISE_GONE,))
    assert archive.record(look, readers)


def test_what_is_critical_is_told_at_once_and_the_digest_comes_all_the_same(archive: SqlArchive) -> None:
    reader, hole = CAREFUL, Pigeonhole()
    desk = telling(archive, hole, (reader,))
    changed(archive, (reader,))  # an hour after the digest, and of less weight
    night = TUESDAY + timedelta(hours=2)
    assert tell(desk, night - HOUR) == ()
    grave(archive, night, 3, (reader,))
    told = [tell(desk, now) for now in (night, night + HOUR, MORNING)]
    assert [len(one) for one in told] == [1, 0, 1]
    alert, digest = hole.taken
    assert (alert.changes, digest.changes) == ((f"{ACME.id}/3",), (f"{ACME.id}/2",))
    assert "Clausewatch alert, " in text_of(alert)
    assert "Clausewatch digest, " in text_of(digest)
    assert "1 alert was sent to you since the last digest." in text_of(digest)
    assert (alert.until, digest.until) == (night, MORNING - timedelta(minutes=61))


@pytest.mark.slow(1)
def test_a_bad_day_brings_four_alerts_an_hour_and_the_rest_in_the_digest(archive: SqlArchive) -> None:
    reader, hole = CAREFUL, Pigeonhole()
    desk = telling(archive, hole, (reader,))
    changed(archive, (reader,))
    for number in range(3, 13):
        at = TUESDAY + timedelta(hours=7, minutes=3 * number)
        grave(archive, at, number, (reader,))
        tell(desk, at)
    assert len(hole.taken) == 4
    tell(desk, MORNING)
    told = [change for message in hole.taken for change in message.changes]
    assert len(hole.taken) == 5
    assert sorted(told) == sorted(f"{ACME.id}/{number}" for number in range(2, 13))


def test_what_is_critical_when_the_digest_is_due_is_in_the_digest(archive: SqlArchive) -> None:
    reader, hole = CAREFUL, Pigeonhole()
    changed(archive, (reader,))
    grave(archive, MORNING - timedelta(minutes=62), 3, (reader,))
    tell(telling(archive, hole, (reader,)), MORNING)
    assert [message.changes for message in hole.taken] == [(f"{ACME.id}/2", f"{ACME.id}/3")]


@dataclass
class Pigeonhole:
    """A channel that takes everything, or answers as told."""

    answer: Delivery = field(default_factory=lambda: Delivery(DeliveryState.DELIVERED))
    on_taking: Callable[[], object] = lambda: None
    taken: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> Delivery:
        self.on_taking()
        self.taken.append(message)
        return self.answer

    def trouble(self) -> str | None:
        return None


def half_hours(start: datetime, end: datetime) -> list[datetime]:
    return [start + timedelta(minutes=30 * tick) for tick in range(int((end - start) / timedelta(minutes=30)))]


def told_over(archive: SqlArchive, reader: Subscriber, ticks: Sequence[datetime]) -> list[Message]:
    """What a reader gets who wants a digest also of nothing."""
    hole = Pigeonhole()
    for now in ticks:
        tell(telling(archive, hole, (replace(reader, tells_quiet=True),)), now)
    return hole.taken


@pytest.mark.slow(0)
@pytest.mark.parametrize(
    ("zone", "at", "first", "days"),
    [
        ("Europe/Berlin", time(2, 30), datetime(2026, 3, 27, tzinfo=UTC), 4),  # the 29th has no 02:30
        ("Europe/Berlin", time(2, 30), datetime(2026, 10, 23, tzinfo=UTC), 4),  # the 25th has two
        ("America/New_York", time(1, 30), datetime(2026, 10, 30, tzinfo=UTC), 4),
        ("Asia/Beirut", time(0, 0), datetime(2026, 3, 27, tzinfo=UTC), 4),  # changes at midnight
        ("Asia/Jakarta", time(8), datetime(2028, 2, 27, tzinfo=UTC), 4),  # the 29th of February
    ],
)
def test_every_local_day_brings_exactly_one_digest(
    archive: SqlArchive, zone: str, at: time, first: datetime, days: int
) -> None:
    reader = replace(ANN, schedule=Daily(at, zone))
    taken = told_over(archive, reader, half_hours(first, first + timedelta(days=days)))
    local = [message.until.astimezone(ZoneInfo(zone)).date() for message in taken]
    assert len(taken) in (days, days - 1)  # the first day's hour may be over when the watch begins
    assert local == [local[0] + timedelta(days=day) for day in range(len(local))]
    assert len({message.id for message in taken}) == len(taken)


@pytest.mark.parametrize("schedule", [Daily(time(8), "Europe/Berlin"), Weekly(1, time(8), "Europe/Berlin")])
def test_a_week_of_downtime_brings_one_digest_of_everything(archive: SqlArchive, schedule: Daily | Weekly) -> None:
    reader = replace(ANN, schedule=schedule)
    changed(archive, (reader,))
    back = TUESDAY + timedelta(days=8)
    taken = told_over(archive, reader, half_hours(back, back + HOUR))
    assert [message.changes for message in taken] == [(f"{ACME.id}/2",)]
    assert "1 change in 1 document" in text_of(taken[0]).lower()
