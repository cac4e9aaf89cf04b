"""Under which condition something is done, as printed."""

import re

from policy.facts.sentences import Phrase
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern
from policy.remembering import remembered

_CONDITION = re.compile(pattern("condition"))
_END = re.compile(r"[.;:!?]|\Z")
_LONGEST = 160  # signs of a condition


@remembered()
def condition(phrase: Phrase) -> str:
    """The first conditional clause of the sentence up to its end; "": the sentence sets none."""
    low = folded(phrase.text)
    match = _CONDITION.search(low)
    if match is None:
        return ""
    stop = _END.search(low, match.end())
    end = stop.start() if stop else len(low)
    return phrase.text[match.start() : min(end, match.start() + _LONGEST)].strip(" ,")
