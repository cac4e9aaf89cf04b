"""What happens to pages between two looks: around the document, in it, and to what tells the one from the other."""

import random
import re
from collections.abc import Callable

_WORDS = ("teapots", "never", "30", "Menu", "Read more", "your address", "12 May 2024", "©", "Privacy policy")
_PROSE = "Our potters tell what they made this week, and why it took them longer than they had thought it would. "
_BLOCKS = re.compile(r"<(li|p|td|th|tr|h[1-6]|a|dt|dd|nav|footer|aside|header|section|button|summary)\b")
_OPENING = re.compile(r"<(?!/|!|html|head|body|title|script|style|meta|link)([a-z][a-z0-9]*)\b([^<>]*)>")
_RUN = re.compile(r">([^<>]*+)<")
_WORD, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
_TARGET = re.compile(r'href="[^"]*"')
_TAGS = ("div", "nav", "footer", "aside", "header", "section", "main", "article", "form", "p", "span", "h1", "h2", "li")
_DRESS = (
    ' class="menu"', ' class="modal"', ' class="cookie-banner"', ' class="footer"', ' class="tooltip"', " hidden",
    ' style="display:none"', ' style="font-weight:bold"', ' role="navigation"', ' role="dialog" aria-modal="true"',
    ' aria-hidden="true"', ' class="x7"', ' id="top"', ' role="heading" aria-level="3"', ' class="accordion" hidden',
)  # fmt: skip
_STRANGERS = (
    "<h1>News</h1>", "<h1>Privacy policy</h1>", "<button>Accept</button>", "<base href='/other/'>", "<main></main>",
    "<p>Last updated: 3 May 2024</p>", "<nav><a href='/a'>One</a> <a href='/b'>Two</a></nav>", "<hr>", "<br>",
    "<a href='#x'>1</a><a href='#y'>2</a><a href='#z'>3</a>", "<img src='/a.png' alt='A teapot'>",
    "<div id='root'></div>", "<input type='password'>", "<p>Copyright © 2024 Acme</p>", "<div role='tab'>Tab</div>",
    "<table><tr><td>a</td></tr></table>", "<style>.x7{font-weight:700}</style>", "<script>a</script>" * 50,
    "<iframe src='/policy.html'></iframe>", "<object data='/policy.pdf'></object>", "<a href='/policy.pdf'>Read</a>",
    "<script src='/captcha.js'></script>", "<a-b><script>a</script></a-b>", "<meta http-equiv='refresh' content='9'>",
)  # fmt: skip
_AROUND = (
    "b", "a href='/'", "li", "ul", "pre", "blockquote", "h2", "td", "table", "font color='red'", "button", "form", "p",
    "center", "div", "div class='title'", "div class='modal'", "div hidden", "div style='font-weight:bold'", "main",
    "section role='tabpanel'", "footer", "article", "x-page", "details", "label", "span class='header'",
)  # fmt: skip
_NOISE = ("<script>t = {}</script>", "<!-- {} -->", "<style>.a{}</style>", "<meta name='t' content='{}'>", "\n ")

Mutation = Callable[[str, random.Random], str]


def mutated(page: str, chance: random.Random) -> str:
    """The page after one thing happened to it."""
    return chance.choice(_MUTATIONS)(page, chance)


def _replaced(page: str, match: re.Match[str], words: str) -> str:
    return f"{page[: match.start()]}{words}{page[match.end() :]}"


def _one(found: re.Pattern[str], page: str, chance: random.Random) -> re.Match[str] | None:
    """One match, wherever on the page."""
    matches = list(found.finditer(page))
    return chance.choice(matches) if matches else None


def _word(page: str, chance: random.Random) -> str:
    return _within_a_run(_WORD, page, chance, chance.choice(_WORDS))


def _digit(page: str, chance: random.Random) -> str:
    return _within_a_run(_DIGIT, page, chance, str(chance.randrange(10)))


def _within_a_run(found: re.Pattern[str], page: str, chance: random.Random, words: str) -> str:
    runs = [run for run in _RUN.finditer(page) if found.search(run[1])]
    if not runs:
        return page
    run = chance.choice(runs)
    match = chance.choice(list(found.finditer(run[1])))
    return _replaced(page, run, f">{_replaced(run[1], match, words)}<")


def _block(page: str, chance: random.Random) -> tuple[int, int]:
    """Where a block begins and ends; nowhere, if none does."""
    begin = _one(_BLOCKS, page, chance)
    close = f"</{begin[1]}>" if begin else ""
    end = page.find(close, begin.end()) if begin else -1
    return (begin.start(), end + len(close)) if begin and end >= 0 else (0, 0)


def _removed(page: str, chance: random.Random) -> str:
    begin, end = _block(page, chance)
    return page[:begin] + page[end:]


def _moved(page: str, chance: random.Random) -> str:
    begin, end = _block(page, chance)
    return _inserted(page[:begin] + page[end:], page[begin:end], chance)


def _doubled(page: str, chance: random.Random) -> str:
    begin, end = _block(page, chance)
    return _inserted(page, page[begin:end], chance)


def _inserted(page: str, words: str, chance: random.Random) -> str:
    place = _one(_OPENING, page, chance)
    return f"{page[: place.end()]}{words}{page[place.end() :]}" if place else page + words


def _grown(page: str, chance: random.Random) -> str:
    """Prose, up to more than the document has."""
    return _inserted(page, f"<p>{_PROSE * chance.choice((1, 1, 2, 5, 20, 80, 300))}</p>", chance)


def _estranged(page: str, chance: random.Random) -> str:
    return _inserted(page, chance.choice(_STRANGERS), chance)


def _retagged(page: str, chance: random.Random) -> str:
    block = _one(re.compile(r"<([a-z][a-z0-9]*)\b([^<>]*)>([^<>]*)</\1>"), page, chance)
    whole = _one(_OPENING, page, chance)
    if block and chance.random() < 0.5:
        tag = chance.choice(_TAGS)
        return _replaced(page, block, f"<{tag}{block[2]}>{block[3]}</{tag}>")
    return _replaced(page, whole, f"<{chance.choice(_TAGS)}{whole[2]}>") if whole else page


def _dressed(page: str, chance: random.Random) -> str:
    place = _one(_OPENING, page, chance)
    dress = chance.choice(("", *_DRESS))
    return _replaced(page, place, f"<{place[1]}{dress}>") if place else page


def _relinked(page: str, chance: random.Random) -> str:
    target = _one(_TARGET, page, chance)
    other = chance.choice(("/other", "#there", "/a?utm_source=b", f"/a?n={chance.randrange(99)}", ""))
    return _replaced(page, target, f'href="{other}"') if target else page


def _noisy(page: str, chance: random.Random) -> str:
    return _inserted(page, chance.choice(_NOISE).format(chance.randrange(10**6)), chance)


def _retitled(page: str, chance: random.Random) -> str:
    return re.sub(r"<title>[^<]*", f"<title>{chance.choice(_WORDS)}", page, count=1)


def _wrapped(page: str, chance: random.Random) -> str:
    """An element around the whole page, or around one of its large parts."""
    parts = [one for one in _OPENING.finditer(page) if one[1] in {"main", "article", "div", "section"}][:9]
    begin = chance.choice(parts) if parts and chance.random() < 0.5 else re.search(r"<body\b[^<>]*>", page)
    end = page.rfind(f"</{'body' if begin is None or begin not in parts else begin[1]}>")
    if begin is None or end < begin.end():
        return page
    around = chance.choice(_AROUND)
    inside = page[begin.end() : end]
    return f"{page[: begin.end()]}<{around}>{inside}</{around.split()[0]}>{page[end:]}"


def _beside(page: str, chance: random.Random) -> str:
    """Words, controls and strangers before or behind all that is there, which decide what the page is about."""
    grown = f"<{chance.choice(_TAGS)}{chance.choice(_DRESS)}>{_PROSE * chance.choice((1, 9, 60, 300))}"
    words = chance.choice((chance.choice(_STRANGERS), grown, "<footer>Acme 2.0.71</footer>", "<nav>Shop 7</nav>"))
    begin = re.search(r"<body\b[^<>]*>", page)
    at = page.rfind("</body>") if chance.random() < 0.5 or begin is None else begin.end()
    return f"{page[:at]}{words}{page[at:]}" if at >= 0 else page + words


def _around_it(page: str, chance: random.Random) -> str:
    """Something happens to a menu, a footer or another part that is called by what it is."""
    parts = [one for one in _OPENING.finditer(page) if one[1] in {"nav", "footer", "header", "aside", "form"}]
    begin = chance.choice(parts) if parts else None
    end = page.find(f"</{begin[1]}>", begin.end()) if begin else -1
    if begin is None or end < 0:
        return _beside(page, chance)
    happens = chance.choice((_word, _digit, _removed, _grown, _estranged, _retagged, _dressed, _relinked))
    return page[: begin.start()] + happens(page[begin.start() : end], chance) + page[end:]


def _cut(page: str, chance: random.Random) -> str:
    return page[: chance.randrange(len(page) // 2, len(page))] if chance.random() < 0.2 else page[: -len("</html>")]


_MUTATIONS: tuple[Mutation, ...] = (
    _word, _word, _digit, _removed, _moved, _doubled, _grown, _estranged, _retagged, _dressed, _relinked, _noisy,
    _noisy, _retitled, _cut, _wrapped, _beside, _beside, _around_it, _around_it, _around_it,
)  # fmt: skip
