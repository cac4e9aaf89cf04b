"""A database taken back to the tables of an earlier revision, and its tables compared with those the code names."""

from alembic import command

from storage import guards
from storage.schema import steps
from storage.tables import metadata


def take_back(url: str, revision: str) -> None:
    """The tables are those of that revision, "base" for none; what only later ones can keep is lost."""
    with steps(url) as config:
        guards.stand_down(config.attributes["connection"])
        command.downgrade(config, revision)


def require_same_tables(url: str) -> None:
    """Nothing, when the migrated tables are those of `storage.tables`; otherwise Alembic's error names what differs."""
    with steps(url) as config:
        config.attributes["metadata"] = metadata
        command.check(config)
