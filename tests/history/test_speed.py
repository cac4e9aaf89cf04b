"""What the pages cost over a small archive; `python -m benchmarks.history` measures a large one."""

import pytest

from benchmarks.archives import BEGIN, CHANGES, STEP, VERSIONS, archive_of
from benchmarks.history import costs
from policy.model.shelf import ChangeFilter
from storage import open_library
from storage.verifying import Verification

DOCUMENTS, ORIGINALS = 15, 2


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('large')}/archive.db"
    archive_of(made, DOCUMENTS, ORIGINALS)
    return made


@pytest.mark.slow(4)
def test_a_copied_document_is_as_sound_as_a_recorded_one(url: str) -> None:
    library = open_library(url)
    cards = library.documents()
    assert [(card.versions, card.changes) for card in cards] == [(VERSIONS, CHANGES)] * DOCUMENTS
    assert len(library.changes(ChangeFilter(), 1_000)) == library.count_changes(ChangeFilter()) == DOCUMENTS * CHANGES
    for card in cards:
        assert [look.version for look in library.looks(card.target.id, 3)] == [VERSIONS] * 3
        version = library.version(card.target.id, VERSIONS)
        assert version is not None
        assert library.capture(version.target_id, version.capture_id) is not None
    library.close()
    assert list(Verification(url, BEGIN + 100 * STEP).faults(rereads=False)) == []


@pytest.mark.slow
def test_no_kind_of_page_takes_long(url: str) -> None:
    slow = {cost.page: cost.median for cost in costs(url, 5) if cost.median > 100}  # the goal, and a slow machine
    assert slow == {}
