"""Contacts that came, went or were replaced. A changed contact e-mail is always material."""

from collections import Counter
from collections.abc import Iterator

from policy.facts import Sentence
from policy.facts.cues import is_spoken_of
from policy.judging.comparison import Comparison, Pair, Side, StatedFact
from policy.judging.findings import Claim, finding, listed
from policy.model.changes import Direction, FactType, Finding, Kind

_ROLES = ("email", "phone", "address")
_OF_A_COUNTRY = 3  # digits of the longest prefix of a country (ITU-T E.164)
_SAME = 0.75  # share of an address's words found in the other document from which it is there, laid out otherwise


def contacts(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each way of reaching the publisher."""
    for role in _ROLES:
        came = _of_role(comparison.came(FactType.CONTACT), role)
        went = _of_role(comparison.went(FactType.CONTACT), role)
        if role == "address":
            came = [one for one in came if not _is_laid_out_otherwise(one, comparison.before)]
            went = [one for one in went if not _is_laid_out_otherwise(one, comparison.after)]
        if role == "phone":
            came = [one for one in came if not _is_dialled_otherwise(one, comparison.before)]
            went = [one for one in went if not _is_dialled_otherwise(one, comparison.after)]
        if came and not went:
            fresh = {id(one.mark) for one in came}
            went = [old for old, new in comparison.exchanged(FactType.CONTACT, role) if id(new.mark) in fresh]
            went = went or _fewer(comparison, role)
        if (came or went) and not (role == "email" and comparison.is_veiled):
            yield _finding(role, went, came)
            yield from _implied(comparison, came, went)


def _finding(role: str, went: list[StatedFact], came: list[StatedFact]) -> Finding:
    old, new = listed([_printed(one) for one in went]), listed([_printed(one) for one in came])
    before = went[0].sentence if went else None
    after = came[0].sentence if came else None
    rule = f"contacts/{role}"
    if all(_is_of_an_authority(one.sentence) for one in (*went, *came)):
        direction = Direction.CHANGED if went and came else Direction.ADDED if came else Direction.REMOVED
        return finding(
            Claim(Kind.COMPLAINT_CHANNEL, direction, " → ".join(filter(None, (old, new))), rule), Pair(before, after)
        )
    if went and came:
        return finding(Claim(Kind.CONTACT, Direction.CHANGED, f"{old} → {new}", rule), Pair(before, after))
    if came:
        return finding(Claim(Kind.CONTACT, Direction.ADDED, new, rule), Pair(before, after))
    return finding(Claim(Kind.CONTACT, Direction.REMOVED, old, rule), Pair(before, after))


def _is_of_an_authority(sentence: Sentence) -> bool:
    """It tells where to complain, and not how to reach the publisher as well."""
    complains = _speaks_of(sentence, Kind.COMPLAINT_CHANNEL, alone=True)
    return complains and not _speaks_of(sentence, Kind.CONTACT, alone=True)


def _implied(comparison: Comparison, came: list[StatedFact], went: list[StatedFact]) -> Iterator[Finding]:
    """A contact inside a sentence on how to use a right is part of the procedure."""
    for new in came or went:
        if not _speaks_of(new.sentence, Kind.RIGHTS_PROCEDURE) and not _speaks_of(new.sentence, Kind.RIGHTS):
            continue
        other = comparison.counterpart(new.sentence)
        before, after = (other, new.sentence) if came else (new.sentence, other)
        if before is not None and after is not None:
            what = _printed(new)
            yield finding(
                Claim(Kind.RIGHTS_PROCEDURE, Direction.CHANGED, what, "contacts/procedure"), Pair(before, after)
            )
            return


def _speaks_of(sentence: Sentence, kind: Kind, *, alone: bool = False) -> bool:
    around = (sentence.text,) if alone else (sentence.text, sentence.phrase.lead, sentence.phrase.heading)
    return is_spoken_of({kind}, sentence.phrase.language, *around)


def _fewer(comparison: Comparison, role: str) -> list[StatedFact]:
    """Contacts that are still named, but no longer wherever they were: the new one took a place of theirs."""
    if role != "email":
        return []
    counts = Counter(value for value in _mailboxes(comparison.after))
    counts.subtract(_mailboxes(comparison.before))
    stated = comparison.before.facts(FactType.CONTACT)
    return [one for one in stated if one.mark.role == role and counts[one.mark.value] < 0]


def _mailboxes(side: Side) -> list[str]:
    return [one.mark.value for one in side.facts(FactType.CONTACT) if one.mark.role == "email"]


def _of_role(stated: tuple[StatedFact, ...], role: str) -> list[StatedFact]:
    return [fact for fact in stated if fact.mark.role == role]


def _is_laid_out_otherwise(fact: StatedFact, other: Side) -> bool:
    """The other document holds the same numbers and nearly the same words."""
    words = fact.mark.value.split()
    numbers = [word for word in words if any(sign.isdigit() for sign in word)]
    known = sum(map(other.has_word, words))
    return all(map(other.has_word, numbers)) and known >= _SAME * len(words)


def _is_dialled_otherwise(fact: StatedFact, other: Side) -> bool:
    """The other document holds the number as it is dialled from home, or from abroad."""
    number = fact.mark.value
    return any(_is_same_number(number, one.mark.value) for one in _of_role(other.facts(FactType.CONTACT), "phone"))


def _is_same_number(one: str, other: str) -> bool:
    """ "+44 20 …", "0044 20 …" and "020 …"."""
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return long.endswith(short) and len(long) - len(short) <= _OF_A_COUNTRY


def _printed(fact: StatedFact) -> str:
    mark = fact.mark
    return fact.sentence.text[mark.start : mark.end] if mark.role != "email" else mark.value
