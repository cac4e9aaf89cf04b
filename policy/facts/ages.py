"""Ages from which a service may be used, or below which it may not."""

import re
from collections.abc import Iterator

from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import hits
from policy.knowledge.tokens import DIGIT, folded
from policy.model.changes import FactType, Kind

_AGE = re.compile(
    r"\b(?:under|over|below|above|aged?|ages|age of|at least|younger than|older than|minimum age(?: is| of)?)"
    r"\s+(\d{1,2})\b"
    r"|\b(\d{1,2})\s*(?:years? (?:old|of age)|or (?:older|over|above)|and (?:older|over|above))"
    r"|\b(?:usia|umur|berusia|berumur|di bawah|dibawah|minimal|minimum)\s+(?:\w+\s+)?(\d{1,2})\b"
    r"|\b(\d{1,2})\s*tahun\b"
    r"|\b(?:младше|старше|достигш\w+|моложе|с|до|от)\s+(\d{1,2})(?:-ти)?\s*(?:лет|год|-летн)"
    r"|\b(\d{1,2})\s*(?:лет\b|-летн\w+)"
    r"|\b(?:moins de|plus de|âgés? de|au moins|minimum|mayor(?:es)? de|al menos|maior(?:es)? de|"
    r"menor(?:es)? de|pelo menos|maggior[ei] di|minor[ei] di|almeno|età di|meno di|unter|über|ab|mindestens|jünger als|"
    r"älter als|jonger dan|ouder dan|minstens|onder de|vanaf|under|over)\s+(?:de\s+|i\s+|los\s+)?(\d{1,2})\s*"
    r"(?:ans|años|anos|anni|jahren?|jaar|år|lat)\b"
    r"|\b(\d{1,2})\s*(?:ans|años|anos|anni|jahren?|jaar|år|lat)\b"
    r"|(?<!\d)(\d{1,2})\s*歳"
)
_PLAUSIBLE = range(5, 22)
_UNDER = re.compile(
    r"\b(?:under|below|younger|di ?bawah|kurang dari|младше|моложе|до|не достигш\w+|moins de|menor(?:es)? de|"
    r"minor[ei] di|meno di|unter|jünger|jonger|onder de)\b|\d\s*歳(?:未満|以下)"
)


def ages(phrase: Phrase) -> Iterator[Mark]:
    """Each age in a sentence about children or minors; role: the least age, or the age below which others decide."""
    if not DIGIT.search(phrase.text) or not _is_about_children(phrase):
        return
    low = folded(phrase.text)
    told: set[str] = set()
    for match in _AGE.finditer(low):
        value = next(group for group in match.groups() if group)
        if int(value) in _PLAUSIBLE and value not in told:
            told.add(value)
            role = "below" if _UNDER.search(low, max(0, match.start() - 12), match.end()) else "least"
            yield Mark(FactType.AGE, value, *match.span(), "slot/age", role=role)


def _is_about_children(phrase: Phrase) -> bool:
    return any(
        hit.table == "theme" and hit.id == Kind.CHILDREN
        for words in (phrase.text, phrase.heading)
        for hit in hits(phrase.language, words)
    ) or bool(_WORD_FOR_AGE.search(folded(phrase.text)))


_WORD_FOR_AGE = re.compile(
    r"\b(?:years? old|years? of age|age|aged|usia|berusia|umur|berumur|возраст\w*|лет и старше|âgée?s?|ans ou plus|"
    r"moins de \d\d ans|mayores de|menores de|maiores de|menores de|maggiori di|minori di|età|lebensjahr|jahre alt|"
    r"jaar oud|leeftijd)\b|歳"
)
