"""What a page says and asks around any document is none of its words, wherever it stands and whatever its class is."""

import pytest

from policy.model.readings import Reading, Source
from policy.reading import read

CLAUSE = (
    "We collect your name, your address and what you buy from us, and keep them for as long as you have an account."
)
PARTS = tuple(f"<h2>Part {number}</h2><p>{CLAUSE}</p><p>{CLAUSE}</p>" for number in range(6))
LINKS = "<li><a href='/a'>How to reset a password</a></li><li><a href='/b'>Changing an address</a></li>"

ASIDES = {
    "was it of use": "<h4>Was this article helpful?</h4><button>Yes</button><button>No</button>"
    "<p>12 out of 15 found this helpful</p>",
    "of use, in one line": "<span>Was this page helpful?</span> <a href='#y'>Yes</a> <a href='#n'>No</a>",
    "of use, German": "<p>War dieser Artikel hilfreich?</p><button>Ja</button><p>12 von 20 fanden dies hilfreich</p>",
    "of use, Russian": "<p>Была ли эта статья полезной?</p><button>Да</button>",
    "of use, Indonesian": "<h3>Apakah artikel ini membantu?</h3><button>Ya</button>",
    "of use, Chinese": "<p>这篇文章对您有帮助吗？</p><button>是</button>",
    "read next": f"<h2>Related articles</h2><ul>{LINKS}</ul>",
    "read next, French": f"<h3>Articles associés</h3><ul>{LINKS}</ul>",
    "read next, Turkish": f"<h3>İlgili Makaleler</h3><ul>{LINKS}</ul>",
    "cards": "<h3>You may also like</h3><div><a href='/1'><h4>Ten tips</h4><p>How to get more of it.</p></a></div>"
    "<div><a href='/2'><h4>New in spring</h4><p>All that we made this season.</p></a></div>",
    "a letter": "<h3>Stay in the loop</h3><p>News and tips once a month.</p><form><input type='email'></form>",
    "a letter, Russian": "<h3>Подпишитесь на рассылку</h3><p>Скидки раз в неделю.</p><form><input></form>",
    "share": "<ul><li><a href='https://f.example/sharer?u=1'>On F</a></li><li><a href='https://t.example/intent/tweet?u'>T</a>"
    "</li></ul>",
    "share, Indonesian": "<span>Bagikan:</span> <a href='https://f.example'>Facebook</a> <a href='/w'>WhatsApp</a>",
    "follow": "<p>Follow us</p><p>Facebook Instagram YouTube</p>",
    "consent": "<p>We use cookies to make this better.</p><button>Accept all</button><button>Reject</button>",
    "consent, Polish": "<p>Używamy plików cookie, aby ulepszyć stronę.</p>"
    "<div><button>Akceptuj wszystkie</button></div>",
    "tongues": "<a href='/d'>Deutsch</a> <a href='/f'>Français</a> <a href='/j'>日本語</a>",
    "a choice": "<label>Language <select><option>English</option><option>Deutsch</option></select></label>",
    "way": "<a href='/'>Home</a> &gt; <a href='/l'>Legal</a> &gt; <span>Privacy</span>",
    "side by side": "<span>7 min read</span> · <span>1,204 views</span>",
    "tools": "<a href='/p'>Print this page</a> | <a href='/d'>Download PDF</a>",
    "neighbours": "<a href='/t'>← Previous: Terms</a> <a href='/c'>Next: Cookies →</a>",
    "account": "<a href='/i'>Log in</a> <a href='/u'>Sign up free</a> <a href='/c'>Cart (3)</a>",
    "site map": "<div><h4>Firm</h4><ul><li><a href='/a'>About</a></li><li><a href='/j'>Jobs</a></li></ul></div>"
    "<div><h4>Goods</h4><ul><li><a href='/f'>All</a></li><li><a href='/p'>Pricing</a></li><li><a href='/n'>News</a>"
    "</li></ul></div>",
    "all at once": "<a href='#'>Expand all</a> | <a href='#'>Collapse all</a>",
    "stars": "<p>Rate this page</p><span>★★★★☆ 4.2 (315 votes)</span>",
    "sought": "<p>Did you find what you were looking for?</p><button>Yes</button>",
    "few words about cookies": "<p>This site uses cookies.</p><button>Got it</button>",
    "browser": "<p>Your browser is out of date. Please update it.</p>",
}
CLAUSES = {
    "what somebody does, listed": "<ul><li>Subscribe to our newsletter</li>"
    "<li>Leave a comment</li><li>Log in or register</li></ul>",
    "a purpose": "<ul><li>Advertising</li><li>Sharing</li></ul>",
    "third parties, listed": "<ul><li>Facebook, Instagram, YouTube</li></ul>",
    "third parties, named": "<p>Facebook, Instagram, YouTube</p>",
    "a section of that name": f"<h2>Comments</h2><p>{CLAUSE}</p><form><input></form>",
    "a section with links": "<h2>Related policies</h2>"
    "<ul><li><a href='/t'>Terms</a></li><li><a href='/c'>Cookies</a></li></ul>",
    "further words under such a heading": f"<h2>Related information</h2><p>{CLAUSE}</p>",
    "a bold heading": "<p><b>Follow us on social media</b></p><p>They see that you do.</p>",
    "a sentence": "<p>Was this page helpful to the police, we keep it.</p>",
    "a sentence about cookies": "<p>We use cookies to make this better. You may accept or reject them.</p>",
    "a cell": "<table><tr><th>A</th><th>B</th></tr><tr><td>Deutsch</td><td>Was this page helpful?</td></tr></table>",
    "tongues of the support": "<p>We answer in English, Deutsch and Français.</p>",
    "a title with a button": "<h1>Cookies</h1><p>We use cookies to make this better.</p><button>Accept all</button>",
    "two tongues": "<p>English, Deutsch</p>",
}


def reading(among: str, at: int = 3) -> Reading:
    body = "".join((*PARTS[:at], among, *PARTS[at:]))
    page = f"<!doctype html><title>Privacy</title><body><div class='k-x1'><h1>Privacy policy</h1>{body}</div></body>"
    return read((Source("https://acme.example/privacy", "text/html; charset=utf-8", page.encode()),))


@pytest.mark.parametrize("at", [1, 3, 6])
@pytest.mark.parametrize("name", ASIDES)
def test_an_aside_makes_no_other_document(name: str, at: int) -> None:
    found = reading(f"<div class='css-1x9k2q'>{ASIDES[name]}</div>", at)
    assert found.text_sha256 == reading("").text_sha256
    assert found.quality.is_ok


@pytest.mark.parametrize("name", CLAUSES)
def test_a_clause_that_looks_like_one_is_kept(name: str) -> None:
    with_it, without = reading(CLAUSES[name]), reading("")
    assert len(_lines(with_it)) == len(_lines(without)) + _lines_of(CLAUSES[name])


def test_what_is_left_out_is_kept_in_the_lane() -> None:
    lane = " ".join(drop.text for drop in reading(f"<div>{ASIDES['read next']}</div>").dropped)
    assert "Related articles" in lane
    assert "How to reset a password" in lane


def test_links_under_such_a_heading_go_without_a_box_of_their_own() -> None:
    assert reading(f"<h2>Related articles</h2><ul>{LINKS}</ul>").text_sha256 == reading("").text_sha256


def _lines(found: Reading) -> list[str]:
    """Every heading and block that is read."""
    return [
        line
        for section in found.sections
        for line in (section.heading, *(block.text for block in section.blocks))
        if line
    ]


def _lines_of(markup: str) -> int:
    """How many of them the mark-up has."""
    return sum(markup.count(f"<{tag}>") for tag in ("h1", "h2", "p", "li", "tr"))
