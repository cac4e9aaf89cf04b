"""Words in another form have one stem, and other words another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.knowledge.stems import stem


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("simpan", "menyimpan", "disimpan", "tersimpan")),
        ("id", ("kumpul", "dikumpulkan", "pengumpulan", "mengumpulkan")),
        ("id", ("kirim", "dikirimkan", "pengiriman", "mengirimnya")),
        ("ru", ("обработка", "обработке", "обработку", "обработкой")),
        ("ru", ("личные", "личный", "личная")),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, words: tuple[str, ...]) -> None:
    assert len({stem(word, language) for word in words}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("id", "menyimpan", "mengirim"), ("ru", "хранение", "передача"), ("en", "stored", "store"), ("ru", "мы", "вы")],
)
def test_other_words_do_not(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


@given(st.text(max_size=20), st.sampled_from(("id", "ms", "ru", "en", None)))
def test_a_stem_stands_in_its_word(word: str, language: str | None) -> None:
    assert stem(word, language) in word
