"""Keeps: the only room that knows SQLAlchemy."""

from storage.archive import SqlArchive
from storage.backups import back_up, require_backup, restore
from storage.engines import data_folder
from storage.errors import DamagedError, LockHeldError, SchemaError, StorageError, UnavailableError
from storage.hosts import SqlHostBook
from storage.library import SqlLibrary
from storage.opening import lease_token, open_archive, open_host_book, open_library, open_registry
from storage.registry import SqlRegistry
from storage.schema import SchemaState, migrate, require_writable, schema_state

__all__ = [
    "DamagedError",
    "LockHeldError",
    "SchemaError",
    "SchemaState",
    "SqlArchive",
    "SqlHostBook",
    "SqlLibrary",
    "SqlRegistry",
    "StorageError",
    "UnavailableError",
    "back_up",
    "data_folder",
    "lease_token",
    "migrate",
    "open_archive",
    "open_host_book",
    "open_library",
    "open_registry",
    "require_backup",
    "require_writable",
    "restore",
    "schema_state",
]
