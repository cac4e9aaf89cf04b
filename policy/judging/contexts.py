"""Whether a sentence tells a practice with data, or only happens to hold its words."""

import re

from policy.facts import Sentence
from policy.knowledge.lexicon import hits
from policy.knowledge.tokens import folded
from policy.model.changes import Kind
from policy.model.readings import BlockKind

_PRACTICE = frozenset({"collect", "use", "share", "retain", "sell"})
_TO_THE_READER = re.compile(
    r"^(?:please\b|do not\b|you (?:must|should|may not|agree|shall)\b|users? (?:must|shall|may not)\b|mohon\b|harap\b|"
    r"anda (?:harus|wajib|dilarang)\b|пожалуйста|вы (?:обязаны|должны)\b|vous devez\b|bitte\b|prohibited\b)"
)
_LIST_OF_DATA = 2


def speaks_of(sentence: Sentence, kind: Kind) -> bool:
    """Whether the sentence uses a phrase of that theme."""
    found = hits(sentence.phrase.language, sentence.text)
    return any(hit.table == "theme" and hit.id == kind for hit in found)


def handles_data(sentence: Sentence) -> bool:
    """The publisher collects, uses, shares or keeps, in the sentence or in what introduces it."""
    if sentence.kind is BlockKind.HEADING or _TO_THE_READER.match(folded(sentence.text).lstrip("([“\"' ")):
        return False
    cues = {
        hit.id
        for words in (sentence.text, sentence.phrase.lead)
        for hit in hits(sentence.phrase.language, words)
        if hit.table == "cue"
    }
    return bool(cues & _PRACTICE) and "first-person" in cues


def is_practice(sentence: Sentence) -> bool:
    """A verb of handling data in the sentence or in what introduces it, or a list of data; not a duty of the reader."""
    if _TO_THE_READER.match(folded(sentence.text).lstrip("([“\"' ")):
        return False
    if sentence.kind is BlockKind.HEADING:
        return False
    language = sentence.phrase.language
    found = hits(language, sentence.text)
    if any(hit.table == "cue" and hit.id in _PRACTICE for hit in found):
        return True
    data = {hit.id for hit in found if hit.table == "data"}
    if len(data) >= _LIST_OF_DATA:
        return True
    around = (*hits(language, sentence.phrase.lead), *hits(language, sentence.phrase.heading))
    return any(hit.table == "data" or (hit.table == "cue" and hit.id in _PRACTICE) for hit in around)
