"""Ages from which a service may be used, or below which it may not."""

import re
from collections.abc import Iterator

from policy.facts.cues import is_spoken_of
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.slots import in_signs, slots
from policy.knowledge.tokens import DIGIT, folded, pieces
from policy.knowledge.wording import pattern
from policy.model.changes import FactType, Kind
from policy.remembering import remembered

_AGE = re.compile(pattern("age"))
_PLAUSIBLE = range(5, 22)
_FIGURE = re.compile(r"(?:[5-9]|1\d|2[01])(?!\d)|(?![0-9])\d")  # without one of these no figures are such a number
_WORDS = {word: number for word, number in slots().numbers.items() if number in _PLAUSIBLE and len(word) > 1}
_OPENINGS = frozenset(word.split()[0] for word in _WORDS)
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})\b")
_IN_SIGNS = re.compile(r"[二三四五六七八九十]{2,3}(?=\s*[周週]?[岁歲歳])")  # 十 alone is nobody's
_UNDER = re.compile(pattern("below-an-age"))
_SPOKEN_OF = re.compile(pattern("of-age"))


@remembered(32)  # periods ask for those of a sentence right before they are asked for themselves
def ages(phrase: Phrase) -> tuple[Mark, ...]:
    """Each age in a sentence about children or minors; role: the least age, or the age below which others decide."""
    return tuple(_ages(phrase))


def _ages(phrase: Phrase) -> Iterator[Mark]:
    text = phrase.text
    is_given = DIGIT.search(text) is not None and _FIGURE.search(text) is not None
    if not (is_given or _named(text)) or not _is_about_children(phrase):
        return
    low = _IN_WORDS.sub(_in_figures, folded(phrase.text))
    low = _IN_SIGNS.sub(lambda signs: str(in_signs(signs[0])).ljust(len(signs[0])), low)
    told: set[str] = set()
    for match in _AGE.finditer(low):
        value = next(group for group in match.groups() if group)
        if int(value) in _PLAUSIBLE and value not in told:
            told.add(value)
            role = "below" if _UNDER.search(low, max(0, match.start() - 12), match.end()) else "least"
            yield Mark(FactType.AGE, value, *match.span(), "slot/age", role=role)


def _named(text: str) -> bool:
    """An age may stand in words or signs there: "thirteen", 十三."""
    return not _OPENINGS.isdisjoint(pieces(text)) or _IN_SIGNS.search(text) is not None


def _in_figures(word: re.Match[str]) -> str:
    """The number as figures, and spaces up to its length: places stay what they are."""
    return str(_WORDS[word[0]]).ljust(len(word[0]))


def _is_about_children(phrase: Phrase) -> bool:
    return is_spoken_of({Kind.CHILDREN}, phrase.language, phrase.text, phrase.heading) or bool(
        _SPOKEN_OF.search(folded(phrase.text))
    )
