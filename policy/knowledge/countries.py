"""Countries, and the states of two of them, by the names policies print."""

from functools import cache

from policy.knowledge.sources import HOME, loaded, refusal, text, words
from policy.knowledge.trie import Trie

_PATH = HOME / "countries.toml"
_STAR = 4  # letters that may follow a stem, the most


def countries_in(found: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """ISO 3166 codes with the first word and the one after the last, the longest name where several fit."""
    reach = 0
    kept = []
    for first, end, code in sorted(_names().scan(found), key=lambda span: (span[0], -span[1])):
        if first >= reach:
            kept.append((code, first, end))
            reach = end
    return tuple(kept)


def country_of(code: str) -> str:
    """The country of a state, by their codes; a country is its own."""
    return code.partition("-")[0]


def country_name(code: str, language: str = "en") -> str:
    """Its name in that language, in English where we have none; the code itself where we know none at all."""
    told = _told().get(language, {}).get(code)
    if told:
        return told
    name = next(iter(_table().get(code, ())), code)
    return name if name == code else " ".join(word.capitalize() for word in name.split())


@cache
def _names() -> Trie[str]:
    names: Trie[str] = Trie(_STAR, (), words(_PATH, loaded(_PATH), "prefixes", ""))
    for code, listed in _table().items():
        for name in listed:
            names.add(name, code)
    return names


@cache
def _told() -> dict[str, dict[str, str]]:
    """Names as readers of a language know them."""
    named = loaded(_PATH).get("names", {})
    if not isinstance(named, dict):
        raise refusal(_PATH, "[names]", "[names] holds one table for each language")
    return {
        language: {code: text(_PATH, table, code, f"[names.{language}]") for code in table}
        for language, table in named.items()
        if isinstance(table, dict)
    }


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = loaded(_PATH).get("countries")
    if not isinstance(table, dict):
        raise refusal(_PATH, "[countries]", "[countries] is missing")
    return {code: words(_PATH, table, code, "[countries]") for code in table}
