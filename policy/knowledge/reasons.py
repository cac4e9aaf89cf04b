"""The sentence that explains a finding, from templates."""

from functools import cache
from pathlib import Path

from policy.knowledge.sources import HOME, Table, loaded, refusal, text
from policy.model.changes import Direction, Kind

_PATH = HOME / "reasons.toml"
_ENGLISH = "en"
# Why a finding weighs what it weighs, what references to law are, and what is said of restless places.
_GROUNDS = ("usual", "lighter", "heavier", "unnamed", "watch", "law", "restless")


def reason(kind: Kind, direction: Direction, what: str, language: str = _ENGLISH) -> str:
    """One plain sentence in that language, in English where we have no sentences of it."""
    templates = _templates()
    spoken = templates.get(language, templates[_ENGLISH])
    what = what.rstrip(".")  # the sentence has a stop of its own
    own = _table(_table(spoken, "own"), kind.value).get(direction.value)
    if isinstance(own, str) and (what or "{what}" not in own):
        return own.replace("{what}", what)
    sentence = str(_table(spoken, "default" if what else "bare")[direction.value])
    return sentence.replace("{kind}", str(_table(spoken, "kinds")[kind.value])).replace("{what}", what)


def ground(name: str, language: str = _ENGLISH) -> str:
    """The sentence of that name on weights, law and restless places, in English where we have none in that language."""
    templates = _templates()
    return str(_table(templates.get(language, templates[_ENGLISH]), "grounds")[name])


@cache
def _templates() -> dict[str, Table]:
    return read_reasons(_PATH)


def read_reasons(path: Path) -> dict[str, Table]:
    """The sentences in that file; KnowledgeError says what is missing for a kind or a direction."""
    found = {language: table for language, table in loaded(path).items() if isinstance(table, dict)}
    for language, spoken in found.items():
        for kind in Kind:
            text(path, _table(spoken, "kinds"), kind.value, f"[{language}.kinds]")
        for name in _GROUNDS:
            text(path, _table(spoken, "grounds"), name, f"[{language}.grounds]")
        for tone in ("default", "bare"):
            for direction in Direction:
                text(path, _table(spoken, tone), direction.value, f"[{language}.{tone}]")
    if _ENGLISH not in found:
        raise refusal(path, "", "[en.kinds] is missing: English is the language of last resort")
    return found


def _table(spoken: Table, key: str) -> Table:
    found = spoken.get(key, {})
    return found if isinstance(found, dict) else {}
