"""Who is responsible: another company, another legal form, another seat."""

import re
from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.contexts import is_of_a_representative, speaks_of
from policy.judging.deeds import is_statement
from policy.judging.findings import Claim, finding, listed
from policy.knowledge.tokens import words_of
from policy.model.changes import Direction, FactType, Finding, Kind, Severity
from policy.model.readings import CELL

_FORMS = {
    "Limited": "Ltd", "LTD": "Ltd", "Ltd": "Ltd", "Incorporated": "Inc", "Inc": "Inc", "Corporation": "Corp",
    "Corp": "Corp", "S.A.S": "SAS", "SAS": "SAS", "S.r.l": "Srl", "S.R.L": "Srl", "Srl": "Srl", "B.V": "BV", "BV": "BV",
    "S.p.A": "SpA", "SpA": "SpA", "L.L.C": "LLC", "LLC": "LLC", "PLC": "Plc", "plc": "Plc",
}  # fmt: skip
_FORM = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, sorted(_FORMS, key=len, reverse=True)))})\.?(?!\w)")
_SHARING = frozenset({"share", "sell"})


def controllers(comparison: Comparison) -> Iterator[Finding]:
    """A company replaced in the same sentence, or named or dropped in a sentence on who is responsible."""
    told: set[int] = set()
    for old, new in comparison.exchanged(FactType.CONTROLLER, "entity"):
        if _is_about_sharing(new.sentence) or id(new.sentence) in told:
            continue
        told.update((id(old.sentence), id(new.sentence)))
        if _is_same(old.mark.value, new.mark.value):
            continue
        what = f"{old.mark.value} → {new.mark.value}"
        kind = Kind.CONTACT if is_of_a_representative(new.sentence) else Kind.CONTROLLER
        severity = Severity.MINOR if kind is Kind.CONTROLLER and _is_within_the_house(comparison, new) else None
        claim = Claim(kind, Direction.CHANGED, what, "controllers/replaced", severity)
        yield finding(claim, Pair(old.sentence, new.sentence))
    yield from _officers(comparison, told)
    for fact in comparison.came(FactType.CONTROLLER):
        if _is_responsible(fact) and id(fact.sentence) not in told:
            before = comparison.counterpart(fact.sentence)
            what = fact.mark.value
            yield finding(
                Claim(Kind.CONTROLLER, Direction.ADDED, what, "controllers/named"), Pair(before, fact.sentence)
            )
    for fact in comparison.went(FactType.CONTROLLER):
        if _is_responsible(fact) and id(fact.sentence) not in told:
            after = comparison.counterpart(fact.sentence)
            yield finding(
                Claim(Kind.CONTROLLER, Direction.REMOVED, fact.mark.value, "controllers/dropped", Severity.MAJOR),
                Pair(fact.sentence, after),
            )
    yield from _seats(comparison)


def _is_within_the_house(comparison: Comparison, new: StatedFact) -> bool:
    """Where it is not said who is responsible, a company that the document knew for one of the publisher's does it."""
    words = words_of(new.mark.value)
    is_ours = bool(words) and words[0] in comparison.own_words and comparison.before.states(new)
    return is_ours and is_statement(new.sentence) and not speaks_of(new.sentence, Kind.CONTROLLER)


def _officers(comparison: Comparison, told: set[int]) -> Iterator[Finding]:
    """Who was the officer for data, or stood for the publisher, and is named nowhere any more."""
    for pair in comparison.stating(FactType.CONTROLLER):
        if pair.before is None or pair.after is None or id(pair.before) in told:
            continue
        names = [mark.value for mark in marks_of(pair.before.phrase, FactType.CONTROLLER)]
        gone = [name for name in names if name not in comparison.after.text]
        if gone and is_of_a_representative(pair.before) and is_of_a_representative(pair.after):
            told.add(id(pair.before))
            yield finding(Claim(Kind.CONTACT, Direction.CHANGED, listed(gone), "controllers/officer"), pair)


def _seats(comparison: Comparison) -> Iterator[Finding]:
    """Another address for the company that is responsible."""
    for old, new in comparison.exchanged(FactType.CONTACT, "address"):
        is_ours = speaks_of(new.sentence, Kind.CONTROLLER) or _is_of_the_house(comparison, old.sentence, new.sentence)
        if is_ours and _names_a_company(new.sentence) and not _is_laid_out_otherwise(old, new):
            what = f"{old.mark.value} → {new.mark.value}"
            yield finding(
                Claim(Kind.CONTROLLER, Direction.CHANGED, what, "controllers/seat", Severity.MAJOR),
                Pair(old.sentence, new.sentence),
            )


def _is_laid_out_otherwise(old: StatedFact, new: StatedFact) -> bool:
    """All words of the one address stand in the other: lines, or a country more."""
    one, two = (set(words_of(seat.mark.value)) for seat in (old, new))
    return one <= two or two <= one


def _is_same(before: str, after: str) -> bool:
    """One name is the other with words before it ("La Société Lumora S.A." is Lumora S.A.), or with its legal form
    spelt out."""
    before, after = (_FORM.sub(lambda form: _FORMS[form[0].rstrip(".")], name) for name in (before, after))
    return before == after or before.endswith(f" {after}") or after.endswith(f" {before}")


def _is_of_the_house(comparison: Comparison, before: Sentence, after: Sentence) -> bool:
    """Both sentences name the same company, and its name begins as the publisher's."""
    old, new = ({mark.value for mark in marks_of(sentence.phrase, FactType.CONTROLLER)} for sentence in (before, after))
    return any(words_of(name)[:1] and words_of(name)[0] in comparison.own_words for name in old & new)


def _names_a_company(sentence: Sentence) -> bool:
    return bool(marks_of(sentence.phrase, FactType.CONTROLLER))


def _is_about_sharing(sentence: Sentence) -> bool:
    return not _SHARING.isdisjoint(cues_of(sentence.phrase))


def _is_responsible(fact: StatedFact) -> bool:
    is_alone = len(fact.sentence.key) <= len(words_of(fact.mark.value)) + 1  # a line that names it
    is_told = is_alone or speaks_of(fact.sentence, Kind.CONTROLLER)
    if CELL in fact.sentence.text or is_of_a_representative(fact.sentence):
        return False  # a row lists others
    return is_told and not _is_about_sharing(fact.sentence)
