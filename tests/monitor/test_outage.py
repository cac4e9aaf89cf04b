import logging

import pytest

from monitor.outage import Outage
from storage import LockHeldError, StorageError, UnavailableError


def happens(outage: Outage, doing: str, error: StorageError | None = None) -> None:
    with outage.waited_out(doing):
        if error is not None:
            raise error


def said(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(record.levelname, record.getMessage()) for record in caplog.records]


def test_a_database_that_is_gone_is_said_once_and_that_it_is_back_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    outage = Outage()
    for _tick in range(3):
        happens(outage, "look", UnavailableError("no answer"))
        happens(outage, "tell", UnavailableError("no answer"))
    happens(outage, "look")
    happens(outage, "tell")
    happens(outage, "look")

    assert said(caplog) == [
        ("ERROR", "no look for now, tried again at each tick: no answer"),
        ("WARNING", "the database can be used again"),
    ]


def test_a_trouble_of_another_kind_is_said_too(caplog: pytest.LogCaptureFixture) -> None:
    outage = Outage()
    happens(outage, "look", UnavailableError("no answer"))
    happens(outage, "look", LockHeldError("another works on it", "another"))

    assert [message.partition(": ")[2] for _, message in said(caplog)] == ["no answer", "another works on it"]
