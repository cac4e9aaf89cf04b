"""What a document is for, when nobody says."""

import re

from policy.knowledge.tokens import folded
from policy.model.readings import Reading
from policy.model.targets import DocumentType

_TITLES: tuple[tuple[DocumentType, re.Pattern[str]], ...] = (
    (
        DocumentType.PRIVACY,
        re.compile(
            r"privacy|data protection|privasi|конфиденциальност|персональн|confidentialité|vie privée|"
            r"données person|datenschutz|privacidad|privacidade|riservatezza|protección de datos|privacybe|"
            r"プライバシー|個人情報|개인정보"
        ),
    ),
    (DocumentType.COOKIES, re.compile(r"cookie|tracker|traceurs|куки|クッキー")),
    (
        DocumentType.TERMS,
        re.compile(
            r"terms|conditions|user agreement|eula|licen[cs]e agreement|ketentuan|syarat|услови|"
            r"пользовательское соглашение|nutzungsbedingungen|agb|términos|condiciones|termos|condizioni|termini|"
            r"voorwaarden|利用規約|"
            r"mentions légales|acceptable use|guidelines"
        ),
    ),
)
_OPENING = 400


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
