"""Old encodings under what servers and pages say of them: what is right holds, what is said by default does not."""

import codecs
from itertools import product

import pytest

from policy.model.readings import Source
from policy.reading import read
from policy.reading.charset import decoded

TEXTS = {
    "ru": "Политика конфиденциальности. Мы храним ваши данные тридцать дней и удаляем их по вашему запросу.",
    "pl": "Polityka prywatności. Przechowujemy dane przez trzydzieści dni, a następnie usuwamy je na żądanie.",
    "cs": "Zásady ochrany osobních údajů. Údaje uchováváme třicet dní a poté je na žádost uživatele vymažeme.",
    "de": "Datenschutzerklärung. Wir speichern Ihre Daten für dreißig Tage und löschen sie auf Wunsch.",
    "tr": "Gizlilik politikası. Verilerinizi otuz gün boyunca saklıyoruz ve isteğiniz üzerine siliyoruz.",
    "ja": "プライバシーポリシー。当社はお客様の情報を三十日間保存し、ご請求があれば削除いたします。",
    "zh-Hans": "隐私政策。我们保存您的个人信息三十天，并应您的要求予以删除。您可以随时写信给我们。",
    "zh-Hant": "隱私權政策。我們保存您的個人資料三十天，並依您的要求予以刪除。您可以隨時寫信給我們。",
    "ko": "개인정보 처리방침. 당사는 이용자의 정보를 삼십 일 동안 보관하고 요청이 있으면 삭제합니다.",
    "el": "Πολιτική απορρήτου. Διατηρούμε τα δεδομένα σας για τριάντα ημέρες και τα διαγράφουμε.",
    "he": "מדיניות פרטיות. אנו שומרים את הנתונים שלך למשך שלושים יום ומוחקים אותם לפי בקשתך.",
    "ar": "سياسة الخصوصية. نحتفظ ببياناتك لمدة ثلاثين يوما ثم نحذفها بناء على طلبك.",
    "en": "Privacy policy. We don’t sell your data – it’s kept for thirty days, and “deleted” on request.",
}
ENCODED = tuple(
    (language, name)
    for language, names in (
        ("ru", "windows-1251 koi8-r iso-8859-5 ibm866"),
        ("pl", "iso-8859-2 windows-1250"),
        ("cs", "iso-8859-2 windows-1250"),
        ("de", "windows-1252 iso-8859-15"),
        ("tr", "windows-1254 iso-8859-9"),
        ("ja", "shift_jis euc-jp iso-2022-jp"),
        ("zh-Hans", "gb18030 gb2312"),
        ("zh-Hant", "big5"),
        ("ko", "euc-kr"),
        ("el", "windows-1253 iso-8859-7"),
        ("he", "windows-1255 iso-8859-8"),
        ("ar", "windows-1256 iso-8859-6"),
        ("en", "windows-1252"),
    )
    for name in names.split()
)
SAID_BY_DEFAULT = (None, "utf-8", "iso-8859-1", "windows-1252", "us-ascii")
OTHERS = ("utf-8", "iso-8859-1", "windows-1251", "iso-8859-2", "shift_jis", "euc-kr", "gb2312", "big5", "x-unknown")


def page(text: bytes, meta: str | None = None) -> bytes:
    stated = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{stated}<title>Acme</title></head><body><p>".encode() + text + b"</p></body></html>"


def read_as(body: bytes, header: str | None) -> str:
    return decoded(body, f"text/html; charset={header}" if header else "text/html")


@pytest.mark.parametrize(("language", "name"), ENCODED)
def test_an_old_encoding_is_known_under_what_is_said_by_default(language: str, name: str) -> None:
    text = TEXTS[language]
    wrong = [
        (header, meta)
        for header, meta in product(SAID_BY_DEFAULT, (*SAID_BY_DEFAULT, name))
        if text not in read_as(page(text.encode(name), meta), header)
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "name"), [*ENCODED, *((language, "utf-8") for language in TEXTS)])
def test_a_right_header_holds_whatever_the_page_says(language: str, name: str) -> None:
    text = TEXTS[language]
    assert [meta for meta in OTHERS if text not in read_as(page(text.encode(name), meta), name)] == []


@pytest.mark.parametrize(("language", "name"), ENCODED)
def test_a_right_meta_tag_holds_where_no_header_says_otherwise(language: str, name: str) -> None:
    assert TEXTS[language] in read_as(page(TEXTS[language].encode(name), name), None)


def test_a_header_of_latin_letters_holds_where_the_page_names_an_alphabet_it_is_not_in() -> None:
    assert TEXTS["de"] in read_as(page(TEXTS["de"].encode("windows-1252"), "windows-1251"), "iso-8859-1")


@pytest.mark.parametrize("header", [None, "utf-8", "iso-8859-1", "windows-1251"])
@pytest.mark.parametrize("language", [language for language in TEXTS if language != "en"])
def test_a_byte_that_is_wrong_makes_no_other_encoding_of_utf_8(language: str, header: str | None) -> None:
    text = TEXTS[language]
    assert text in read_as(page(text.encode() + b" \xe4 " + text.encode()), header)


@pytest.mark.parametrize("language", [language for language in TEXTS if language != "en"])
def test_a_character_that_is_cut_off_at_the_end_makes_no_other_encoding_of_utf_8(language: str) -> None:
    text = TEXTS[language]
    assert text in read_as(text.encode() + "é".encode()[:1], "iso-8859-1")


def test_a_foreign_footer_under_a_page_of_utf_8_costs_only_its_own_letters() -> None:
    text = read_as(page(TEXTS["cs"].encode() + b"</p><p>Soci\xe9t\xe9 \xa9 Acme"), "utf-8")
    assert TEXTS["cs"] in text
    assert "Soci\ufffdt\ufffd" in text


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", TEXTS)
def test_two_bytes_a_character_are_known_without_a_mark(language: str, name: str) -> None:
    body = page(b"@").decode().replace("@", TEXTS[language]).encode(name)
    assert [header for header in (None, "utf-16", "utf-8") if TEXTS[language] not in read_as(body, header)] == []


@pytest.mark.parametrize("language", TEXTS)
def test_a_byte_order_mark_is_believed_before_any_header(language: str) -> None:
    marked = codecs.BOM_UTF8 + page(TEXTS[language].encode())
    assert TEXTS[language] in read_as(marked, "koi8-r")


def test_a_page_in_one_byte_a_character_is_not_of_two_whatever_it_says() -> None:
    assert TEXTS["ru"] in read_as(page(TEXTS["ru"].encode("windows-1251"), "utf-16"), "utf-16")


def test_words_far_behind_a_long_head_tell_the_encoding() -> None:
    script = b"<script>" + b"var settings = {};\n" * 3000 + b"</script>"
    assert TEXTS["pl"] in read_as(script + page(TEXTS["pl"].encode("iso-8859-2")), "utf-8")


def test_bytes_that_no_encoding_explains_stay_unexplained() -> None:
    assert decoded(bytes(range(128, 256)), None)


def test_plain_text_of_two_bytes_a_character_is_text() -> None:
    body = "\n".join((TEXTS["de"], TEXTS["en"])).encode("utf-16-le")
    (section,) = read((Source("privacy.txt", None, body),)).sections
    assert TEXTS["de"] in section.text + section.heading
