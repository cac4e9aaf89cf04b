"""Titles that a whole document carries, and what it is for by them; stricter than words that merely occur in one."""

import re

from policy.knowledge.wording import pattern
from policy.model.targets import DocumentType
from policy.reading.lexicon import in_lower_case
from policy.reading.printed import printed, size_of
from policy.remembering import remembered

_LONGEST = 90  # characters
_OTHER_WORDS = 6  # beside those that name the document: the owner, a region, a version
_ENDS = ("。", "！", "؟")  # which end sentences only
_KINDS = (DocumentType.COOKIES, DocumentType.PRIVACY, DocumentType.PROCESSING, DocumentType.TERMS, DocumentType.OTHER)
# Of titles in lower case: patterns that ignore case are several times slower, and every heading is looked at.
_NAMED = tuple((kind, re.compile(pattern(f"document-{kind.value}"))) for kind in _KINDS)
_TITLES = 4096  # remembered: each is asked about several times
_OF_A_SECTION = re.compile(pattern("title-of-a-section"), re.IGNORECASE)
_COLLECTIVE = re.compile(pattern("title-of-several"), re.IGNORECASE)


@remembered(_TITLES)
def kind_of_title(title: str) -> DocumentType | None:
    """What the document under this title is for; None: it is the title of a section, or of several documents."""
    if len(title) > _LONGEST or title.endswith(_ENDS):
        return None
    kinds = _kinds(title)
    if len(kinds) != 1 or _OF_A_SECTION.search(title):
        return None
    kind, name = next(iter(kinds.items()))
    return kind if size_of(printed(name.sub(" ", in_lower_case(title)))) <= _OTHER_WORDS else None


@remembered(_TITLES)
def names_several(title: str) -> bool:
    """Whether a title stands over documents and not over one: "Policies", "Terms and privacy"."""
    return len(title) <= _LONGEST and (len(_kinds(title)) > 1 or _COLLECTIVE.search(title) is not None)


def _kinds(title: str) -> dict[DocumentType, re.Pattern[str]]:
    """What the title names; a privacy policy that says it speaks of cookies, too, is a privacy policy."""
    words = in_lower_case(title)
    found = {kind: name for kind, name in _NAMED if name.search(words)}
    if DocumentType.PRIVACY in found:
        found.pop(DocumentType.COOKIES, None)
    return found
