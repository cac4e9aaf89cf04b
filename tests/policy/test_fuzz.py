"""Whatever bytes come are read, compared and judged, soon: pages made up of what pages are made of. How many:
CLAUSEWATCH_TEST_FUZZ."""

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.comparing import compare
from policy.judging import judge
from policy.model.readings import Reading, Source
from policy.reading import read

FUZZ = int(os.environ.get("CLAUSEWATCH_TEST_FUZZ", "60"))
LONGEST = 5.0  # seconds of CPU for one case
BLOCKS = (
    "html",
    "body",
    "main",
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
)
TAGS = (*BLOCKS, "span", "b", "i", "details", "summary", "a", "br", "svg", "template")
PIECES = (
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in TAGS),
    *(
        "<p hidden>",
        "<div style='display:none'>",
        "<a href='mailto:a@b.example'>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
    ),
    *(
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE html",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "&",
        "<",
        ">",
        "\0",
        "\u202e",
        "\u200b",
        "\ufffd",
    ),
    *(
        "# ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "(a) ",
        "§ 2 ",
        "| a | b |",
        "```",
        "> ",
        "**",
        "[x](y)",
        "Article 5",
        "Pasal 3",
        "第三条",
    ),
    *(
        "We collect your name",
        "and never sell it",
        "for 30 days",
        " to Acme Ltd.",
        "privacy@acme.example",
        "12 months",
        "not",
    ),
    *(
        "Мы храним данные 5 лет",
        "Kami menyimpan data",
        "شروط",
        "個人情報",
        "%PDF-1.7\n",
        "PK\x03\x04",
        "\ufeff",
        "{\\rtf1",
    ),
)
PAGES = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map(
        lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
    ),
    st.lists(st.sampled_from(PIECES), max_size=40).map(lambda parts: "".join(parts).encode("utf-16")),
)


def _read(page: bytes, content_type: str | None) -> Reading:
    return read((Source("https://acme.example/privacy", content_type, page),))


@pytest.mark.slow(1)
@settings(max_examples=FUZZ, deadline=None)
@given(before=PAGES, after=PAGES, content_type=st.sampled_from([None, "text/html", "text/markdown", "text/plain"]))
def test_any_two_pages_are_read_compared_and_judged(before: bytes, after: bytes, content_type: str | None) -> None:
    begun = time.process_time()
    one, other = _read(before, content_type), _read(after, content_type)
    changes = judge(one, other)
    compare(one, other)
    assert time.process_time() - begun < LONGEST
    assert _read(before, content_type) == one
    assert not (one.text_sha256 == other.text_sha256 and compare(one, other)), changes
