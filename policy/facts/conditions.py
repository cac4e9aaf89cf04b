"""Under which condition something is done, as printed."""

import re
from functools import lru_cache

from policy.facts.sentences import Phrase
from policy.knowledge.tokens import folded

_CONDITION = re.compile(
    r"\b(?:except\b|unless\b|only if\b|only when\b|provided that\b|"
    r"(?:with|upon|after|only with|subject to) (?:obtaining )?your "
    r"(?:prior |express |explicit |written )*(?:consent|permission)|"
    r"if (?!any)|where required|when required|"
    r"kecuali\b|jika\b|apabila\b|bila\b|setelah (?:memperoleh|mendapat\w*) persetujuan|dengan persetujuan|hanya jika|"
    r"кроме\b|за исключением\b|если\b|только (?:после|с)\b|с вашего|при условии|"
    r"без вашего (?:предварительного )?согласия)"
)
_END = re.compile(r"[.;:!?]|\Z")
_LONGEST = 160


@lru_cache(maxsize=20_000)
def condition(phrase: Phrase) -> str:
    """The first conditional clause of the sentence up to its end; "": the sentence sets none."""
    low = folded(phrase.text)
    match = _CONDITION.search(low)
    if match is None:
        return ""
    stop = _END.search(low, match.end())
    end = stop.start() if stop else len(low)
    return phrase.text[match.start() : min(end, match.start() + _LONGEST)].strip(" ,")
