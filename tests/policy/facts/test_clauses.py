"""What a policy states beside data, purposes and recipients, in the owner's three languages."""

import pytest

from policy.facts import facts
from policy.model.changes import FactType, Polarity
from tests.policy.facts.test_facts import FRAME, stated, values
from tests.support.policies import policy


@pytest.mark.parametrize(
    ("type_", "language", "text", "expected"),
    [
        (FactType.SECURITY, "en", "We use firewalls and encrypt your data.", ["firewall", "encryption"]),
        (FactType.SECURITY, "id", "Data Anda dienkripsi dan dijaga tembok api.", ["encryption", "firewall"]),
        (FactType.SECURITY, "ru", "Мы применяем шифрование и межсетевые экраны.", ["encryption", "firewall"]),
        (FactType.LEGAL_BASIS, "en", "We rely on our legitimate interests.", ["basis-legitimate-interests"]),
        (FactType.LEGAL_BASIS, "id", "Kami bertindak atas dasar kepentingan yang sah.", ["basis-legitimate-interests"]),
        (FactType.LEGAL_BASIS, "ru", "Основание: исполнение договора.", ["basis-contract"]),
        (FactType.CONSENT, "en", "We share data unless you opt out.", ["consent-opt-out"]),
        (FactType.CONSENT, "id", "Kami meminta persetujuan tertulis Anda.", ["consent-asked", "consent-written"]),
        (FactType.CONSENT, "ru", "Мы не передаем данные без вашего согласия.", ["consent-asked"]),
        (FactType.CONSENT, "ru", "Мы передаем данные без вашего согласия.", ["consent-none"]),
        (FactType.CHANGE_NOTICE, "en", "We may change this policy without prior notice.", ["notice-none"]),
        (FactType.CHANGE_NOTICE, "id", "Kebijakan ini dapat diubah tanpa pemberitahuan.", ["notice-none"]),
        (FactType.CHANGE_NOTICE, "ru", "Об изменениях мы сообщим заранее.", ["notice-given", "notice-in-advance"]),
        (FactType.CHANGE_NOTICE, "en", "We tell you without prior notice.", []),
        (FactType.PROCEDURE, "en", "You have the right to a copy free of charge.", ["free-of-charge"]),
        (FactType.DISCLOSURE, "id", "Kami mengungkapkan data jika ada perintah pengadilan.", ["on-court-order"]),
        (FactType.OWNERSHIP, "en", "The buyer is bound by this policy.", ["owner-bound"]),
        (FactType.DISPUTE_TERM, "ru", "Споры рассматривает третейский суд.", ["arbitration"]),
        (FactType.COMPLAINT, "ru", "Вы можете обратиться в Роскомнадзор.", ["complaint-to-authority"]),
        (FactType.AI_TRAINING, "id", "Kami memakai data Anda untuk melatih model.", ["ai-training"]),
        (FactType.AUTOMATED_DECISION, "id", "Keputusan otomatis dibuat dari data.", ["automated-decisions"]),
        (FactType.SALE, "ru", "Мы продаем ваши персональные данные.", ["sale-of-data"]),
    ],
)  # fmt: skip
def test_clauses_are_named(type_: FactType, language: str, text: str, expected: list[str]) -> None:
    assert values(type_, text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Children under the age of 13 may not sign up.", [("13", "below")]),
        ("en", "You must be at least 16 years old.", [("16", "least")]),
        ("id", "Pengguna harus berusia minimal 17 tahun.", [("17", "least")]),
        ("ru", "Сервис не предназначен для лиц младше 14 лет.", [("14", "below")]),
        ("en", "We keep data for 16 years.", []),
    ],
)
def test_an_age_is_no_period(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    ages = [(fact.value, fact.role) for fact in stated(FactType.AGE, text, language) if fact.role]
    assert ages == expected
    assert not expected or values(FactType.RETENTION, text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We retain data as long as necessary.", "kept-as-necessary"),
        ("id", "Data cookie kami simpan tanpa batas waktu dan disimpan di server.", "kept-indefinitely"),
        ("ru", "Данные хранятся до отзыва согласия.", "kept-until-request"),
    ],
)
def test_a_criterion_is_a_period_without_a_number(language: str, text: str, expected: str) -> None:
    (fact,) = stated(FactType.RETENTION, text, language)
    assert (fact.value, fact.role) == (expected, "criterion")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Kami menanggapi permintaan dalam 3 x 24 jam.", "PT72H"),
        ("id", "Kami menyimpan data selama 5 (lima) tahun.", "P60M"),
        ("en", "We retain data for two (2) years.", "P24M"),
    ],
)
def test_a_period_is_read_as_it_is_written(language: str, text: str, expected: str) -> None:
    (fact,) = stated(FactType.RETENTION, text, language)
    assert fact.value == expected


def test_a_period_knows_what_is_kept() -> None:
    (fact,) = stated(FactType.RETENTION, "We keep your email address for 30 days.")
    assert fact.object == "email-address"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "You have the right to access, correct and delete your data.",
         ["right-access", "right-rectification", "right-erasure"]),
        ("id", "Anda berhak mengakses dan menghapus data pribadi Anda.", ["right-access", "right-erasure"]),
        ("ru", "Вы имеете право на доступ к данным и их удаление.", ["right-access", "right-erasure"]),
        ("en", "Only our staff have access to your data and delete it.", []),
        ("id", "Anda tidak dapat menolak menerima tagihan.", []),
    ],
)  # fmt: skip
def test_a_right_is_offered_and_not_only_a_word(language: str, text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(values(FactType.RIGHT, text, language))) == expected


def test_a_right_says_how_to_use_it() -> None:
    (fact,) = stated(FactType.RIGHT, "You have the right to erasure free of charge through our contact form.")
    assert fact.object == "free-of-charge, web-form"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Data Protection Officer: Ada Moore", [("person", "Ada Moore")]),
        ("id", "Perwakilan: Rina Wijaya", [("person", "Rina Wijaya")]),
        ("ru", "Генеральный директор: Анна Белова", [("person", "Анна Белова")]),
        ("ru", "Центр поддержки клиентов Lumora", [("unit", "Центр поддержки клиентов Lumora")]),
        ("en", "Use the contact form on our site.", [("form", "")]),
        ("ru", "Адрес: 125009, г. Москва, ул. Лесная, д. 7", [("address", "125009 г москва ул лесная д 7")]),
        ("id", "Alamat: Jl. Kenanga No. 5, Jakarta 10110", [("address", "jl kenanga no 5 jakarta 10110")]),
    ],
)
def test_there_are_many_ways_to_turn_to_a_publisher(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(fact.role, fact.value) for fact in stated(FactType.CONTACT, text, language)] == expected


def test_a_condition_is_told_as_it_is_printed() -> None:
    (fact,) = stated(FactType.RECIPIENT, "We share data with our affiliates, unless you object.")
    assert fact.condition == "unless you object"


def test_a_safeguard_of_a_transfer_is_told_with_its_countries() -> None:
    text = "Your data is transferred to Japan under standard contractual clauses."
    assert [(fact.value, fact.role) for fact in stated(FactType.TRANSFER, text)] == [
        ("JP", "transfer"),
        ("standard-clauses", "safeguard"),
    ]


def test_a_publisher_without_a_legal_form_is_known_by_its_name() -> None:
    text = "Lumora may use your data. Lumora will keep it safe. Users of Lumora agree. Lumora does not sell it."
    (publisher,) = [fact for fact in facts(policy(FRAME["en"].format(text))) if fact.type is FactType.CONTROLLER]
    assert (publisher.value, publisher.role) == ("Lumora", "brand")


def test_what_is_denied_is_no_practice() -> None:
    (sale,) = stated(FactType.SALE, "Мы не продаем персональные данные.", "ru")
    assert sale.polarity is Polarity.NEGATIVE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We transfer your data to New Mexico.", ["US-NM"]),
        ("We transfer your data to Georgia.", ["GE"]),
        ("We transfer your data to the State of Georgia.", ["US-GA"]),
        ("We transfer your data to Texas in the United States.", ["US"]),
        ("We transfer your data as California law allows.", []),
        ("We transfer the data of California residents.", []),
    ],
)
def test_data_goes_to_a_state_unless_its_country_is_said_or_its_laws_and_people(text: str, expected: list[str]) -> None:
    assert values(FactType.TRANSFER, text) == expected
