"""The identifiers facts are made of, where each comes from, and the kinds of change with their weight."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policy.knowledge.sources import HOME, Table, loaded, only, refusal, text, words
from policy.model.changes import Direction, Kind, Severity

_TABLES = ("data", "purpose", "recipient", "right", "clause")
_MATCHES = ("exact", "close", "broad")  # how near the concept of the vocabulary is
_SEVERITIES = {severity.word: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a policy can name, with its place in the Data Privacy Vocabulary; "": it has none there."""

    id: str
    label: str
    group: str = ""  # of a data category; of a clause the sort of fact it is
    dpv: str = ""
    is_special: bool = False  # GDPR Art. 9, or what the text itself calls sensitive


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind of change: what it means, how much each direction weighs, and the law behind it."""

    kind: Kind
    definition: str
    severity: dict[Direction, Severity]
    is_material: bool
    anchors: tuple[str, ...]

    def weight(self, direction: Direction) -> Severity:
        """The default severity; a direction without one weighs as `changed`, and failing that as the lightest."""
        if direction in self.severity:
            return self.severity[direction]
        return self.severity.get(Direction.CHANGED, min(self.severity.values()))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Everything that can be named, by table and id."""

    entries: dict[str, dict[str, Concept]]
    groups: dict[str, Concept]
    kinds: dict[Kind, KindEntry]
    loanwords: frozenset[str]

    def ids(self, table: str) -> frozenset[str]:
        """What a vocabulary may speak of in that table; the themes are the kinds of change."""
        return frozenset(kind.value for kind in self.kinds) if table == "theme" else frozenset(self.entries[table])

    def label(self, table: str, id: str) -> str:  # noqa: A002 – it is one
        """The English name; the id itself for one without an entry."""
        entry = self.entries.get(table, {}).get(id)
        return entry.label if entry else id


@cache
def taxonomy() -> Taxonomy:
    """The project's own taxonomy."""
    return read_taxonomy(HOME / "taxonomy.toml")


def read_taxonomy(path: Path) -> Taxonomy:
    """The taxonomy in that file; KnowledgeError says where it is wrong."""
    tables = loaded(path)
    groups = _entries(path, tables, "group")
    entries = {name: _entries(path, tables, name) for name in _TABLES}
    for entry in entries["data"].values():
        if entry.group not in groups:
            raise refusal(path, f'"{entry.id}"', f"{entry.id}: there is no group {entry.group!r}", after="[[data]]")
    kinds = {entry.kind: entry for entry in (_kind(path, table) for table in _tables(tables, "kind"))}
    return Taxonomy(entries, groups, kinds, frozenset(words(path, tables, "loanwords", "")))


def _tables(tables: Table, name: str) -> list[Table]:
    found = tables.get(name, [])
    return found if isinstance(found, list) else []


def _entries(path: Path, tables: Table, name: str) -> dict[str, Concept]:
    found: dict[str, Concept] = {}
    for table in _tables(tables, name):
        only(path, table, ("id", "label", "group", "tier", "dpv", "match", "special"), f'id = "{table.get("id")}"')
        _check_origin(path, table)
        entry = Concept(
            id=text(path, table, "id", f"[[{name}]]"),
            label=text(path, table, "label", f"[[{name}]]"),
            group=str(table.get("group", "")),
            dpv=str(table.get("dpv", "")),
            is_special=bool(table.get("special", False)),
        )
        if entry.id in found:
            raise refusal(path, f'"{entry.id}"', f"{entry.id!r} is there twice; take one away", after=f"[[{name}]]")
        found[entry.id] = entry
    return found


def _check_origin(path: Path, table: Table) -> None:
    """Whoever names a concept of the vocabulary says how near it is, and by its IRI."""
    dpv, match, here = table.get("dpv", ""), table.get("match", ""), f'id = "{table.get("id")}"'
    if dpv and not str(dpv).startswith("https://w3id.org/dpv"):
        raise refusal(path, "dpv", f"{dpv!r} is no IRI of the DPV, such as https://w3id.org/dpv/pd#Name", after=here)
    if (match or dpv) and match not in _MATCHES:
        raise refusal(path, "match", f"match = {match!r}: write one of {', '.join(_MATCHES)}", after=here)


def _kind(path: Path, table: Table) -> KindEntry:
    id_ = text(path, table, "id", "[[kind]]")
    weights = table.get("severity")
    if id_ not in {kind.value for kind in Kind}:
        raise refusal(path, f'"{id_}"', f"there is no kind of change {id_!r}", after="[[kind]]")
    if not isinstance(weights, dict) or not weights or not set(weights.values()) <= set(_SEVERITIES):
        raise refusal(path, f'"{id_}"', f"{id_}: severity must map directions to {', '.join(_SEVERITIES)}")
    only(path, table, ("id", "definition", "severity", "material", "anchors", "example"), f'id = "{id_}"')
    for direction in weights:
        if direction not in {one.value for one in Direction}:
            message = f"{id_}: there is no direction {direction!r}; known are {', '.join(Direction)}"
            raise refusal(path, "severity", message, after=f'id = "{id_}"')
    return KindEntry(
        kind=Kind(id_),
        definition=text(path, table, "definition", "[[kind]]"),
        severity={Direction(direction): _SEVERITIES[weight] for direction, weight in weights.items()},
        is_material=bool(table.get("material", True)),
        anchors=words(path, table, "anchors", f'id = "{id_}"'),
    )
