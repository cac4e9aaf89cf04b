import random
from dataclasses import replace
from itertools import pairwise

import pytest

from policy.judging import judge
from policy.model.changes import Removed
from policy.model.readings import Block, BlockKind, Reading, Section, Source, Suspicion
from policy.reading import doubt, doubts, read

PRIVACY = [
    "We collect your name and your address when you order a teapot from our shop.",
    "We keep your order for two years after the delivery and then erase it from our systems.",
    "We share your address with the carrier that brings the teapot to your door.",
    "You may ask us at any time which data about you we hold and why we hold them.",
    "We set one cookie that remembers your basket for thirty days and no other cookie.",
]
TERMS = [
    "Orders become binding when the shop confirms them by letter or by electronic mail.",
    "The price of a teapot includes the lid, the box and the tax that applies at home.",
    "Broken spouts are replaced for free within one week when a photograph is attached.",
    "Courts of Teatown decide disputes about kettles, cups, saucers and everything else.",
    "Liability for cold tea is excluded as far as the law of Teatown permits it.",
]
INDONESIAN = [
    "Kami mengumpulkan nama dan alamat Anda ketika Anda memesan teko dari toko kami.",
    "Kami menyimpan pesanan Anda selama dua tahun setelah pengiriman dan kemudian menghapusnya.",
    "Kami membagikan alamat Anda kepada kurir yang mengantarkan teko ke rumah Anda.",
    "Anda dapat bertanya kepada kami kapan saja data apa tentang Anda yang kami simpan.",
]


def reading(title: str, paragraphs: list[str]) -> Reading:
    body = f"# {title}\n\n" + "\n\n".join(paragraphs)
    return read((Source("https://acme.example/", None, body.encode()),))


BEFORE = reading("Privacy policy", PRIVACY)


def test_the_same_text_raises_no_doubt() -> None:
    assert doubts(BEFORE, reading("Privacy policy", PRIVACY)) == ()


def test_an_edited_sentence_raises_no_doubt() -> None:
    assert doubts(BEFORE, reading("Privacy policy", [*PRIVACY[:-1], "We set no cookie at all any more."])) == ()


def test_a_page_that_lost_most_of_its_text_is_truncated() -> None:
    assert doubts(BEFORE, reading("Privacy policy", PRIVACY[:1])) == (Suspicion.TRUNCATED,)


def test_a_page_that_only_lost_its_end_is_truncated_however_well_it_ends() -> None:
    long = reading("Privacy policy", PRIVACY * 5)
    assert doubts(long, reading("Privacy policy", PRIVACY * 3)) == (Suspicion.TRUNCATED,)
    assert doubts(long, reading("Privacy policy", (PRIVACY * 5)[:-1])) == ()  # a sentence that was dropped
    short = reading(
        "Privacy policy", [*PRIVACY, "Your rights under this policy are those of the law on personal data."]
    )
    assert doubts(short, reading("Privacy policy", [*PRIVACY[:4], "We set no cookie."])) == ()
    assert doubts(short, reading("Privacy policy", [*PRIVACY[:4], "The rest went for tea."])) == (Suspicion.TRUNCATED,)


def test_a_page_that_stops_amid_a_sentence_is_truncated_however_little_is_missing() -> None:
    long = PRIVACY * 9
    for last in ("We set one cookie that remembers your basket", "We set one"):
        assert doubts(reading("Privacy policy", long), reading("Privacy policy", [*long[:-1], last])) == (
            Suspicion.TRUNCATED,
        )
    shorter = "We set one cookie that remembers your basket."
    assert doubts(reading("Privacy policy", long), reading("Privacy policy", [*long[:-1], shorter])) == ()


def test_a_few_words_in_place_of_much_of_the_end_are_an_apology() -> None:
    long = [*PRIVACY * 5, *TERMS * 2]
    for said in ("Fatal error. Allowed memory exhausted.", "Oops! Our hamsters are tired."):
        after = reading("Privacy policy", [*PRIVACY * 5, "Orders become binding when", said])
        assert doubts(reading("Privacy policy", long), after) == (Suspicion.TRUNCATED,)
    in_its_place = reading("Privacy policy", [*PRIVACY * 5, *INDONESIAN])  # as much again: another ending
    assert doubts(reading("Privacy policy", long), in_its_place) == ()


def test_headings_whose_text_did_not_come_are_half_a_page() -> None:
    def page(*filled: int) -> Reading:
        parts = [f"## Part {number}\n\n{' '.join(PRIVACY) if number in filled else ''}" for number in range(1, 9)]
        return read((Source("https://acme.example/", None, ("# Privacy policy\n\n" + "\n\n".join(parts)).encode()),))

    whole = page(*range(1, 9))
    assert doubts(whole, page(1, 2, 3, 6, 7, 8)) == (Suspicion.TRUNCATED,)
    assert doubts(page(1, 2, 3, 6, 7, 8), whole) == ()
    assert doubts(whole, page(1, 2, 3, 5, 6, 7, 8)) == ()  # one short section, emptied


def test_what_was_a_heading_before_the_page_broke_off_may_be_text_now() -> None:
    def page(*sections: str) -> Reading:
        marked = "".join(f"<p><b>{heading}</b></p><p>{' '.join(PRIVACY * 2)}</p>" for heading in sections)
        body = f"<title>Privacy policy</title><h1>Privacy policy</h1>{marked}"
        return read((Source("https://acme.example/", "text/html", body.encode()),))

    whole, half = page("What we collect", "Cookies", "Your rights"), page("What we collect", "Cookies")
    flat = replace(half, sections=tuple(_without_heading(section) for section in half.sections))
    assert len(flat.sections[1].blocks) > len(half.sections[1].blocks)
    assert doubts(whole, half) == doubts(whole, flat) == (Suspicion.TRUNCATED,)


def _without_heading(section: Section) -> Section:
    blocks = (Block(BlockKind.PARAGRAPH, section.heading), *section.blocks)
    return replace(section, heading="", blocks=blocks)


OVER_18 = ["Pour only for those who are of age where they live, says the law and so do we."]


@pytest.mark.parametrize("title", ["Acme", "Are you old enough?"])
def test_a_little_page_that_nowhere_says_it_is_a_document_is_none(title: str) -> None:
    assert Suspicion.NOT_A_POLICY in doubts(reading("Privacy policy", PRIVACY * 3), reading(title, OVER_18))
    assert Suspicion.NOT_A_POLICY not in doubts(reading("Privacy policy", PRIVACY * 3), reading("Terms", OVER_18))


def test_a_document_that_never_said_what_it_is_need_not_say_it_now() -> None:
    before = reading("Acme", PRIVACY * 3)
    assert Suspicion.NOT_A_POLICY not in doubts(before, reading("Acme", OVER_18))
    assert Suspicion.NOT_A_POLICY in doubts(before, reading("Are you old enough?", OVER_18))


def test_a_scrap_in_another_language_is_no_translation() -> None:
    before = reading("Privacy policy", PRIVACY * 10)
    scrap = INDONESIAN[0] + " Kami juga menjual cangkir, sendok, dan teko dari tanah liat kepada semua orang."
    found = doubts(before, reading("Acme", [scrap, scrap, scrap[:90]]))
    assert found == (Suspicion.LANGUAGE_FLIP, Suspicion.NOT_A_POLICY)


def test_a_page_that_swelled_to_more_than_three_times_its_text_is_doubted() -> None:
    guests = [f"{line} So says visitor {turn}." for turn in range(3) for line in TERMS]
    assert doubts(BEFORE, reading("Privacy policy", [*PRIVACY, *guests[:8]])) == ()
    assert doubts(BEFORE, reading("Privacy policy", [*PRIVACY, *guests])) == (Suspicion.OTHER_DOCUMENT,)


def test_another_document_under_the_same_address_is_noticed() -> None:
    assert doubts(BEFORE, reading("Terms of use", TERMS)) == (Suspicion.OTHER_DOCUMENT,)


def test_another_language_is_noticed() -> None:
    assert doubts(BEFORE, reading("Kebijakan Privasi", INDONESIAN)) == (Suspicion.LANGUAGE_FLIP,)


def test_where_most_lines_stay_one_that_came_makes_no_other_language() -> None:
    mostly = reading("Privacy policy", PRIVACY)
    seen_otherwise = replace(reading("Privacy policy", [*PRIVACY, INDONESIAN[0]]), languages=("id",))
    assert doubts(mostly, seen_otherwise) == ()
    assert doubts(mostly, replace(reading("Privacy policy", TERMS), languages=("id",))) == (Suspicion.LANGUAGE_FLIP,)


def test_a_text_that_hardly_sets_words_apart_is_compared_in_one_way() -> None:
    """Names and addresses have their spaces: a line more or less may make a text look as if it had words."""
    lines = ["株式会社港灯が本サービスを運営します。", "当社は、アカウント開設時に氏名とメールアドレスを取得します。"]
    contact = "hello@hafenlicht.example までご連絡ください。"
    fewer = reading("プライバシーポリシー", [*lines, contact])
    more = reading(
        "プライバシーポリシー", [*lines, "お客様は、ご自身のデータを他の店舗に移すことができます。", contact]
    )
    assert doubts(more, fewer) == ()
    assert doubts(fewer, more) == ()


def test_a_language_that_is_added_beside_the_first_raises_no_doubt() -> None:
    both = reading("Privacy policy", [*PRIVACY, "# Kebijakan Privasi", *INDONESIAN])
    assert both.languages == ("en", "id")
    assert doubts(BEFORE, both) == ()


def test_a_shell_that_grew_into_the_document_is_noticed() -> None:
    shell = reading("Redirecting", ["You are being redirected to our new home page, please wait a moment for it."] * 2)
    assert Suspicion.OTHER_DOCUMENT in doubts(shell, BEFORE)


SPAM = {
    "en": "Best online casino with free spins, play poker today.",
    "de": "Bestes Online Casino mit Bonus ohne Einzahlung und Spielautomaten.",
    "es": "El mejor casino online con tragaperras y apuestas deportivas.",
    "fr": "Casino en ligne, machines à sous et paris sportifs.",
    "id": "Situs slot gacor hari ini, judi online dan togel.",
    "ja": "オンラインカジノ入金不要ボーナスとブランドコピー激安通販。",
    "ru": "Лучшее казино онлайн, игровые автоматы и ставки на спорт.",
}


PILLS = {
    "en": "Buy Viagra and Cialis without prescription, cheap generic pills with overnight shipping.",
    "fr": "Achetez Viagra et Kamagra sans ordonnance, livraison discrète en 24 heures, prix imbattables.",
    "tr": "Reçetesiz Viagra ve Cialis satın al, en ucuz fiyat ve hızlı kargo.",
    "pl": "Tabletki Viagra, Kamagra i Cialis bez recepty, najniższe ceny w sieci.",
    "sv": "Köp Viagra utan recept, Cialis till lägsta pris och diskret leverans.",
}


@pytest.mark.parametrize("spam", PILLS.values(), ids=PILLS)
def test_a_policy_that_begins_to_sell_pills_was_hacked(spam: str) -> None:
    hacked = reading("Privacy policy", [*PRIVACY, spam])
    assert Suspicion.SPAM in (*hacked.quality.suspicions, *doubts(BEFORE, hacked))


def test_a_pharmacy_that_names_a_medicine_is_no_hacked_page() -> None:
    section = "When you order Viagra or another medicine we keep your prescription for three years."
    assert doubts(BEFORE, reading("Privacy policy", [*PRIVACY, section])) == ()


def test_a_title_over_words_that_the_text_is_to_come_is_no_document() -> None:
    before = reading(
        "Privacy policy", [*PRIVACY, "Your rights under this policy: ask for your personal data. It is law."]
    )
    scrap = reading("Privacy policy", ["Someone with a better pen is at it."])
    assert Suspicion.NOT_A_POLICY in doubts(before, scrap)
    denial = reading("Privacy policy", ["We collect no personal data at all."])
    assert Suspicion.NOT_A_POLICY not in doubts(before, denial)


@pytest.mark.parametrize("spam", SPAM.values(), ids=SPAM)
def test_a_policy_that_begins_to_advertise_gambling_was_hacked(spam: str) -> None:
    assert Suspicion.SPAM in doubts(BEFORE, reading("Privacy policy", [*PRIVACY, spam]))


def test_a_gambling_house_may_change_its_policy() -> None:
    house = [*PRIVACY, "This policy applies to our casino, to poker and to our slot machines."]
    after = reading("Privacy policy", [*house, "We keep what you stake for ten years."])
    assert doubts(reading("Privacy policy", house), after) == ()


def test_what_is_spared_a_full_look_would_have_passed_it(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)  # noqa: S311 – the same pairs each time
    pairs = []
    for share in (0.0, 0.1, 0.3, 0.5, 0.7, 1.0):
        for words in (PRIVACY, PRIVACY * 4, [*PRIVACY, *INDONESIAN]):
            told = [chance.choice(TERMS) if chance.random() < share else line for line in words]
            pairs.append((reading("Privacy policy", words), reading(chance.choice(("Privacy", "Terms of use")), told)))
    spared = [doubts(*pair) for pair in pairs]
    assert any(spared), "the pairs are all alike"
    assert not all(spared), "the pairs are all unlike"
    monkeypatch.setattr(doubt, "_keeps_most", lambda _old, _new: False)
    assert spared == [doubts(*pair) for pair in pairs]


def test_wares_that_both_texts_speak_of_are_nothing_new() -> None:
    house = reading("Privacy policy", [*PRIVACY, "We run a casino with slots, roulette, poker and a lottery."])
    assert (
        doubts(house, reading("Privacy policy", [*PRIVACY[1:], "We run a casino with slots, poker and a lottery."]))
        == ()
    )


def test_a_text_that_shrinks_step_by_step_is_told_at_each_step() -> None:
    """docs/decisions/0016: the price of asking the text in force alone."""
    steps = [reading("Privacy policy", _sections(kept)) for kept in (9, 6, 4, 3, 2)]

    for before, after in pairwise(steps):
        found = judge(before, after)
        assert (doubts(before, after), found.suspect) == ((), None)
        assert any(isinstance(change, Removed) for change in found.changes)
    assert doubts(steps[0], steps[-1]) == (Suspicion.TRUNCATED,)


def test_after_a_rewrite_to_a_quarter_the_next_edit_waits_for_nothing() -> None:
    whole, quarter = _sections(8), _sections(2)
    edited = [*quarter[:-1], "We keep your order for three years after the delivery of teapot 8."]

    assert doubts(reading("Privacy policy", whole), reading("Privacy policy", quarter)) == (Suspicion.TRUNCATED,)
    assert doubts(reading("Privacy policy", quarter), reading("Privacy policy", edited)) == ()


def _sections(kept: int) -> list[str]:
    """The first section, the last, and as many between them as are kept."""
    numbers = [1, *range(2, kept), 9]
    return [
        words
        for number in numbers
        for words in (f"## Teapot {number}", f"We keep your order of teapot {number} for {number} years. " + PRIVACY[0])
    ]
