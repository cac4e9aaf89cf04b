"""Promises not to do something, with the publisher as the one who promises."""

from collections.abc import Iterator

from policy.facts.marks import Mark
from policy.facts.negation import denials
from policy.facts.sentences import Phrase
from policy.knowledge.lexicon import hits
from policy.model.changes import FactType, Polarity


def promises(phrase: Phrase) -> Iterator[Mark]:
    """The verb that is denied and what it is denied of: "share: email-address, advertisers"."""
    seen = set()
    for denial in denials(phrase):
        if not denial.is_ours:
            continue
        named = {hit.id for hit in hits(phrase.language, phrase.text) if hit.table in {"data", "recipient", "purpose"}}
        value = f"{denial.verb}: {', '.join(sorted(named))}"
        if value not in seen:
            seen.add(value)
            yield Mark(
                FactType.NEGATIVE_PROMISE,
                value,
                denial.start,
                denial.end,
                "negation/ours",
                polarity=Polarity.NEGATIVE,
                cue=phrase.text[denial.start : denial.end],
            )
