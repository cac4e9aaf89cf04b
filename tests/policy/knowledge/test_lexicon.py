"""Terms are found by stars, gaps, suffixes and decoys, at their place in the printed text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.knowledge.lexicon import Lexicon, hits
from policy.knowledge.tokens import folded, letters, pieces, tokens, words_of
from policy.knowledge.vocabulary import Term, Vocabulary


def vocabulary(*phrases: str, decoys: tuple[str, ...] = (), suffixes: tuple[str, ...] = ()) -> Lexicon:
    terms = [Term("data", phrase, phrase) for phrase in phrases]
    terms += [Term("decoy", "", phrase) for phrase in decoys]
    return Lexicon(Vocabulary("en", tuple(terms), star=6, suffixes=suffixes))


def named(lexicon: Lexicon, sentence: str) -> list[str]:
    return [sentence[hit.start : hit.end] for hit in lexicon.hits(sentence)]


def test_the_longest_term_wins() -> None:
    assert named(vocabulary("address", "email address"), "Your email address.") == ["email address"]


def test_a_hyphen_is_a_space() -> None:
    assert named(vocabulary("e-mail address"), "Your e mail-address") == ["e mail-address"]


def test_small_words_are_found_drawn_together_and_written_out() -> None:
    terms = (Term("clause", "asked", "you have agreed"), Term("cue", "no", "don't"))
    lexicon = Lexicon(Vocabulary("en", terms, star=6, contractions=(("you have", "you've"), ("do not", "don't"))))
    assert [hit.phrase for hit in lexicon.hits("If you’ve agreed, we do not ask.")] == ["you have agreed", "don't"]


def test_a_star_takes_a_few_letters_and_no_more() -> None:
    assert named(vocabulary("адрес*"), "адреса адресата") == ["адреса", "адресата"]
    assert named(vocabulary("ad*"), "administrators") == []


def test_a_gap_stays_within_its_clause() -> None:
    lexicon = vocabulary("provid* ~ service")
    assert named(lexicon, "providing you with our service") == ["providing you with our service"]
    assert named(lexicon, "providing you help, our service") == []
    assert named(lexicon, "providing one two three four five service") == []


def test_a_decoy_wins_over_what_it_holds_and_yields_nothing() -> None:
    assert named(vocabulary("contact", decoys=("contact us",)), "contact us, by contact") == ["contact"]


def test_a_decoy_of_one_entry_stands_against_it_alone() -> None:
    terms = (
        Term("theme", "retention-change", "stored*", rivals="retention-change"),
        Term("theme", "international-transfer-change", "on servers", rivals="international-transfer-change"),
        Term("decoy", "", "stored on servers", rivals="theme.retention-change"),
    )
    found = Lexicon(Vocabulary("en", terms, star=6)).hits("Data stored on servers abroad is stored long.")
    assert [(hit.id, hit.start) for hit in found] == [("international-transfer-change", 12), ("retention-change", 33)]


def test_a_suffix_is_optional() -> None:
    assert named(vocabulary("nama lengkap", suffixes=("nya",)), "nama lengkapnya") == ["nama lengkapnya"]


def test_signs_of_scripts_without_spaces_are_words_of_their_own() -> None:
    assert [hit.id for hit in hits("ja", "当社は氏名とメールアドレスを収集します。") if hit.table == "data"] == [
        "name",
        "email-address",
    ]


def test_an_address_names_nothing_inside() -> None:
    assert [hit for hit in hits("en", "https://acme.example/email-address/health") if hit.table == "data"] == []


@given(st.text(max_size=300))
def test_folding_keeps_every_sign_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say(text: str) -> None:
    low = folded(text)
    assert all(pieces(low[token.start : token.end]) == (token.word,) for token in tokens(text))


@pytest.mark.parametrize(
    ("pointed", "bare"),
    [("نَجْمَعُ البيـــانات الشَّخصيّة", "نجمع البيانات الشخصية"), ("מֵידָע אִישִׁי", "מידע אישי")],
)
def test_vowel_points_make_no_other_word(pointed: str, bare: str) -> None:
    assert words_of(pointed) == words_of(bare)
    assert letters(pointed) == letters(bare)


@pytest.mark.parametrize(("one", "other"), [("إلى أطراف أخرى", "الى اطراف اخري"), ("معلومة", "معلومه")])
def test_letters_that_writers_take_for_one_another_make_no_other_word(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)
    assert letters(one) == letters(other)


def test_a_word_is_found_behind_the_small_ones_it_is_written_with() -> None:
    terms = (Term("data", "email-address", "כתובת דואר"), Term("data", "health", "מידע* רפואי"))
    found = Lexicon(Vocabulary("he", terms, star=4, prefixes=("ו", "ה", "וה", "ב")))

    assert [hit.id for hit in found.hits("השם וכתובת דואר, והמידע הרפואי")] == ["email-address", "health"]
    assert found.hits("הודו") == ()


def test_a_stroke_or_a_point_that_stands_alone_stays() -> None:
    assert pieces("ـ") == ("ـ",)


def test_the_comma_of_arabic_ends_a_clause() -> None:
    assert pieces("الاسم، العنوان؛ لماذا؟") == ("الاسم", ",", "العنوان", ";", "لماذا", "?")


@given(
    st.lists(
        st.text(max_size=60) | st.sampled_from(("Write to a@b.example.", "See www.b.example/x", "Σ’s ΟΣ", "氏名")),
        max_size=6,
    )
)
def test_the_letters_of_texts_are_those_of_their_words(texts: list[str]) -> None:
    assert letters("\n".join(texts)) == "".join(word for text in texts for word in words_of(text))
