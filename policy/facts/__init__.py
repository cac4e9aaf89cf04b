"""What a document states, as facts in canonical form."""

from collections.abc import Iterable, Iterator

from policy.facts.apart import sections, sentences
from policy.facts.brands import is_the_publisher, speaker
from policy.facts.engaged import nobody
from policy.facts.known import marks, marks_of, names_of
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase, Sentence, Words
from policy.model.changes import Fact, FactType
from policy.model.readings import Reading

__all__ = [
    "Mark",
    "Phrase",
    "Sentence",
    "brand",
    "fact_of",
    "facts",
    "marks",
    "marks_of",
    "sections",
    "sentences",
]


def facts(reading: Reading, brands: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """Everything the document states, in its order; own and sister brands are not third parties."""
    told = sentences(reading)
    found = tuple(fact_of(sentence, mark) for sentence, mark in _found_in(told, brands))
    if none := nobody(((one.value, one.rule) for one in found), reading):
        found = tuple(one for one in found if (one.value, one.rule) not in none)
    if any(fact.type is FactType.CONTROLLER for fact in found):
        return found
    publisher = brand(told)
    if publisher is None:
        return found
    return (*(one for one in found if not is_the_publisher(one, publisher)), publisher)


def brand(told: Iterable[Sentence]) -> Fact | None:
    """The name most often said to act or to own the service, at its first mention; None: none is said often enough."""
    found = speaker((names_of(sentence.phrase), sentence) for sentence in told)
    return found[0] if found else None


def _found_in(told: tuple[Sentence, ...], brands: tuple[str, ...]) -> Iterator[tuple[Sentence, Mark]]:
    """Every mark with its sentence, in order, but for own brands as third parties."""
    own = {brand.casefold() for brand in brands}
    for sentence in told:
        for mark in marks(sentence.phrase):
            if mark.type is not FactType.THIRD_PARTY or mark.value.casefold() not in own:
                yield sentence, mark


def fact_of(words: Sentence | Words, mark: Mark) -> Fact:
    """The mark anchored in the document."""
    return Fact(
        type=mark.type,
        value=mark.value,
        polarity=mark.polarity,
        quote=words.quote(mark.start, mark.end),
        rule=mark.rule,
        term=mark.term,
        cue=mark.cue,
        condition=mark.condition,
        role=mark.role,
        object=mark.object,
    )
