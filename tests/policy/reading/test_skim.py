"""What is known of a page before its outline is built is what the whole reading says."""

from policy.model.readings import Reading, Source
from policy.model.targets import ReadingOptions
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
