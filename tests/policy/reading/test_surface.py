"""Pages that differ only in what no reading looks at have one surface; of a page parsers may disagree about, none is
told."""

import os
import random

import pytest

from policy.model.readings import Source
from policy.model.targets import ReadingOptions
from policy.reading import opened, surface

PAGE = """<!doctype html><html lang="en"><head><title>Privacy</title><meta name="csrf" content="a1">
<meta http-equiv="refresh" content="5"><script nonce="a1" src="/app.js">if (1 < 2) "</p>"</script><style>p{}</style>
</head><body><!-- built a1 -->
<main data-nonce="a1" data-place="top"><h1 id="top">Privacy</h1><p>We keep it for two years.</p>
<p><a href="/terms" title='"data-nonce=a1"'>Our terms</a></p><input type=hidden value="a1"></main></body></html>"""
ADDRESS = "https://acme.example/privacy"


def surface_of(page: str, wishes: ReadingOptions = ReadingOptions(), address: str = ADDRESS) -> str:  # noqa: B008 – frozen
    return surface((Source(address, "text/html", page.encode()),), wishes)


def bones_of(page: str) -> str:
    return opened((Source(ADDRESS, "text/html", page.encode()),), ReadingOptions()).skeleton()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name="csrf" content="a1"', 'name="csrf" content="b22"'),
        ('<script nonce="a1"', '<script nonce="b2"'),
        ("1 < 2", "3 < 4"),
        ("p{}", "p{color:red}"),
        ("built a1", "built b2"),
        ('data-nonce="a1" ', "data-nonce='b2' "),
        ('value="a1"', "value=b2"),
    ],
)
def test_tokens_are_not_in_the_surface(before: str, after: str) -> None:
    other = PAGE.replace(before, after)
    assert other != PAGE
    assert surface_of(other) == surface_of(PAGE) != ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("two years", "three years"),
        ("/terms", "/conditions"),
        ('content="5"', 'content="6"'),
        ("/app.js", "/other.js"),
        ('id="top"', 'id="begin"'),
        ("""'"data-nonce=a1"'""", """'"data-nonce=b2"'"""),
        ("<title>Privacy<", "<title>Terms<"),
        ("</body></html>", ""),
    ],
)
def test_everything_else_is_in_the_surface(before: str, after: str) -> None:
    other = PAGE.replace(before, after)
    assert other != PAGE
    assert surface_of(other) != surface_of(PAGE)


@pytest.mark.parametrize(
    "odd",
    [
        '<a title="<script>">words</a title="</script>">',
        "<textarea><script></textarea>words<textarea></script></textarea>",
        "<script>a</SCRIPT>words<script>b</script>",
        "<script><!--<script></script>words--></script>",
        "<script/>words<script>a</script>",
        "<!--> words <!-- -->",
        "<!-- a --!> words <!-- -->",
        "<![CDATA[<!-- words -->]]>",
        "<plaintext><!-- words -->",
        "<p @a='>' b='<!--'>words<!-- -->",
        "<p a=\"1\"b='<script>'>",
        "<p>2 < 3</p>",
        "<script>a",
        "\x00",
        "\x1b$B",
    ],
)
def test_of_what_parsers_may_disagree_about_no_surface_is_told(odd: str) -> None:
    assert surface_of(PAGE.replace("<h1", f"{odd}<h1")) == ""


def test_a_surface_is_of_one_address_and_of_no_wishes_and_no_long_page() -> None:
    assert surface_of(PAGE, address="https://acme.example/terms") != surface_of(PAGE)
    assert surface_of(PAGE, ReadingOptions(select=("main",))) == ""
    assert surface_of(PAGE.replace("Our terms", "Our terms " * 60_000)) == ""
    assert surface((Source(ADDRESS, "text/html", PAGE.encode("utf-16")),), ReadingOptions()) == ""


_SCRAPS = (
    "<script>", "</script>", "</SCRIPT>", "<script a='", "<style>", "</style>", "<!--", "-->", "--!>", "<textarea>",
    "</textarea>", "<title>", "</title>", "<p>", "</p>", '<p title="', '">', "'", '"', ">", "<", "/>", " data-nonce=",
    " nonce='", "=", " ", "&lt;", "<svg>", "</svg>", "<iframe>", "</iframe>", "<noscript>", "</noscript>", "<![CDATA[",
    "]]>", "<meta content='", "<input value=", "<h2>", "</h2>", "<a href='/", "-", "!", "<table>", "<td>", "</td>",
    "<select>", "<option>", "</select>", "<!doctype html>", "<script>words </script>", "<!--words -->",
    "<p data-nonce='words '>", "<input value='words '>", '<p title="<script>">', '<p title="</script>">',
)  # fmt: skip
_CASES = int(os.environ.get("CLAUSEWATCH_CASES", "300"))


def test_pages_of_equal_surfaces_have_equal_skeletons_whatever_they_are_made_of() -> None:
    chance = random.Random(11)  # noqa: S311 – cases, not a secret
    told = 0
    for _ in range(_CASES):
        scraps = [chance.choice(_SCRAPS) if chance.random() < 0.6 else "words " for _ in range(chance.randint(2, 14))]
        one = f"<html><body>{''.join(scraps)}{chance.choice(('', '</script>', '</body></html>'))}"
        places = [at for at in range(len(one)) if one.startswith("words ", at)]
        if not places:
            continue
        at = chance.choice(places)
        other = f"{one[:at]}other {one[at + 6 :]}"
        if surface_of(one) == surface_of(other) != "":
            told += 1
            assert bones_of(one) == bones_of(other), (one, other)
    assert told
