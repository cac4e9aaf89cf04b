"""`clausewatch tell`: what waits for the hour of a digest is named, and sent before it when asked."""

from datetime import UTC, datetime, timedelta

from monitor.settings import load
from storage import open_archive
from tests.monitor.conftest import Call, Watch
from tests.support.builders import HOUR, changed_look, first_look, reading, target
from tests.support.tables import empty_archive

ACME = target("acme")


def _changed(watch: Watch) -> None:
    """A change is queued for the daily reader of the settings, whose hour has come already today."""
    settings = load(watch.settings, {})
    archive = open_archive(empty_archive(watch.folder / "clausewatch.db"))
    now = datetime.now(UTC)
    before = now - timedelta(minutes=1)
    archive.enlist([ACME], before)
    archive.open_window("counsel", before)
    (order,) = archive.claim([ACME.id], before, HOUR)
    archive.record(first_look(order, reading(("Retention", "30 days.")), before), settings.subscribers)
    (order,) = archive.claim([ACME.id], now, HOUR)
    archive.record(changed_look(order, reading(("Retention", "60 days.")), now, 2), settings.subscribers)
    archive.close()


def _changed_again(watch: Watch, number: int) -> None:
    settings = load(watch.settings, {})
    archive = open_archive(f"sqlite:///{watch.folder / 'clausewatch.db'}")
    now = datetime.now(UTC)
    (order,) = archive.claim([ACME.id], now, HOUR)
    changed = reading(("Retention", f"{number}0 days."))
    archive.record(changed_look(order, changed, now, number), settings.subscribers)
    archive.close()


def test_what_waits_is_named_with_its_hour_and_sent_early_when_asked(call: Call, watch: Watch) -> None:
    tomorrow = datetime.now(UTC) + timedelta(hours=12)
    watch.replace('"daily 08:00 UTC"', f'"daily {tomorrow:%H}:00 UTC"')
    watch.replace('alerts = "critical"', 'alerts = "never"')
    _changed(watch)

    waits = call("tell", "--settings", watch.settings)
    shown = call("tell", "--dry", "--early", "--settings", watch.settings)
    sent = call("tell", "--early", "--settings", watch.settings)
    over = call("tell", "--early", "--settings", watch.settings)

    assert (waits.status, waits.out) == (0, "")
    assert f"counsel: 1 change waits for {tomorrow:%Y-%m-%d %H}:00 UTC; at once: clausewatch tell --early." in waits.err
    assert "Subject: Acme" in shown.out
    assert (sent.status, sent.out.startswith("counsel: sent: Acme")) == (0, True)
    assert "Nothing is due." in over.err
    assert len(list((watch.folder / "outbox").iterdir())) == 1


def test_what_waits_because_an_hour_has_had_its_messages_is_named_with_its_time(call: Call, watch: Watch) -> None:
    watch.replace('"daily 08:00 UTC"', '"at once"')
    _changed(watch)
    for number in (3, 4, 5):
        assert call("tell", "--settings", watch.settings).status == 0
        _changed_again(watch, number)
    assert call("tell", "--settings", watch.settings).status == 0
    again = datetime.now(UTC) + timedelta(hours=1)
    _changed_again(watch, 6)

    shown = call("tell", "--dry", "--settings", watch.settings)
    waits = call("tell", "--early", "--settings", watch.settings)

    said = f"counsel: 1 change waits for {again:%Y-%m-%d %H}:"
    assert len(list((watch.folder / "outbox").iterdir())) == 4
    assert said in shown.err
    assert "UTC: an hour has 4 messages at most." in shown.err
    assert said in waits.err
