"""What became of sections, told in the publisher's terms."""

from dataclasses import replace

from policy.comparing import compare
from policy.model.changes import Added, Edited, Moved, Removed, Renamed
from tests.policy.comparing.readings import item, paragraph, reading, section

DATA = section("Data", "We collect your name and your e-mail address.")
SHARING = section("Sharing", "We never sell anything to anybody.")
STORAGE = section("Storage", "Everything is kept for thirty days on our own machines.")


def test_a_reading_does_not_differ_from_itself() -> None:
    assert compare(reading(DATA, SHARING), reading(DATA, SHARING)) == ()


def test_typography_is_no_change() -> None:
    before = reading(section("Your “rights”", "We don’t sell – ever – your\u00a0personal infor\u00admation."))
    after = reading(section('Your "rights"', "We don't sell - ever - your personal information."))

    assert compare(before, after) == ()


def test_the_same_text_cut_into_other_sections_is_no_change() -> None:
    before = replace(reading(section("", "Data", "Your name.")), text_sha256="a" * 64)
    after = replace(reading(section("Data", "Your name.")), text_sha256="a" * 64)

    assert compare(before, after) == ()


def test_one_changed_word_is_an_edit_of_its_section() -> None:
    after = section("Storage", "Everything is kept for sixty days on our own machines.")

    (change,) = compare(reading(DATA, STORAGE), reading(DATA, after))

    assert isinstance(change, Edited)
    assert (change.before, change.after) == (STORAGE, after)


def test_changes_come_in_the_order_of_the_new_text_and_removals_last() -> None:
    new = section("Children", "Nobody under sixteen may use this service at all.")

    assert compare(reading(DATA, SHARING), reading(new, SHARING)) == (Added(new), Removed(DATA))


def test_a_section_elsewhere_is_moved_and_the_others_are_not() -> None:
    before, after = reading(STORAGE, DATA, SHARING), reading(DATA, SHARING, STORAGE)

    assert compare(before, after) == (Moved(STORAGE, STORAGE),)


def test_a_section_under_another_heading_is_moved() -> None:
    parents = section("One", "First part of the text."), section("Two", "Second part of the text.")
    old = section("Detail", "The same words as ever here.", under=("One",))
    new = section("Detail", "The same words as ever here.", under=("Two",))

    assert compare(reading(parents[0], old, parents[1]), reading(*parents, new)) == (Moved(old, new),)


def test_the_same_words_under_another_title_are_renamed() -> None:
    renamed = section("How long we keep it", *STORAGE.blocks)

    assert compare(reading(DATA, STORAGE), reading(DATA, renamed)) == (Renamed(STORAGE, renamed),)


def test_renumbering_is_visible_and_no_edit() -> None:
    before, after = section("Data", "Your name.", number="1."), section("Data", "Your name.", number="2.")

    assert compare(reading(before), reading(after)) == (Renamed(before, after),)


def test_items_lettered_anew_are_visible_and_no_edit() -> None:
    before = section("Data", item("your name", "a)"), item("your city", "b)"))
    after = section("Data", item("your name", "1."), item("your city", "2."))

    assert compare(reading(before), reading(after)) == (Renamed(before, after),)


def test_blocks_in_another_order_are_moved_and_not_edited() -> None:
    before = section("Data", item("your name"), item("your city"), item("your age"))
    after = section("Data", item("your age"), item("your name"), item("your city"))

    assert compare(reading(before), reading(after)) == (Moved(before, after),)


def test_a_rewritten_section_with_another_title_is_still_the_same_section() -> None:
    before = section("Storage", "Everything you give us is kept for thirty days on our own machines in Lima.")
    after = section("Retention", "Everything you give us is kept for ninety days on rented machines in Lima.")

    (change,) = compare(reading(DATA, before), reading(DATA, after))

    assert isinstance(change, Edited)


def test_unrelated_sections_are_removed_and_added_not_edited() -> None:
    assert compare(reading(DATA), reading(SHARING)) == (Added(SHARING), Removed(DATA))


def test_text_before_any_heading_is_compared_with_itself() -> None:
    before, after = section("", "In force since 1 May."), section("", "In force since 1 June.")

    (change,) = compare(reading(before, DATA), reading(after, DATA))

    assert isinstance(change, Edited)


def test_a_paragraph_that_became_an_item_is_no_change() -> None:
    assert compare(reading(section("A", paragraph("your name"))), reading(section("A", item("your name")))) == ()


def test_a_section_cut_in_two_is_moved_words_and_no_edit() -> None:
    first, second = "Your name is kept for thirty days.", "Your letters are kept for ten years."
    whole = section("Storage", first, second)
    one, two = section("Storage", first), section("Letters", second)

    assert compare(reading(DATA, whole), reading(DATA, one, two)) == (Moved(whole, two),)


def test_two_sections_put_together_are_moved_words_and_no_edit() -> None:
    first, second = "Your name is kept for thirty days.", "Your letters are kept for ten years."
    one, two = section("Storage", first), section("Letters", second)
    whole = section("Storage", first, second)

    assert compare(reading(DATA, one, two), reading(DATA, whole)) == (Moved(two, whole),)


def test_a_clause_that_went_to_another_section_is_neither_removed_nor_added() -> None:
    clause = "You may write to us at any time."
    before = reading(section("Data", "We collect your name only.", clause), SHARING)
    after = reading(section("Data", "We collect your name only."), section("Sharing", *SHARING.blocks, clause))

    assert compare(before, after) == (Moved(before.sections[0], after.sections[1]),)


def test_a_new_section_that_repeats_one_clause_is_still_added_whole() -> None:
    clause = "You may write to us at any time."
    before = reading(section("Data", "We collect your name only.", clause), SHARING)
    new = section("Partners", "Partners receive everything you ever gave to us and more than that.", clause)

    changes = compare(before, reading(section("Data", "We collect your name only."), SHARING, new))

    assert Added(new) in changes
    assert not any(isinstance(change, Moved) for change in changes)


def test_a_paragraph_cut_in_two_is_no_edit() -> None:
    before = section("Data", "We collect your name. We never sell it.", "The end of it.")
    after = section("Data", "We collect your name.", "We never sell it.", "The end of it, finally.")

    (change,) = compare(reading(before), reading(after))

    assert isinstance(change, Edited)
    assert [bool(one.spans) for one in change.passages] == [False, True]
