"""Countries by the names policies print."""

from functools import cache

from policy.knowledge.sources import HOME, loaded, refusal, words
from policy.knowledge.trie import Trie

_PATH = HOME / "countries.toml"
_STAR = 4


def countries_in(found: tuple[str, ...]) -> tuple[tuple[str, int, int], ...]:
    """ISO 3166-1 codes with the first word and the one after the last, the longest name where several fit."""
    reach = 0
    kept = []
    for first, end, code in sorted(_names().scan(found), key=lambda span: (span[0], -span[1])):
        if first >= reach:
            kept.append((code, first, end))
            reach = end
    return tuple(kept)


@cache
def _names() -> Trie[str]:
    table = loaded(_PATH).get("countries")
    if not isinstance(table, dict):
        raise refusal(_PATH, "[countries]", "[countries] is missing")
    names: Trie[str] = Trie(_STAR, ())
    for code in table:
        for name in words(_PATH, table, code, "[countries]"):
            names.add(name, code)
    return names
