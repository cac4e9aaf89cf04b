"""Words are marked in quotes where that helps a reader to see the difference."""

import pytest

from history.quoting import said_after, said_before
from policy.model.changes import Direction, Finding, Kind, Op, Quote, Severity, Span


def _finding(before: str, after: str) -> Finding:
    old, new = (Quote(text, (), "s-1", 0, len(text)) for text in (before, after))
    return Finding(
        Kind.CONTACT, Direction.CHANGED, Severity.MAJOR, "", (), old, new, "A contact changed.", "contacts/email"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Write to privacy@kopi.example.", "Write to data-protection@kopi-group.example."),
        ("راسلنا على privacy@nilufar.example.", "راسلنا على data@nilufar.example."),
    ],
)
def test_the_one_word_that_changed_in_a_short_sentence_is_marked(before: str, after: str) -> None:
    finding = _finding(before, after)
    assert [span.text for span in said_before(finding) if span.op is Op.DELETE] == [before.split()[-1].rstrip(".")]
    assert [span.text for span in said_after(finding) if span.op is Op.INSERT] == [after.split()[-1].rstrip(".")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We keep logs, for a while, in a cellar.", "Nobody knows for how long, sadly, in which attic."),
        ("privacy@kopi.example", "data-protection@kopi-group.example"),
    ],
)
def test_two_texts_with_little_in_common_are_not_marked(before: str, after: str) -> None:
    finding = _finding(before, after)
    assert said_before(finding) == (Span(Op.EQUAL, before),)
    assert said_after(finding) == (Span(Op.EQUAL, after),)
