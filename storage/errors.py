"""What can be wrong with a database or with what it holds."""


class StorageError(Exception):
    """The database cannot be used as it is; the message says what to do."""


class SchemaError(StorageError):
    """The tables are not those this release works with."""


class LockHeldError(StorageError):
    """Another daemon works on this database."""


class DamagedError(StorageError):
    """Stored bytes are not those that were recorded; the message names them."""
