"""Measures, bases, consent, notice and criteria: what a sentence lost or gained, and whom that serves."""

from collections.abc import Iterator
from dataclasses import dataclass

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison, Pair, StatedFact
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding, listed
from policy.judging.turns_of_speech import says
from policy.knowledge.lexicon import hits
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Direction, FactType, Finding, Kind, Polarity
from policy.model.targets import DocumentType

# What serves the publisher more than people; everything else a clause can say protects them.
_HARSH = frozenset(
    {
        "consent-opt-out", "consent-implied", "consent-none", "notice-none", "kept-as-we-see-fit", "kept-indefinitely",
        "fee", "identification", "in-writing", "may-refuse", "reasonable-time", "on-request", "on-discretion",
        "business-transfer", "no-parental-consent",
        "arbitration", "class-action-waiver", "jury-waiver", "liability-limit", "content-licence",
    }
)  # fmt: skip
_OUR_INTERESTS = "basis-legitimate-interests"
_SEVERE = frozenset({"fee", "may-refuse", "reasonable-time"})  # of what a new sentence on procedure may say
_IN_ADVANCE = "notice-in-advance"
_CLOSE = 15  # signs between two mentions of one thing
_RANKS = {  # of what protects people, how much: who loses one and gets a lesser one has lost
    "consent-asked": 1, "consent-written": 2, "consent-express": 2,
    "on-legal-duty": 1, "on-court-order": 2,
    "encryption-in-transit": 1, "encryption": 2,
    "complaint-to-publisher": 1, "complaint-to-authority": 2,
    "notice-on-site": 1, "notice-given": 2, "notice-by-email": 3, "notice-prominent": 3, "notice-in-advance": 3,
}  # fmt: skip
_IMPLIED = {  # what whoever says the other says, too
    "consent-asked": frozenset({"consent-express", "consent-written"}),
    "notice-given": frozenset({"notice-by-email", "notice-prominent", "notice-in-advance"}),
}


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of clause: its kind of change, and the direction when people lose and when they gain by it.

    `is_counted`: one mention fewer tells, though another stays; otherwise only the last one.
    """

    type: FactType
    kind: Kind
    weaker: Direction
    dropped: Direction  # weaker, and nothing of the sort is left in the sentence
    stronger: Direction
    is_counted: bool = False
    is_missed: bool = False  # and so does the going of a whole sentence, though its like is said elsewhere
    stated: Direction | None = None  # of a sentence that is new as a whole and holds nothing severe; None: as usual
    families: frozenset[DocumentType] = frozenset(DocumentType) - {DocumentType.TERMS}


_NARROWED, _WIDENED, _REMOVED, _ADDED = Direction.NARROWED, Direction.WIDENED, Direction.REMOVED, Direction.ADDED
_CHANGED = Direction.CHANGED
_SORTS: tuple[_Sort, ...] = (
    _Sort(FactType.CONSENT, Kind.CONSENT_MODEL, _NARROWED, _REMOVED, _WIDENED, is_counted=True),
    _Sort(FactType.CHANGE_NOTICE, Kind.CHANGE_NOTICE, _NARROWED, _REMOVED, _WIDENED, is_counted=True),
    _Sort(FactType.SECURITY, Kind.SECURITY_COMMITMENT, _NARROWED, _REMOVED, _ADDED, is_counted=True, is_missed=True),
    _Sort(FactType.RETENTION, Kind.RETENTION, _WIDENED, _REMOVED, _NARROWED),
    _Sort(FactType.LEGAL_BASIS, Kind.LEGAL_BASIS, _CHANGED, _REMOVED, _ADDED),
    _Sort(FactType.PROCEDURE, Kind.RIGHTS_PROCEDURE, _NARROWED, _NARROWED, _WIDENED, stated=_CHANGED),
    _Sort(FactType.DISCLOSURE, Kind.LAW_ENFORCEMENT, _WIDENED, _WIDENED, _NARROWED, is_counted=True, stated=_ADDED),
    _Sort(FactType.OWNERSHIP, Kind.OWNERSHIP_CLAUSE, _NARROWED, _NARROWED, _WIDENED, is_counted=True),
    _Sort(FactType.DISPUTE_TERM, Kind.DISPUTE_TERMS, _ADDED, _REMOVED, _CHANGED, families=frozenset(DocumentType)),
    _Sort(FactType.AGE, Kind.CHILDREN, _WIDENED, _REMOVED, _CHANGED, is_counted=True, is_missed=True),
    _Sort(FactType.COMPLAINT, Kind.COMPLAINT_CHANNEL, _CHANGED, _REMOVED, _ADDED),
)


def clauses(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each sentence and sort; what only moved or was split off is none."""
    for sort in _SORTS:
        if comparison.family not in sort.families:
            continue
        for pair in comparison.stating(sort.type):
            if sort.type is FactType.RETENTION and _is_of_periods(pair):
                continue
            lost = _lost(comparison, sort, pair.before, pair.after)
            gained = _gained(comparison, sort, pair.after, pair.before)
            if lost or gained:
                yield from _finding(sort, pair.before, pair.after, lost, gained)


def _finding(
    sort: _Sort, before: Sentence | None, after: Sentence | None, lost: list[str], gained: list[str]
) -> Iterator[Finding]:
    harsher = [one for one in gained if one in _HARSH]
    poorer = [one for one in lost if one not in _HARSH]
    is_better = not harsher and bool(gained) and _rank(gained) >= _rank(poorer)
    if (harsher or poorer) and not is_better:
        is_left = after is not None and bool(_of(after, sort.type))
        direction = sort.weaker if is_left or harsher else sort.dropped
    else:
        direction = sort.stronger
    if sort.type is FactType.LEGAL_BASIS and before is not None and gained and (lost or _OUR_INTERESTS in gained):
        direction = sort.weaker
    if before is None and sort.stated and not _SEVERE & set(gained) and not (harsher and _is_the_only_way(after)):
        direction = sort.stated
    if before is None and direction is sort.stronger and sort.kind is Kind.CONSENT_MODEL:
        return  # asking for consent in one more place takes nothing away elsewhere
    what = _what(lost, gained)
    claim = Claim(sort.kind, direction, what, f"clauses/{sort.type.value}")
    yield finding(claim, Pair(before, after))
    if sort.kind is Kind.CONSENT_MODEL and poorer and before is not None and after is not None:
        yield from _of_parents(Pair(before, after), claim)


def _is_of_periods(pair: Pair) -> bool:
    """A criterion in the place of a period of keeping, or the reverse: the rules of periods tell it, and a criterion
    that came is then no shorter time."""
    if pair.before is None or pair.after is None:
        return False
    before, after = (
        any(mark.role == "keeping" for mark in marks_of(one.phrase, FactType.RETENTION))
        for one in (pair.before, pair.after)
    )
    return before is not after


def _is_the_only_way(after: Sentence | None) -> bool:
    """ "Only by letter": whatever serves the publisher then weighs in a new sentence too."""
    return after is not None and "limit" in cues_of(after.phrase)


def _of_parents(pair: Pair, claim: Claim) -> Iterator[Finding]:
    """Consent that was dropped where children are spoken of was asked of their parents."""
    if pair.before is not None and speaks_of(pair.before, Kind.CHILDREN):
        yield finding(Claim(Kind.CHILDREN, Direction.REMOVED, claim.what, claim.rule), pair)


def _rank(protecting: list[str]) -> int:
    return max((_RANKS.get(one, 0) for one in protecting), default=0)


def _what(lost: list[str], gained: list[str]) -> str:
    label = taxonomy().label
    old, new = (listed([label("clause", one) for one in names]) for names in (lost, gained))
    return f"{old} → {new}" if old and new else old or new


def _lost(comparison: Comparison, sort: _Sort, before: Sentence | None, after: Sentence | None) -> list[str]:
    """Clauses of the earlier sentence that its counterpart lacks and the later document states less often."""
    if before is None:
        return []
    kept = {one.mark.value for one in _of(after, sort.type)} if after is not None else set()
    is_counted = sort.is_counted and (sort.is_missed or after is not None)
    return [
        one.mark.value
        for one in _of(before, sort.type)
        if (sort.is_missed and after is not None and _is_struck(before, after, one.mark.value))
        or (
            one.mark.value not in kept
            and not (one.mark.value == _IN_ADVANCE and after is not None and _is_told_ahead(after))
            and kept.isdisjoint(_IMPLIED.get(one.mark.value, ()))
            and comparison.after.count(one) < (comparison.before.count(one) if is_counted else 1)
        )
    ]


def _is_told_ahead(after: Sentence) -> bool:
    """People are told before it happens, in words that no vocabulary lists: "you hear of it a week earlier"."""
    return says("tells", after) and says("ahead", after)


def _is_struck(before: Sentence, after: Sentence, value: str) -> bool:
    """Both say it, and one of the places where it was said is gone."""
    return _places(before, value) > _places(after, value) > 0


def _places(sentence: Sentence, value: str) -> int:
    """How often a sentence says it; what stands close together is said once: "SSL (secure socket layer)"."""
    starts = [
        hit.start for hit in hits(sentence.phrase.language, sentence.text) if hit.table == "clause" and hit.id == value
    ]
    return sum(at == 0 or start - starts[at - 1] > _CLOSE for at, start in enumerate(starts))


def _gained(comparison: Comparison, sort: _Sort, after: Sentence | None, before: Sentence | None) -> list[str]:
    if after is None:
        return []
    had = {one.mark.value for one in _of(before, sort.type)} if before is not None else set()
    is_met = before is not None
    return [
        one.mark.value
        for one in _of(after, sort.type)
        if one.mark.value not in had
        and had.isdisjoint(_IMPLIED.get(one.mark.value, ()))
        and comparison.before.count(one)
        < (comparison.after.count(one) if sort.is_counted and (is_met or one.mark.value in _HARSH) else 1)
    ]


def _of(sentence: Sentence, type_: FactType) -> list[StatedFact]:
    """What the sentence states of that sort; a basis on which a right depends is stated elsewhere."""
    if type_ is FactType.LEGAL_BASIS and marks_of(sentence.phrase, FactType.RIGHT):
        return []
    return [
        StatedFact(sentence, mark)
        for mark in marks_of(sentence.phrase, type_)
        if mark.polarity is Polarity.POSITIVE and mark.rule.startswith("lexicon/")
    ]
