"""Whom and what a document covers, where a sentence on it was narrowed: then others are left without it."""

import re
from collections.abc import Iterator
from itertools import islice

from policy.facts import Sentence
from policy.facts.cues import cues_of, in_order
from policy.judging.comparison import Comparison, Pair
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.places import regions
from policy.knowledge.lexicon import hits
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, Finding, Kind, Severity

_OWN_USERS = re.compile(rf"\b{pattern('this-document')}\b[^.;]{{0,60}}\b{pattern('own-users')}\b")
_SERVICES_WITH_NOTICES = re.compile(
    rf"{pattern('own-services')}.{{0,80}}{pattern('document-privacy')}|{pattern('document-privacy')}.{{0,80}}{pattern('own-services')}"
)
_NAME = 4  # words of one
_LIMITING = frozenset({"limit", "negation"})


def scopes(comparison: Comparison) -> Iterator[Finding]:
    """An edited sentence on the cover that says "only" or "not" where it did not, or "only" of another country."""
    for pair in comparison.speaking(Kind.SCOPE):
        if pair.before is None or pair.after is None:
            yield from _left_out(pair)
            continue
        if not (speaks_of(pair.before, Kind.SCOPE) and speaks_of(pair.after, Kind.SCOPE)):
            continue
        old, new = _limits(pair.before), _limits(pair.after)
        is_elsewhere = bool(new and regions(pair.after) - regions(pair.before))
        if len(new) > len(old) or is_elsewhere:
            what = ", ".join(sorted(set(new) - set(old)) or sorted(set(new)))
            yield finding(Claim(Kind.SCOPE, Direction.NARROWED, what, "scopes/limited"), pair)
    yield from islice(_listed(comparison), 1)


def _listed(comparison: Comparison) -> Iterator[Finding]:
    """A name that came into a list of services with a privacy notice of their own, or went from it."""
    for pair in comparison.pairs:
        item = pair.after or pair.before
        if item is None or (pair.before is not None and pair.after is not None):
            continue
        if item.kind.is_listed and _is_a_name(item) and _SERVICES_WITH_NOTICES.search(folded(item.phrase.lead)):
            direction = Direction.WIDENED if pair.after else Direction.CHANGED
            claim = Claim(Kind.SCOPE, direction, item.text, "scopes/listed", Severity.MINOR)
            yield finding(claim, pair)


def _is_a_name(item: Sentence) -> bool:
    """A few words with capitals, none of which means anything in a policy."""
    words = item.text.split()
    is_printed_so = len(words) <= _NAME and all(word[0].isupper() or word[0].isdigit() for word in words)
    return is_printed_so and not hits(item.phrase.language, item.text)


def _left_out(pair: Pair) -> Iterator[Finding]:
    """A new sentence by which some of the publisher's own users are not covered, or only some are."""
    if pair.after is None or not speaks_of(pair.after, Kind.SCOPE) or not _limits(pair.after):
        return
    if _OWN_USERS.search(folded(pair.after.text)):
        what = ", ".join(sorted(set(_limits(pair.after))))
        yield finding(Claim(Kind.SCOPE, Direction.NARROWED, what, "scopes/left-out"), pair)


def _limits(sentence: Sentence) -> list[str]:
    return [hit.phrase for hit in in_order(cues_of(sentence.phrase), _LIMITING)]
