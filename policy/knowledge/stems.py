"""Words without what grammar adds to them, roughly: enough to tell a word in another form from another word."""

import re

from policy.knowledge.wording import patterns
from policy.remembering import remembered

_LEAST = 3  # letters that must be left
_RUSSIAN_LEAST, _RUSSIAN_ENDING, _RUSSIAN_ROOT = 4, 2, 6
_MALAY = frozenset({"id", "ms"})  # they put the same before and behind their words
_PREFIX = re.compile(f"^{patterns('prefixes')['id']}")
_SUFFIX = re.compile(f"{patterns('suffixes')['id']}$")
_LOST = re.compile(f"^{patterns('lost-behind-a-prefix')['id']}")


@remembered(50_000)
def stem(word: str, language: str | None) -> str:
    """What is left of a folded word; itself, in a language whose grammar is not known here."""
    if language in _MALAY:
        return _stripped(_stripped(_stripped(word, _SUFFIX), _PREFIX), _LOST)
    if language == "ru" and len(word) >= _RUSSIAN_LEAST + _RUSSIAN_ENDING:
        return word[: min(_RUSSIAN_ROOT, len(word) - _RUSSIAN_ENDING)]
    return word


def _stripped(word: str, affix: re.Pattern[str]) -> str:
    left = affix.sub("", word)
    return left if len(left) >= _LEAST else word
