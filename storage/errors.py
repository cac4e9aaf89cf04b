"""What can be wrong with a database or with what it holds."""

from policy.model.shelf import OutOfReachError


class StorageError(Exception):
    """The database cannot be used as it is; the message says what to do."""


class SchemaError(StorageError):
    """The tables are not those this release works with."""


class UnavailableError(StorageError, OutOfReachError):
    """The database cannot be used now: locked, full, unreachable. Nothing was kept; later it may work again."""


class LockHeldError(StorageError):
    """Another daemon works on this database; `holder` is the name it gave."""

    def __init__(self, message: str, holder: str) -> None:
        super().__init__(message)
        self.holder = holder


class DamagedError(StorageError):
    """Stored bytes are not those that were recorded; the message names them."""
