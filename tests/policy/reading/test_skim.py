"""What is known of a page before its outline is built is what the whole reading says."""

import pytest

from policy.model.readings import Reading, Source
from policy.model.targets import DocumentType, ReadingOptions
from policy.reading import Skim, read, skim

PLAIN = ReadingOptions()
CLAUSE = "We collect your name, your address and the date of your order, because we deliver what you order."
PAGE = f"""<!doctype html><html><head><title>Privacy policy</title></head><body><nav><a href="/">Home</a></nav><main>
<h1>Privacy policy</h1><h2>1. Data</h2><p>{CLAUSE}</p><ul><li>name</li><li>- address</li></ul>
<h2>2. Retention</h2><p>We keep it for two years. <a href="/terms">Our terms</a> say more.</p></main></body></html>"""


def skimmed(page: str, options: ReadingOptions = PLAIN) -> Skim:
    return skim((Source("https://acme.example/privacy", None, page.encode()),), options)


def reading(page: str) -> Reading:
    return read((Source("https://acme.example/privacy", None, page.encode()),))


def test_a_skim_knows_text_links_and_recipe_of_the_reading() -> None:
    seen, known = skimmed(PAGE), reading(PAGE)
    assert (seen.text_sha256, seen.links, seen.recipe) == (known.text_sha256, known.links, known.recipe)
    assert seen.reading() == known


def test_a_policy_may_be_compared() -> None:
    assert skimmed(PAGE).is_comparable()


def test_half_a_page_may_not_be_compared() -> None:
    assert not skimmed(PAGE[: PAGE.index("two years")]).is_comparable()


def test_a_shell_may_not_be_compared() -> None:
    assert not skimmed('<!doctype html><html><body><div id="root"></div></body></html>').is_comparable()


def test_a_part_that_is_followed_is_only_known_from_the_outline() -> None:
    assert not skimmed(PAGE, ReadingOptions(follow=("Retention",))).is_comparable()


@pytest.mark.parametrize(
    ("before", "after"), [("Home", "Start"), ("/terms", "/conditions"), ("<nav>", "<footer>©</footer><nav class='a'>")]
)
def test_links_and_what_is_left_out_are_none_of_the_blocks(before: str, after: str) -> None:
    assert skimmed(PAGE.replace(before, after)).blocks_sha256 == skimmed(PAGE).blocks_sha256


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("two years", "three years"),
        ("two years", "<b>two years</b> and"),
        ("<h2>", "<h3>"),
        ("<li>name</li>", ""),
        ("<li>name</li>", "<li>name</li><li><ul><li>or</li></ul></li>"),
        ("Privacy policy</h1>", "Policy</h1>"),
        ("<main>", "<button>Accept</button><main>"),
        ("</main></body></html>", "</main"),
        (f"<p>{CLAUSE}</p>", "<iframe src='/policy'></iframe>"),
    ],
)
def test_whatever_else_a_reading_is_made_of_is_of_the_blocks(before: str, after: str) -> None:
    assert skimmed(PAGE.replace(before, after)).blocks_sha256 != skimmed(PAGE).blocks_sha256


def test_blocks_are_those_of_one_recipe() -> None:
    other = ReadingOptions(kind=DocumentType.TERMS)
    assert skimmed(PAGE, other).blocks_sha256 != skimmed(PAGE).blocks_sha256
