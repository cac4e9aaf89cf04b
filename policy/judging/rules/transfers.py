"""Countries where data is kept or sent, that came or went."""

import re
from collections.abc import Iterator

from policy.judging.comparison import Comparison, Statement
from policy.judging.findings import finding, listed
from policy.model.changes import Direction, FactType, Finding, Kind

_NEAR = 45  # signs before the country
_LIVES = re.compile(
    r"\b(?:you(?: are|'re)? (?:located|based|resid\w+|liv\w+|a resident)|resid(?:e|es|ents?|ing) (?:in|of)|"
    r"citizens? of|"
    r"berada di|tinggal di|penduduk|warga|проживает\w*|находитесь|жител\w+|гражданин\w*|résid\w+|habit\w+|"
    r"wohn\w+|ansässig|einwohner\w*|resid\w+|vive[ns]?|moram?|abit\w+|woon\w+|inwoners?)\b[^.;]*$|在住",
    re.IGNORECASE,
)


def transfers(comparison: Comparison) -> Iterator[Finding]:
    """One country for another in the same sentence, or a new one in a sentence on storing and sending."""
    came, went = comparison.came(FactType.TRANSFER), comparison.went(FactType.TRANSFER)
    told = []
    for statement in came:
        partner = comparison.counterpart(statement.sentence)
        old = [one for one in went if one.sentence is partner]
        if (old or statement.mark.role == "transfer") and not _is_of_the_reader(statement):
            told.append((old, statement))
    if not told:
        return
    old, new = [one for gone, _ in told for one in gone], [statement for _, statement in told]
    before = old[0].sentence if old else comparison.counterpart(new[0].sentence)
    names = listed([_name(one) for one in new])
    direction = Direction.CHANGED if old else Direction.ADDED
    what = f"{listed([_name(one) for one in old])} → {names}" if old else names
    yield finding(Kind.INTERNATIONAL_TRANSFER, direction, what, before, new[0].sentence, "transfers/country")


def _is_of_the_reader(statement: Statement) -> bool:
    """The country is where the reader lives, not where data goes."""
    text, start = statement.sentence.text, statement.mark.start
    return bool(_LIVES.search(text, max(0, start - _NEAR), start))


def _name(statement: Statement) -> str:
    return statement.mark.value
