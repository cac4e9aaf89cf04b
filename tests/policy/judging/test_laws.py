"""Laws of judging: what holds for every pair of documents."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.judging import judge
from policy.knowledge.tokens import words_of
from policy.model.changes import ChangeSet, Direction, Finding, Kind, Quote, Severity, Verdict
from policy.model.codec import encode
from policy.model.readings import Reading
from tests.support.policies import policy

SECTIONS = (
    ("What we collect", "We collect your full name and your e-mail address."),
    ("Why", "We use it to provide you with our services."),
    ("How long", "We keep your data for 24 months."),
    ("Sharing", "We share data with our payment processors. We never sell your personal information."),
    ("Contact", "Write to privacy@acme.example or call +62 21 5555 0123."),
)
words = st.sampled_from(
    [
        "we",
        "collect",
        "your",
        "health",
        "data",
        "name",
        "email",
        "address",
        "never",
        "sell",
        "share",
        "keep",
        "for",
        "30",
        "days",
        "2",
        "years",
        "until",
        "privacy@acme.example",
        "privacy@other.example",
        "Google",
        "Analytics",
        "Acme",
        "LLC",
        "right",
        "to",
        "delete",
        ".",
        ",",
        ";",
        ":",
        "(",
        ")",
        "#",
        "-",
        "*",
        "|",
        "kami",
        "tidak",
        "menjual",
        "мы",
        "не",
        "храним",
        "1",
        "March",
        "2024",
        "https://acme.example/x",
        "[email",
        "protected]",
    ]
)
texts = st.lists(words, max_size=60).map(" ".join) | st.text(max_size=200)


def document(*sections: tuple[str, str]) -> Reading:
    return policy("# Privacy policy\n\n" + "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections) + "\n")


@pytest.mark.slow(1)
@given(texts)
@settings(deadline=None, max_examples=60)
def test_equal_texts_say_nothing(text: str) -> None:
    found = judge(policy(text), policy(text))
    assert (found.findings, found.changes) == ((), ())


@pytest.mark.slow(1)
@given(texts, texts)
@settings(deadline=None, max_examples=150)
def test_quotes_are_verbatim_and_nothing_raises(before: str, after: str) -> None:
    old, new = policy(before), policy(after)
    found = judge(old, new)
    assert all(one.before or one.after for one in found.findings)
    for one in found.findings:
        assert is_verbatim(one.before, old)
        assert is_verbatim(one.after, new)
        assert one.reason
        assert "{" not in one.reason
        assert one.rule


def is_verbatim(quote: Quote | None, read: Reading) -> bool:
    if quote is None:
        return True
    sections = {section.id: section for section in read.sections}
    section = sections[quote.section_id]
    return quote.text == (section.heading if quote.start < 0 else section.text[quote.start : quote.end])


@pytest.mark.slow(1)
@given(texts, texts)
@settings(deadline=None, max_examples=100)
def test_other_words_are_never_answered_none(before: str, after: str) -> None:
    old, new = policy(before), policy(after)
    if said(old) != said(new):
        assert judge(old, new).verdict > Verdict.NONE


def said(read: Reading) -> Counter[str]:
    return Counter(word for one in read.sections for text in (one.heading, one.text) for word in words_of(text))


@pytest.mark.slow(1)
@given(texts, texts)
@settings(deadline=None, max_examples=60)
def test_the_same_pair_gives_the_same_bytes(before: str, after: str) -> None:
    answers = {json.dumps(encode(judge(policy(before), policy(after)))) for _ in range(2)}
    assert len(answers) == 1


@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.DATA_CATEGORY, Kind.RETENTION, Kind.NAMED_THIRD_PARTY])
def test_swapping_the_sides_mirrors_added_and_removed(kind: Kind) -> None:
    extra = (
        "More",
        "We also collect your health data, keep it for 10 years, use Google Analytics: ring +1 555 123 4567.",
    )
    shorter, longer = document(*SECTIONS), document(*SECTIONS, extra)
    assert direction(judge(shorter, longer), kind) is Direction.ADDED
    assert direction(judge(longer, shorter), kind) is Direction.REMOVED


def direction(found: ChangeSet, kind: Kind) -> Direction:
    (one,) = {finding.direction for finding in found.findings if finding.kind is kind}
    return one


@given(st.permutations(SECTIONS))
@settings(deadline=None, max_examples=30)
def test_moving_sections_is_never_material(order: list[tuple[str, str]]) -> None:
    found = judge(document(*SECTIONS), document(*order))
    assert found.verdict <= Verdict.EDITORIAL
    assert kinds(found.findings) <= {Kind.EDITORIAL}


def kinds(findings: tuple[Finding, ...]) -> set[Kind]:
    return {finding.kind for finding in findings}


def test_a_suspect_reading_has_no_kinds() -> None:
    found = judge(document(*SECTIONS), document(("Sorry", "Access denied.")))
    assert found.suspect is not None
    assert found.findings == ()
    assert found.verdict is Verdict.MINOR


@pytest.mark.parametrize("text", ["", "x", "Lorem ipsum dolor sit amet.", "# Only a heading"])
def test_a_document_that_is_no_policy_gets_a_verdict(text: str) -> None:
    assert judge(policy(text), policy(text)).verdict is Verdict.NONE


def test_findings_come_weightiest_first() -> None:
    after = document(("What we collect", "We collect your full name and your health data."), *SECTIONS[1:])
    weights = [finding.severity for finding in judge(document(*SECTIONS), after).findings]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] is Severity.CRITICAL
