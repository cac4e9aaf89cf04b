"""Which verbs of a sentence are denied, and by whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy.facts.cues import cues_of, in_order
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import Hit
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern, patterns
from policy.model.readings import CELL
from policy.remembering import remembered

_VERBS = frozenset({"collect", "use", "share", "retain", "sell"})
_VERBS_BETWEEN = {language: re.compile(row) for language, row in patterns("verbs-in-a-row").items()}
_REACH = 45  # signs between a negation and the verb it denies
_AT_ONCE = 8  # the same where it is part of the verb or stands right behind it
_NOT_A_DENIAL = re.compile(pattern("no-denial"))
_BREAK = re.compile(pattern("denial-ends"))
_OTHERS = re.compile(pattern("others"))
_FLAT_DENIAL = re.compile(rf"{pattern('flat-denial')}(?! {pattern('no-promise')}) \w+")
_SAYS_ITS_SUBJECT = frozenset({"en", "fr", "de", "nl"})  # without one, "do not" is a command or a label
_NAMES_ITSELF = frozenset({"id", "ru"})
_NEGATES_BEHIND = frozenset({"ja", "ko", "tr", "hi"})  # the negation ends the verb, or follows at once
_NEGATES_LATER = frozenset({"de", "nl", "sv", "da", "no"})  # it may follow the verb
_OF_A_NOUN = re.compile(pattern("denial-of-a-noun"))
_PASSIVE = re.compile(pattern("passive-denial"))


@dataclass(frozen=True, slots=True)
class Denial:
    """A verb that is denied; `is_ours`: the publisher is the one who does not do it."""

    verb: str
    start: int  # of the negation
    end: int  # of the verb
    is_ours: bool


@remembered()
def denials(phrase: Phrase) -> tuple[Denial, ...]:
    """The denied verbs, in order."""
    cues = cues_of(phrase)
    negations = cues.get("negation")
    if not negations:
        return ()
    ours = cues.get("first-person", ())
    low = folded(phrase.text)
    excused = [match.span() for match in _NOT_A_DENIAL.finditer(low)]
    denied = []
    for verb in in_order(cues, _VERBS):
        near = [no for no in negations if _governs(no, verb, low, phrase.language)]
        near = [no for no in near if not any(start < no.end and no.start < end for start, end in excused)]
        if near:
            denied.append(
                Denial(
                    verb.id,
                    near[-1].start,
                    max(verb.end, near[-1].end),
                    _is_ours(near[-1], ours, low, phrase.language),
                )
            )
    named = () if denied else _named(phrase, low)
    return (*denied, *named, *_others(low, ours, (*denied, *named), excused, phrase.language))


def _named(phrase: Phrase, low: str) -> tuple[Denial, ...]:
    """What a noun names, and does not take place: by nobody, so not by the publisher."""
    denial = _OF_A_NOUN.search(low)
    if denial is None:
        return ()
    start = max(low.rfind(".", 0, denial.start()), low.rfind(";", 0, denial.start()), 0)
    verb = next((hit for hit in in_order(cues_of(phrase), _VERBS) if start <= hit.start < denial.start()), None)
    return (Denial(verb.id, verb.start, denial.end(), is_ours=True),) if verb else ()


def _others(
    low: str, ours: Sequence[Hit], denied: Sequence[Denial], excused: list[tuple[int, int]], language: str | None
) -> Iterator[Denial]:
    """Whatever else the publisher says in so many words that it does not do: "we do not track"."""
    for match in _FLAT_DENIAL.finditer(low):
        is_near = any(0 <= match.start() - hit.end <= 1 for hit in ours) or _names_itself(
            low[: match.start()], language
        )
        is_known = any(denial.start <= match.end() and match.start() <= denial.end for denial in denied)
        if is_near and not is_known and not any(start <= match.start() < end for start, end in excused):
            yield Denial("other", match.start(), match.end(), is_ours=True)


def _names_itself(before: str, language: str | None) -> bool:
    """The sentence opens with one name and what it never does, in a language whose verbs need no "we"."""
    is_name = len(before.split()) == 1 and not _OTHERS.search(before)
    return is_name and language in _NAMES_ITSELF


def is_denied(phrase: Phrase, start: int) -> bool:
    """Whether what stands at `start` is the object of a verb that is denied."""
    low = folded(phrase.text)
    if CELL in phrase.text and any(denial.is_ours for denial in denials(phrase)):
        return True  # in a row the denial stands in a cell of its own
    after = phrase.language in _NEGATES_BEHIND
    return any(
        denial.start <= start <= denial.end
        or (start <= denial.end if after else denial.end <= start and not _BREAK.search(low, denial.end, start))
        or _is_not_asked_for(phrase, low, start, denial)
        for denial in denials(phrase)
        if denial.is_ours
    )


def _is_not_asked_for(phrase: Phrase, low: str, start: int, denial: Denial) -> bool:
    """What opens the clause is what nobody collects: "el DNI no se pide". What is not sold may be collected."""
    if denial.verb != "collect" or re.search(r"[,.;:]", low[start : denial.start]):
        return False
    cues = cues_of(phrase)
    earlier = (*in_order(cues, _VERBS), *cues.get("first-person", ()))
    return start < denial.start and "exception" not in cues and not any(hit.start < denial.start for hit in earlier)


def _governs(negation: Hit, verb: Hit, low: str, language: str | None) -> bool:
    if negation.start <= verb.start < negation.end:
        return True  # it is one word with the verb, or stands around it: "neprodáváme", "ne vendons pas"
    if language in _NEGATES_BEHIND and verb.start <= negation.start <= verb.end + _AT_ONCE:
        return True
    if language in _NEGATES_LATER and verb.start <= negation.start <= verb.end + _REACH:
        return True
    if not 0 <= verb.start - negation.end <= _REACH:
        return False
    between = low[negation.end : verb.start]
    row = _VERBS_BETWEEN.get(language or "")
    return not re.search(r"[,.;:]", between) or bool(row and row.fullmatch(between))


def _is_ours(negation: Hit, ours: Sequence[Hit], low: str, language: str | None) -> bool:
    """The nearest subject before the negation is the publisher; without any, it is too: "never sold"."""
    before = [hit.start for hit in ours if hit.start < negation.end]
    others = [match.start() for match in _OTHERS.finditer(low, 0, negation.start)]
    if before and (not others or before[-1] > others[-1]):
        return True
    if language in _SAYS_ITS_SUBJECT:
        return bool(_PASSIVE.match(low, negation.start)) and not others
    clause = max(low.rfind(",", 0, negation.start), low.rfind(";", 0, negation.start), 0)
    return not any(place >= clause for place in others)
