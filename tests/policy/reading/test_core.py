"""What vouches for the document itself: all that it is read from, and nothing that merely stands around it."""

import os
import random

import pytest

from policy.model.readings import Source, lane_with, lane_without
from policy.model.targets import DocumentType, ReadingOptions
from policy.reading import Opened, opened, read
from tests.policy.looking.mutations import mutated

CASES = int(os.environ.get("CLAUSEWATCH_CASES", "25"))
PLAIN = ReadingOptions()
CLAUSE = "We collect your name, your address and the date of your order, because we deliver what you order. "
NEWS = "Our potters tell what they made this week, and why it took them longer than they had thought. "
PAGE = f"""<!doctype html><html><head><title>Privacy policy</title></head><body class="k1">
<nav class="k2"><a href="/">Home</a> <a href="/shop">Shop</a></nav><div class="k3"><main class="k4">
<h1>Privacy policy</h1><h2 class="k5">1. Data</h2><p class="k6">{CLAUSE}</p><ul><li>name</li><li>address</li></ul>
<div class="accordion-content">{CLAUSE}<a href="/terms">Our terms</a> say more. <button>Copy</button></div>
<div class="menu"><a href="/a">One</a> <a href="/b">Two</a></div><p>{CLAUSE * 3}</p></main></div>
<footer class="k7"><p>Acme Ltd, version 2.0.70</p></footer></body></html>"""


def seen(page: str, options: ReadingOptions = PLAIN) -> Opened:
    return opened((Source("https://acme.example/privacy", "text/html", page.encode()),), options)


def core(page: str, options: ReadingOptions = PLAIN) -> str:
    return seen(page, options).core


def imprint(page: str) -> str:
    return seen(page, PLAIN).imprint


def replaced(before: str, after: str, page: str = PAGE) -> str:
    assert before in page
    return page.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("version 2.0.70", "version 2.0.71 of March 2026"),
        ("Acme Ltd", f"{NEWS}Acme Ltd"),
        (">Shop<", ">Store<"),
        ('href="/shop"', 'href="/store?sid=7"'),
        ("</nav>", "<a href='/news'>News</a></nav>"),
        ("<nav class", "<aside><h2>News</h2></aside><nav class"),
        ("</body>", "<div class='cookie-banner'><p>We use cookies.</p></div><script>a</script></body>"),
        ('class="k1"', 'class="k1 logged-out"'),
        ('class="k6"', 'class="css-4f7d"'),
        ("<ul>", "<script>a</script><ul>"),
        ("</body>", "<iframe src='/pixel'></iframe></body>"),
    ],
)
def test_what_stands_around_the_document_is_none_of_its_core(before: str, after: str) -> None:
    other = replaced(before, after)
    assert core(other) == core(PAGE) != ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the date of", "the day of"),
        ('href="/terms"', 'href="/conditions"'),
        (">Copy<", ">Accept<"),
        (">One<", ">The first<"),
        ('class="menu"', 'class="k8"'),
        ('class="k6"', 'class="fw-bold"'),
        ('class="k6"', "hidden"),
        ("<h2 ", "<h3 "),
        ("<title>Privacy policy", "<title>Privacy"),
        ("<nav ", "<base href='/other/'><nav "),
        ("<nav ", "<style>.k6{font-weight:700}</style><nav "),
        ("<nav ", "<button>Accept</button><nav "),
        ("</main>", "</main><p>Last updated: 3 May 2024</p>"),
        ('<div class="k3">', '<div class="k3"><p>Version of 1 March 2026</p>'),
        ('<div class="k3">', '<div class="k3" style="color:red">'),  # nothing but the document stands in it
        ('class="k1"', 'class="k1" style="font-weight:bold"'),
        ('<div class="k3">', '<div><b><div class="k3">'),
        ('<div class="k3">', f'<div><main>{NEWS}</main><div class="k3">'),
        ("</footer>", f"{NEWS * 60}</footer>"),
        ("</body></html>", "</bo"),
    ],
)
def test_whatever_makes_a_difference_to_the_document_is_of_its_core(before: str, after: str) -> None:
    assert core(replaced(before, after)) != core(PAGE)
    assert imprint(replaced(before, after)) != imprint(PAGE)


@pytest.mark.parametrize("case", range(CASES))
def test_documents_of_one_imprint_have_one_core(case: int) -> None:
    chance = random.Random(case)  # noqa: S311 – cases, not a secret
    one = mutated(PAGE, chance)
    other = mutated(one, chance)
    assert imprint(one) != imprint(other) or core(one) == core(other)
    assert (imprint(one) == "") == (core(one) == "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('class="k6"', 'class="css-4f7d"'),
        ("<ul>", "<script>a</script><ul>"),
        ("<li>name</li>", "<li data-a='b'>name</li>"),
        ("<li>name</li><li>", "<li>name</li> <li>"),
    ],
)
def test_an_imprint_is_of_the_document_to_the_letter_and_of_nothing_around_it(before: str, after: str) -> None:
    assert imprint(replaced(before, after)) != imprint(PAGE)
    assert imprint(replaced("version 2.0.70", "version 2.0.71")) == imprint(PAGE) != ""


def test_a_title_before_the_document_is_of_its_core() -> None:
    title = "<h1>Privacy policy</h1>"
    page = replaced('<div class="k3">', f'{title}<div class="k3">', replaced(title, ""))
    dated = replaced("</h1>", "</h1><p class='k6'>Version of 1 March 2026</p>", page)
    assert core(page) != core(dated) != core(replaced("March", "May", dated)) != ""
    assert core(replaced("class='k6'", "class='k9'", dated)) != core(dated)  # it looks as some lines do no more


def test_lines_that_look_like_one_beside_the_document_do_so_by_name() -> None:
    page = replaced("</main>", "</main><p class='k6'>Last updated: 3 May 2024</p>")
    assert core(replaced('<p class="k6">', '<p class="k9">', page)) != core(page)
    assert core(replaced('<p class="k6">', '<p class="k9">')) == core(PAGE)


@pytest.mark.parametrize("around", ["<li>{}</li>", "<pre>{}</pre>", "<h2>{}</h2>"])
def test_what_is_open_around_a_document_and_changes_with_it_leaves_no_core(around: str) -> None:
    begin, end = around.split("{}")
    assert core(replaced("<main ", f"{begin}<main ", replaced("</main>", f"</main>{end}"))) == ""


def test_what_no_reading_of_mark_up_tells_has_no_core() -> None:
    assert core("Privacy policy\n\nWe keep your data.") == ""
    assert core(PAGE, ReadingOptions(select=("main",))) == core(PAGE, ReadingOptions(remove=("nav",))) == ""


def test_a_core_is_of_one_recipe_and_of_the_places_that_are_asked_for() -> None:
    assert core(PAGE, ReadingOptions(kind=DocumentType.TERMS)) != core(PAGE)
    asked, named = ReadingOptions(fragment="here"), replaced("<nav ", "<nav id='here' ")
    assert core(named, asked) != core(PAGE, asked)
    assert core(named) == core(PAGE)


def test_what_is_left_out_around_a_document_is_told_apart_from_what_is_left_out_in_it() -> None:
    other = replaced("version 2.0.70", "version 2.0.71", replaced(">Shop<", ">Store<"))
    around, chrome = [], []
    for page in (PAGE, other):
        sources = (Source("https://acme.example/privacy", "text/html", page.encode()),)
        around.append(opened(sources, PLAIN).around_sha256)
        chrome.append(read(sources).chrome_sha256)
    assert chrome[0] != chrome[1]
    assert lane_with(lane_without(chrome[0], around[0]), around[1]) == chrome[1]
