"""The tables as they are today; `storage.migrations` makes them, and a test compares the two.

No key is counted up across targets, so that databases can be split and merged by `targets.host_hash`.
"""

from storage.tables.common import metadata
from storage.tables.evidence import bodies, changes, held, looks, moves, removals, sightings, targets, versions
from storage.tables.indexes import facts, passages, shelves, stated
from storage.tables.readership import departures, requests, subscriptions, tries
from storage.tables.running import hosts, locks, robots, stamps
from storage.tables.telling import entries, messages, notices, windows

__all__ = [
    "bodies", "changes", "departures", "entries", "facts", "held", "hosts", "locks", "looks", "messages", "metadata",
    "moves", "notices", "passages", "removals", "requests", "robots", "shelves", "sightings", "stamps", "stated",
    "subscriptions", "targets", "tries", "versions", "windows",
]  # fmt: skip
