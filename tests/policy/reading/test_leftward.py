"""Lines of Arabic and Hebrew, from glyphs in whatever order a program drew them."""

from collections.abc import Callable

import pytest

from policy.reading.paper.leftward import Glyph, ended, in_reading_order, is_leftward

SIZE = 10.0


def drawn(words: str) -> list[Glyph]:
    """The words as they lie in a leftward line, in the order in which they are read, every sign five points wide."""
    return [Glyph(sign, 500.0 - 5 * at - 5, 500.0 - 5 * at) for at, sign in enumerate(words)]


def laid(*parts: str) -> list[Glyph]:
    """Parts from right to left; those of other scripts lie from left to right within their place."""
    placed = "".join(part[::-1] if part.isascii() else part for part in parts)
    return drawn(placed)


@pytest.mark.parametrize(
    "order",
    [lambda glyph: glyph.right, lambda glyph: -glyph.right, lambda glyph: glyph.sign, lambda glyph: glyph.right % 35],
)
@pytest.mark.parametrize(
    "parts",
    [
        ("نحتفظ بها لمدة ", "18", " شهرا"),
        ("המידע נשמר ", "24.5", " חודשים"),
        ("حسابك لدى ", "Blue Harbor", " مغلق"),
        ("כתובת ", "privacy@acme.example", " בלבד"),
    ],
)
def test_the_order_in_which_glyphs_are_drawn_does_not_matter(
    parts: tuple[str, ...], order: Callable[[Glyph], float]
) -> None:
    assert in_reading_order(sorted(laid(*parts), key=order), SIZE) == "".join(parts)


def test_numbers_apart_stay_in_their_order() -> None:
    assert in_reading_order(laid("من ", "12", " إلى ", "34"), SIZE) == "من 12 إلى 34"


def test_a_space_that_is_only_a_gap_is_one() -> None:
    first, second = drawn("שם")[:2]
    assert in_reading_order([first, second._replace(left=second.left - 4, right=second.right - 4)], SIZE) == "ש ם"


def test_a_mark_follows_its_letter() -> None:
    letter, mark = Glyph("ש", 490.0, 500.0), Glyph("\u05c1", 490.0, 500.0)
    assert in_reading_order([mark, letter], SIZE) == "ש\u05c1"


@pytest.mark.parametrize("as_drawn", ["זה )להלן: שם( כאן", "זה (להלן: שם) כאן"])
def test_brackets_open_before_they_close_whether_or_not_they_were_mirrored(as_drawn: str) -> None:
    assert in_reading_order(drawn(as_drawn), SIZE) == "זה (להלן: שם) כאן"


def test_a_stop_after_words_of_another_script_ends_them() -> None:
    assert ended(".www.acme.example") == "www.acme.example."
    assert ended("We keep it.") == "We keep it."


@pytest.mark.parametrize("words", ["نحتفظ بها لمدة 18 شهرا", "המידע נשמר ב-Blue Harbor"])
def test_a_line_is_leftward_by_most_of_its_letters(words: str) -> None:
    assert is_leftward(words)
    assert not is_leftward(f"{words}, as we are used to say in English about all of it")
    assert not is_leftward("18")


def test_lam_comes_before_alef_in_the_sign_they_share() -> None:
    alef, lam, seen = Glyph("ا", 480.0, 490.0), Glyph("ل", 480.0, 490.0), Glyph("س", 490.0, 500.0)
    assert in_reading_order([alef, lam, seen], SIZE) == "سلا"
