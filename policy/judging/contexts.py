"""Whether a sentence tells a practice with data, or only happens to hold its words."""

import re
from collections.abc import Set
from itertools import chain

from policy.facts import Sentence
from policy.facts.cues import cues_in, cues_of
from policy.facts.known import terms_of
from policy.judging.turns_of_speech import has_turns, says, says_words
from policy.knowledge.lexicon import hits
from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern
from policy.model.changes import Kind
from policy.model.readings import BlockKind

PRACTICE = frozenset({"collect", "use", "share", "retain", "sell"})
_GIVING = frozenset({"share", "sell", "reach"})
_TO_THE_READER = re.compile(pattern("to-the-reader"))
_ADVICE = re.compile(pattern("advice"))
_REPRESENTS = re.compile(pattern("represents"))
_LIST_OF_DATA = 2


def speaks_of(sentence: Sentence, kind: Kind) -> bool:
    """Whether the sentence uses a phrase of that theme."""
    return any(table == "theme" and id_ == kind for table, id_, _ in terms_of(sentence.phrase))


def is_of_a_representative(sentence: Sentence) -> bool:
    """It says who stands for the publisher before people and authorities (GDPR 27), or who its officer for data is."""
    return bool(_REPRESENTS.search(folded(sentence.text)))


def names_data(sentence: Sentence) -> bool:
    """Whether the sentence names any kind of data."""
    return any(table == "data" for table, _, _ in terms_of(sentence.phrase))


def handles_data(sentence: Sentence) -> bool:
    """The publisher collects, uses, shares or keeps, in the sentence or in what introduces it."""
    if sentence.kind is BlockKind.HEADING or _TO_THE_READER.match(folded(sentence.text).lstrip("([“\"' ")):
        return False
    cues = cues_of(sentence.phrase).keys() | introducing(sentence)
    return bool(cues & PRACTICE) and "first-person" in cues


def introducing(sentence: Sentence) -> Set[str]:
    """What the words say that introduce it; of an item, its heading does as well: "Why we use it"."""
    phrase = sentence.phrase
    cues = cues_in(phrase.language, phrase.lead).keys()
    return cues | cues_in(phrase.language, phrase.heading).keys() if sentence.kind.is_listed else cues


def is_given(sentence: Sentence) -> bool:
    """Giving, showing or selling is spoken of in the sentence, in what introduces it or in its heading."""
    phrase = sentence.phrase
    around = (phrase.text, phrase.lead, phrase.heading)
    return any(_GIVING & cues_in(phrase.language, words).keys() for words in around)


def is_practice(sentence: Sentence) -> bool:
    """A verb of handling data in the sentence or in what introduces it, or a list of data; not a duty of the reader."""
    low = folded(sentence.text).lstrip("([“\"' ")
    if sentence.kind is BlockKind.HEADING or _TO_THE_READER.match(low) or _ADVICE.search(low):
        return False
    return (_handles(sentence) or _is_of_handling(sentence)) and not is_aside(sentence)


def is_aside(sentence: Sentence) -> bool:
    """It greets the reader, or says how the text is written, where its help and when its offices are: even under a
    heading of data it tells none. Where it names some, it tells a practice as well: a word of more senses
    ("language") names none."""
    if not says("aside", sentence):
        return False
    return not any(hit.table == "data" and not hit.is_weak for hit in hits(sentence.phrase.language, sentence.text))


def is_signpost(sentence: Sentence) -> bool:
    """It, or what introduces it, only says where more is to be read."""
    phrase = sentence.phrase
    return says("signpost", sentence) or (
        bool(phrase.lead) and says_words("signpost", phrase.language, folded(phrase.lead))
    )


def touches_people(sentence: Sentence) -> bool:
    """It says itself what is done with data, or is about somebody; of languages whose turns are not known, any does."""
    language = sentence.phrase.language
    if PRACTICE & cues_of(sentence.phrase).keys() or not has_turns("touches-people", language):
        return True
    return says("touches-people", sentence)


def defines(sentence: Sentence) -> bool:
    """It says what a word means, whoever uses it."""
    return says("defines", sentence)


def _handles(sentence: Sentence) -> bool:
    """A verb of handling data, or several kinds of data."""
    if PRACTICE & cues_of(sentence.phrase).keys():
        return True
    return len({id_ for table, id_, _ in terms_of(sentence.phrase) if table == "data"}) >= _LIST_OF_DATA


def _is_of_handling(sentence: Sentence) -> bool:
    """What introduces the sentence speaks of data or of handling it."""
    around = (hits(sentence.phrase.language, words) for words in (sentence.phrase.lead, sentence.phrase.heading))
    return any(hit.table == "data" or (hit.table == "cue" and hit.id in PRACTICE) for hit in chain(*around))
