"""Somebody who owns the database, and changes what nobody may."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from storage import engines, guards


@contextmanager
def intruder(url: str) -> Iterator[Connection]:
    """A transaction without guards, who stand again as if nothing had been."""
    engine = engines.writer(url)
    with engine.begin() as db:
        guards.stand_down(db)
        yield db
        guards.stand(db)
    engine.dispose()
