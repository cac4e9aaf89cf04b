"""What no other rule names: told by words that are new to the whole document, and by topic."""

import re
from collections.abc import Sequence, Set

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of, in_order, is_spoken_of
from policy.judging.comparison import Comparison, Edit, Pair
from policy.judging.contexts import (
    defines,
    handles_data,
    is_aside,
    is_of_a_representative,
    is_practice,
    is_signpost,
    touches_people,
)
from policy.judging.deeds import is_read, new_words
from policy.judging.findings import Claim, finding
from policy.judging.passages import told_passages
from policy.judging.slips import CONTENT_LETTERS, fresh, is_form, is_slip
from policy.judging.turns_of_speech import says
from policy.knowledge.lexicon import hits, lexicon
from policy.knowledge.wording import pattern
from policy.model.changes import Direction, FactType, Finding, Kind, Quote, Severity
from policy.model.readings import BlockKind
from policy.model.targets import DocumentType

_ALARM = 7  # new content words from which an unnamed change is worth an alert
_MOSTLY = 1 / 3  # of the words that came, from which they are the document's and not the page's
_SUBSTANCE = 3  # and from which it is more than wording
_PROSE = 6  # words of a statement; what is shorter is a label, a menu or a teaser
_GROWN = 5  # content words added, and none struck, from which a practice covers more than it did
_OF_THE_CALENDAR = re.compile(pattern("of-the-calendar"))
_LOST = 0.1  # of the words of a sentence that may be lost when it becomes part of another
_GIVING = frozenset({"share", "sell"})
_TURNS = frozenset({"negation", "exception"})
_GRANTS = frozenset({Kind.RIGHTS, Kind.RIGHTS_PROCEDURE})


def fallback(comparison: Comparison, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """An unclassified change where the document says something in new words that no finding tells, nor anything beside
    it in the same passage, otherwise an editorial one; nothing when the findings speak of all that changed."""
    told = {quote for one in found for quote in (one.before, one.after)} | told_passages(comparison, found)
    left = [sentence for sentence in comparison.come if sentence.quote() not in told]
    prose = [(sentence, comparison.new_words(sentence)) for sentence in comparison.come if _is_prose(sentence)]
    untold = [(sentence, words) for sentence, words in prose if sentence.quote() not in told]
    alarming = _alarming(comparison, prose, told_passages(comparison, [one for one in found if one.kind in _GRANTS]))
    gains = {one.after for one in found if one.severity is Severity.INFO}  # told already, and no reason for an alert
    grown = next((pair for pair in comparison.edits if _is_grown(comparison, pair) and not _is_told(pair, gains)), None)
    if grown is not None and alarming < _ALARM:
        return (_grown(grown),)
    if alarming >= _ALARM or len({word for _, words in untold for word in words}) >= _SUBSTANCE:
        after, _ = max(untold or prose, key=lambda pair: len(pair[1]))
        severity = Severity.MAJOR if alarming >= _ALARM else Severity.MINOR
        return (_of_sentence(comparison, after, "fallback/new-words", severity),)
    practice = next((one for one in left if _adds_to_a_practice(comparison, one)), None)
    if practice is not None:
        return (_of_sentence(comparison, practice, "fallback/practice", Severity.MINOR),)
    alone = _alone(comparison, told) or _exchanged(comparison, told)
    if alone is not None:
        return (alone,)
    rest = [pair for pair in comparison.pairs if not _is_told(pair, told)]
    if not rest and not left and found:
        return ()
    pair = (rest or comparison.pairs)[0]
    return (finding(Claim(Kind.EDITORIAL, Direction.CHANGED, "", "fallback/wording"), pair),)


def _alone(comparison: Comparison, told: Set[Quote | None]) -> Finding | None:
    """A statement without a counterpart that went, or came in words the document knew: a long one, or one that tells
    a practice. Nothing substantive is wording."""
    for changed, direction in ((comparison.gone, Direction.REMOVED), (comparison.come, Direction.ADDED)):
        single = [
            one
            for one in changed
            if comparison.counterpart(one) is None
            and _is_untold_prose(one, told)
            and not _is_merged(comparison, one, is_new=direction is Direction.ADDED)
        ]
        heavy = [one for one in single if _weight(one) >= 2 * _ALARM or _states_a_practice(one)]
        if not heavy and direction is Direction.ADDED:
            heavy = [one for one in changed if one.quote() not in told and _is_unheard(comparison, one)]
        if heavy:
            one = max(heavy, key=_weight)
            before, after = (one, None) if direction is Direction.REMOVED else (None, one)
            rule = "fallback/gone" if direction is Direction.REMOVED else "fallback/come"
            return finding(
                Claim(Kind.UNCLASSIFIED, direction, one.section.heading, rule, Severity.MINOR), Pair(before, after)
            )
    return None


def _is_unheard(comparison: Comparison, one: Sentence) -> bool:
    """A statement in words that no vocabulary has and the document never used, which greets nobody, points nowhere
    and defines nothing."""
    if comparison.counterpart(one) is not None or not is_read(one) or not one.text.endswith((".", "。")):
        return False
    is_idle = says("no-deed", one) or is_aside(one) or is_signpost(one) or defines(one)
    return not is_idle and len(new_words(comparison, one)) >= _SUBSTANCE


def _grown(pair: Edit) -> Finding:
    """Where data is given to somebody, it is now given to more, or in more cases; who stands for the publisher does so
    in more."""
    if is_of_a_representative(pair.after):
        return finding(Claim(Kind.CONTACT, Direction.CHANGED, "", "fallback/grown", Severity.MINOR), pair)
    if _GIVING & cues_of(pair.after.phrase).keys():
        return finding(Claim(Kind.RECIPIENT_CATEGORY, Direction.WIDENED, "", "fallback/grown", Severity.MAJOR), pair)
    return _of_pair(pair, Direction.WIDENED, "fallback/grown", Severity.MAJOR)


def _is_grown(comparison: Comparison, pair: Edit) -> bool:
    """A practice whose statement keeps every word and gained several, not from its neighbours: it now covers more. A
    right may say more of how it is used."""
    if not is_practice(pair.after) or marks_of(pair.after.phrase, FactType.RIGHT):
        return False
    gained = fresh(pair.after, pair.before) - comparison.words_around(pair.after, is_new=True)
    return not fresh(pair.before, pair.after) and sum(map(str.isalpha, gained)) >= _GROWN


def _is_merged(comparison: Comparison, sentence: Sentence, *, is_new: bool) -> bool:
    """Its words, in any form, stand in what its section changed on the other side: it became part of another sentence
    there, or was part of one."""
    around = comparison.words_around(sentence, is_new=is_new)
    words = {word for word in sentence.key if len(word) >= CONTENT_LETTERS} - around
    lost = [word for word in words if not any(is_form(word, other) for other in around)]
    return len(lost) <= _LOST * len(sentence.key) and _hinges_on_nothing(sentence)


def _hinges_on_nothing(sentence: Sentence) -> bool:
    return _hinges(sentence) == ([], [])


def _exchanged(comparison: Comparison, told: Set[Quote | None]) -> Finding | None:
    """Where nothing is told of it, a practice told in another word, which is no spelling of the old one, with another
    number, or denied or excepted where it was not, or anything with another period, or what terms of use say with
    another number: what it means may be the same, but nobody can tell that from here."""
    for pair in (one for one in comparison.edits if not _is_told(one, told)):
        if _has_other_periods(pair):
            return _of_pair(pair, Direction.CHANGED, "fallback/exchanged", Severity.MINOR)
        tells = _tells(pair.before) or _tells(pair.after)
        turns = (tells or _binds(comparison, pair)) and _hinges(pair.before) != _hinges(pair.after)
        if turns or (tells and _has_other_words(pair)):
            return _of_pair(pair, Direction.CHANGED, "fallback/exchanged", Severity.MINOR)
    return None


def _has_other_words(pair: Edit) -> bool:
    """A word took another's place that is no form of it."""
    came, struck = fresh(pair.after, pair.before), fresh(pair.before, pair.after)
    return bool(struck) and any(not any(is_form(word, old) for old in struck) for word in came)


def _binds(comparison: Comparison, pair: Edit) -> bool:
    """A statement of terms of use, whatever it is about: what people agreed to turns on its little words, too."""
    return comparison.family is DocumentType.TERMS and len(pair.after.key) >= _PROSE and not is_aside(pair.after)


def _hinges(sentence: Sentence) -> tuple[list[str], list[str]]:
    """The numbers of a sentence, and its negations and exceptions: on these little words its meaning turns."""
    turns = sorted(hit.id for hit in in_order(cues_of(sentence.phrase), _TURNS))
    return sorted(word for word in sentence.key if word.isdigit()), turns


def _has_other_periods(pair: Edit) -> bool:
    """A statement says how long something lasts, whatever it is, and said another length before."""
    old, new = (
        [mark.value for mark in marks_of(sentence.phrase, FactType.RETENTION) if mark.rule == "slot/period"]
        for sentence in (pair.before, pair.after)
    )
    return bool(old and new) and old != new and len(pair.after.key) >= _PROSE


def _of_sentence(comparison: Comparison, after: Sentence, rule: str, severity: Severity) -> Finding:
    """Something new, with what it was made of."""
    before = comparison.counterpart(after)
    topic = after.section.heading or comparison.after.reading.title
    direction = Direction.CHANGED if before else Direction.ADDED
    return finding(Claim(Kind.UNCLASSIFIED, direction, topic, rule, severity), Pair(before, after))


def _of_pair(pair: Edit, direction: Direction, rule: str, severity: Severity) -> Finding:
    return finding(Claim(Kind.UNCLASSIFIED, direction, pair.after.section.heading, rule, severity), pair)


def _alarming(comparison: Comparison, prose: Sequence[tuple[Sentence, tuple[str, ...]]], granting: Set[Quote]) -> int:
    """New words where a practice is told and nothing is granted, there or beside it; none where most of what came is
    labels and teasers: then the frame of the page changed, not the document."""
    come = sum(map(_weight, comparison.come))
    if sum(_weight(sentence) for sentence, _ in prose) < _MOSTLY * come:
        return 0
    telling = [(sentence, words) for sentence, words in prose if _alarms(sentence) and sentence.quote() not in granting]
    return len({word for _, words in telling for word in words})


def _alarms(sentence: Sentence) -> bool:
    """It tells a practice, is about somebody, grants nothing and is not about who stands for the publisher."""
    is_idle = says("no-deed", sentence) or is_of_a_representative(sentence)
    return _tells(sentence) and touches_people(sentence) and not _grants(sentence) and not is_idle


def _tells(sentence: Sentence) -> bool:
    """A practice with data, and not what a word means; in a language without vocabulary, anything."""
    return lexicon(sentence.phrase.language) is None or (
        is_practice(sentence) and not defines(sentence) and not is_signpost(sentence)
    )


def _states_a_practice(sentence: Sentence) -> bool:
    """It is said what is collected, used, shared or kept, if only in a row; in a language without vocabulary, any
    statement."""
    if lexicon(sentence.phrase.language) is None:
        return _is_prose(sentence)
    return handles_data(sentence) or (sentence.kind is BlockKind.ROW and is_practice(sentence))


def _adds_to_a_practice(comparison: Comparison, sentence: Sentence) -> bool:
    """A word new to the document where a practice is stated."""
    if not _states_a_practice(sentence):
        return False
    before = comparison.counterpart(sentence)
    old = before.key if before else ()
    news = (word for word in comparison.new_words(sentence) if not _OF_THE_CALENDAR.match(word))
    return any(not any(is_slip(word, other) for other in old) for word in news)


def _is_told(pair: Pair, told: Set[Quote | None]) -> bool:
    return any(sentence is not None and sentence.quote() in told for sentence in (pair.before, pair.after))


def _is_untold_prose(sentence: Sentence, told: Set[Quote | None]) -> bool:
    return sentence.quote() not in told and _is_prose(sentence)


def _is_prose(sentence: Sentence) -> bool:
    """A statement about something a policy speaks of: not a heading, a menu or a teaser."""
    if sentence.kind is BlockKind.HEADING or len(sentence.key) < _PROSE:
        return len(sentence.key) == 1 and len(sentence.text) >= 2 * _PROSE  # scripts without spaces
    is_closed = sentence.text.endswith((".", ";", ":", "!", "?", "。")) or bool(sentence.phrase.lead)
    if not is_closed and len(sentence.key) < 2 * _PROSE:
        return False
    if lexicon(sentence.phrase.language) is None:
        return True
    return bool(hits(sentence.phrase.language, sentence.text))


def _grants(sentence: Sentence) -> bool:
    """It offers people something, or stands where that is done: worth noting, not alarming."""
    phrase = sentence.phrase
    return is_spoken_of(_GRANTS, phrase.language, phrase.text, phrase.lead, phrase.heading)


def _weight(sentence: Sentence) -> int:
    return len(sentence.key)
