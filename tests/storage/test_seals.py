"""Seals and links: the same whether a row is written today or was written before there were any."""

from sqlalchemy import select

from storage import engines, migrate
from storage.schema import take_back
from storage.tables import metadata
from tests.support.filled import fill


def _seals(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = engines.reader(url)
    with engine.begin() as db:
        found = {
            table.name: sorted(
                tuple(row)
                for row in db.execute(
                    select(*table.primary_key, *(table.c[name] for name in ("seal", "link", "head") if name in table.c))
                )
            )
            for table in metadata.sorted_tables
            if "seal" in table.c or "link" in table.c
        }
    engine.dispose()
    return found


def test_rows_from_before_get_the_seals_they_would_have_got(url: str) -> None:
    fill(url)
    before = _seals(url)

    take_back(url, "0003")
    migrate(url)

    assert all(before.values())
    assert _seals(url) == before
