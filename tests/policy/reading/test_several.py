"""What a page of several policies is read as: an edit of one is no change of another, and nothing is lost."""

from collections import Counter

import pytest

from policy.model.readings import Reading, Source
from policy.model.targets import DocumentType, ReadingOptions
from policy.reading import read

PRIVACY = (
    ("What we collect", "We collect your name, your delivery address and the e-mail address you give us for an order."),
    (
        "Who gets it",
        "We share your address with the carrier that brings the parcel, and with nobody else in the world.",
    ),
    ("How long", "We keep these data for 24 months after the last delivery, then we erase them from all our systems."),
    ("Your rights", "You may ask us at any time to see, correct or erase your data, and we answer within 30 days."),
)
TERMS = (
    ("The agreement", "By ordering a teapot you enter into an agreement with Acme Teapots and must be of full age."),
    ("Prices", "All prices include tax; you pay when you order, by card or transfer, and we deliver in ten days."),
    ("Liability", "We are liable for damage that our teapots cause, up to the price of the teapot that caused it."),
    ("Law", "The law of the country in which our workshop stands applies to all orders, and so do its courts."),
)
TOKENS = Counter[str]


def legal(privacy: str = "", terms: str = "", before: str = "") -> str:
    """A page with both, each with a further clause where one is given."""
    parts = ["<html><body><main><h1>Legal</h1>", f"<p>All we have to say. {before}</p>"]
    for title, clauses, more in (("Privacy Policy", PRIVACY, privacy), ("Terms of Service", TERMS, terms)):
        parts.append(f"<h2>{title}</h2><p>Last updated: 3 May 2031</p>")
        parts.extend(f"<h3>{at}. {head}</h3><p>{text}</p>" for at, (head, text) in enumerate(clauses, 1))
        parts.append(f"<p>{more}</p>")
    return "".join(parts)


def seen(page: str, options: ReadingOptions | None = None) -> Reading:
    return read((Source("https://acme.example/legal", "text/html", page.encode()),), options or ReadingOptions())


WISHES = (
    ReadingOptions(kind=DocumentType.PRIVACY),
    ReadingOptions(follow=("Privacy Policy",)),
    ReadingOptions(kind=DocumentType.PRIVACY, fragment="nowhere"),
)
CLAUSE = "We also keep the colour of your teapot for 90 days."


@pytest.mark.parametrize("wish", WISHES)
def test_an_edit_of_another_policy_is_no_change(wish: ReadingOptions) -> None:
    assert seen(legal(terms=CLAUSE), wish).text_sha256 == seen(legal(), wish).text_sha256


@pytest.mark.parametrize("wish", WISHES)
def test_an_edit_of_the_followed_policy_is_one(wish: ReadingOptions) -> None:
    assert seen(legal(privacy=CLAUSE), wish).text_sha256 != seen(legal(), wish).text_sha256


def test_what_no_policy_claims_is_read_when_only_the_type_is_known() -> None:
    wish = ReadingOptions(kind=DocumentType.PRIVACY)
    assert seen(legal(before=CLAUSE), wish).text_sha256 != seen(legal(), wish).text_sha256


def test_without_a_wish_every_edit_is_a_change() -> None:
    texts = {seen(page).text_sha256 for page in (legal(), legal(CLAUSE), legal("", CLAUSE), legal("", "", CLAUSE))}
    assert len(texts) == 4


@pytest.mark.parametrize("wish", WISHES)
def test_every_word_is_read_or_left_out_with_its_reason(wish: ReadingOptions) -> None:
    whole, part = seen(legal()), seen(legal(), wish)
    left_out = [drop for drop in part.dropped if drop not in whole.dropped]
    assert words(part) + Counter(word for drop in left_out for word in drop.text.split()) == words(whole)
    assert {"of another policy: Terms of Service"} <= {drop.reason for drop in left_out}


def test_a_policy_alone_has_the_hash_it_is_listed_with() -> None:
    part = seen(legal(), ReadingOptions(follow=("Terms of Service",)))
    (listed,) = (policy for policy in part.policies if policy.is_read)
    assert part.text_sha256 == listed.text_sha256


def test_each_policy_is_listed_with_a_hash_of_its_own_words() -> None:
    before, after = seen(legal()).policies, seen(legal(terms=CLAUSE)).policies
    assert [one.text_sha256 == other.text_sha256 for one, other in zip(before, after, strict=True)] == [True, False]


def words(reading: Reading) -> TOKENS:
    return Counter(
        word
        for section in reading.sections
        for text in (section.number or "", section.heading, *(block.text for block in section.blocks))
        for word in text.split()
    )


POLISH = (
    "<h2>Polityka prywatności</h2><p>Wersja z 3 maja 2031</p><h3>1. Jakie dane zbieramy</h3>"
    "<p>Zbieramy imię, adres dostawy i adres e-mail, które podają nam Państwo przy zamówieniu.</p>"
    "<h3>2. Jak długo</h3><p>Dane przechowujemy przez 24 miesiące od ostatniej dostawy.</p>",
    "<h2>Regulamin sklepu</h2><p>Wersja z 4 maja 2031</p><h3>1. Umowa</h3>"
    "<p>Zamawiając czajnik, zawierają Państwo umowę z pracownią Acme.</p>"
    "<h3>2. Odpowiedzialność</h3><p>Odpowiadamy za szkody, które wyrządzą nasze czajniki.</p>",
)
CHINESE = (
    "<h2>隱私權政策</h2><p>更新日期:2031年5月3日</p><h3>1. 我们收集什么</h3>"
    "<p>您订购茶壶时,我们收集您的姓名和送货地址。</p><h3>2. 保存多久</h3><p>这些信息保存二十四个月。</p>",
    "<h2>服務條款</h2><p>更新日期:2031年5月4日</p><h3>1. 合同</h3>"
    "<p>您订购茶壶即与本店订立合同。</p><h3>2. 责任</h3><p>茶壶造成的损害由我们负责。</p>",
)


@pytest.mark.parametrize(
    ("privacy", "terms", "clause", "times"),
    [
        (*POLISH, "Czajnik numer {} sprzedajemy w pudełku z tektury, a list o nim wysyłamy w dniu dostawy.", 16),
        (
            *CHINESE,
            "第{}号茶壶装在纸盒里出售,我们在送货当天寄出关于它的信件,信中写明作坊,釉色,容量和烧制的日期,并附上使用和清洗的说明。",
            3,  # short policies: some two hundred signs say what eighty words do
        ),
    ],
    ids=["Polish", "Chinese"],
)
def test_an_edit_of_the_terms_beside_it_is_no_change_of_a_privacy_policy_in_this_language(
    privacy: str, terms: str, clause: str, times: int
) -> None:
    wish = ReadingOptions(kind=DocumentType.PRIVACY)
    more = "".join(f"<p>{clause.format(at)}</p>" for at in range(times))
    alone, edited = (seen(privacy + more + terms + other, wish) for other in (more, more + more))
    assert alone.text_sha256 == edited.text_sha256
    assert alone.text_sha256 != seen(privacy + more + more + terms + more, wish).text_sha256
