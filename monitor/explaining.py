"""What went wrong, in words for the operator: for what the world does, never for mistakes of ours."""

import errno
from dataclasses import dataclass

from monitor.tables import SettingsError
from policy.knowledge.sources import KnowledgeError

_REMEDIES: dict[int | None, str] = {
    errno.EACCES: ". Make it readable and writable for the user that runs Clausewatch, or name another place",
    errno.ENOENT: ". Name a place that is there",
    errno.ENOSPC: ". Make room on its disk, or name a place on another",
    errno.EROFS: ". Name a place that can be written to",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Lines to print, and the exit status: 2 when something is written wrongly, 1 when something failed."""

    lines: tuple[str, ...]
    status: int


def explanation(error: BaseException) -> Explanation | None:
    """None: nobody expected this, and a traceback is what helps."""
    match error:
        case BaseExceptionGroup():
            return _of_group(error)
        case SettingsError():
            return Explanation(error.messages, 2)
        case ModuleNotFoundError(name="psycopg"):
            return Explanation(("PostgreSQL needs its driver. Install it: pip install 'clausewatch[postgres]'",), 1)
        case KnowledgeError():
            return Explanation((str(error),), 2)
        case OSError() if error.filename:
            return Explanation((f"{error.filename}: {error.strerror}{_REMEDIES.get(error.errno, '')}",), 1)
        case OSError() if error.strerror:
            return Explanation((error.strerror,), 1)
    return Explanation((str(error),), 1) if isinstance(error, _known()) else None


def _of_group(group: BaseExceptionGroup[BaseException]) -> Explanation | None:
    """Explained only if every one of them is."""
    found = [explanation(one) for one in group.exceptions]
    told = [one for one in found if one is not None]
    if len(told) < len(found):
        return None
    return Explanation(tuple(line for one in told for line in one.lines), max(one.status for one in told))


def _known() -> tuple[type[Exception], ...]:
    """The rooms' own errors; imported only now that one of them may be at hand, for they bring whole libraries."""
    from history.serving import ServingError
    from storage.errors import StorageError

    return (ServingError, StorageError)
