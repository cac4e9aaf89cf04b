"""Builds the tables of the knowledge into the package; called by hatchling, and by `make knowledge`."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HOUSE = Path(__file__).parent


class KnowledgeTables(BuildHookInterface):  # type: ignore[type-arg,misc] – hatchling ships no types for it
    """Runs before a wheel is packed, and before an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 – hatchling's signature
        build_tables()


def build_tables() -> None:
    """Every knowledge file has its table; KnowledgeError says which file is no TOML."""
    sys.path.insert(0, str(HOUSE))
    from policy.knowledge.built import FOLDER, HOME, built, place
    from policy.knowledge.sources import parsed

    for path in sorted(HOME.rglob("*.toml")):
        where = place(path)
        if where is not None and FOLDER not in path.parents:
            where.parent.mkdir(parents=True, exist_ok=True)
            source = path.read_bytes()
            where.write_bytes(built(source, parsed(path, source)))


if __name__ == "__main__":
    build_tables()
