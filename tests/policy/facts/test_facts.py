"""What single sentences state."""

from dataclasses import replace

import pytest

from policy.facts import Phrase, facts, marks_of, sections, sentences, statements
from policy.facts.sentences import spans
from policy.model.changes import Fact, FactType, Polarity
from tests.support.policies import policy

FRAME = {
    "en": "Privacy policy\n\nThis policy says how we handle the information that you give to us.\n\n{}\n",
    "id": "Kebijakan privasi\n\nKebijakan ini menjelaskan bagaimana kami menangani informasi Anda di sini.\n\n{}\n",
    "ru": "Политика\n\nЭта политика описывает, как мы обрабатываем данные, которые вы нам передаете на сайте.\n\n{}\n",
    "fr": "Confidentialité\n\nCette page explique comment nous traitons les données que vous nous confiez ici.\n\n{}\n",
    "de": "Datenschutz\n\nDiese Seite erklärt, wie wir mit den Daten umgehen, die Sie uns hier anvertrauen.\n\n{}\n",
    "es": "Privacidad\n\nEsta página explica cómo tratamos los datos que usted nos confía aquí.\n\n{}\n",
    "it": "Informativa\n\nQuesta pagina spiega come trattiamo i dati che ci affidate qui sul sito.\n\n{}\n",
    "pt": "Privacidade\n\nEsta página explica como tratamos os dados que você nos confia aqui.\n\n{}\n",
    "cs": "Soukromí\n\nTato stránka vysvětluje, jak zacházíme s údaji, které nám svěříte na těchto stránkách.\n\n{}\n",
}


def stated(type_: FactType, text: str, language: str = "en") -> list[Fact]:
    return [fact for fact in facts(policy(FRAME[language].format(text))) if fact.type is type_]


def values(type_: FactType, text: str, language: str = "en") -> list[str]:
    return [fact.value for fact in stated(type_, text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We collect your full name and date of birth.", ["name", "date-of-birth"]),
        ("id", "Kami mengumpulkan alamat email dan tanggal lahir Anda.", ["email-address", "date-of-birth"]),
        ("ru", "Мы собираем номер телефона и дату рождения.", ["phone-number", "date-of-birth"]),
    ],
)
def test_categories_are_named_in_every_language(language: str, text: str, expected: list[str]) -> None:
    assert values(FactType.DATA_CATEGORY, text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "age"),
    [
        ("zh", "我们不收集未满十六周岁的未成年人的信息。", "16"),
        ("zh", "您必须年满18岁。", "18"),
        ("th", "คุณต้องมีอายุ 15 ปีขึ้นไป", "15"),
        ("uk", "Вам має бути щонайменше 15 років.", "15"),
        ("cs", "Musí vám být alespoň 15 let.", "15"),
        ("fi", "Sinun on oltava vähintään 15-vuotias.", "15"),
        ("fr", "Il faut avoir quinze ans révolus.", "15"),
        ("es", "Tienes que haber cumplido 15 años.", "15"),
        ("nl", "Ben je nog geen 15, vraag dan je ouders.", "15"),
        ("pl", "Musisz mieć 15 lat.", "15"),
        ("sv", "Du måste vara minst 15 år.", "15"),
        ("da", "Du skal være mindst 15 år.", "15"),
        ("no", "Du må være minst 15 år.", "15"),
        ("hu", "Legalább 15 évesnek kell lenned.", "15"),
        ("ru", "Вам должно исполниться 15 лет.", "15"),
        ("he", "עליך להיות בן 15 לפחות.", "15"),
    ],
)
def test_an_age_is_stated_in_every_language(language: str, text: str, age: str) -> None:
    assert [mark.value for mark in marks_of(Phrase(text, language, "", ""), FactType.AGE)] == [age]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Vi sparar dem i minst 10 år."),
        ("nl", "We bestaan al 10 jaar."),
        ("nl", "Dat duurt nog geen 10 dagen."),
        ("hu", "Tízéves, 10 éves tapasztalatunk van."),
        ("pl", "Mieliśmy 10 lat przerwy."),
    ],
)
def test_a_number_of_years_is_no_age(language: str, text: str) -> None:
    assert not marks_of(Phrase(text, language, "", ""), FactType.AGE)


@pytest.mark.parametrize(
    "text", ["Children under thirteen years may not use it.", "Children under 13 years may not use it."]
)
def test_an_age_is_stated_in_words_as_in_figures(text: str) -> None:
    assert "13" in values(FactType.AGE, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We never collect your credit card number."),
        ("id", "Kami tidak mengumpulkan nomor kartu kredit Anda."),
        ("ru", "Мы не собираем данные кредитных карт."),
    ],
)
def test_what_is_denied_is_a_denial(language: str, text: str) -> None:
    found = stated(FactType.DATA_CATEGORY, text, language)
    assert {fact.polarity for fact in found if fact.value == "payment-card"} == {Polarity.NEGATIVE}


@pytest.mark.parametrize(
    ("language", "text", "promises"),
    [
        ("en", "We will never sell your personal information.", 1),
        ("en", "Your data is never sold.", 1),
        ("en", "Your bank never shares your data.", 0),
        ("en", "You must not share your password.", 0),
        ("en", "If you do not provide your name, we cannot help.", 0),
        ("en", "To opt out, visit our Do Not Sell My Personal Information page.", 0),
        ("id", "Kami tidak akan menjual data pribadi Anda.", 1),
        ("ru", "Мы не продаем персональные данные.", 1),
        ("fr", "Nous ne vendons pas vos données.", 1),
        ("fr", "Nous ne partageons vos données avec personne.", 1),
        ("fr", "Ne partagez jamais votre mot de passe.", 0),
        ("cs", "Vaše údaje neprodáváme.", 1),
    ],
)
def test_a_promise_is_the_publishers_own(language: str, text: str, promises: int) -> None:
    assert len({fact.quote.text for fact in stated(FactType.NEGATIVE_PROMISE, text, language)}) == promises


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This section was last reviewed in May 2024. Recordings are erased.", 2),
        ("© 2024. Acme", 1),
        ("© THE ACME COMPANY OF NORWICH LTD 2020. ACME and its horse are marks.", 1),
    ],
)
def test_a_year_ends_a_statement_and_no_notice_of_copyright(text: str, expected: int) -> None:
    assert len([one for one in sentences(policy(text)) if one.start >= 0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to Privacy@Acme.Example.", ["privacy@acme.example"]),
        ("Write to privacy [at] acme [dot] example.", ["privacy@acme.example"]),
        ("Write to [email\u00a0protected].", [""]),
        ("Call +62 21 5555 0123.", ["622155550123"]),
        ("Call +44 (0)20 7946 0018.", ["442079460018"]),
        ("Telephone: (555) 123-4567", ["5551234567"]),
        ("Our order number is 5551234567.", []),
        ("Version 1.2.3.4 of 2020", []),
    ],
)
def test_contacts_are_normalised(text: str, expected: list[str]) -> None:
    assert values(FactType.CONTACT, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Last updated: 3 March 2024", [("2024-03-03", "updated")]),
        ("en", "Effective March 3, 2024", [("2024-03-03", "effective")]),
        ("en", "The Data Act of 30 May 2003", [("2003-05-30", "law")]),
        ("en", "Last updated 2024-03-03", [("2024-03-03", "updated")]),
        ("id", "Dibuat 4 September 2015", [("2015-09-04", "created")]),
        ("ru", "Создано 28 Май, 2014", [("2014-05-28", "created")]),
        ("ru", "Дата вступления в силу: 1 марта 2024 г.", [("2024-03-01", "effective")]),
        ("en", "You may visit us in 2024", []),
        ("en", "Revised: Sept. 4, 2025. We keep data.", [("2025-09-04", "updated")]),
        ("en", "The new version applies from 1 Feb. 2026.", [("2026-02-01", "effective")]),
        ("en", "Effective date\n\n3 May 2026\n\nWe keep letters.", [("2026-05-03", "effective")]),
        ("en", "This policy comes into force on 3 May 2026.", [("2026-05-03", "effective")]),
        ("fr", "Mise à jour le 4 févr. 2026", [("2026-02-04", "updated")]),
    ],
)
def test_dates_have_a_role(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(fact.value, fact.role) for fact in stated(FactType.DATE, text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We keep your data for 24 months.", [("P24M", "keeping")]),
        ("en", "We keep your data for two (2) years.", [("P24M", "keeping")]),
        ("en", "We respond to your request within 14 days.", [("P14D", "answer")]),
        ("en", "You must be 16 years old.", []),
        ("id", "Kami menyimpan data Anda selama 2 tahun.", [("P24M", "keeping")]),
        ("ru", "Мы храним данные в течение трех лет.", [("P36M", "keeping")]),
        ("en", "You will hear from us within 30 days.", [("P30D", "answer")]),
        ("en", "We erase it within 30 days.", [("P30D", "keeping")]),
    ],
)
def test_periods_are_folded_and_know_what_they_measure(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(fact.value, fact.role) for fact in stated(FactType.RETENTION, text, language)] == expected


def test_a_third_party_is_known_by_any_of_its_names() -> None:
    text = "We use Adobe SiteCatalyst and Google Analytics."
    assert values(FactType.THIRD_PARTY, text) == ["Adobe Analytics", "Google Analytics"]


def test_own_brands_are_no_third_parties() -> None:
    read = policy(FRAME["en"].format("We use Google Analytics."))
    own = ("Google Analytics",)
    kept = [statement.fact for statement in statements.stated(1, read, own).statements]
    assert [fact for fact in (*facts(read, own), *kept) if fact.type is FactType.THIRD_PARTY] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The controller is Acme Learning LLC.", ["Acme Learning LLC"]),
        ("Dikelola oleh PT Nusa Belajar Tbk.", ["PT Nusa Belajar Tbk"]),
        ("Оператор: ООО «Ромашка».", ["ООО «Ромашка»"]),
        ("We limit our liability.", []),
    ],
)
def test_companies_are_known_by_their_legal_form(text: str, expected: list[str]) -> None:
    assert values(FactType.CONTROLLER, text) == expected


def test_a_heading_over_a_line_of_purposes_is_a_matrix() -> None:
    text = (
        "# Privacy\n\nThis says what we use the data that you give to us for.\n\n## Email address\n\n"
        "Marketing, customer support\n\n## Phone number\n\nAnalytics, fraud prevention\n"
    )
    pairs = [fact.value for fact in facts(policy(text)) if fact.type is FactType.DATA_PURPOSE]
    assert pairs == [
        "email-address × marketing",
        "email-address × customer-support",
        "phone-number × analytics",
        "phone-number × fraud-prevention",
    ]


def test_every_quote_is_verbatim() -> None:
    read = policy(FRAME["en"].format("We collect your full name. Write to privacy@acme.example within 14 days."))
    sections = {section.id: section.text for section in read.sections}
    quotes = [fact.quote for fact in facts(read) if fact.quote.start >= 0]
    assert len(quotes) >= 3
    assert [sections[one.section_id][one.start : one.end] for one in quotes] == [one.text for one in quotes]


def test_a_section_that_two_readings_share_is_taken_apart_once() -> None:
    old = policy("# Policy\n\n## Data\n\nWe collect your name.\n\n## Contact\n\nWrite to privacy@acme.example.\n")
    new = policy("# Policy\n\n## Data\n\nWe collect your name.\n\n## Contact\n\nWrite to us at hello@acme.example.\n")
    before, after = sections(old), sections(new)
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, True, False]
    assert [one.text for one in sentences(new)][-1] == "Write to us at hello@acme.example."


def test_a_section_among_others_of_another_language_is_taken_apart_anew() -> None:
    old = policy("# Policy\n\n## Data\n\nWe collect your name.\n")
    new = replace(old, languages=("id", "en"))
    assert not {id(one) for one in sections(old)} & {id(one) for one in sections(new)}
    assert {one.phrase.language for one in sentences(new)} != {one.phrase.language for one in sentences(old)}


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("ja", "施行日：令和7年3月5日", [("2025-03-05", "effective")]),
        ("ja", "令和元年5月1日制定", [("2019-05-01", "created")]),
        ("zh", "本政策自民國114年3月5日起生效", [("2025-03-05", "effective")]),
        ("th", "มีผลใช้บังคับตั้งแต่วันที่ ๕ มีนาคม พ.ศ. ๒๕๖๘", [("2025-03-05", "effective")]),
        ("vi", "Có hiệu lực từ ngày 5 tháng 3 năm 2025", [("2025-03-05", "effective")]),
        ("hu", "Hatályos: 2025. március 5-től", [("2025-03-05", "effective")]),
        ("ko", "시행일: 2025. 3. 5.", [("2025-03-05", "effective")]),
        ("cs", "Účinné od 5. 3. 2025", [("2025-03-05", "effective")]),
        ("ar", "تسري اعتبارًا من ٥ مارس ٢٠٢٥", [("2025-03-05", "effective")]),
    ],
)
def test_a_date_is_read_in_every_count_of_years(language: str, words: str, expected: list[tuple[str, str]]) -> None:
    found = marks_of(Phrase(words, language, "", ""), FactType.DATE)
    assert [(mark.value, mark.role) for mark in found] == expected


@pytest.mark.parametrize(
    ("words", "language", "period"),
    [
        ("We keep logs for twenty-four months.", "en", "P24M"),
        ("We keep logs for thirty six months.", "en", "P36M"),
        ("We keep logs for twenty (20) days.", "en", "P20D"),
        ("Conservées quatre-vingt-dix jours.", "fr", "P90D"),
        ("Хранится сорок пять дней.", "ru", "P45D"),
        ("Disimpan dua belas bulan.", "id", "P12M"),
        ("聊天记录保存三十六个月。", "zh", "P36M"),
        ("เก็บไว้สามสิบวันนับแต่วันสิ้นสุดสัญญา", "th", "P30D"),
        ("lưu trữ trong ba mươi sáu tháng", "vi", "P36M"),
        ("נשמור את הנתונים לשנתיים", "he", "P24M"),
        ("נשמור את הנתונים למשך שנה", "he", "P12M"),
        ("نحتفظ بها لمدة شهرين", "ar", "P2M"),
        ("disimpan selama setahun", "id", "P12M"),
        ("保留半年", "zh", "P6M"),
        ("on yıl süreyle saklanır", "tr", "P120M"),
        ("on iki yıl süreyle saklanır", "tr", "P144M"),
        ("on sekiz ay süreyle saklanır", "tr", "P18M"),
        ("säilytetään kymmenen vuotta", "fi", "P120M"),
        ("१२ माह तक रखा जाता है", "hi", "P12M"),
        ("timp de treizeci de zile", "ro", "P30D"),
        ("Los conservamos veinticuatro meses.", "es", "P24M"),
        ("Los conservamos treinta y seis meses.", "es", "P36M"),
        ("Guardamos os dados por vinte e quatro meses.", "pt", "P24M"),
        ("Conserviamo i dati per ventiquattro mesi.", "it", "P24M"),
        ("Conserviamo i dati per trentotto mesi.", "it", "P38M"),
        ("Wir speichern sie sechsunddreißig Monate.", "de", "P36M"),
        ("We bewaren ze vierentwintig maanden.", "nl", "P24M"),
        ("Vi sparar dem i trettiosex månader.", "sv", "P36M"),
        ("Vi gemmer dem i tres dage.", "da", "P60D"),
        ("Vi lagrer dem i tjuefire måneder.", "no", "P24M"),
        ("Säilytämme niitä kahdenkymmenenneljän kuukauden ajan.", "fi", "P24M"),
        ("Poistamme ne, kun kuluu yksi kuukausi.", "fi", "P1M"),
        ("Przechowujemy je jeden dzień.", "pl", "P1D"),
        ("Храним их сто восемьдесят дней.", "ru", "P180D"),
        ("Przechowujemy je przez osiemnaście miesięcy.", "pl", "P18M"),
        ("Disimpan selama dua puluh lima bulan.", "id", "P25M"),
        ("Chúng tôi lưu giữ trong ba năm.", "vi", "P36M"),
        ("Chúng tôi lưu giữ trong mười ba tháng.", "vi", "P13M"),
        ("נשמור את הנתונים עשרים וחמישה ימים", "he", "P25D"),
        ("نحتفظ بها لمدة خمسة وأربعين يوما", "ar", "P45D"),
        ("We write on days of rest and keep it for 20 days.", "en", "P20D"),
        ("Quatre-vingt-dix jours, puis plus rien.", "fr", "P90D"),
        ("Two hundred and five days.", "en", "P205D"),
        ("Two hundred days.", "en", "P200D"),
        ("Hundred and twenty days.", "en", "P120D"),
        ("Twenty days, and no hundred.", "en", "P20D"),
        ("Hundred days, and not two.", "en", "P100D"),
        ("Five days, and not twenty.", "en", "P5D"),
        ("In room one hundred, 5 days.", "en", "P5D"),
        ("As paragraph 5 says, 100 days.", "en", "P100D"),
        ("Rule 5: 250 days.", "en", "P250D"),
        ("聊天记录保存三百六十五天。", "zh", "P365D"),
        ("百八十日間保管します。", "ja", "P180D"),
        ("beş yüz yirmi gün süreyle saklanır", "tr", "P520D"),
    ],
)
def test_a_number_of_several_words_is_read_whole(words: str, language: str, period: str) -> None:
    found = marks_of(Phrase(words, language, "", ""), FactType.RETENTION)
    assert [mark.value for mark in found] == [period]


def test_a_vietnamese_word_of_one_letter_ends_a_sentence_as_others_do() -> None:
    text = "Chúng tôi hỏi và bạn đồng ý. Chúng tôi viết cho ông J. Nguyễn."
    assert [text[start:end] for start, end in spans(text)] == [text[:28], text[29:]]


@pytest.mark.parametrize(
    ("words", "language", "period"),
    [
        ("Зберігаємо 3 години.", "uk", "PT3H"),
        ("Зберігаємо упродовж години.", "uk", "PT1H"),
        ("Пазим ги 3 години.", "bg", "P36M"),
        ("Vi lagrer dem i én time.", "no", "PT1H"),
        ("Vi gemmer dem i et døgn.", "da", "P1D"),
        ("Vi sparar dem i en vecka.", "sv", "P1W"),
        ("Vi sparar dem i ett halvår.", "sv", "P6M"),
        ("Le păstrăm o oră.", "ro", "PT1H"),
        ("Säilytämme niitä viikon ajan.", "fi", "P1W"),
        ("Säilytämme niitä kahden viikon ajan.", "fi", "P2W"),
        ("Uchováváme je půl roku.", "cs", "P6M"),
        ("נשמור אותם שנה אחת", "he", "P12M"),
        ("نحتفظ بها لشهر واحد", "ar", "P1M"),
        ("We write down one time.", "en", ""),
    ],
)
def test_a_unit_is_what_its_language_counts_by_it(words: str, language: str, period: str) -> None:
    found = marks_of(Phrase(words, language, "", ""), FactType.RETENTION)
    assert [mark.value for mark in found] == [period] * bool(period)


def test_a_period_is_quoted_with_the_ending_of_its_unit() -> None:
    (found,) = stated(FactType.RETENTION, "We delete it upon one month’s notice.")
    assert (found.value, found.quote.text) == ("P1M", "one month’s")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "El DNI no se pide.", Polarity.NEGATIVE),
        ("pt", "O número de telefone não se pede.", Polarity.NEGATIVE),
        ("it", "Il numero di telefono non si chiede.", Polarity.NEGATIVE),
        ("fr", "Le numéro de téléphone n'est pas demandé.", Polarity.NEGATIVE),
        ("de", "Die Telefonnummer wird nicht abgefragt.", Polarity.NEGATIVE),
        ("ru", "Номер телефона не запрашивается.", Polarity.NEGATIVE),
        ("en", "Your phone number is not sold.", Polarity.POSITIVE),
        ("en", "We collect your phone number when it is not asked for by others.", Polarity.POSITIVE),
    ],
)
def test_data_that_nobody_asks_for_is_not_collected(language: str, text: str, expected: Polarity) -> None:
    assert [fact.polarity for fact in stated(FactType.DATA_CATEGORY, text, language)] == [expected]
