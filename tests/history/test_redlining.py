from history.redlining import RedlinePart, Rewrite, SectionMark, Stay, Touched, Untouched, Whole, redline
from policy.comparing import compare
from policy.model.changes import Op
from policy.model.readings import Reading
from tests.history.texts import KOPI_1, KOPI_2, text_of


def _redline(before: Reading, after: Reading) -> tuple[RedlinePart, ...]:
    return redline(before, after, compare(before, after))


def _outline(parts: tuple[RedlinePart, ...]) -> list[tuple[str, ...]]:
    return [
        ("=", *(section.heading for section in part.sections))
        if isinstance(part, Untouched)
        else (*(mark.value for mark in part.marks), part.section.heading)
        for part in parts
    ]


def _document(*headings: str) -> Reading:
    return text_of(
        "\n".join(f"# {name}\nAll that is to be said about {name} stands here, and only here." for name in headings)
    )


def test_equal_texts_are_untouched_in_one_piece() -> None:
    same = _document("One", "Two")
    assert _outline(_redline(same, same)) == [("=", "One", "Two")]


def test_every_section_of_the_newer_text_appears_once_and_in_order() -> None:
    before, after = text_of(KOPI_1), text_of(KOPI_2)
    shown = [
        section.heading
        for part in _redline(before, after)
        for section in (part.sections if isinstance(part, Untouched) else [part.after] if part.after else [])
    ]
    assert shown == [section.heading for section in after.sections]


def test_removed_sections_stand_where_they_stood() -> None:
    parts = _redline(_document("Zero", "One", "Two", "Three", "Four"), _document("One", "Four"))
    assert _outline(parts) == [
        ("Removed", "Zero"),
        ("=", "One"),
        ("Removed", "Two"),
        ("Removed", "Three"),
        ("=", "Four"),
    ]


def test_a_removed_section_at_the_end_stays_at_the_end() -> None:
    assert _outline(_redline(_document("One", "Two"), _document("One"))) == [("=", "One"), ("Removed", "Two")]


def test_a_moved_section_says_after_which_it_stood() -> None:
    parts = _redline(_document("One", "Two", "Three", "Four"), _document("Three", "One", "Two", "Four"))
    (moved,) = [part for part in parts if isinstance(part, Touched)]
    assert (moved.marks, moved.section.heading, moved.stood_after) == ((SectionMark.MOVED,), "Three", "Two")


def test_a_text_that_was_replaced_altogether_shows_both() -> None:
    parts = _redline(_document("One"), text_of("# Quite different\nNothing shared, word by word."))
    assert sorted(_outline(parts)) == [("Added", "Quite different"), ("Removed", "One")]


def test_a_section_whose_parts_changed_places_is_reordered_not_moved() -> None:
    lines = ["The first sentence of all.", "The second one follows it.", "The third comes last of them."]
    before = text_of("# Order\n" + "\n".join(lines))
    after = text_of("# Order\n" + "\n".join(reversed(lines)))
    (part,) = _redline(before, after)
    assert isinstance(part, Touched)
    assert (part.marks, part.stood_after) == ((SectionMark.REORDERED,), None)


def test_lines_of_an_edited_section_give_back_the_newer_text() -> None:
    before, after = text_of(KOPI_1), text_of(KOPI_2)
    touched = [
        part for part in _redline(before, after) if isinstance(part, Touched) and SectionMark.EDITED in part.marks
    ]
    newer = [part.after.text for part in touched if part.after]
    assert newer
    assert ["\n".join(_newer(part)) for part in touched if part.after] == newer


def _newer(part: Touched) -> list[str]:
    lines: list[str] = []
    for line in part.lines:
        match line:
            case Stay(blocks):
                lines += [block.text for block in blocks]
            case Rewrite(_, _, spans):
                lines.append("".join(span.text for span in spans if span.op is not Op.DELETE))
            case Whole(block, op):
                lines += [block.text] if op is Op.INSERT else []
    return lines


def test_places_on_the_page_are_unique() -> None:
    anchors = [part.anchor for part in _redline(text_of(KOPI_1), text_of(KOPI_2)) if isinstance(part, Touched)]
    assert len(anchors) == len(set(anchors))
