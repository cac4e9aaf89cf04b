"""What an extractor finds in one sentence, before it is anchored in a document."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from policy.facts.sentences import Phrase
from policy.model.changes import FactType, Polarity

Identity: TypeAlias = tuple[FactType, str, Polarity]  # what makes two facts the same fact, wherever they stand


class Mark(NamedTuple):
    """A fact in its sentence: places count there. A tuple, for hundreds are made of each document."""

    type: FactType
    value: str
    start: int
    end: int
    rule: str
    polarity: Polarity = Polarity.POSITIVE
    term: str = ""
    cue: str = ""
    condition: str = ""
    role: str = ""
    object: str = ""

    @property
    def identity(self) -> Identity:
        return identity(self)


identity: Callable[[Mark], Identity] = itemgetter(*map(Mark._fields.index, ("type", "value", "polarity")))
Extractor: TypeAlias = Callable[[Phrase], Iterable[Mark]]
