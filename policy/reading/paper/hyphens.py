"""Words that were broken at the end of a line: with the hyphen that is theirs, or without the printer's."""

import re
from collections.abc import Iterable

from policy.knowledge.wording import small_words

BROKEN = "\ufffe"  # stands between the parts of a word that was broken after a hyphen
HYPHEN = "-"
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_WORD = re.compile(r"\w+")
_LAST = re.compile(r"\w+$")
_ADDRESS = re.compile(r"://|www\.|@")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The whole words of a document and those that it writes with a hyphen within a line."""
    found: set[str] = set()
    for text in texts:
        folded = text.casefold()
        found.update(_COMPOUND.findall(folded), _WORD.findall(folded))
    return frozenset(found)


def joined(text: str, words: frozenset[str]) -> str:
    """The text with its broken words made whole, as the document writes them elsewhere."""
    whole, *parts = text.split(BROKEN)
    for part in parts:
        token = whole.rpartition(" ")[2]
        first = _LAST.search(token)
        second = _WORD.match(part)
        whole += _hyphen(token, first[0] if first else "", second[0] if second else "", words) + part
    return whole


def _hyphen(token: str, first: str, second: str, words: frozenset[str]) -> str:
    """What stands between the parts: no hyphenation leaves a letter alone, or breaks before a capital."""
    left, right = first.casefold(), second.casefold()
    if right in small_words("after-open-hyphens"):
        return f"{HYPHEN} "
    if not second[:1].islower() or len(left) < 2 or left == right or _ADDRESS.search(token):
        return HYPHEN
    if f"{left}{HYPHEN}{right}" in words or (left + right not in words and left in small_words("first-parts")):
        return HYPHEN
    return ""
