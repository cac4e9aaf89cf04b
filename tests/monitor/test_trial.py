"""`clausewatch tell --trial`: every reader gets a message that only shows that it arrives."""

import email
from email.policy import default

import pytest

from storage import open_archive
from tests.monitor.conftest import Call, Watch
from tests.support.tables import empty_archive


def _mail(watch: Watch) -> email.message.EmailMessage:
    (file,) = (watch.folder / "outbox").iterdir()
    return email.message_from_bytes(file.read_bytes(), policy=default)


def test_a_trial_reaches_a_reader_before_there_is_anything_to_tell(call: Call, watch: Watch) -> None:
    empty_archive(watch.folder / "clausewatch.db")

    tried = call("tell", "--trial", "--settings", watch.settings)

    mail = _mail(watch)
    assert (tried.status, tried.out.startswith("counsel: sent: Trial, you are reached")) == (0, True)
    assert mail["To"] == "counsel@company.example"
    assert "A trial: you are reached" in mail.as_string()


def test_a_trial_leaves_what_is_to_be_told_as_it_is(call: Call, watch: Watch) -> None:
    address = empty_archive(watch.folder / "clausewatch.db")

    call("tell", "--trial", "--settings", watch.settings)

    archive = open_archive(address)
    assert (archive.told_until("counsel"), archive.waiting()) == (None, ())
    archive.close()


def test_a_trial_that_is_not_taken_says_why_and_is_not_kept(call: Call, watch: Watch) -> None:
    address = empty_archive(watch.folder / "clausewatch.db")
    (watch.folder / "outbox").write_text("a file where the folder should be")

    tried = call("tell", "--trial", "--settings", watch.settings)

    archive = open_archive(address)
    assert tried.status == 1
    assert "counsel by folder:" in tried.err
    assert archive.waiting() == ()
    archive.close()


@pytest.mark.parametrize("other", ["--dry", "--early", "--dead"])
def test_a_trial_is_asked_for_alone(call: Call, watch: Watch, other: str) -> None:
    tried = call("tell", "--trial", other, "--settings", watch.settings)

    assert tried.status == 2
    assert "--trial sends a message of its own" in tried.err


def test_who_sees_nothing_due_hears_how_to_try_it(call: Call, watch: Watch) -> None:
    empty_archive(watch.folder / "clausewatch.db")

    shown = call("tell", "--dry", "--settings", watch.settings)

    assert "counsel: nothing is due; whether mail arrives: clausewatch tell --trial." in shown.err
