"""What a document is for, when nobody says."""

import re

from policy.knowledge.tokens import folded
from policy.knowledge.wording import pattern
from policy.model.readings import Reading
from policy.model.targets import DocumentType

_TITLES = tuple(
    (family, re.compile(pattern(f"title-{family.value}")))
    for family in (DocumentType.PRIVACY, DocumentType.COOKIES, DocumentType.TERMS)
)
_OPENING = 400  # signs in which a document says what it is


def family_of(reading: Reading) -> DocumentType:
    """By the title, then by the first words; a document that does not tell is taken for a privacy policy."""
    headings = " ".join(section.heading for section in reading.sections[:3])
    opening = " ".join(section.text[:_OPENING] for section in reading.sections[:2])[:_OPENING]
    for words in (reading.title, headings, opening):
        low = folded(words)
        found = [(match.start(), family) for family, title in _TITLES if (match := title.search(low))]
        if found:
            return min(found)[1]
    return DocumentType.PRIVACY
