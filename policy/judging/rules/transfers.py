"""Countries where data is kept or sent, that came or went."""

import re
from collections.abc import Iterator

from policy.facts import marks_of
from policy.facts.cues import cues_of
from policy.facts.letters import CAPITALS, SMALL
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.contexts import is_signpost
from policy.judging.findings import Claim, finding, listed
from policy.judging.places import regions
from policy.knowledge.countries import country_of
from policy.knowledge.tokens import words_of
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, FactType, Finding, Kind

_SENT = "transfer"  # the role of a country that data is sent to, not merely kept in
_PLACE = "place"  # that of any other, which may be where data is kept
_NEAR, _ROW = 45, 200  # signs before the country, and before a row of which it is one
_LIVES = re.compile(rf"\b{pattern('lives-in')}\b[^.;]*$|{pattern('of-those-living-in')}", re.IGNORECASE)
_IN_A_ROW = re.compile(rf"(?i:\b{pattern('lives-in')}\b)(?:[\s,/()]|\b(?:[{SMALL}]{{1,3}}|[{CAPITALS}]\w*)\b)*$")
_INTRODUCES = (":", "：")
_BEHIND = 3  # signs between an address and the country it ends with

_OUTSIDE = re.compile(rf"\b{pattern('outside-of')}\b[^.;]*$", re.IGNORECASE)


def transfers(comparison: Comparison) -> Iterator[Finding]:
    """One country for another in the same sentence, or one that came or went in a sentence on storing and sending. In
    terms of use a country says where the publisher and the courts are."""
    came = _told(comparison.came(FactType.TRANSFER))
    went = _told(comparison.went(FactType.TRANSFER))
    new = [
        one for one in came if one.mark.role == _SENT or _partners(comparison, one, went) or _is_kept(comparison, one)
    ]
    old = [partner for one in new for partner in _partners(comparison, one, went)]
    if new:
        before = old[0].sentence if old else comparison.counterpart(new[0].sentence)
        names = _names(new)
        direction = Direction.CHANGED if old or all(map(_is_left, new)) else Direction.ADDED
        what = f"{_names(old)} → {names}" if old else names
        yield finding(
            Claim(Kind.INTERNATIONAL_TRANSFER, direction, what, "transfers/country"), Pair(before, new[0].sentence)
        )
    else:
        yield from _exchanged(comparison)
    dropped = [one for one in went if one.mark.role == _SENT and not _is_named_still(comparison, one)]
    if dropped and not new:
        gone = dropped[0].sentence
        after = comparison.counterpart(gone)
        what = _names(dropped)
        yield finding(
            Claim(Kind.INTERNATIONAL_TRANSFER, Direction.REMOVED, what, "transfers/dropped"), Pair(gone, after)
        )


def _exchanged(comparison: Comparison) -> Iterator[Finding]:
    """One country for another in a sentence on sending or keeping, though the document names both elsewhere, too."""
    sent = comparison.exchanged(FactType.TRANSFER, _SENT)
    kept = [pair for pair in comparison.exchanged(FactType.TRANSFER, _PLACE) if all(map(_is_on_data_abroad, pair))]
    found = [(old, new) for old, new in (*sent, *kept) if not (_is_of_the_reader(old) or _is_of_the_reader(new))]
    if found:
        old, new = found[0]
        what = f"{old.mark.value} → {new.mark.value}"
        claim = Claim(Kind.INTERNATIONAL_TRANSFER, Direction.CHANGED, what, "transfers/exchanged")
        yield finding(claim, Pair(old.sentence, new.sentence))


def _is_on_data_abroad(one: StatedFact) -> bool:
    return not {"retain", "share"}.isdisjoint(cues_of(one.sentence.phrase))


def _told(stated: tuple[StatedFact, ...]) -> list[StatedFact]:
    return [
        one
        for one in stated
        if not (_is_of_the_reader(one) or is_signpost(one.sentence) or _is_of_an_address(one) or _is_a_label(one))
    ]


def _is_a_label(fact: StatedFact) -> bool:
    """The country alone, which no list of places introduces: what follows is for people there."""
    phrase = fact.sentence.phrase
    others = phrase.text[: fact.mark.start] + phrase.text[fact.mark.end :]
    return not words_of(others) and not phrase.lead.endswith(_INTRODUCES)


def _is_kept(comparison: Comparison, new: StatedFact) -> bool:
    """A sentence on keeping names a country, and loses none that it named."""
    partner = comparison.counterpart(new.sentence)
    if partner is None or "retain" not in cues_of(new.sentence.phrase):
        return False
    old, now = ({mark.value for mark in marks_of(one.phrase, FactType.TRANSFER)} for one in (partner, new.sentence))
    return old <= now


def _is_named_still(comparison: Comparison, old: StatedFact) -> bool:
    """What became of its sentence names the country, in words that tell no sending."""
    partner = comparison.counterpart(old.sentence)
    if partner is None:
        return False
    named = regions(partner)
    return old.mark.value in named or country_of(old.mark.value) in named


def _partners(comparison: Comparison, new: StatedFact, went: list[StatedFact]) -> list[StatedFact]:
    """The countries that the new one took the place of."""
    partner = comparison.counterpart(new.sentence)
    return [one for one in went if one.sentence is partner]


def _is_of_the_reader(fact: StatedFact) -> bool:
    """The country is where the reader lives, not where data goes."""
    text, start = fact.sentence.text, fact.mark.start
    return bool(
        _LIVES.search(text, max(0, start - _NEAR), start) or _IN_A_ROW.search(text, max(0, start - _ROW), start)
    )


def _is_of_an_address(fact: StatedFact) -> bool:
    """The country ends an address: letters go there."""
    return any(
        mark.role == "address" and mark.start <= fact.mark.start <= mark.end + _BEHIND
        for mark in marks_of(fact.sentence.phrase, FactType.CONTACT)
    )


def _is_left(fact: StatedFact) -> bool:
    """The country is what data leaves: "outside of the United Kingdom"."""
    text, start = fact.sentence.text, fact.mark.start
    return bool(_OUTSIDE.search(text, max(0, start - _NEAR), start))


def _names(stated: list[StatedFact]) -> str:
    return listed([one.mark.value for one in stated])
