"""What a sentence says in one of the turns of speech that its language has for something."""

from policy.facts import Sentence
from policy.knowledge.tokens import folded
from policy.knowledge.wording import turn


def says(name: str, sentence: Sentence) -> bool:
    """Whether its own words hold one of these patterns of its language."""
    return says_words(name, sentence.phrase.language, folded(sentence.text))


def said(name: str, sentence: Sentence) -> tuple[str, ...]:
    """What of its own words the patterns of its language match, in order."""
    found = turn(name, sentence.phrase.language)
    return tuple([match[0] for match in found.finditer(folded(sentence.text))]) if found else ()


def says_words(name: str, language: str | None, words: str) -> bool:
    """The same of any words, folded already."""
    found = turn(name, language)
    return bool(found and found.search(words))


def has_turns(name: str, language: str | None) -> bool:
    """Whether any are known in that language."""
    return turn(name, language) is not None
