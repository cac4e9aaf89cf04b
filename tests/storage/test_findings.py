"""Findings are packed by the places of their quotes and come back word for word."""

from dataclasses import replace

import pytest

from policy.model.changes import Finding, Quote
from storage import findings
from storage.errors import DamagedError
from storage.findings import WHOLE
from storage.json import to_json
from storage.packing import pack
from storage.rows import reading_json
from tests.support.builders import finding, reading

BEFORE, AFTER = (
    reading_json(
        reading(("Contact", "Write to us."), ("Retention", "For orders:", f"We keep it {days} days.", "x" * 99))
    )
    for days in (30, 90)
)
TRAIL = ("Retention",)
SECTION = reading(("Retention",)).sections[0].id


def _quote(text: str, start: int, trail: tuple[str, ...] = TRAIL, section_id: str = SECTION) -> Quote:
    return Quote(text, trail, section_id, start, start + len(text))


def _found(before: Quote | None, after: Quote | None) -> Finding:
    return replace(finding(), before=before, after=after)


WORDS = "We keep it 30 days."
OTHERS = "We keep it 90 days."
AT = len("For orders:\n")
CASES = {
    "two quotes": _found(_quote(WORDS, AT), _quote(OTHERS, AT)),
    "words gone": _found(_quote(WORDS, AT), None),
    "words come": _found(None, _quote(OTHERS, AT)),
    "a heading": _found(None, Quote("Retention", TRAIL, SECTION, -1, 8)),
    "over two blocks": _found(None, _quote(f"For orders:\n{OTHERS}", 0)),
    "a trail that is not the section's": _found(None, _quote(OTHERS, AT, ("Elsewhere", "Retention"))),
    "words that are not there": _found(None, _quote("We keep it for ever.", AT)),
    "a section that is not there": _found(None, _quote(OTHERS, AT, section_id="nowhere")),
    "found in another section": replace(_found(None, _quote(OTHERS, AT)), section=("Contact",)),
    "signs beyond ASCII, and half of one": replace(_found(None, None), what="30 → 90 ß \ud800", reason="\0"),
}


@pytest.mark.parametrize("found", CASES.values(), ids=CASES)
def test_what_is_packed_comes_back(found: Finding) -> None:
    plain = to_json((found, finding()))

    assert findings.unpacked(findings.TERSE, findings.packed(plain, BEFORE, AFTER), BEFORE, AFTER) == plain


def test_what_was_packed_before_there_were_places_can_be_read() -> None:
    plain = to_json((CASES["two quotes"],))

    assert findings.unpacked(None, pack(plain, WHOLE + BEFORE + AFTER), BEFORE, AFTER) == plain


def test_words_that_the_readings_have_take_no_place() -> None:
    plain = to_json(tuple(CASES.values())[:5])
    before = pack(plain, WHOLE + BEFORE + AFTER, level=3)

    assert len(findings.packed(plain, BEFORE, AFTER)) < 0.7 * len(before)


def test_findings_beside_other_readings_are_damaged() -> None:
    packed = findings.packed(to_json((CASES["two quotes"],)), BEFORE, AFTER)
    other = reading_json(reading(("Contact", "Write to us.")))

    with pytest.raises(DamagedError):
        findings.unpacked(findings.TERSE, packed, other, other)
