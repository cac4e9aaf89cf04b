import pytest

from policy.language import is_of_one_language, language_of

SENTENCES = {
    "en": "We collect the data that you give to us when you order a teapot, and we keep it for two years.",
    "id": "Kami mengumpulkan data yang Anda berikan kepada kami ketika Anda memesan teko dari toko ini.",
    "ru": "Мы собираем данные, которые вы указываете при заказе чайника, и храним их в течение двух лет.",
    "uk": "Ми збираємо дані, які ви вказуєте при замовленні чайника, та зберігаємо їх протягом двох років.",
    "fr": "Nous collectons les données que vous nous donnez lorsque vous commandez une théière dans notre boutique.",
    "de": "Wir erheben die Daten, die Sie uns bei der Bestellung einer Teekanne geben, und speichern sie zwei Jahre.",
    "es": "Recopilamos los datos que usted nos da cuando pide una tetera en nuestra tienda y los guardamos dos años.",
    "pt": "Coletamos os dados que você nos dá quando pede um bule em nossa loja e não os usamos para mais nada.",
    "it": "Raccogliamo i dati che ci fornite quando ordinate una teiera nel nostro negozio e non li usiamo per altro.",
    "nl": "Wij verzamelen de gegevens die u ons geeft wanneer u een theepot bestelt en bewaren deze twee jaar.",
    "ja": "当社は、お客様が急須をご注文になる際にご提供いただく個人情報を取得し、二年間保存します。",
    "zh": "我们收集您在订购茶壶时提供的个人信息，并在交付后保存两年。",
    "ko": "당사는 고객이 찻주전자를 주문할 때 제공하는 개인정보를 수집하고 이 년간 보관합니다.",
    "ar": "نحن نجمع البيانات التي تقدمها لنا عند طلب إبريق الشاي ونحتفظ بها لمدة عامين.",
    "el": "Συλλέγουμε τα δεδομένα που μας δίνετε όταν παραγγέλνετε μια τσαγιέρα.",
    "pl": "Zbieramy dane, które są nam potrzebne do dostawy, i nie przekazujemy ich nikomu, jak to jest opisane.",
    "sv": "Vi samlar in de uppgifter som du ger oss när du beställer en tekanna och vi sparar dem inte för alltid.",
    "tr": "Bir çaydanlık sipariş ettiğinizde bize verdiğiniz kişisel verileri sizin için ve bu amaçla işleriz.",
    "vi": "Chúng tôi thu thập thông tin mà bạn cung cấp cho chúng tôi khi đặt mua ấm trà và không dùng cho việc khác.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "DMM.com LLC", "1.", "Cookies", "— 24 —", "info@acme.example"])
def test_a_name_or_a_label_is_too_short_to_tell(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Коли ви замовляєте таксі, ми питаємо ваше ім'я та адресу."),  # three of the words are Serbian, too
        ("uk", "Наше таксі працює у Львові, і ми їздимо вночі."),
        ("no", "Hvem får vite noe om deg, og hva gjør vi med det?"),
        ("cs", "Shromažďujeme vaše jméno a e-mailovou adresu při objednávce."),
        ("ro", "Copiii sub 16 ani pot folosi aplicația numai cu acordul părinților."),
    ],
)
def test_a_short_sentence_is_told_by_small_words_and_letters_of_its_own(language: str, text: str) -> None:
    assert language_of(text) == language


def test_a_letter_of_a_name_makes_no_language() -> None:
    assert language_of("Please write to Łukasz Wiśniewski if you have a question.") == "en"
    assert language_of("Łódź 2026") is None


def test_the_end_of_a_name_is_no_small_word() -> None:
    assert language_of("Sam's cups. " * 12 + "May we help you?") == "en"


def test_a_text_in_two_languages_is_not_of_one() -> None:
    assert is_of_one_language(SENTENCES["en"] * 5)
    assert not is_of_one_language(SENTENCES["en"] * 5 + SENTENCES["id"] * 5)


def test_two_scripts_in_one_text_are_two_languages() -> None:
    english = "We explain how we handle the information that you give to us when you use the lessons on our site. " * 4
    russian = "Мы объясняем, как обращаемся с данными, которые вы передаете нам на уроках и на нашем сайте. " * 4
    assert not is_of_one_language(english + russian)
    assert is_of_one_language(russian)


# Small words that a language shares with others which it is not.
SHARING = {
    "fr": "Si une demande ne nous parvient pas, il se peut que nous ne puissions pas traiter son objet, ni sa date. ",
    "de": "Als Kunde können Sie uns um Auskunft bitten, so wie es das Gesetz sagt, per Post oder an der Kasse. ",
    "es": "Si lo desea, usted puede pedir que se le dé a conocer lo que sabemos, y nos lo puede pedir a diario. ",
    "it": "Se lo desidera, chi ha un conto può chiedere a noi copia dei dati, se ne ha bisogno su un supporto. ",
    "nl": "Om een bestelling te doen kan u ons per brief of aan de kassa vragen wat er is, en dan na een dag. ",
}


@pytest.mark.parametrize("language", SHARING)
def test_words_that_a_language_shares_with_others_are_its_own(language: str) -> None:
    assert is_of_one_language((SENTENCES[language] + " " + SHARING[language]) * 8)


@pytest.mark.parametrize("language", SHARING)
@pytest.mark.parametrize("other", ["en", "de", "fr", "es", "it", "pt", "nl", "id"])
def test_a_ninth_of_a_text_in_another_language_is_seen(language: str, other: str) -> None:
    if other != language:
        text = (SENTENCES[language] + " " + SHARING[language]) * 12
        assert not is_of_one_language(text + (SENTENCES[other] + " ") * 3)


def test_a_short_polish_text_is_neither_italian_nor_czech() -> None:
    text = "Zbieramy imię, adres dostawy i adres e-mail, gdy składasz zamówienie. Jeśli chcesz, usuniemy te dane. "
    assert language_of(text + "Będą one przechowywane tylko do końca umowy.") == "pl"
