"""Titles that a whole document carries, and what it is for by them; stricter than words that merely occur in one."""

import re
from functools import lru_cache

from policy.model.targets import DocumentType

_LONGEST = 90  # characters
_OTHER_WORDS = 6  # beside those that name the document: the owner, a region, a version
_NAMES: tuple[tuple[DocumentType, str], ...] = (
    (
        DocumentType.COOKIES,
        r"\bcookies?[ -](?:\w+ ){0,2}?(?:policy|notice|statement|declaration)|kebijakan (?:penggunaan )?cookie|"
        r"политик\w+ (?:использования )?(?:файлов )?cookies?|"
        r"(?:politique|charte)(?: de| des| sur les| relative aux| d'utilisation des)? (?:cookies|traceurs)|"
        r"\bcookie[ -]?(?:richtlinien?|hinweise?|erklärung)|(?:política|aviso) (?:de|sobre) cookies|"
        r"(?:informativa|politica)(?: sui| dei| sull'uso dei)? cookie|\bcookie-?(?:beleid|verklaring)|"
        r"(?:cookie|クッキー)(?:の)?(?:ポリシー|利用について)",
    ),
    (
        DocumentType.PRIVACY,
        r"\bprivacy (?:\w+ ){0,2}?(?:polic(?:y|ies)|notice|statement|charter|framework)|^privacy$|"
        r"\bdata (?:protection|privacy|retention|use)(?: \w+){0,2}? (?:policy|notice|statement)|"
        r"(?:kebijakan|pemberitahuan|pernyataan) (?:privasi|perlindungan data)|"
        r"(?:политик|положени|уведомлени)\w+ (?:о |об |в отношении )?(?:конфиденциальности|приватности|защит[еы] |"
        r"обработк[еи] (?:персональных|личных))|"
        r"(?:politique|charte|déclaration|notice)(?: de| sur| relative à)?(?: la)?(?: protection)?"
        r"(?: de la| de| des)? (?:confidentialité|vie privée|données)|"
        r"datenschutz(?:erklärung|hinweise?|richtlinien?|bestimmungen|information(?:en)?)|^datenschutz$|"
        r"(?:política|aviso|declaración|declaração) de (?:privacidade?|protección de datos|tratamiento de datos)|"
        r"informativa (?:sulla |sul )?(?:privacy|trattamento)|\bprivacy(?:beleid|verklaring|reglement)|"
        r"プライバシー(?:ポリシー|通知|規約)|個人情報(?:保護方針|の取り?扱い)|隐私(?:政策|声明)",
    ),
    (
        DocumentType.PROCESSING,
        r"\bdata[ -]processing (?:agreement|addendum|terms)|\bdpa\b|\bsub-?processors?(?: list)?$|"
        r"auftragsverarbeitung|accord (?:de|sur le|relatif au) traitement|"
        r"(?:acuerdo|contrato|acordo) de (?:tratamiento|encargo|tratamento)|verwerkersovereenkomst|"
        r"perjanjian pemrosesan data|соглашени\w+ об обработке",
    ),
    (
        DocumentType.TERMS,
        r"\bterms (?:of|and|&) (?:use|service|sale|conditions)|\bconditions of (?:use|sale)|\bterms$|"
        r"\b(?:user|service|subscription|customer|partner(?: program(?:me)?)?|affiliate|licen[cs]e|"
        r"end[ -]user licen[cs]e) agreement|\beula\b|"
        r"syarat (?:dan|&|serta) ketentuan|ketentuan (?:layanan|penggunaan)|perjanjian pengguna|"
        r"пользовательское соглашение|лицензионное соглашение|публичная оферта|"
        r"(?:условия|правила) (?:использования|обслуживания|пользования|продажи)|"
        r"conditions (?:générales|d'utilisation|de vente)|^cg[uv]\b|"
        r"nutzungsbedingungen|geschäftsbedingungen|verkaufsbedingungen|^agb\b|"
        r"(?:términos|termos) (?:y|e|de) \w+|(?:condiciones|condições) (?:generales|gerais|de uso|de venta)|"
        r"termini (?:e condizioni|di \w+)|condizioni (?:generali|d'uso|di vendita)|"
        r"(?:algemene|gebruiks|service|leverings) ?voorwaarden|利用規約|会員規約|服务条款|用户协议",
    ),
    (
        DocumentType.OTHER,
        r"\b(?:acceptable use|copyright|dmca|takedown|refunds?|returns?|cancellation|shipping|community|content|"
        r"accessibility|anti-?spam|trademark|moderation|complaints?|code of)(?: \w+){0,2}? "
        r"(?:policy|guidelines|statement|notice|rules|conduct)|^(?:imprint|impressum|disclaimer)$|"
        r"\blegal notice|mentions légales|aviso legal|note legali|widerrufsbelehrung|"
        r"kebijakan (?:pengembalian|hak cipta|konten)|特定商取引法",
    ),
)
# Of titles in lower case: patterns that ignore case are several times slower, and every heading is looked at.
_NAMED = tuple((kind, re.compile(name)) for kind, name in _NAMES)
_TITLES = 4096  # remembered: each is asked about several times
_OF_A_SECTION = re.compile(
    r"^(?:(?:any|future|previous|earlier|older|past) )?(?:(?:a|the|our) )?"
    r"(?:changes?|updates?|updated|amendments?|modifications?|revisions?|versions?|archives?|archived|scope|purpose|"
    r"acceptance|about|introduction|overview|summary|agreement to|consent to|what|how|why|when|who|where|if|we|contact|"
    r"questions?|links?|conflicts?|violations?|breach|see|read|definitions?|application|incorporation|mise à jour)\b|"
    r"^(?:perubahan|pembaruan|tentang|ruang lingkup|изменени|обновлени|о настоящ|évolution|acceptation|champ|änderung|"
    r"aktualisierung|geltung|cambios|modificaci|actualizaci|alteraç|modifiche|aggiornament|wijziging)|"
    r"\b(?:this|these|dieser?|cette|esta|questa|deze|ini|настоящ\w+)\b|[?？:]$",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(
    r"\bpolicies\b|^(?:\w+ ){0,2}legal(?: \w+){0,2}$|\bdocuments$|^rechtliches|^informations juridiques|"
    r"^informações legais|^información legal|^kebijakan(?:-kebijakan)?$|^правовая информация|^документы|^法的情報|"
    r"規約一覧",
    re.IGNORECASE,
)


@lru_cache(_TITLES)
def kind_of_title(title: str) -> DocumentType | None:
    """What the document under this title is for; None: it is the title of a section, or of several documents."""
    if len(title) > _LONGEST:
        return None
    kinds = _kinds(title)
    if len(kinds) != 1 or _OF_A_SECTION.search(title):
        return None
    kind, name = next(iter(kinds.items()))
    return kind if len(name.sub(" ", title.lower()).split()) <= _OTHER_WORDS else None


@lru_cache(_TITLES)
def names_several(title: str) -> bool:
    """Whether a title stands over documents and not over one: "Policies", "Terms and privacy"."""
    return len(title) <= _LONGEST and (len(_kinds(title)) > 1 or _COLLECTIVE.search(title) is not None)


def _kinds(title: str) -> dict[DocumentType, re.Pattern[str]]:
    """What the title names; a privacy policy that says it speaks of cookies, too, is a privacy policy."""
    words = title.lower()
    found = {kind: name for kind, name in _NAMED if name.search(words)}
    if DocumentType.PRIVACY in found:
        found.pop(DocumentType.COOKIES, None)
    return found
