"""The sentence that explains a finding, from templates."""

from functools import cache

from policy.knowledge.sources import HOME, Table, loaded
from policy.model.changes import Direction, Kind

_LANGUAGE = "en"


def reason(kind: Kind, direction: Direction, what: str, language: str = _LANGUAGE) -> str:
    """One plain sentence in that language, in English where it has none."""
    templates = _templates()
    spoken = templates.get(language, templates[_LANGUAGE])
    for table in (_table(spoken, kind.value), _table(spoken, "default")):
        template = table.get(direction.value)
        if isinstance(template, str):
            return template.replace("{what}", what) if what else template.replace(": {what}", "")
    raise AssertionError(f"reasons.toml has no default for {direction}")


@cache
def _templates() -> dict[str, Table]:
    return {language: table for language, table in loaded(HOME / "reasons.toml").items() if isinstance(table, dict)}


def _table(spoken: Table, key: str) -> Table:
    found = spoken.get(key, {})
    return found if isinstance(found, dict) else {}
