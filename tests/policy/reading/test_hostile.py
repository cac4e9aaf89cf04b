"""Pages made to break readers get an answer or a named refusal, in bounded time."""

import time

import pytest

from policy.model.readings import Source, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading import opened, read

HTML = b"<!doctype html><html><body>"
SECONDS = 10  # of processor time; a busy machine must not fail the test

ANSWERED = {
    "a hundred thousand nested divs": HTML + b"<div>" * 100_000 + b"We collect data.",
    "a hundred thousand nested bold tags": HTML + b"<b>" * 100_000 + b"We collect data.",
    "fifty thousand nested lists": HTML + b"<ul><li>x" * 50_000,
    "tables in tables": HTML + b"<table><tr><td>x" * 30_000,
    "a hundred thousand links to one place": HTML + b'<a href="#x">x</a>' * 95_000,
    "forty thousand buttons in one another": HTML + b"<button aria-expanded=false>" * 40_000 + b"We collect data.",
    "thirty thousand headings over links": HTML + b"<h2>Related articles</h2><a href=/a>b</a>" * 30_000,
    "forty thousand buttons of consent": HTML + b"<div>" + b"<button>OK</button>" * 40_000 + b"We use cookies.",
    "a million ampersands": HTML + b"<p>" + b"&amp;" * 1_000_000,
    "fifty thousand open brackets": b"# x\n" + b"[a](" * 50_000,
    "sixty thousand brackets in plain text": b"x\n\n" + b"[ " * 60_000,
    "references of nothing but slashes": b"# x\n" + (b"[a]: " + b"/." * 4_000 + b" y\n") * 500,
    "fifty thousand ticks and comments": b"# x\n" + b"` <!-- " * 50_000,
    "a hundred thousand stars": b"# x\n" + b"*" * 100_000 + b"\n" + b"_ " * 100_000,
    "three hundred thousand bold words that never end": b"# x\n" + b"**a " * 300_000,
    "half a million quotations in one another": b"# x\n" + b"> " * 500_000,
    "sixty thousand first clauses": b"\n\n".join(b"1. Title %d" % number for number in range(60_000)),
    "the same line again and again": b"Same line\n" * 95_000,
    "megabytes of white space": HTML + b"<p>" + b" \t" * 4_000_000,
    "entities in entities": b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + b"<html><body><svg>&b;&b;</svg><p>We collect data. &b;</p>",
    "bidi controls": HTML + "<p>We \u202ecollect\u202c \u2066data\u2069.</p>".encode(),
    "every byte there is": HTML + bytes(range(256)) * 4_000,
    "ten thousand hidden texts in a row": HTML
    + b"<h1>Privacy</h1>"
    + b"<p>What</p><div class=x style='display:none'>We collect data.</div>" * 10_000,
    "ten thousand headers": HTML + b"<h1>Privacy</h1>" + b"<div class=header>What</div><p>We collect data." * 10_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("body", ANSWERED.values(), ids=ANSWERED)
def test_a_hostile_page_gets_an_answer_in_time(body: bytes) -> None:
    started = time.process_time()
    read((Source("https://evil.example/", None, body),))
    assert time.process_time() - started < SECONDS


OVERLOADED = HTML + b"<p " + b" ".join(b"a%d='1'" % at for at in range(30_000)) + b">We collect data."

REFUSED = {
    "50 MB of text": b"We collect data. " * 3_000_000,
    "a million elements": HTML + b"<p>x</p>" * 1_000_000,
    "half a million lines": b"x\n" * 500_000,
    "eleven megabytes in one paragraph": HTML + b"<p>" + b"We collect data. " * 650_000,
    "a million open links in Markdown": b"# x\n" + b"[a](" * 1_000_000,
    "a word without an end": HTML + b"<p>We collect " + b"A" * 30_000 + b" data.",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_is_too_much_is_refused_by_name(body: bytes) -> None:
    seen = read((Source("https://evil.example/", None, body),))
    assert seen.quality.suspicions == (Suspicion.UNREADABLE,)
    assert seen.quality.notes[0]


def test_a_tag_of_thirty_thousand_attributes_is_read_where_no_tree_of_libxml2_is_asked_for() -> None:
    page = (Source("https://evil.example/", None, OVERLOADED),)
    started = time.process_time()
    assert [section.text for section in read(page).sections] == ["We collect data."]
    assert opened(page, ReadingOptions()).skeleton()
    selected = read(page, ReadingOptions(select=("p",)))
    assert time.process_time() - started < SECONDS
    assert selected.quality.suspicions == (Suspicion.UNREADABLE,)


def test_a_nul_neither_ends_nor_changes_the_text() -> None:
    clean = HTML + b"<h1>Privacy policy</h1><p>We collect your name and your address.</p>"
    torn = HTML + b"<h1>Privacy\x00 policy</h1><p>We coll\x00ect your name and your address.</p>\x00"
    assert read((Source("", None, torn),)).text_sha256 == read((Source("", None, clean),)).text_sha256


def test_unseen_direction_marks_do_not_change_the_text() -> None:
    clean = "# Privacy policy\n\nWe collect your name.\n"
    marked = "# Privacy\u200e policy\n\nWe \u202acollect\u202c your\u2060 name.\n"
    assert (
        read((Source("", None, clean.encode()),)).text_sha256 == read((Source("", None, marked.encode()),)).text_sha256
    )
