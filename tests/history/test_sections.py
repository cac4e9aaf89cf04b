"""The history of one section, whatever it was called and wherever it stood."""

from datetime import timedelta

from history.lineage import lineage
from history.outline import anchor_of
from history.redlining import SectionMark
from policy.model.looks import VersionCause
from policy.model.readings import Section
from policy.model.shelf import Text
from tests.history.exhibits import exhibition
from tests.history.reader import Reader
from tests.support.builders import MONDAY, reading, version
from tests.support.builders import section as built
from tests.support.shelf_rows import card

KEEP = "We keep order data for twelve months after your last order, and invoices for ten years."
SHORT = "We keep order data for six months after your last order, and invoices for ten years."
OTHER = "You may ask us what we know about you and complain to the authority at any time."


def texts(*versions: tuple[Section, ...], technical: int = 0) -> tuple[Text, ...]:
    made = []
    for number, sections in enumerate(versions, 1):
        cause = VersionCause.TECHNICAL if number == technical else None
        made.append(Text(card(version(None, reading(), number, MONDAY + timedelta(number), cause)), "r", sections))
    return tuple(made)


def marks(history: tuple[Text, ...], name: str) -> list[tuple[int, tuple[SectionMark, ...]]]:
    found = lineage(history, anchor_of(name))
    assert found is not None
    return [(step.card.number, step.marks) for step in found.steps]


def test_an_edited_section_has_a_step_for_each_edit_and_none_for_what_stayed() -> None:
    history = texts((built("Retention", KEEP),), (built("Retention", KEEP),), (built("Retention", SHORT),))
    assert marks(history, "retention") == [(3, (SectionMark.EDITED,)), (1, ())]


def test_a_renamed_section_is_found_by_every_name_it_had() -> None:
    old, new = built("Retention", KEEP), built("How long we keep data", KEEP)
    history = texts((old, built("Rights", OTHER)), (new, built("Rights", OTHER)))
    by_old, by_new = lineage(history, anchor_of(old.id)), lineage(history, anchor_of(new.id))
    assert by_old == by_new
    assert by_new is not None
    assert by_new.names == (anchor_of(new.id), anchor_of(old.id))
    assert [step.marks for step in by_new.steps] == [(SectionMark.RENAMED,), ()]


def test_a_section_that_moved_among_the_others_says_so() -> None:
    keep, rights, third = built("Retention", KEEP), built("Rights", OTHER), built("Contact", "Write to us by post.")
    history = texts((keep, rights, third), (rights, third, keep))
    assert marks(history, "retention") == [(2, (SectionMark.MOVED,)), (1, ())]


def test_a_section_that_came_and_went_ends_its_history_there() -> None:
    keep, rights = built("Retention", KEEP), built("Rights", OTHER)
    history = texts((rights,), (rights, keep), (rights,), (rights,))
    found = lineage(history, "s-retention")
    assert found is not None
    assert not found.is_in_force
    assert [(step.card.number, step.marks) for step in found.steps] == [
        (3, (SectionMark.REMOVED,)),
        (2, (SectionMark.ADDED,)),
    ]


def test_what_only_our_own_recipe_changed_is_no_step() -> None:
    history = texts((built("Retention", KEEP),), (built("Retention", SHORT),), technical=2)
    assert marks(history, "retention") == [(1, ())]


def test_a_section_is_followed_through_our_own_recipe_by_its_words() -> None:
    old, new = built("Retention", KEEP), built("1 Retention", KEEP)
    found = lineage(texts((old,), (new,), technical=2), anchor_of(new.id))
    assert found is not None
    assert found.names == (anchor_of(new.id), anchor_of(old.id))


def test_no_version_with_that_section_no_history() -> None:
    assert lineage(texts((built("Rights", OTHER),)), "s-retention") is None
    assert Reader(exhibition()).get("/kopi-privacy/sections/s-nothing").status == 404
    assert Reader(exhibition()).get("/nope/sections/s-nothing").status == 404


def test_the_page_shows_the_words_of_today_and_every_step_with_its_change() -> None:
    reader = Reader(exhibition())
    answer = reader.get("/kopi-privacy/sections/s-s-how-long-we-keep-it")
    words = answer.words()
    assert "What it says now We keep order data for 24 months" in words
    assert "Data kept longer: order data: 12 months → 24 months" in words
    assert "Data collected" not in words  # a finding of another section
    assert answer.page.xpath("//link[@rel='canonical']/@href") == [
        "https://watch.example/kopi-privacy/sections/s-s-how-long-we-keep-it"
    ]
    for path in answer.page.xpath("//main//a/@href"):
        assert reader.get(str(path).partition("#")[0]).status == 200, path


def test_a_change_and_a_version_lead_to_the_history_of_their_sections() -> None:
    reader = Reader(exhibition())
    for page in ("/kopi-privacy/changes/2", "/kopi-privacy/versions/2"):
        links = {str(link) for link in reader.get(page).page.xpath("//a/@href") if "/sections/" in str(link)}
        assert "/kopi-privacy/sections/s-s-how-long-we-keep-it" in links
        assert {link: reader.get(link).status for link in links} == dict.fromkeys(links, 200)


def test_the_feed_of_a_section_holds_its_changes_with_its_findings_only() -> None:
    answer = Reader(exhibition()).get("/kopi-privacy/sections/s-s-how-long-we-keep-it/feed.atom")
    assert answer.status == 200
    assert answer.text.count("<entry>") == 1
    assert "Data kept longer" in answer.text
    assert "AdSpark" not in answer.text
