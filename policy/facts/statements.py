"""Facts gathered: each once, with the sentence that says it first."""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from policy.facts.sentences import Sentence, sentences
from policy.model.changes import Fact
from policy.model.readings import Reading
from policy.model.statements import Statement

_POLICY = Path(__file__).parents[1]
_EYES = ("facts", "knowledge", "language.py")  # of policy: all that decides which facts are found in a reading


def statements(reading: Reading, facts: Iterable[Fact]) -> tuple[Statement, ...]:
    """What these facts of the reading say, in its order."""
    places = defaultdict[str, list[Sentence]](list)
    for sentence in sentences(reading):
        places[sentence.section.id].append(sentence)
    found: dict[tuple[str, ...], tuple[Fact, int]] = {}
    for fact in facts:
        key = (fact.type, fact.value.casefold(), fact.polarity, fact.role)
        first, times = found.get(key, (fact, 0))
        found[key] = first, times + 1
    return tuple(Statement(fact, _said(places[fact.quote.section_id], fact), times) for fact, times in found.values())


def _said(section: list[Sentence], fact: Fact) -> str:
    """The sentence the fact stands in; its own words where there is none."""
    at = bisect_right(section, fact.quote.start, key=lambda sentence: sentence.start) - 1
    return section[at].text if at >= 0 else fact.quote.text


@cache
def eyes() -> str:
    """The edition of the extractors and of what they know; another one may find other facts in the same words."""
    digest = hashlib.sha256()
    for name in _EYES:
        place = _POLICY / name
        for file in sorted(place.rglob("*")) if place.is_dir() else (place,):
            if file.suffix in (".py", ".toml"):
                digest.update(file.relative_to(_POLICY).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
