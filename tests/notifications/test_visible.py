"""What readers see of page text that tries to hide something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.excerpts import excerpt, marked
from notifications.layout import wrapped
from notifications.visible import visible, web_link
from policy.model.changes import Direction, Finding, Kind, Op, Quote, Severity


def finding(before: str | None, after: str | None) -> Finding:
    def quoted(text: str | None) -> Quote | None:
        return None if text is None else Quote(text, (), "s", 0, len(text))

    return Finding(
        Kind.CONTACT, Direction.CHANGED, Severity.MAJOR, "", (), quoted(before), quoted(after), "Because.", "rule"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We keep\n it  30 days.", "We keep it 30 days."),
        ("dpo@\u202eelpmaxe.emca", "dpo@‹U+202E›elpmaxe.emca"),
        ("pri\u200bvacy", "pri‹U+200B›vacy"),
        ("bell\x07", "bell‹U+0007›"),
        ("half \ud800 pair", "half ‹U+D800› pair"),
        ("می\u200cخواهیم", "می\u200cخواهیم"),  # Persian needs its joiner
    ],
)
def test_what_is_invisible_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert visible("word " * 50, 11) == "word word…"


@given(st.text(), st.integers(2, 50))
def test_a_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(visible(text, limit)) <= limit


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http:///x",
        "https://user@bank.example@evil.example/",
        "//x.example",
        "",
    ],
)
def test_an_address_nobody_should_follow_is_no_link(url: str) -> None:
    assert web_link(url) is None


def test_a_link_is_plain_ascii() -> None:
    assert web_link("https://acme.example/privé policy\"'<>") == "https://acme.example/priv%C3%A9%20policy%22%27%3C%3E"


def test_changed_words_are_marked_on_both_sides() -> None:
    shown = excerpt(finding("Write to a@acme.example today.", "Write to b@acme.example today."), 500)
    assert marked(shown.before) == "Write to [-a@acme.example-] today."
    assert marked(shown.after) == "Write to [+b@acme.example+] today."


def test_a_quote_without_counterpart_stands_alone() -> None:
    shown = excerpt(finding(None, "We sell data."), 500)
    assert shown.before == ()
    assert marked(shown.after) == "[+We sell data.+]"


def test_unchanged_text_far_from_a_change_is_left_out() -> None:
    filler = "and other words that stay the same " * 30
    shown = excerpt(finding(f"{filler}30 days {filler}", f"{filler}90 days {filler}"), 700)
    assert "[-30-]" in marked(shown.before)
    assert len(marked(shown.before)) < 250


def test_a_change_that_eyes_cannot_see_is_seen() -> None:
    shown = excerpt(finding("privacy@acme.example", "privacy@acme\u200b.example"), 500)
    assert "‹U+200B›" in marked(shown.after)


@given(st.text(max_size=300), st.text(max_size=300), st.integers(20, 200))
def test_a_quote_keeps_its_limit(before: str, after: str, limit: int) -> None:
    shown = excerpt(finding(before, after), limit)
    for spans in (shown.before, shown.after):
        assert sum(len(span.text) for span in spans) <= limit + 2


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_side_never_shows_words_of_the_other(before: str, after: str) -> None:
    shown = excerpt(finding(before, after), 400)
    assert all(span.op is not Op.INSERT for span in shown.before)
    assert all(span.op is not Op.DELETE for span in shown.after)


def test_lines_of_plain_text_are_short_but_addresses_stay_whole() -> None:
    address = "https://acme.example/" + "x" * 100
    assert max(len(line) for line in wrapped("word " * 60, "  ").splitlines()) <= 72
    assert address in wrapped(f"See {address} there")
