"""Companies by their legal form: who is responsible, or who else is named."""

import re
from collections.abc import Iterator

from policy.facts.letters import CAPITALS
from policy.facts.marks import Mark
from policy.facts.sentences import Phrase
from policy.knowledge.wording import pattern
from policy.model.changes import FactType

_NAME = rf"[{CAPITALS}А-ЯЁ0-9][\w.&'’!+-]*+"  # whole words only: nothing that follows could begin inside one
_FORMS = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|LTD|GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|SE|S\.A\.R\.L|SARL|S\.[àa]\.?\s?r\.l|S\.A\.S|SAS|S\.A|"
    r"S\.r\.l|Srl|S\.R\.L|s\.r\.l|S\.p\.A|SpA|B\.V|BV|N\.V|NV|Plc|PLC|plc|Corp|Corporation|Pte\.?\s*Ltd|Pty\.?\s*Ltd|"
    r"Co\.,?\s*Ltd|K\.K|Lda|S\.L|S\.L\.U|Oy|Oyj|AB|A/S|ApS|Tbk|Sdn\.?\s*Bhd|Bhd|LLP|LP)\b\.?"
)
_FORM_OF_ENTITY = re.compile(rf"\s{_FORMS}")
_ENTITY = re.compile(
    rf"(?:{_NAME}(?:\s+\([^)]{{1,30}}\))?,?\s+(?:(?:&|{pattern('within-a-company')})\s+)?){{1,6}}?" + _FORMS
)
_PREFIXED = re.compile(pattern("company"))
_FORM = re.compile(r"[\s,]+")


def entities(phrase: Phrase) -> Iterator[Mark]:
    """Every name with a legal form, as printed, white space and commas folded."""
    told: set[str] = set()
    text = phrase.text
    forms = (  # a cheap look: most sentences name no company
        *((_ENTITY,) if _FORM_OF_ENTITY.search(text) else ()),
        *((_PREFIXED,) if "PT" in text or not text.isascii() else ()),
    )
    for form in forms:
        for match in form.finditer(text):
            name = _FORM.sub(" ", match.group()).strip(" .")
            if name not in told:
                told.add(name)
                yield Mark(FactType.CONTROLLER, name, match.start(), match.end(), "slot/entity", role="entity")
