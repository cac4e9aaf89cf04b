"""Words found in what policies say and said."""

import pytest

from history.snippets import snippet
from tests.history.exhibits import exhibition
from tests.history.payloads import PAYLOADS
from tests.history.reader import Reader
from tests.history.test_safety import Hostile

TEXT = "We keep order data for 24 months after your last order. " * 12 + "Then the data are Deleted for good."


def said(text: str, question: str) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in snippet(text, question))


def test_a_snippet_shows_the_words_where_they_stand() -> None:
    shown = said(TEXT, "delet")
    assert shown.endswith("Then the data are [Deleted] for good.")
    assert shown.startswith("… ")
    assert len(shown) < 500


def test_a_snippet_without_the_words_is_the_beginning() -> None:
    assert said("Words of a policy.", "other") == "Words of a policy."
    assert said("Words of a policy.", "") == "Words of a policy."


@pytest.mark.parametrize("question", ["data", "KEEP DATA", "deleted", "w", "24 (", ".*"])
def test_a_snippet_gives_back_the_words_of_the_text(question: str) -> None:
    shown = "".join(piece.text for piece in snippet(TEXT, question))
    assert shown.removeprefix("… ").removesuffix(" …") in TEXT


def test_what_is_in_force_is_found_and_what_was_on_wish() -> None:
    reader = Reader(exhibition())
    assert "Nothing in force" in reader.get("/search?q=location+collect+precise+children").words()
    assert "not meant for children" not in reader.get("/search?q=children").words()
    past = reader.get("/search?q=children&past=1")
    assert "from version 1, no longer in version 2" in past.words()
    for path in past.page.xpath("//ol[@class='hits']//a/@href"):
        assert reader.get(str(path).partition("#")[0]).status == 200


def test_the_json_says_the_same() -> None:
    found = Reader(exhibition()).get("/search.json?q=children&past=1").json
    assert [(hit["version"], hit["until"]) for hit in found["hits"]] == [(1, 2)]
    assert not found["has_more"]


def test_too_long_a_question_is_refused_and_too_deep_a_page_is_none() -> None:
    reader = Reader(exhibition())
    assert reader.get(f"/search?q={'a' * 300}").status == 400
    assert reader.get("/search?q=data&page=51").status == 404
    assert reader.get("/search").status == 200


@pytest.mark.parametrize("payload", PAYLOADS[::8])
def test_hostile_words_are_text_where_they_are_found(payload: str) -> None:
    page = Reader(Hostile(payload).archive).get("/search?q=order").page
    assert page.xpath("//ol[@class='hits']/li")
    assert page.xpath("//script | //*[@onerror] | //*[@onload] | //main//img") == []
