"""`clausewatch tell --dead`: what was given up is listed with its reason, and sent again when the way is clear."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from notifications.bulletin import bulletin
from storage import open_archive
from tests.monitor.conftest import Call, Watch
from tests.support.builders import message, subscriber
from tests.support.tables import empty_archive

NOW = datetime.now(UTC)
COUNSEL = subscriber("counsel")


@pytest.fixture
def with_dead_letters(watch: Watch) -> Watch:
    """Two messages were given up: one of somebody who is still told, one of somebody who is not."""
    archive = open_archive(empty_archive(watch.folder / "clausewatch.db"))
    for reader in (COUNSEL, subscriber("former")):
        sealed = message(reader, until=NOW - timedelta(days=1))
        archive.seal(sealed)
        archive.refused(sealed.id, NOW, "550 5.1.1 no such mailbox\x1b[31m")
    archive.close()
    return watch


def test_dead_letters_are_listed_with_their_reasons(call: Call, with_dead_letters: Watch) -> None:
    called = call("tell", "--dead", "--settings", with_dead_letters.settings)

    assert called.status == 0
    assert "counsel <counsel@example.org> by mail: 1 change" in called.out
    assert f"given up {NOW:%Y-%m-%d %H:%M} UTC after 1 attempt: 550 5.1.1 no such mailbox‹U+001B›[31m" in called.out
    assert "2 dead letters. After mending what is wrong: clausewatch tell --dead --retry" in called.err


def test_programs_get_dead_letters_as_json(call: Call, with_dead_letters: Watch) -> None:
    called = call("tell", "--dead", "--json", "--settings", with_dead_letters.settings)

    rows = [json.loads(line) for line in called.out.splitlines()]
    assert {row["subscriber"]: (row["attempts"], row["is_told"]) for row in rows} == {
        "counsel": (1, True),
        "former": (1, False),
    }


def test_retrying_sends_what_was_given_up_and_leaves_former_readers_alone(call: Call, with_dead_letters: Watch) -> None:
    called = call("tell", "--dead", "--retry", "--settings", with_dead_letters.settings)

    assert (called.status, called.out) == (0, "counsel: sent: 1 change\n")
    assert "1 dead letter left alone: nobody of that id is told any more." in called.err
    (mail,) = (with_dead_letters.folder / "outbox").iterdir()
    assert b"Acme changed." in mail.read_bytes()
    again = call("tell", "--dead", "--json", "--settings", with_dead_letters.settings)
    assert [json.loads(line)["subscriber"] for line in again.out.splitlines()] == ["former"]


def test_word_to_the_operator_is_sent_again_too(call: Call, with_dead_letters: Watch) -> None:
    archive = open_archive(f"sqlite:///{with_dead_letters.folder / 'clausewatch.db'}")
    said = bulletin("op@firm.example", "folder", "watch@firm.example", "The disk is full", ("Make room.",), NOW)
    archive.seal(said)
    archive.refused(said.id, NOW, "550 no such mailbox")
    archive.close()

    called = call("tell", "--dead", "--retry", "--settings", with_dead_letters.settings)

    assert "the operator: sent: The disk is full" in called.out


def test_a_retry_that_fails_says_why_and_ends_with_one(call: Call, with_dead_letters: Watch) -> None:
    with_dead_letters.replace('folder = "outbox"', 'folder = "clausewatch.toml"')

    called = call("tell", "--dead", "--retry", "--settings", with_dead_letters.settings)

    assert (called.status, called.out) == (1, "counsel: not sent: 1 change\n")
    assert "counsel by mail: cannot write " in called.err


def test_an_address_that_keeps_refusing_is_named_by_tell(call: Call, with_dead_letters: Watch) -> None:
    archive = open_archive(f"sqlite:///{with_dead_letters.folder / 'clausewatch.db'}")
    for number in range(3):
        sealed = message(replace(COUNSEL, address="counsel@company.example"), changes=(f"acme-privacy/{number}",))
        archive.seal(sealed)
        archive.refused(sealed.id, NOW, "550 no such mailbox")
    archive.close()

    called = call("tell", "--settings", with_dead_letters.settings)

    assert called.status == 1
    assert "counsel: counsel@company.example refused mail again and again; nothing more is sent." in called.err
    assert "clausewatch tell --dead --retry" in called.err


def test_nothing_given_up_is_said(call: Call, watch: Watch) -> None:
    for flags in (("--dead",), ("--dead", "--retry")):
        called = call("tell", *flags, "--settings", watch.settings)
        assert (called.status, called.out, called.err) == (0, "", "No message was given up.\n")


@pytest.mark.parametrize(
    ("flags", "remedy"),
    [
        (("--retry",), "tell --dead --retry"),
        (("--dead", "--dry"), "ask for one of them"),
        (("--dead", "--early"), "ask for one of them"),
        (("--json",), "tell --dead --json"),
    ],
)
def test_flags_that_do_not_fit_are_refused_with_what_would(
    flags: tuple[str, ...], remedy: str, call: Call, watch: Watch
) -> None:
    called = call("tell", *flags, "--settings", watch.settings)
    assert (called.status, remedy in called.err) == (2, True)
