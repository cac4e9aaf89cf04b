"""What a policy states beside data, purposes, recipients and rights: measures, bases, consent, notice, criteria."""

import re
from collections.abc import Iterator

from policy.facts.cues import cues_of, is_spoken_of
from policy.facts.marks import Mark
from policy.facts.named import is_inside
from policy.facts.negation import denials, is_denied
from policy.facts.periods import kept
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import Hit, hits
from policy.knowledge.taxonomy import taxonomy
from policy.knowledge.tokens import folded, words_of
from policy.knowledge.wording import pattern
from policy.model.changes import FactType, Kind, Polarity
from policy.model.readings import CELL
from policy.remembering import remembered

_TYPES: dict[str, FactType] = {
    "security": FactType.SECURITY,
    "legal-basis": FactType.LEGAL_BASIS,
    "consent": FactType.CONSENT,
    "change-notice": FactType.CHANGE_NOTICE,
    "retention": FactType.RETENTION,
    "age": FactType.AGE,
    "procedure": FactType.PROCEDURE,
    "dispute-term": FactType.DISPUTE_TERM,
    "ownership": FactType.OWNERSHIP,
    "disclosure": FactType.DISCLOSURE,
    "complaint": FactType.COMPLAINT,
    "safeguard": FactType.TRANSFER,
}
_ROLES = {"retention": "criterion", "safeguard": "safeguard"}

# What must be spoken of around a clause of that sort: in the sentence, its lead-in or its heading.
_RELIES = re.compile(pattern("relies-on"))
_NEEDS: dict[str, frozenset[str]] = {
    "change-notice": frozenset({"change"}),
    "retention": frozenset({"retain", Kind.RETENTION}),
    "procedure": frozenset({"deadline", Kind.RIGHTS, Kind.RIGHTS_PROCEDURE}),
    "disclosure": frozenset({"authorities", Kind.LAW_ENFORCEMENT}),
}
_SENTENCE_ONLY = "change-notice"  # under a heading on changes stand notices of anything
_STATEMENT = 7  # words of a heading
_ASKS = ("?", "？")
_SELF_EVIDENT = frozenset({"kept-for-session"})
_OF_CONSENT = frozenset({"basis-consent", "right-withdraw-consent"})  # they speak of it, and ask for none
_BASIS = "basis-consent"
_AGAINST_CONSENT, _CONSENT = "consent-none", "consent-asked"
_NOTICE, _NOTICE_OF_A_BREACH = "notice-given", "breach-notice"
_AGAINST_PARENTS, _PARENTS = "no-parental-consent", "parental-consent"


@remembered()
def clauses(phrase: Phrase) -> tuple[Mark, ...]:
    """Each once in a sentence; nothing is done without consent where that is what the publisher denies."""
    return tuple(_clauses(phrase))


def _clauses(phrase: Phrase) -> Iterator[Mark]:
    told: set[str] = set()
    found = hits(phrase.language, phrase.text)
    others = [hit for hit in found if hit.id in _OF_CONSENT]
    aims = [hit for hit in found if hit.table == "purpose"]
    for hit in found:
        if hit.table != "clause":
            continue
        value = _meant(phrase, hit)
        group = taxonomy().entries["clause"][value].group
        if group == "consent" and any(is_inside(hit, other) for other in others):
            continue
        if group == "legal-basis" and any(is_inside(hit, aim) for aim in aims):
            continue  # "to meet our legal obligations": what data is used for
        if value in told or _is_label(phrase) or not (value in _SELF_EVIDENT or _is_spoken_of(phrase, group)):
            continue
        told.add(value)
        denied = _TYPES[group] is not FactType.CONSENT and is_denied(phrase, hit.start)
        yield Mark(
            _TYPES[group],
            value,
            hit.start,
            hit.end,
            f"lexicon/{group}",
            polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
            term=hit.phrase,
            role=_ROLES.get(group, ""),
            object=kept(phrase) if group == "retention" else "",
        )


def _is_label(phrase: Phrase) -> bool:
    """A heading; one as long as a sentence is a statement: a row of a matrix may be headed by its condition. A question
    states nothing, however long it is."""
    return phrase.is_heading and (len(words_of(phrase.text)) < _STATEMENT or phrase.text.rstrip().endswith(_ASKS))


def _meant(phrase: Phrase, hit: Hit) -> str:
    if hit.id == _AGAINST_CONSENT and any(denial.is_ours for denial in denials(phrase)):
        return _CONSENT
    if hit.id == _CONSENT and (_is_a_ground(phrase) if CELL not in phrase.text else _is_of_grounds(phrase)):
        return _BASIS
    if hit.id == _NOTICE and _is_of_a_breach(phrase):
        return _NOTICE_OF_A_BREACH
    if hit.id == _AGAINST_PARENTS and _is_negated(phrase, hit.start):
        return _PARENTS  # "must not register without the consent of a parent"
    return hit.id


def _is_of_a_breach(phrase: Phrase) -> bool:
    """People are told that something happened to their data, not that the policy changes."""
    cues = cues_of(phrase).keys()
    return "breach" in cues and "change" not in cues


def _is_of_grounds(phrase: Phrase) -> bool:
    """The row stands under a heading, or an introduction, on legal grounds."""
    return is_spoken_of({Kind.LEGAL_BASIS}, phrase.language, phrase.heading, phrase.lead)


def _is_a_ground(phrase: Phrase) -> bool:
    """The sentence says what the publisher relies on: "on our contract with you, and on your consent for the rest"."""
    return _RELIES.search(folded(phrase.text)) is not None


def _is_negated(phrase: Phrase, start: int) -> bool:
    return any(hit.end <= start for hit in cues_of(phrase).get("negation", ()))


def _is_spoken_of(phrase: Phrase, group: str) -> bool:
    needs = _NEEDS.get(group)
    if needs is None:
        return True
    heading = "" if group == _SENTENCE_ONLY else phrase.heading
    return any(
        hit.id in needs
        for words in (phrase.text, phrase.lead, heading)
        for hit in hits(phrase.language, words)
        if hit.table in {"cue", "theme", "recipient"}
    ) or (group == "procedure" and any(hit.table == "right" for hit in hits(phrase.language, phrase.text)))
