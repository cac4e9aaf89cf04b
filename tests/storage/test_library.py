"""What the history pages are given: the same from every archive."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from policy.model.captures import Failure
from policy.model.changes import Kind, Severity, Verdict
from policy.model.looks import Event, Move, State
from policy.model.shelf import ChangeFilter
from policy.model.targets import DocumentType
from storage import migrate, open_archive, open_library
from tests.storage.conftest import Kept
from tests.support.builders import (
    DAY,
    HOUR,
    MONDAY,
    changed_look,
    failed_look,
    finding,
    first_look,
    reading,
    same_look,
    target,
    version,
)
from tests.support.revisions import take_back

ACME, BOLT = target("acme"), target("bolt", DocumentType.TERMS)
CONTACT = finding(kind=Kind.CONTACT, severity=Severity.CRITICAL)
SMALL = finding(kind=Kind.EFFECTIVE_DATE, severity=Severity.MINOR)
TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY


def look(kept: Kept, at_days: int) -> None:
    """Both targets are looked at; each change of a day has findings of its own."""
    at = MONDAY + at_days * DAY
    for order in kept.archive.due(at, 9, HOUR):
        if at_days == 0:
            kept.archive.record(first_look(order, reading(), at), [])
            continue
        is_acme = order.target == ACME
        text = reading(("Retention", f"{at_days} days at {order.target.service}."))
        if not is_acme:
            text = replace(text, languages=("ru",))
        found = [CONTACT, finding()] if is_acme else [SMALL]
        kept.archive.record(changed_look(order, text, at, at_days + 1, found), [])


@pytest.fixture
def two(kept: Kept) -> Kept:
    """Acme and Bolt, read on Monday, changed on Tuesday and on Wednesday."""
    kept.archive.enlist([ACME, BOLT], MONDAY)
    for day in range(3):
        look(kept, day)
    return kept


def ids(kept: Kept, wanted: ChangeFilter, limit: int = 9, offset: int = 0) -> list[str]:
    return [change.id for change in kept.library.changes(wanted, limit, offset)]


def test_changes_come_newest_first(two: Kept) -> None:
    assert ids(two, ChangeFilter()) == ["bolt-terms/3", "acme-privacy/3", "bolt-terms/2", "acme-privacy/2"]
    assert ids(two, ChangeFilter(), limit=2, offset=1) == ["acme-privacy/3", "bolt-terms/2"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ChangeFilter(service="acme"), ["acme-privacy/3", "acme-privacy/2"]),
        (ChangeFilter(target_id="bolt-terms"), ["bolt-terms/3", "bolt-terms/2"]),
        (ChangeFilter(document_type=DocumentType.TERMS, service="acme"), []),
        (ChangeFilter(kind=Kind.CONTACT), ["acme-privacy/3", "acme-privacy/2"]),
        (ChangeFilter(kind=Kind.RETENTION, since=WEDNESDAY), ["acme-privacy/3"]),
        (ChangeFilter(minimum=Severity.MINOR, until=WEDNESDAY), ["bolt-terms/2", "acme-privacy/2"]),
        (ChangeFilter(minimum=Severity.MAJOR), ["acme-privacy/3", "acme-privacy/2"]),
        (ChangeFilter(language="ru"), ["bolt-terms/3", "bolt-terms/2"]),
        (ChangeFilter(language="r"), []),
        (ChangeFilter(service="%"), []),
    ],
)
def test_changes_are_filtered_and_counted_alike(two: Kept, wanted: ChangeFilter, found: list[str]) -> None:
    assert ids(two, wanted) == found
    assert two.library.count_changes(wanted) == len(found)


def test_a_change_has_its_findings_and_both_cards(two: Kept) -> None:
    change = two.library.change(ACME.id, 3)

    assert change is not None
    assert (change.target, change.verdict, change.findings) == (ACME, Verdict.MATERIAL, (CONTACT, finding()))
    assert (change.before.number, change.after.number) == (2, 3)
    assert change.after.confirmed_at == WEDNESDAY
    assert change.after.text_sha256 == reading(("Retention", "2 days at acme.")).text_sha256


@pytest.mark.parametrize("number", [0, 1, 4])
def test_there_is_no_change_to_the_first_version_nor_to_one_that_is_not(two: Kept, number: int) -> None:
    assert two.library.change(ACME.id, number) is None


def test_versions_come_newest_first_without_their_texts(two: Kept) -> None:
    cards = two.library.versions(ACME.id)

    assert [(card.number, card.title, card.languages) for card in cards] == [
        (3, "Privacy Policy", ("en",)),
        (2, "Privacy Policy", ("en",)),
        (1, "Privacy Policy", ("en",)),
    ]
    assert two.library.versions("nobody-privacy") == ()


def test_a_version_comes_with_its_reading(two: Kept) -> None:
    text = reading(("Retention", "1 days at acme."))

    assert two.library.version(ACME.id, 2) == version(ACME, text, 2, TUESDAY)
    assert two.library.version(ACME.id, 4) is None


def test_documents_come_by_id_and_say_where_they_stand(two: Kept) -> None:
    acme, bolt = two.library.documents()

    assert (acme, bolt) == two.archive.documents()
    assert acme == two.library.document(ACME.id)
    assert (acme.target, bolt.target) == (ACME, BOLT)
    assert (acme.versions, acme.changes, acme.last_checked, acme.last_good) == (3, 2, WEDNESDAY, WEDNESDAY)
    assert acme.next_check_at == WEDNESDAY + ACME.interval
    assert acme.latest == two.library.versions(ACME.id)[0]
    assert two.library.document("nobody-privacy") is None


def test_the_log_shows_every_attempt_newest_first(two: Kept) -> None:
    (order,) = two.archive.claim([ACME.id], MONDAY + 3 * DAY, HOUR)
    two.archive.record(failed_look(order, MONDAY + 3 * DAY, Failure.DNS), [])

    newest, *_, oldest = two.library.looks(ACME.id, 9)

    assert (newest.event, newest.status, newest.version) == (Event.FAILED, None, 3)
    assert newest.detail == "dns, as the test wished"
    assert (oldest.event, oldest.status, oldest.version, oldest.at) == (Event.FIRST, 200, 1, MONDAY)
    assert [one.at for one in two.library.looks(ACME.id, 2, 1)] == [WEDNESDAY, TUESDAY]


def test_the_looks_that_read_the_page_around_a_moment_are_found(two: Kept) -> None:
    (order,) = two.archive.claim([ACME.id], MONDAY + 3 * DAY, HOUR)
    two.archive.record(failed_look(order, MONDAY + 3 * DAY, Failure.DNS), [])

    def around(at: datetime) -> list[datetime | None]:
        return [one.at if one else None for one in two.library.read_around(ACME.id, at)]

    assert around(MONDAY) == [None, MONDAY]
    assert around(TUESDAY) == [MONDAY, TUESDAY]
    assert around(TUESDAY + HOUR) == [TUESDAY, WEDNESDAY]
    assert around(MONDAY + 4 * DAY) == [WEDNESDAY, None]
    assert two.library.read_around(ACME.id, TUESDAY)[0] == two.library.looks(ACME.id, 9)[-1]
    assert two.library.read_around("nobody-privacy", MONDAY) == (None, None)


def test_the_moves_between_states_come_newest_first(two: Kept) -> None:
    made = []
    for number, (before, after) in enumerate([(State.OK, State.BLOCKED), (State.BLOCKED, State.OK)], 3):
        at = MONDAY + number * DAY
        made.append(Move(before, after, f"cause {number}", at))
        (order,) = two.archive.claim([ACME.id], at, HOUR)
        two.archive.record(failed_look(order, at, Failure.DNS, made[-1]), [])

    assert two.library.moves(ACME.id, 2) == (made[1], made[0])
    assert two.library.moves(ACME.id, 1) == (made[1],)
    assert two.library.moves("nobody-privacy", 9) == ()


def test_a_capture_is_found_by_its_id(two: Kept) -> None:
    newest = two.library.looks(ACME.id, 1)[0]

    capture = two.library.capture(ACME.id, newest.capture_id)

    assert capture is not None
    assert (capture.id, capture.target_id, capture.finished) == (newest.capture_id, ACME.id, WEDNESDAY)
    assert two.library.capture(ACME.id, "nothing") is None


def test_a_body_that_is_not_kept_is_none(two: Kept) -> None:
    assert two.library.body("00" * 32) is None


def test_the_stamp_changes_with_every_write_and_with_nothing_else(kept: Kept) -> None:
    stamps = [kept.library.stamp()]
    kept.archive.enlist([ACME], MONDAY)
    stamps.append(kept.library.stamp())
    (order,) = kept.archive.due(MONDAY, 1, HOUR)
    kept.archive.record(first_look(order, reading(), MONDAY), [])
    stamps.append(kept.library.stamp())
    (order,) = kept.archive.due(TUESDAY, 1, HOUR)
    kept.archive.record(same_look(order, TUESDAY + timedelta(microseconds=1)), [])
    stamps.append(kept.library.stamp())

    kept.library.documents()

    assert len(set(stamps)) == 4
    assert kept.library.stamp() == stamps[-1]


def test_a_paused_target_keeps_its_pages(two: Kept) -> None:
    two.archive.enlist([BOLT], MONDAY + 3 * DAY)

    paused = two.library.document(ACME.id)

    assert paused is not None
    assert (paused.state, paused.versions) == (State.PAUSED, 3)
    assert len(ids(two, ChangeFilter(service="acme"))) == 2


def test_texts_come_oldest_first_and_an_unchanged_section_is_the_same_object(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    stays = ("Rights", "You may ask.")
    for day in range(4):
        (order,) = kept.archive.due(MONDAY + day * DAY, 9, HOUR)
        text = reading(stays, ("Retention", f"{day + 1} days."))
        at = MONDAY + day * DAY
        kept.archive.record(first_look(order, text, at) if day == 0 else changed_look(order, text, at, day + 1), [])
        assert kept.library.texts(ACME.id, 9)[-1].sections == text.sections
    texts = kept.library.texts(ACME.id, 3)
    assert [text.card for text in texts] == list(reversed(kept.library.versions(ACME.id)))[1:]
    assert [text.sections[1].text for text in texts] == ["2 days.", "3 days.", "4 days."]
    assert texts[0].sections[0] == texts[2].sections[0]
    assert kept.library.texts("nothing", 9) == ()


def said(kept: Kept, question: str, *, is_past: bool = False) -> list[tuple[int, int | None, str]]:
    return [(hit.version, hit.until, hit.text) for hit in kept.library.search(question, is_past, 9)]


def test_words_are_found_in_what_is_in_force_and_on_wish_in_what_was(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    for day, period in enumerate(("Thirty days.", "Ninety DAYS, stored in Århus.", "Thirty days.")):
        at = MONDAY + day * DAY
        (order,) = kept.archive.due(at, 9, HOUR)
        text = reading(("Rights", "You may ask."), ("Retention", period))
        kept.archive.record(first_look(order, text, at) if day == 0 else changed_look(order, text, at, day + 1), [])
    assert said(kept, "thirty") == [(3, None, "Thirty days.")]
    assert said(kept, "ninety") == []
    assert said(kept, "ninety day", is_past=True) == [(2, 3, "Ninety DAYS, stored in Århus.")]
    assert said(kept, "retention thirt", is_past=True) == [(3, None, "Thirty days."), (1, 2, "Thirty days.")]
    assert [version for version, _, _ in said(kept, "ask")] == [1]
    assert said(kept, "århus da", is_past=True) == []
    assert len(said(kept, "ÅRHUS day in", is_past=True)) == 1
    assert said(kept, "i", is_past=True) == []
    (hit,) = kept.library.search("thirty", False, 9)
    assert (hit.target, hit.section_id, hit.heading) == (ACME, "retention", "Retention")


def test_words_that_begin_like_hundreds_of_others_are_found(kept: Kept) -> None:
    kept.archive.enlist([ACME], MONDAY)
    (order,) = kept.archive.due(MONDAY, 9, HOUR)
    many = " ".join(f"key{number}" for number in range(400))
    kept.archive.record(first_look(order, reading(("Keys", many), ("Locks", "keyhole")), MONDAY), [])
    assert {hit.section_id for hit in kept.library.search("key", False, 9)} == {"keys", "locks"}
    assert {hit.section_id for hit in kept.library.search("keyh", False, 9)} == {"locks"}


@pytest.mark.parametrize(
    "question", ["", "  ", '"', "' OR 1=1 --", "NEAR(a b)", "*", "text:", "\x00", "__", "a" * 9_000, "-", "%"]
)
def test_no_question_breaks_the_search(two: Kept, question: str) -> None:
    assert two.library.search(question, True, 9) == ()


@pytest.mark.slow(1)
def test_versions_recorded_before_there_was_an_index_are_found_after_a_migration(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    migrate(url)
    archive = open_archive(url)
    archive.enlist([ACME], MONDAY)
    (order,) = archive.due(MONDAY, 9, HOUR)
    archive.record(first_look(order, reading(), MONDAY), [])
    archive.close()
    take_back(url, "0002")
    migrate(url)
    library = open_library(url)
    assert [hit.target.id for hit in library.search("keep", False, 9)] == [ACME.id]
    library.close()


def test_changes_looked_up_in_several_questions_are_the_same(two: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite takes no more than a thousand conditions at once, and a table has as many changes."""
    whole = two.library.changes(ChangeFilter(), 9)
    monkeypatch.setattr("storage.judged._AT_ONCE", 1)
    assert two.library.changes(ChangeFilter(), 9) == whole
    assert len(whole) == 4
