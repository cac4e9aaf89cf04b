"""What a sentence says in one of the turns of speech that its language has for something."""

import re
from functools import cache

from policy.facts import Sentence
from policy.knowledge.tokens import folded
from policy.knowledge.wording import patterns


def says(name: str, sentence: Sentence) -> bool:
    """Whether its own words hold one of these patterns of its language."""
    return says_words(name, sentence.phrase.language, folded(sentence.text))


def said(name: str, sentence: Sentence) -> tuple[str, ...]:
    """What of its own words the patterns of its language match, in order."""
    found = _pattern(name, sentence.phrase.language or "")
    return tuple([match[0] for match in found.finditer(folded(sentence.text))]) if found else ()


def says_words(name: str, language: str | None, words: str) -> bool:
    """The same of any words, folded already."""
    found = _pattern(name, language or "")
    return bool(found and found.search(words))


def has_turns(name: str, language: str | None) -> bool:
    """Whether any are known in that language."""
    return (language or "") in _turns(name)


@cache
def _pattern(name: str, language: str) -> re.Pattern[str] | None:
    """Compiled when that language is first asked for: a document speaks one or two of them."""
    one = _turns(name).get(language)
    return None if one is None else re.compile(one)


@cache
def _turns(name: str) -> dict[str, str]:
    return patterns(name)
