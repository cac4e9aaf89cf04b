"""What the publisher changed, in structure (section changes) and in meaning (findings)."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import TypeAlias

from policy.model.readings import Block, Link, Section, Suspicion
from policy.model.severity import Severity as Severity
from policy.model.values import dataclass


class Op(StrEnum):
    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words that stays, goes or comes. The deleted and equal spans give back the old text, the inserted
    and equal ones the new."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block beside its counterpart; None: it has none on that side. `spans` is the redline of an edited pair."""

    before: Block | None
    after: Block | None
    spans: tuple[Span, ...] = ()
    is_coarse: bool = False  # too much changed to mark words: the spans are sentences, or the whole


@dataclass(frozen=True, slots=True)
class Added:
    section: Section


@dataclass(frozen=True, slots=True)
class Removed:
    section: Section


@dataclass(frozen=True, slots=True)
class Edited:
    """The same section with other words; its heading may differ too. Passages in the order of the new text."""

    before: Section
    after: Section
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    before: Section
    after: Section


@dataclass(frozen=True, slots=True)
class Renamed:
    before: Section
    after: Section


SectionChange: TypeAlias = Added | Removed | Edited | Moved | Renamed


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link's target changed behind the same words, or a link came or went; None: there was or is none."""

    before: Link | None
    after: Link | None


class FactType(StrEnum):
    DATA_CATEGORY = "data-category"
    PURPOSE = "purpose"
    DATA_PURPOSE = "data-purpose"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third-party"
    CONTACT = "contact"
    CONTROLLER = "controller"
    DATE = "date"
    RETENTION = "retention"
    TRANSFER = "transfer"
    LEGAL_BASIS = "legal-basis"
    RIGHT = "right"
    AGE = "age"
    NEGATIVE_PROMISE = "negative-promise"
    CHANGE_NOTICE = "change-notice"
    SALE = "sale"
    AI_TRAINING = "ai-training"
    AUTOMATED_DECISION = "automated-decision"
    DISPUTE_TERM = "dispute-term"
    SECURITY = "security"
    CONSENT = "consent"
    PROCEDURE = "procedure"  # of using a right
    DISCLOSURE = "disclosure"  # what it takes to hand data to an authority
    OWNERSHIP = "ownership"
    COMPLAINT = "complaint"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a section, verbatim: `text == section.text[start:end]` of the section with that id; its heading when
    `start` is -1."""

    text: str
    section: tuple[str, ...]  # the heading trail, for people
    section_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the document in canonical form, with what made it: the term, the cue and the rule."""

    type: FactType
    value: str  # taxonomy id, or the normalised value (address, ISO 8601 date or duration, name)
    polarity: Polarity
    quote: Quote
    rule: str
    term: str = ""
    cue: str = ""
    condition: str = ""  # as printed; empty: unconditional
    role: str = ""  # of a contact its type, of a date its role, of a period what it measures, of a name its kind
    object: str = ""  # of a period the data kept so long, of a right how to use it, of a person the office held


class Kind(StrEnum):
    """The kinds of change; definitions, severities and legal anchors are in the taxonomy."""

    DATA_CATEGORY = "data-category-change"
    SPECIAL_CATEGORY = "special-category-change"
    BIOMETRIC = "biometric-change"
    CHILDREN = "children-change"
    PURPOSE = "purpose-change"
    AI_TRAINING = "ai-training-change"
    AUTOMATED_DECISION = "automated-decision-change"
    TARGETED_ADVERTISING = "targeted-advertising-change"
    LEGAL_BASIS = "legal-basis-change"
    CONSENT_MODEL = "consent-model-change"
    DATA_SOURCE = "data-source-change"
    RECIPIENT_CATEGORY = "recipient-category-change"
    NAMED_THIRD_PARTY = "named-third-party-change"
    SALE_OR_SHARING = "sale-or-sharing-change"
    NEGATIVE_PROMISE = "negative-promise-change"
    LAW_ENFORCEMENT = "law-enforcement-change"
    INTERNATIONAL_TRANSFER = "international-transfer-change"
    RETENTION = "retention-change"
    SECURITY_COMMITMENT = "security-commitment-change"
    CONTROLLER = "controller-change"
    OWNERSHIP_CLAUSE = "ownership-clause-change"
    CONTACT = "contact-change"
    COMPLAINT_CHANNEL = "complaint-channel-change"
    RIGHTS = "rights-change"
    RIGHTS_PROCEDURE = "rights-procedure-change"
    CHANGE_NOTICE = "change-notice-change"
    EFFECTIVE_DATE = "effective-date-change"
    SCOPE = "scope-change"
    DISPUTE_TERMS = "dispute-terms-change"
    RISK_ASSESSMENT = "risk-assessment-change"
    LANGUAGE_VERSION_DRIFT = "language-version-drift"
    EDITORIAL = "editorial-change"
    UNCLASSIFIED = "unclassified-change"
    WATCH_RULE = "watch-rule"  # an operator's own rule fired


RESTLESS = "restless/place"  # the rule of the finding that says: only places differ that do at nearly every visit


class Direction(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    WIDENED = "widened"
    NARROWED = "narrowed"
    CHANGED = "changed"


class Verdict(IntEnum):
    """The weightiest thing a change set says; an alert is MATERIAL."""

    NONE = 0
    EDITORIAL = 1
    MINOR = 2
    MATERIAL = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
    """One change of meaning with its proof: at least one of the quotes is there."""

    kind: Kind
    direction: Direction
    severity: Severity
    what: str  # short: ids, names, old value → new value
    section: tuple[str, ...]
    before: Quote | None
    after: Quote | None
    reason: str  # one plain sentence
    rule: str  # the module that has it, a slash, and which of its rules

    @property
    def origin(self) -> str:
        """The module whose rule found it; "watch": it is one of the operator's own."""
        return self.rule.partition("/")[0]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that differs between two readings. When `suspect` is set, kinds are withheld, not guessed."""

    verdict: Verdict
    suspect: Suspicion | None
    languages: tuple[str, str]
    changes: tuple[SectionChange, ...]
    links: tuple[LinkChange, ...]
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        return max((finding.severity for finding in self.findings), default=Severity.INFO)

    @property
    def is_restless(self) -> bool:
        return is_restless(self.findings)


def is_restless(findings: Iterable[Finding]) -> bool:
    """Whether nothing changed but places that do at nearly every visit."""
    return any(finding.rule == RESTLESS for finding in findings)
