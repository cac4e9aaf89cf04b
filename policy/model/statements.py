"""What a document states, each thing once, as it is kept to be looked up across documents."""

from policy.model.changes import Fact, FactType, Polarity
from policy.model.targets import DocumentType, Target
from policy.model.values import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with the sentence that says it first, and how often the document says it."""

    fact: Fact
    sentence: str  # verbatim; of a heading, its words
    times: int

    @property
    def identity(self) -> tuple[FactType, str, Polarity, str]:
        """What makes two statements the same."""
        return self.fact.type, self.fact.value, self.fact.polarity, self.fact.role


@dataclass(frozen=True, slots=True)
class Stated:
    """Everything a version states, as one edition of our extractors finds it."""

    version: int
    eyes: str  # the edition; statements found by different ones are not compared (law 1)
    statements: tuple[Statement, ...]
    notes: str = ""  # what is known of each sentence, as `policy.facts` wrote it down; empty: nothing was


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with the document and the version in force that makes it."""

    target: Target
    version: int
    language: str  # of the version, BCP 47 primary subtag; empty: not known
    statement: Statement


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that documents state, and how many of them affirm and deny it."""

    value: str
    role: str
    affirmed: int
    denied: int


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which statements to list; None or empty: any. `value` is one value whole, `words` stand somewhere in it."""

    type: FactType
    value: str | None = None
    words: str = ""
    role: str | None = None
    polarity: Polarity | None = None
    service: str | None = None
    document_type: DocumentType | None = None
    target_id: str | None = None
