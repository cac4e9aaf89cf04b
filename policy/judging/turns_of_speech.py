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
    found = _patterns(name).get(sentence.phrase.language or "")
    return tuple([match[0] for match in found.finditer(folded(sentence.text))]) if found else ()


def says_words(name: str, language: str | None, words: str) -> bool:
    """The same of any words, folded already."""
    found = _patterns(name).get(language or "")
    return bool(found and found.search(words))


def has_turns(name: str, language: str | None) -> bool:
    """Whether any are known in that language."""
    return (language or "") in _patterns(name)


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {language: re.compile(one) for language, one in patterns(name).items()}
