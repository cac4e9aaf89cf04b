"""What looks like a comment, an advertisement or a teaser and belongs to the document stays."""

import pytest

from policy.model.readings import Source
from policy.reading import read

CLAUSE = (
    "We keep what you write to us for as long as the answer takes, and no longer than that. Whoever reads it is bound "
    "to say nothing of it, and what you ask us to erase is gone from our files on the day on which you ask for it."
)
BODY = "".join(f"<h2>Part {at}</h2><p>{at} {CLAUSE}</p>" for at in range(4))


def text_of(box: str, behind: str = "") -> str:
    page = f"<title>Privacy notice</title><main><h1>Privacy notice</h1>{BODY}{box}{behind}</main>"
    reading = read((Source("https://acme.example/privacy", "text/html", page.encode()),))
    return "\n".join(f"{one.heading}\n{one.text}" for one in reading.sections)


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("<h2>Advertising</h2><p>Ours are by <a href='https://ads.example'>Ads of Leeds</a>.</p>", "Ours are by Ads"),
        ("<div><b>Advertisement</b><p>It is <a href='https://ads.example'>counted</a>.</p></div>", "It is counted."),
        ("<p>We pay <a rel='sponsored' href='https://host.example'>Host of Leeds</a>.</p>", "We pay Host of Leeds."),
        ("<div><h2>3 Comments</h2><p>What you say is kept for two years.</p></div>", "What you say is kept"),
        ("<h2>Replies</h2><p>Press <a href='#r'>Reply</a> and all see it.</p>", "Press Reply and all see it."),
        ("<p><a href='/blog/what-we-keep'>Our blog</a> says when we last erased.</p>", "Our blog says when"),
        ("<div><h2>Contact</h2><p>1 Mill Lane</p><a href='/blog/all-of-us'>Who we are</a></div>", "1 Mill Lane"),
        ("<ul><li>Of <a href='/blog/boxes'>boxes</a></li><li>Of tea</li></ul>", "Of boxes"),
    ],
)
def test_what_belongs_to_the_document_stays(box: str, words: str) -> None:
    assert words in text_of(box)


def test_a_story_told_before_a_clause_stays() -> None:
    story = "<div><h3><a href='/blog/what-we-keep'>What we keep</a></h3><p>And for how long.</p></div>"
    assert "And for how long." in text_of(story, f"<p>{CLAUSE} And so on.</p>")
    assert "And for how long." not in text_of(story)


def test_when_it_was_updated_stays_whatever_today_is() -> None:
    assert "Last updated: May 5, 2031" in text_of("<p>Last updated: May 5, 2031</p>")
    assert "May 6, 2031" not in text_of("<p>Today is May 6, 2031</p>")
