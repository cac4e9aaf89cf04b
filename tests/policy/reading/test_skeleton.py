"""Mark-up that vouches for what is read: noise is not in it, and whatever a reader may ask of a page is."""

import pytest

from policy.model.readings import Source
from policy.model.targets import ReadingOptions
from policy.reading import opened, read, surface

CLAUSE = "We collect your name, your address and the date of your order, because we deliver what you order."
PAGE = f"""<!doctype html><html><head><title>Privacy policy</title>
<script>a</script></head><body class="a">
<nav class="k1"><a href="/">Home</a></nav><main class="k2"><h1 id="top">Privacy policy</h1><p class="k3">{CLAUSE}</p>
<h2>Retention</h2><p class="k3">We keep it for two years. <a href="/terms">Our terms</a> say more. {CLAUSE}</p>
<svg class="k4"><use href="/icons.svg?v=1"></use></svg><button aria-controls="r1">More</button></main></body></html>"""


def source(page: str) -> Source:
    return Source("https://acme.example/privacy", "text/html", page.encode())


def bones(page: str, fragment: str = "") -> str:
    return opened((source(page),), ReadingOptions(fragment=fragment)).skeleton()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('class="k3"', 'class="sc-4f7d"'),
        ('id="top"', 'id="r:7:"'),
        ('aria-controls="r1"', 'aria-controls="r99"'),
        ("icons.svg?v=1", "icons.svg?v=2"),
        ('<a href="/terms"', '<a rel="noopener" target="_blank" data-track="9" href="/terms"'),
        ('<a href="/terms"', '<a onclick="t(1)" href="/terms"'),
        ("<script>a</script>", "<script>b</script>\n<meta name=t content=1><style>c</style>"),
        ("</body>", "<iframe src='/pixel?1'></iframe></body>"),
        ("<nav ", "<!-- build 7 -->\n<nav "),
        ('href="/">Home', 'href="/?visit=7">Home'),
    ],
)
def test_what_builders_and_servers_make_anew_is_not_in_the_skeleton(before: str, after: str) -> None:
    other = PAGE.replace(before, after)
    assert other != PAGE
    assert bones(other) == bones(PAGE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("two years", "three years"),
        ("Home", "Start"),
        ('href="/">Home', 'href="#home">Home'),
        ('href="/">Home', 'href="https://other.example/">Home'),
        ('href="/">Home', 'href="/share/url?u=7">Home'),
        ('href="/terms"', 'href="/conditions"'),
        ('href="/terms"', 'href="/terms?sid=7"'),
        ('<a href="/terms"', '<a rel="nofollow sponsored" href="/terms"'),
        ('class="k1"', 'class="modal"'),
        ('class="k2"', 'class="k3"'),
        ('class="k3"', 'class="ttl"'),
        ('id="top"', 'id="S:0"'),
        ('class="k3"', 'class="fw-bold"'),
        ("<p ", "<p hidden "),
        ("<p ", "<p aria-label='Our clause' "),
        ("<p ", "<p style='visibility:hidden' "),
        ("<p ", "<p style='display:none' "),
        ("<p ", "<p style='font-weight:700' "),
        ("<h2>", "<h3>"),
        ("Privacy policy</title>", "Privacy</title>"),
        ("<nav ", "Read this. <nav "),
        ("</body></html>", "</bo"),
        ("<main ", "<base href='https://other.example/'><main "),
    ],
)
def test_whatever_may_make_a_difference_is_in_the_skeleton(before: str, after: str) -> None:
    other = PAGE.replace(before, after)
    assert other != PAGE
    assert bones(other) != bones(PAGE)


def test_places_that_are_asked_for_are_in_the_skeleton() -> None:
    other = PAGE.replace('id="top"', 'id="begin"')
    assert bones(other, fragment="top") != bones(PAGE, fragment="top")


def test_white_space_around_what_nobody_reads_is_not_in_the_skeleton_and_that_between_words_is() -> None:
    joined = PAGE.replace("two years", "two<script>a</script>years")
    apart = PAGE.replace("two years", "two<script>a</script> years")
    assert bones(joined) != bones(apart)
    sources = [(Source("https://acme.example/", "text/html", page.encode()),) for page in (joined, apart)]
    assert read(sources[0]).text_sha256 == read(sources[1]).text_sha256  # white space is not compared
    assert bones(PAGE.replace("</h1>", "</h1> <script>a</script> ")) == bones(PAGE.replace("</h1>", "</h1> "))


BRIEF = PAGE.replace(CLAUSE, "We keep your data.").replace("</body>", "<a href='/a'>A</a><a-b>{}</a-b></body>")


@pytest.mark.parametrize(
    "shown",
    [
        "<iframe src='/policy'></iframe>",
        "<object data='/policy'></object>",
        "<script src='/captcha.js'></script>",
        "<meta http-equiv='refresh' content='9; url=/policy'>",
        "<script id='__NEXT_DATA__'>a</script>",
    ],
)
def test_what_stands_for_a_text_counts_where_there_is_next_to_none(shown: str) -> None:
    brief = BRIEF.format("")
    assert bones(BRIEF.format(shown)) != bones(brief)
    assert bones(brief.replace("/a'", "/a.pdf'")) != bones(brief)
    long = brief.replace("<svg", f"<p>{CLAUSE} {CLAUSE} {CLAUSE}</p><svg")
    assert bones(long.replace("<a-b>", f"<a-b>{shown}")) == bones(long) or "object" in shown
    assert bones(long.replace("/a'", "/a.pdf'")) == bones(long)


LINES = "".join(
    f'<p class="c1">on {name}</p><p class="c2">{CLAUSE}</p>' for name in ("data", "use", "keeping", "you", "us")
)
SHEET = f"""<!doctype html><html><head><title>Privacy policy</title>
<style>.c1{{font-weight:700}} .c2{{color:red}}</style></head><body>{LINES}</body></html>"""


def test_classes_that_a_page_says_are_bold_are_in_the_skeleton_and_the_surface() -> None:
    bold, plain = SHEET, SHEET.replace("700", "400")
    assert read((source(bold),)).sections != read((source(plain),)).sections
    assert bones(bold) != bones(plain)
    assert surface((source(bold),), ReadingOptions()) != surface((source(plain),), ReadingOptions())
    assert bones(bold.replace("c2", "k9")) == bones(bold)


@pytest.mark.parametrize("dress", ['class="t{at}7"', 'style="color: #{at}"'])  # a builder's numbers; a look of its own
def test_what_makes_lines_look_alike_is_in_the_skeleton_and_in_the_core(dress: str) -> None:
    def dressed(dresses: list[str]) -> str:
        lines = "".join(f"<div {one}>on data</div><div class='body'>{CLAUSE}</div>" for one in dresses)
        return f"<html><head><title>Privacy policy</title></head><body><h1>Privacy policy</h1>{lines}</body></html>"

    one = dressed([f'class="t{name}"' if "class" in dress else 'style="color: #0"' for name in "abcde"])
    other = dressed([dress.format(at=at) for at in range(5)])
    assert bones(one) != bones(other)
    cores = [opened((source(page),), ReadingOptions()).core for page in (one, other)]
    assert cores[0] != cores[1]


def test_scripts_in_any_number_leave_a_title_without_a_heading_where_it_is() -> None:
    title = "<html><head><title>Privacy policy</title></head><body><div class='a'>Privacy policy</div>"
    text = f"<div>{f'<p>{CLAUSE}</p>' * 9}</div></body></html>"
    bare, scripted = f"{title}{text}", f"{title}{'<script>a</script>' * 60}{text}"
    assert bones(scripted) == bones(bare)
    assert read((source(scripted),)) == read((source(bare),))


def test_a_rule_of_a_long_sheet_is_found_wherever_it_stands() -> None:
    noise = ".a{margin:0}@media print{.b{padding:0}} p.font-weight{color:red}" * 400
    long = SHEET.replace("<style>", f"<style>{noise}")
    assert read((source(long),)).sections == read((source(SHEET),)).sections
    assert bones(long) == bones(SHEET)
