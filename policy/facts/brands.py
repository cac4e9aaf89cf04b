"""Who speaks, where no company is named by its legal form: the name the text uses of its publisher."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import TypeVar

from policy.facts.sentences import Sentence, Words
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern, small_words
from policy.model.changes import Fact, FactType, Polarity

W = TypeVar("W", Sentence, Words)
_NAME = r"((?:[A-ZА-ЯЁ][\w.-]*|[a-z]+[A-Z]\w*)(?:\s[A-ZА-ЯЁ][\w.-]*)?)"
_ACTS = re.compile(rf"\s{pattern('acts')}\b")  # a cheap look: in most sentences nobody of that name acts
_SPEAKS = re.compile(rf"\b{_NAME}\s+{pattern('acts')}\b")
_OWNS = re.compile(rf"\b{pattern('belongs-to')}\s+{_NAME}")
_NO_NAMES = small_words("no-names")
_OFTEN = 3  # mentions that make a name the publisher's
_THROUGHOUT, _MUCH = 8, 0.08  # lines or sentences that name nobody but the publisher, and their share of the document


def is_named_throughout(name: str, said: Collection[str]) -> bool:
    """Whether so many lines, or sentences, of a document hold the name that it is its publisher's, or its house's."""
    return sum(name in words for words in said) >= max(_THROUGHOUT, _MUCH * len(said))


def speaker(said: Iterable[tuple[tuple[str, ...], W]]) -> tuple[Fact, W] | None:
    """The name most often said to act or to own the service, at its first mention, and the words that mention it; from
    the names that each has. None: none is said often enough."""
    counts: Counter[str] = Counter()
    first: dict[str, W] = {}
    for names, words in said:
        for name in names:
            counts[name] += 1
            first.setdefault(name, words)
    if not counts or counts.most_common(1)[0][1] < _OFTEN:
        return None
    name = counts.most_common(1)[0][0]
    words = first[name]
    at = words.text.index(name)
    quote = words.quote(at, at + len(name))
    return Fact(FactType.CONTROLLER, name, Polarity.POSITIVE, quote, "name/brand", term=name, role="brand"), words


def is_the_publisher(fact: Fact, publisher: Fact) -> bool:
    """A third party of the name by which the text calls its publisher is none."""
    return fact.type is FactType.THIRD_PARTY and fact.value == publisher.value


def names_in(text: str) -> tuple[str, ...]:
    """The names a sentence says to act, or to own the service."""
    patterns = (_SPEAKS, _OWNS) if _ACTS.search(text) else (_OWNS,)
    found = (_trimmed(match[1]) for pattern in patterns for match in pattern.finditer(text))
    return tuple(filter(None, found))


def _trimmed(name: str) -> str:
    """Without a common word that only stands capitalised beside it; "": nothing else is left."""
    words = [word for word in name.split() if folded(word).strip(".-") not in _NO_NAMES]
    return words[0] if words else ""
