"""Kinds of change told by their theme, and what it takes to tell each: the signs were chosen by measurement."""

from collections.abc import Iterator

from policy.judging.comparison import Comparison
from policy.judging.themes import Sign, Theme, themed
from policy.model.changes import Direction, FactType, Finding, Kind
from policy.model.targets import DocumentType

_NONE = Sign(0)
_ANY = Sign.ANY_NEW
_WORDS = Sign.EDITED_WORDS
_NEW = Sign.NEW_TERM
_TWO = Sign.TWO_TERMS
_ABOUT_DATA = frozenset(DocumentType) - {DocumentType.TERMS}
_STATED = (Direction.ADDED, Direction.REMOVED, Direction.ADDED)
_WIDER = (Direction.ADDED, Direction.WIDENED, Direction.WIDENED)

# In terms of use their words mostly speak of accounts, licences and conduct: there, only beside personal data.
_OF_DATA = frozenset(
    {
        Kind.RIGHTS_PROCEDURE,
        Kind.CONSENT_MODEL,
        Kind.COMPLAINT_CHANNEL,
        Kind.LAW_ENFORCEMENT,
        Kind.CHILDREN,
        Kind.AUTOMATED_DECISION,
        Kind.AI_TRAINING,
        Kind.SALE_OR_SHARING,
        Kind.OWNERSHIP_CLAUSE,
    }
)

_THEMES: tuple[Theme, ...] = (
    Theme(
        Kind.RIGHTS_PROCEDURE,
        added=_NEW,
        removed=_NEW,
        edited=Sign.EDITED_TERMS | _WORDS | Sign.EDITED_ADDRESS,
        directions=(Direction.WIDENED, Direction.CHANGED, Direction.CHANGED),
    ),
    Theme(
        Kind.RIGHTS,
        added=_NEW | _TWO | Sign.MUCH_FRESH,
        removed=_NEW | _TWO,
        edited=Sign.EDITED_TERMS | Sign.EDITED_REGION,
        directions=(Direction.ADDED, Direction.REMOVED, Direction.WIDENED),
        families=_ABOUT_DATA,
    ),
    Theme(
        Kind.LEGAL_BASIS,
        added=_NEW | _TWO | Sign.FRESH,
        removed=_NEW,
        edited=Sign.EDITED_TERMS | Sign.EDITED_REGION,
        families=_ABOUT_DATA,
    ),
    Theme(Kind.INTERNATIONAL_TRANSFER, added=Sign.ANY_NEW, removed=_TWO, edited=Sign.EDITED_NEW, families=_ABOUT_DATA),
    Theme(Kind.SECURITY_COMMITMENT, added=_NEW | _TWO, removed=_NEW, edited=_NONE, families=_ABOUT_DATA),
    Theme(
        Kind.TARGETED_ADVERTISING,
        added=Sign.ANY_NEW,
        removed=_NEW,
        edited=Sign.EDITED_NEW,
        directions=(Direction.WIDENED, Direction.REMOVED, Direction.WIDENED),
        families=_ABOUT_DATA,
    ),
    Theme(
        Kind.DISPUTE_TERMS,
        added=_NEW | _TWO | Sign.FRESH,
        removed=_ANY,
        edited=Sign.EDITED_TERMS | Sign.EDITED_REGION,
        directions=(Direction.CHANGED, Direction.REMOVED, Direction.CHANGED),
        families=frozenset({DocumentType.TERMS}),
    ),
    Theme(
        Kind.CONSENT_MODEL,
        added=_TWO,
        removed=_NEW | _TWO,
        edited=_NONE,
        directions=(Direction.WIDENED, Direction.REMOVED, Direction.CHANGED),
    ),
    Theme(Kind.COMPLAINT_CHANNEL, added=_TWO, removed=_TWO, edited=Sign.EDITED_ADDRESS | Sign.EDITED_REGION),
    Theme(Kind.AI_TRAINING, added=_NEW | Sign.FRESH, removed=_TWO, edited=Sign.EDITED_TERMS, directions=_WIDER),
    Theme(Kind.LAW_ENFORCEMENT, added=_NEW, removed=_NEW, edited=Sign.EDITED_TERMS, directions=_WIDER),
    Theme(
        Kind.DATA_SOURCE,
        added=_NEW | _TWO,
        removed=_TWO,
        edited=Sign.EDITED_NEW,
        directions=_STATED,
        families=_ABOUT_DATA,
    ),
    Theme(
        Kind.CHANGE_NOTICE,
        added=_NEW,
        removed=_ANY,
        edited=_NONE,
    ),
    Theme(
        Kind.CHILDREN,
        added=_NEW,
        removed=_NEW,
        edited=Sign.EDITED_NEW,
        settled_by=FactType.AGE,
    ),
    Theme(Kind.SALE_OR_SHARING, added=_NEW, removed=_NEW, edited=Sign.EDITED_TERMS, directions=_WIDER),
    Theme(Kind.OWNERSHIP_CLAUSE, added=_NEW, removed=_NEW, edited=_NONE),
    Theme(Kind.AUTOMATED_DECISION, added=_NEW, removed=_NEW, edited=Sign.EDITED_NEW, directions=_STATED),
    Theme(Kind.RISK_ASSESSMENT, added=_NEW, removed=_NEW, edited=_NONE),
    Theme(
        Kind.RETENTION,
        added=_NEW | Sign.MUCH_FRESH,
        removed=_NEW,
        edited=Sign.EDITED_NEW,
        families=_ABOUT_DATA,
        settled_by=FactType.RETENTION,
    ),
    Theme(
        Kind.SCOPE,
        added=_NEW,
        removed=_NONE,
        edited=Sign.EDITED_NEW | Sign.EDITED_ANY,
        directions=(Direction.WIDENED, Direction.CHANGED, Direction.CHANGED),
    ),
    Theme(
        Kind.CONTROLLER,
        added=_TWO,
        removed=_NONE,
        edited=_WORDS,
    ),
    Theme(Kind.CONTACT, added=_NEW, removed=_NEW, edited=_NONE),
)


def themes(comparison: Comparison) -> Iterator[Finding]:
    """Findings of every theme that has a say in this family of documents."""
    for theme in _THEMES:
        if comparison.family in theme.families:
            only_beside_data = comparison.family is DocumentType.TERMS and theme.kind in _OF_DATA
            yield from themed(comparison, theme, only_beside_data=only_beside_data)
