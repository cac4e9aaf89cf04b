"""Severities of a subscriber's own, as written in the settings."""

from collections.abc import Sequence

from monitor.tables import Table, one_of
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Kind
from policy.model.digests import Weight
from policy.model.severity import Severity

_SEVERITY = one_of(one.word for one in Severity)
_KIND = one_of(Kind)


def weights(tables: Sequence[Table]) -> tuple[Weight, ...]:
    """In their order: the first that covers a finding counts."""
    return tuple(_weight(table) for table in tables)


def _weight(table: Table) -> Weight:
    if not table.has("severity"):
        table.wrong("severity", f"write what these weigh: {', '.join(one.word for one in Severity)}")
    found = Weight(
        severity=Severity[table.read("severity", "major", _SEVERITY).upper()],
        kinds=table.texts("kinds", lambda text: Kind(_KIND(text))),
        names=table.texts("data", _label),
        services=table.texts("services", str),
        tags=table.texts("tags", str),
    )
    table.close()
    return found


def _label(text: str) -> str:
    """How findings name a data category of that id."""
    entries = taxonomy().entries["data"]
    return entries[one_of(entries)(text)].label
