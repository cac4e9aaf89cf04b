"""Words by which a page is known as a policy, and a title as a document's, in the languages we meet most."""

import re

# Stems; each counts once however often it occurs. One line a subject, so that one subject cannot make a policy alone.
_SUBJECTS = (
    r"privacy|privasi|конфиденциальн|confidentialité|datenschutz|privacidad|privacidade|riservatezza|プライバシー|隐私|隱私",
    r"personal (?:data|information)|(?:data|informasi) pribadi|персональн|личн\w+ (?:данн|информац)|"
    r"données personnelles|"
    r"données à caractère personnel|personenbezogen|datos personales|dados pessoais|dati personali|persoonsgegevens|"
    r"個人情報|个人信息|personuppgifter|personoplysninger|danych osobowych",
    r"cookie|クッキー",
    r"\bcollect(?:s|ed|ing|ion of)?\b|mengumpulkan|собира|\bcollect(?:ons|ées?|e de)|erheb(?:en|ung)|recopil|colet|"
    r"raccogli|raccolta|verzamel|収集|收集",
    r"\bdelet|\beras|menghapus|удал(?:ени|ить)|supprim|effacement|lösch|suprimi|suprimir|exclu(?:ir|são)|cancella|"
    r"verwijder|削除|删除",
    r"third[ -]part(?:y|ies)|pihak ketiga|треть\w+ лиц|\btiers\b|dritte|terceros|terceiros|terze parti|derden|第三者|"
    r"第三方",
    r"\bconsent|persetujuan|согласи|consentement|einwilligung|consentimiento|consentimento|consenso|toestemming|同意",
    r"\brights?\b|\bhak\b|\bправ[аоу]?\b|\bdroits?\b|\brechte?n?\b|\bderechos?\b|\bdireitos?\b|\bdiritt[io]\b|権利|权利",
    r"\blaws?\b|\blegal|hukum|undang|закон|\bloi\b|juridique|légal|gesetz|rechtlich|\bley\b|\blei\b|legge|\bwet\b|"
    r"法律|法令",
    r"\bterms\b|ketentuan|услови|conditions générales|\bagb\b|bedingungen|términos|termos|termini|voorwaarden|規約|"
    r"条款",
    r"agree(?:ment)?\b|perjanjian|соглашен|договор|\bcontrat|vertrag|contrato|contratto|overeenkomst|契約|协议",
    r"liab(?:le|ility)|tanggung jawab|ответственн|responsabilit|haftung|responsabilidad|aansprakelijk|責任|责任",
    r"\bpurposes?\b|tujuan|\bцел[ьияе]|finalités?|zwecke?n?\b|finalidad|finalità|doeleinden|目的",
    r"retain|retention|menyimpan|хранен|conserv(?:ation|ées)|speicher|conservación|conservação|conservazione|保存",
    r"\bprocess(?:ing|ed)\b|pemrosesan|обработк|traitement|verarbeit|tratamiento|tratamento|trattamento|verwerk|処理|"
    r"处理",
    r"\busers?\b|pengguna|пользовател|utilisateur|nutzer|usuario|usuário|utenti|gebruiker|ユーザー|用户",
    r"terminat|pengakhiran|расторж|прекращ|résili|kündig|rescisión|rescisão|recesso|beëindig|解除|终止",
    r"intellectual property|copyright|trademark|kekayaan intelektual|propriété intellectuelle|urheberrecht|marken|"
    r"propiedad intelectual|propriedade intelectual|proprietà intellettuale|auteursrecht|著作権|知识产权|авторск",
    r"complian|complaint|accessib|kepatuhan|conformité|barrierefrei|conformidad|cumplim|conformidade|претенз|"
    r"соответстви",
    r"publisher|publication director|directeur de la publication|impressum|imprint|legal notice|mentions légales|"
    r"aviso legal|hébergeur|hosted by|editore|colofon",
    r"controller|pengendali|оператор|responsable d[ue] traitement|verantwortliche|responsable del tratamiento|"
    r"controlador|titolare|verwerkingsverantwoordelijke|管理者",
    r"gdpr|rgpd|dsgvo|\bavg\b|ccpa|ftc|regulation|directive|règlement|verordnung|reglamento|regolamento|verordening",
    r"effective date|last updated|last modified|mise à jour|stand:|fecha de|data de|ultimo aggiornamento|дата",
    r"\bsecur(?:e|ity)\b|keamanan|безопасност|sécurité|sicherheit|seguridad|segurança|sicurezza|beveiliging|安全",
    r"guidelines?|polic(?:y|ies)|kebijakan|политик|politique|richtlinie|política|politica|beleid|ポリシー|政策",
)
_SUBJECT = tuple(re.compile(stems) for stems in _SUBJECTS)
_TITLE = re.compile(
    r"privacy|polic(?:y|ies)|terms|conditions|cookies?|legal|notice|agreement|statement|guidelines|imprint|"
    r"data protection|"
    r"gdpr|license|licence|disclaimer|dpa|processor|rules|copyright|accessib|"
    r"confidentialité|politique|mentions|conditions|charte|données|règlement|"
    r"datenschutz|impressum|nutzungsbedingungen|agb|bedingungen|hinweise|richtlinie|erklärung|"
    r"privacidad|política|términos|condiciones|aviso|privacidade|termos|condições|informativa|condizioni|termini|"
    r"privacyverklaring|voorwaarden|beleid|verklaring|kebijakan|privasi|ketentuan|syarat|"
    r"политик|конфиденциальн|соглашени|условия|оферт|правила|プライバシー|規約|ポリシー|隐私|条款|協議|协议|"
    r"integritet|personuppgift|villkor|privatliv|betingelser|prywatno|regulamin|polityka|soukrom|gizlilik|çerez|"
    r"adatvéd",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"^(?:table of contents?|contents|in this article|on this page|in this (?:policy|document|section)|quick links|"
    r"jump to|sommaire|table des matières|dans cet article|sur cette page|inhalt(?:sverzeichnis)?|auf dieser seite|"
    r"índice|contenido|conteúdo|nesta página|en esta página|indice|in questa pagina|inhoud(?:sopgave)?|"
    r"op deze pagina|"
    r"daftar isi|содержание|оглавление|目次|目录)\W*$",
    re.IGNORECASE,
)
_SAMPLE = 40_000
_UPDATED = re.compile(
    r"^(?:this \w+(?: \w+)? (?:was|is) )?(?:(?:date|last|latest|dernière|letzte|última|fecha de|data de|data di|ultimo|"
    r"laatste?|terakhir|tanggal|дата|последнее) )?"
    r"(?:updated?|modified|modification|revised|revision|effective|version|mise? à jour|modifiée?|stand|fassung|"
    r"aktualisiert|aktualisierung|actualizad[ao]|actualización|atualizad[ao]|atualização|aggiornat[ao]|aggiornamento|"
    r"bijgewerkt|diperbarui|pembaruan|berlaku|обновлен[аоы]?|обновление|обновления|редакция|версия|最終更新日?|改定日?|"
    r"制定日?|更新日?)\b.{0,30}\d.{0,30}$",
    re.IGNORECASE,
)


def says_when_updated(line: str) -> bool:
    """Whether the line does nothing but date the document: "Last updated: 3 May 2024"."""
    return _UPDATED.match(line) is not None


def touches_subjects(text: str, asked: int) -> bool:
    """Whether the text touches as many subjects of policies; looks no further than to the one that settles it."""
    # In lower case once, because patterns that ignore case are several times slower.
    sample = text[:_SAMPLE].lower()
    missing = len(_SUBJECT) - asked
    found = 0
    for looked, subject in enumerate(_SUBJECT, 1):
        found += subject.search(sample) is not None
        if found >= asked or looked - found > missing:
            break
    return found >= asked


def names_a_document(title: str) -> bool:
    """Whether a title is that of a policy, of terms or of their like."""
    return _TITLE.search(title) is not None


def is_contents_label(words: str) -> bool:
    """Whether words stand over a table of contents."""
    return _CONTENTS.match(words) is not None
