import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.commands.calling import watched
from monitor.doctor import Diagnosis, Level, examine
from policy.model.captures import Failure
from storage import open_archive
from tests.monitor.conftest import Call, Watch
from tests.support.builders import failed_look, first_look, reading
from tests.support.tables import empty_archive

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TARGET = '[[documents]]\ntype = "privacy"\nurl = "https://www.acme.example/privacy"\n'


def found(watch: Watch, check: str, now: datetime = NOW) -> list[Diagnosis]:
    return [finding for finding in examine(watch.settings, {}, now) if finding.check == check]


def test_a_watch_that_is_ready_has_no_failure(call: Call, watch: Watch) -> None:
    watch.target(TARGET)

    called = call("doctor", "--settings", watch.settings)

    assert called.status == 0
    assert "fail" not in called.out
    assert "targets: 1 in" in called.out


def test_every_finding_that_is_not_fine_has_a_remedy(watch: Watch) -> None:
    watch.replace('type = "files"\nfolder = "outbox"', 'type = "smtp"\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"')
    watch.replace("services = []", 'services = ["nobody"]')

    findings = list(examine(watch.settings, {}, NOW))

    assert {finding.level for finding in findings} == set(Level)
    assert all(finding.remedy for finding in findings if finding.level is not Level.OK)


def test_the_findings_can_be_read_by_programs(call: Call, watch: Watch) -> None:
    answers = [json.loads(line) for line in call("doctor", "--json", "--settings", watch.settings).out.splitlines()]

    assert {"interpreter", "settings", "targets", "clock", "folders", "disk", "database", "site"} <= {
        answer["check"] for answer in answers
    }
    assert all(set(answer) == {"check", "level", "says", "remedy"} for answer in answers)


def test_a_mail_server_that_does_not_answer_fails(call: Call, watch: Watch) -> None:
    watch.replace('channel = "folder"', 'channel = "mail"')
    watch.replace('host = "smtp.company.example"\n', 'host = "127.0.0.1"\n')
    watch.replace("port = 587", "port = 9")

    called = call("doctor", "--settings", watch.settings)

    assert called.status == 1
    assert "channel mail" in called.out
    assert "channels.mail" in called.out


def test_only_channels_that_are_used_are_tried(watch: Watch) -> None:
    assert found(watch, "channel mail") == []
    assert [finding.level for finding in found(watch, "channel folder")] == [Level.OK]


def test_a_sender_nobody_would_believe_is_named(watch: Watch) -> None:
    watch.replace('channel = "folder"', 'channel = "mail"')
    watch.replace('host = "smtp.company.example"\n', 'host = "127.0.0.1"\n')

    (finding,) = found(watch, "sender")

    assert finding.level is Level.WARN


@pytest.mark.parametrize(
    ("address", "level"),
    [
        ("https://history.company.example", Level.OK),
        ("http://history.company.example", Level.WARN),
        ("http://localhost:8321", Level.WARN),
    ],
)
def test_the_address_of_the_site_is_looked_at(watch: Watch, address: str, level: Level) -> None:
    watch.replace("http://127.0.0.1:8321", address)

    assert [finding.level for finding in found(watch, "site")] == [level]


def test_a_scope_that_covers_nothing_is_named(watch: Watch) -> None:
    watch.target(TARGET)
    watch.replace("tags = []", 'tags = ["vendor"]')

    said = [finding.says for finding in found(watch, "subscribers")]

    assert "counsel: 'vendor' is no document, service or tag of any target" in said
    assert "counsel: no target is in scope" in said


def test_all_networks_allowed_is_named(watch: Watch) -> None:
    watch.replace("allowed_networks = []", 'allowed_networks = ["0.0.0.0/0"]')

    assert [finding.level for finding in found(watch, "crawler")] == [Level.WARN]


def test_a_folder_that_cannot_be_written_fails(watch: Watch) -> None:
    watch.replace("sqlite:///clausewatch.db", "sqlite:////proc/nowhere/clausewatch.db")

    (finding,) = found(watch, "folders")

    assert finding.level is Level.FAIL
    assert "archive.url" in finding.remedy


def test_a_clock_that_is_years_behind_fails(watch: Watch) -> None:
    (finding,) = found(watch, "clock", datetime(1970, 1, 1, tzinfo=UTC))

    assert finding.level is Level.FAIL


def test_a_look_recorded_in_the_future_fails(watch: Watch) -> None:
    watch.target(TARGET)
    _, targets = watched(watch.settings)
    archive = open_archive(empty_archive(watch.folder / "clausewatch.db"))
    archive.enlist(targets, NOW)
    (order,) = archive.due(NOW, 1, timedelta(minutes=5))
    archive.record(failed_look(order, NOW, Failure.TIMEOUT), ())
    archive.close()

    assert [finding.level for finding in found(watch, "clock", NOW)] == [Level.OK]
    assert Level.FAIL in [finding.level for finding in found(watch, "clock", NOW - timedelta(days=1))]


@pytest.mark.parametrize(("of_the_terms", "level"), [("Fees.", Level.WARN), ("Terms.", Level.OK)])
def test_one_text_read_for_two_documents_of_a_page_is_warned_of(watch: Watch, of_the_terms: str, level: Level) -> None:
    watch.target(TARGET + '[[documents]]\ntype = "terms"\nurl = "https://www.acme.example/privacy"\n')
    _, targets = watched(watch.settings)
    archive = open_archive(empty_archive(watch.folder / "clausewatch.db"))
    archive.enlist(targets, NOW)
    for order, text in zip(archive.due(NOW, 2, timedelta(minutes=5)), ("Fees.", of_the_terms), strict=True):
        archive.record(first_look(order, reading(("Fees", text)), NOW), ())
    archive.close()

    assert found(watch, "targets")[-1].level is level


def test_a_database_that_is_none_fails(watch: Watch) -> None:
    Path(watch.folder / "clausewatch.db").write_text("not a database, but long enough to be taken for one" * 100)

    (finding,) = found(watch, "database")

    assert finding.level is Level.FAIL


def test_a_database_that_can_only_be_read_fails(watch: Watch) -> None:
    file = watch.folder / "clausewatch.db"
    empty_archive(file)
    written = bytearray(file.read_bytes())
    written[18] = 3  # a later way of writing: SQLite only reads such a file, whoever asks (fileformat2, 1.3.3)
    file.write_bytes(written)

    (finding,) = found(watch, "database")

    assert (finding.level, "readonly database" in finding.says) == (Level.FAIL, True)


def test_a_browser_is_looked_for_only_when_a_target_wants_one(watch: Watch) -> None:
    watch.target(TARGET)

    assert found(watch, "browser") == []


def test_a_browser_that_is_wanted_and_missing_is_named_with_what_to_install(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.target(TARGET + 'fetch = "auto"\n')
    monkeypatch.setenv("PATH", "/nowhere")

    (finding,) = found(watch, "browser")

    assert finding.level is Level.FAIL
    assert "acme-privacy" in finding.says
    assert "apt install chromium" in finding.remedy


def test_the_examples_subscriber_is_warned_of(watch: Watch) -> None:
    said = [finding for finding in found(watch, "subscribers") if "counsel@company.example" in finding.says]

    assert [finding.level for finding in said] == [Level.WARN]


def test_a_scope_that_matches_nothing_is_warned_of_by_every_command(call: Call, watch: Watch) -> None:
    watch.target(TARGET)
    watch.replace("tags = []", 'tags = ["acme"]')  # the name of a service, where a tag is wanted

    called = call("targets", "--json", "--settings", watch.settings)

    assert called.status == 0
    assert "subscriber counsel: 'acme' is no document, service or tag of any target" in called.err
    assert len(called.out.splitlines()) == 1
