import errno

import pytest

from history.serving import ServingError
from monitor.explaining import Explanation, explanation
from monitor.tables import SettingsError
from storage import LockHeldError, SchemaError


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SettingsError(("a", "b")), 2),
        (SchemaError("the tables are old"), 1),
        (LockHeldError("another daemon works on it", "host process 1"), 1),
        (ServingError("the port is taken"), 1),
        (PermissionError(13, "Permission denied", "/somewhere"), 1),
        (ModuleNotFoundError("No module named 'psycopg'", name="psycopg"), 1),
    ],
)
def test_what_the_world_does_is_explained(error: Exception, status: int) -> None:
    found = explanation(error)

    assert found is not None
    assert found.status == status
    assert all(found.lines)


def test_a_place_that_cannot_be_written_says_what_to_do() -> None:
    full = explanation(OSError(errno.ENOSPC, "No space left on device", "heads.json"))

    said = "heads.json: No space left on device. Make room on its disk, or name a place on another"
    assert full == Explanation((said,), 1)


@pytest.mark.parametrize(
    "error", [KeyError("x"), AssertionError(), ModuleNotFoundError("No module named 'monitor.x'", name="monitor.x")]
)
def test_a_mistake_of_ours_is_not_explained_away(error: Exception) -> None:
    assert explanation(error) is None
    assert explanation(ExceptionGroup("both", [error, ServingError("the port is taken")])) is None


def test_errors_that_came_together_are_told_together() -> None:
    group = ExceptionGroup("both", [ServingError("the port is taken"), SettingsError(("a", "b"))])

    assert explanation(group) == Explanation(("the port is taken", "a", "b"), 2)
