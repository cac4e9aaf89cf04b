"""Themes: what a changed sentence speaks of, by the words a vocabulary lists for a kind of change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag, auto

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.named import is_inside
from policy.facts.negation import denials, is_denied
from policy.judging.comparison import Comparison, Pair, Side
from policy.judging.content import holds_all_of
from policy.judging.contexts import is_signpost, names_data
from policy.judging.findings import Claim, finding
from policy.judging.places import pages, regions
from policy.knowledge.lexicon import Hit, hits
from policy.knowledge.taxonomy import taxonomy
from policy.knowledge.tokens import PUNCTUATION, folded, tokens
from policy.knowledge.wording import pattern, small_words
from policy.model.changes import Direction, FactType, Finding, Kind, Severity
from policy.model.readings import BlockKind
from policy.model.targets import DocumentType

_FRESH = 2  # words new to the whole document that show a sentence says something new
_MUCH = 4  # content words that came
_SEVERAL, _LETTERS = 3, 4  # content words that differ, and letters of a content word
_WAYS = ("added", "removed", "edited")
_REMOVED, _EDITED = 1, 2
_REACH = 16  # words from a phrase of the theme within which an edit may touch what it says
_LOST = 0.1  # of the words of a sentence that may be lost when it is joined with another
_SHORT, _LABEL = 4, 7  # words; what is shorter is a label, and so is a few more words without a stop
_TURNS = frozenset({"negation", "exception"})
_GRAMMAR = small_words("of-grammar")
_RESTRAINTS = frozenset({"negation", "exception", "limit", "qualifier", "deadline"})
_DONE = frozenset({Kind.AI_TRAINING, Kind.AUTOMATED_DECISION, Kind.TARGETED_ADVERTISING})  # what can be denied
_OF_SIGNPOSTS = frozenset(  # what a word on where to read more, or where to go, may tell by itself
    {Kind.RIGHTS, Kind.RIGHTS_PROCEDURE, Kind.COMPLAINT_CHANNEL, Kind.CONTACT, Kind.CHANGE_NOTICE, Kind.SCOPE}
)
_LINK_OF_A_RIGHT = re.compile(pattern("link-of-a-right"))


class Sign(Flag):
    """What must be seen in a changed sentence before its theme is named."""

    NEW_TERM = auto()  # a phrase of the theme the other document holds nowhere
    TWO_TERMS = auto()  # two phrases of the theme in one new or dropped sentence
    FRESH = auto()  # a phrase in a new sentence with two words the old document never used
    MUCH_FRESH = auto()  # the same with four
    ANY_NEW = auto()  # any phrase in a new sentence
    EDITED_TERMS = auto()  # the phrases of an edited sentence differ
    EDITED_NEW = auto()  # and one of them is nowhere in the other document
    EDITED_ANY = auto()  # its phrases stay, and any other content word differs
    EDITED_WORDS = auto()  # its phrases stay, and several other words differ
    EDITED_ADDRESS = auto()  # its phrases stay, and it leads to another page
    EDITED_REGION = auto()  # its phrases stay, and it speaks of other countries or states


@dataclass(frozen=True, slots=True)
class Theme:
    """A kind of change, the signs that suffice for each way it can happen, and the direction each way has."""

    kind: Kind
    added: Sign
    removed: Sign
    edited: Sign
    directions: tuple[Direction, Direction, Direction] = (Direction.ADDED, Direction.REMOVED, Direction.CHANGED)
    families: frozenset[DocumentType] = frozenset(DocumentType)
    settled_by: FactType | None = None  # where both sentences state the same facts of that type, nothing of it changed

    @property
    def is_of_a_practice(self) -> bool:
        """What goes of it either ends a practice or frees it of what restrained it."""
        return self.directions[_REMOVED] is Direction.WIDENED

    def direction(self, way: int, before: frozenset[str], after: frozenset[str]) -> Direction:
        """An edited sentence that only lost phrases of the theme dropped it; for kinds where that is said so."""
        if way == _EDITED and before > after and self.directions[_EDITED] is Direction.ADDED:
            return self.directions[_REMOVED]
        return self.directions[way]


def themed(comparison: Comparison, theme: Theme, *, only_beside_data: bool) -> Iterator[Finding]:
    """At most one finding for each way: the sentence with most of the theme's words stands for the rest."""
    best: dict[int, tuple[int, Finding]] = {}
    for pair in comparison.speaking(theme.kind):
        if only_beside_data and not any(map(names_data, filter(None, (pair.before, pair.after)))):
            continue
        terms = _terms(pair.before, theme.kind), _terms(pair.after, theme.kind)
        way = None if _is_part_of_another(comparison, pair) else _way(comparison, theme, pair, *terms)
        weight = len(terms[0] | terms[1])
        if way is None or (way in best and best[way][0] >= weight):
            continue
        rule = f"themes/{_WAYS[way]}"
        what = ", ".join(sorted(_changed(way, *terms)))
        direction, severity = _bearing(comparison, theme, pair, way, terms)
        found = finding(Claim(theme.kind, direction, what, rule, severity), pair)
        best[way] = weight, found
    yield from (found for _, (_, found) in sorted(best.items()))


def _bearing(
    comparison: Comparison, theme: Theme, pair: Pair, way: int, terms: tuple[frozenset[str], frozenset[str]]
) -> tuple[Direction, Severity | None]:
    """Whom it serves and what it weighs; None: as its kind and direction weigh."""
    before, after = pair.before, pair.after
    if way == 0 and theme.kind in _DONE and after and _is_all_denied(after, theme.kind):
        return Direction.NARROWED, Severity.INFO
    direction = theme.direction(way, *terms)
    if theme.kind is Kind.RIGHTS and terms[0] > terms[1] and is_new(comparison.after, theme.kind, terms[0] - terms[1]):
        direction = Direction.REMOVED
    is_restraint = before is not None and bool(_RESTRAINTS & cues_of(before.phrase).keys())
    is_dropped = way == _REMOVED or (way == _EDITED and theme.is_of_a_practice and bool(terms[0]) and not terms[1])
    if is_dropped and direction is Direction.WIDENED and not is_restraint:
        direction = Direction.REMOVED  # of a practice that is no longer stated, not of what restrained it
    if way == _REMOVED and theme.kind is Kind.AUTOMATED_DECISION and before and "review" in cues_of(before.phrase):
        direction = Direction.WIDENED  # nobody looks at what a machine decided any more
    is_weak = way == _EDITED and (terms[0] == terms[1] or theme.kind is Kind.CONTACT)
    if theme.kind is Kind.DISPUTE_TERMS and before and after:
        is_weak = is_weak and regions(before) == regions(after)  # another law, or other courts
    is_weak = is_weak or (theme.kind is Kind.INTERNATIONAL_TRANSFER and _is_a_safeguard_more(pair, *terms))
    return direction, Severity.MINOR if is_weak else None


def _is_a_safeguard_more(pair: Pair, before: frozenset[str], after: frozenset[str]) -> bool:
    """Nothing of the theme went, and all that came are safeguards: data goes where it went, better guarded."""
    if pair.after is None or before - after:
        return False
    guards = _guards(pair.after)
    news = [hit for hit in said_of(pair.after, Kind.INTERNATIONAL_TRANSFER) if hit.phrase in after - before]
    return bool(news) and all(any(guard.start < one.end and one.start < guard.end for guard in guards) for one in news)


def _changed(way: int, before: frozenset[str], after: frozenset[str]) -> frozenset[str]:
    return frozenset(
        term.replace("*", "").replace(" ~ ", " … ") for term in ((after, before, (before ^ after) or after)[way])
    )


def _way(comparison: Comparison, theme: Theme, pair: Pair, before: frozenset[str], after: frozenset[str]) -> int | None:
    """0: added, 1: removed, 2: edited; None: the theme is not touched."""
    if pair.before is None and pair.after is not None:
        return 0 if after and _is_added(comparison, theme, pair.after, after) else None
    if pair.after is None or pair.before is None:
        return 1 if before and _is_removed(comparison, theme, before) else None
    if theme.kind is Kind.INTERNATIONAL_TRANSFER and _goes_where_it_went(pair.before, pair.after):
        return None
    if theme.settled_by is not None and _are_settled(theme.settled_by, pair.before, pair.after):
        return None
    if len(before) == len(after) and _bare(before) == _bare(after):
        before = after  # "police", "the police"
    if before == after:
        least = 1 if Sign.EDITED_ANY in theme.edited else _SEVERAL
        may = bool(theme.edited & (Sign.EDITED_ANY | Sign.EDITED_WORDS))
        is_rewritten = may and _differing(pair.before, pair.after, theme.kind) >= least
        is_moved = Sign.EDITED_ADDRESS in theme.edited and pages(pair.before) != pages(pair.after)
        is_elsewhere = Sign.EDITED_REGION in theme.edited and regions(pair.before) != regions(pair.after)
        return _EDITED if before and (is_rewritten or is_moved or is_elsewhere) else None
    if theme.kind is Kind.RIGHTS and _are_the_same_words(pair.before, pair.after):
        return None
    news = is_new(comparison.before, theme.kind, after - before) or is_new(comparison.after, theme.kind, before - after)
    if Sign.EDITED_TERMS in theme.edited or (news and Sign.EDITED_NEW in theme.edited):
        return _EDITED
    return None


def _bare(terms: frozenset[str]) -> frozenset[str]:
    """The phrases without their small words."""
    return frozenset(" ".join(word for word in term.split() if word not in _GRAMMAR) or term for term in terms)


def _is_part_of_another(comparison: Comparison, pair: Pair) -> bool:
    """A sentence alone that was joined with another, or parted from it: hardly one of its words is missing there."""
    one, others = (pair.after, comparison.gone) if pair.before is None else (pair.before, comparison.come)
    if one is None or (pair.before is not None and pair.after is not None):
        return False
    few = _LOST * len(one.key)
    cues = _TURNS & cues_of(one.phrase).keys()
    return any(
        other.section.path == one.section.path
        and len(set(one.key) - set(other.key)) <= few
        and cues <= cues_of(other.phrase).keys()
        for other in others
    )


def _goes_where_it_went(before: Sentence, after: Sentence) -> bool:
    """Both name the same countries, and guard what goes there by the same means."""
    places = regions(before)
    return bool(places) and places == regions(after) and _means(before) == _means(after)


def _means(sentence: Sentence) -> frozenset[str]:
    return frozenset([guard.id for guard in _guards(sentence)])


def _guards(sentence: Sentence) -> list[Hit]:
    """What protects data wherever it goes."""
    entries = taxonomy().entries["clause"]
    found = hits(sentence.phrase.language, sentence.text)
    return [hit for hit in found if hit.table == "clause" and entries[hit.id].group == "safeguard"]


def _are_the_same_words(before: Sentence, after: Sentence) -> bool:
    """Neither says a word that is more than grammar and not in the other, or denies or excepts what the other does."""
    cues = [(_RESTRAINTS | _TURNS) & cues_of(one.phrase).keys() for one in (before, after)]
    return cues[0] == cues[1] and holds_all_of(before, after) and holds_all_of(after, before)


def _are_settled(type_: FactType, before: Sentence, after: Sentence) -> bool:
    """Both state such facts, and the same."""
    old, new = ({mark.identity for mark in marks_of(one.phrase, type_)} for one in (before, after))
    return bool(old) and old == new


def _is_added(comparison: Comparison, theme: Theme, sentence: Sentence, terms: frozenset[str]) -> bool:
    signs = theme.added
    fresh = len(comparison.new_words(sentence))
    return (
        Sign.ANY_NEW in signs
        or (Sign.NEW_TERM in signs and is_new(comparison.before, theme.kind, terms))
        or (Sign.TWO_TERMS in signs and len(terms) > 1)
        or (Sign.FRESH in signs and fresh >= _FRESH)
        or (Sign.MUCH_FRESH in signs and fresh >= _MUCH)
    )


def _is_removed(comparison: Comparison, theme: Theme, terms: frozenset[str]) -> bool:
    signs = theme.removed
    return (
        Sign.ANY_NEW in signs
        or (Sign.NEW_TERM in signs and is_new(comparison.after, theme.kind, terms))
        or (Sign.TWO_TERMS in signs and len(terms) > 1)
    )


def _differing(before: Sentence, after: Sentence, kind: Kind) -> int:
    """Content words near a phrase of the theme that the other sentence does not hold: what a long sentence changes
    elsewhere says nothing of the theme."""
    fresh = (_near(after, kind) - set(before.key)) | (_near(before, kind) - set(after.key))
    return sum(len(word) >= _LETTERS and not word.isdigit() for word in fresh)


def _near(sentence: Sentence, kind: Kind) -> set[str]:
    found = said_of(sentence, kind)
    words = [token for token in tokens(sentence.text) if token.word not in PUNCTUATION]
    near: set[str] = set()
    for hit in found:
        first = next((at for at, word in enumerate(words) if word.end > hit.start), len(words))
        last = next((at for at, word in enumerate(words) if word.start >= hit.end), len(words))
        near.update(word.word for word in words[max(0, first - _REACH) : last + _REACH])
    return near


def said_of(sentence: Sentence, kind: Kind) -> list[Hit]:
    """The phrases of the theme of that kind, in their order."""
    return [hit for hit in hits(sentence.phrase.language, sentence.text) if hit.table == "theme" and hit.id == kind]


def _terms(sentence: Sentence | None, kind: Kind) -> frozenset[str]:
    if sentence is None or sentence.kind is BlockKind.HEADING or len(sentence.key) < _SHORT:
        return frozenset()
    is_statement = sentence.text.endswith((".", ";", ":", "!", "?", "。")) or sentence.phrase.lead
    if not is_statement and len(sentence.key) < _LABEL:
        return frozenset()
    found = said_of(sentence, kind)
    if all(hit.is_weak for hit in found) or (kind not in _OF_SIGNPOSTS and is_signpost(sentence)):
        return frozenset()
    if kind is Kind.LEGAL_BASIS:
        aims = [hit for hit in hits(sentence.phrase.language, sentence.text) if hit.table == "purpose"]
        found = [hit for hit in found if not any(is_inside(hit, aim) for aim in aims)]
    if kind is not Kind.SALE_OR_SHARING:
        return frozenset(hit.phrase for hit in found)
    links = [match.span() for match in _LINK_OF_A_RIGHT.finditer(folded(sentence.text))]
    said_so = [hit for hit in found if not any(start <= hit.start < end for start, end in links)]
    return frozenset(hit.phrase for hit in said_so if not _is_promised_not(sentence, hit))


def _is_all_denied(sentence: Sentence, kind: Kind) -> bool:
    """Whatever it says of the theme, the publisher says that it does not do so."""
    found = said_of(sentence, kind)
    return bool(found) and all(is_denied(sentence.phrase, hit.start) for hit in found)


def _is_promised_not(sentence: Sentence, hit: Hit) -> bool:
    """The publisher denies that sale: that is a promise, and no sale."""
    return any(
        one.is_ours and one.verb == "sell" and one.start < hit.end and hit.start < one.end
        for one in denials(sentence.phrase)
    )


def is_new(side: Side, kind: Kind, phrases: frozenset[str]) -> bool:
    """Whether any of these phrases of the theme is nowhere in the document."""
    return not all(side.names_theme(kind, phrase) for phrase in phrases)
