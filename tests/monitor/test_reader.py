"""Documents that unfold to more than a reader may hold are too much, and cost nobody else their reader."""

import zlib

import pytest

from monitor.reader import Readers
from policy.looking import Pace
from policy.model.captures import Fetched, FetchedPage
from policy.model.looks import Checked, Event, Standing, State
from tests.support.builders import MONDAY, capture, order, page, reading

_MIB = 1024 * 1024


def _pdf(size: int) -> bytes:
    """One page whose stream unfolds to so many bytes."""
    stream = zlib.compress(bytes(size), 9)
    objects = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>endobj",
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream" % len(stream),
        stream,
        b"endstream endobj trailer<</Root 1 0 R>>",
    )
    return b"\n".join((b"%PDF-1.4", *objects))


async def _checked(readers: Readers, body: bytes) -> Checked:
    asked = order()
    seen = Fetched((FetchedPage(capture(asked.target, MONDAY, body), body),))
    return await readers.check(asked, seen, Standing(asked.target, State.NEW, MONDAY), MONDAY, Pace())


@pytest.mark.slow
async def test_a_document_that_unfolds_without_end_is_too_much_and_the_next_is_read() -> None:
    with Readers(1) as readers:
        bomb = await _checked(readers, _pdf(600 * _MIB))
        whole = await _checked(readers, page(reading(("Retention", *["We keep it for 30 days."] * 50))))
    assert bomb.event is Event.FAILED
    assert bomb.move is not None
    assert bomb.move.cause == "bomb"
    assert whole.event in (Event.FIRST, Event.SUSPECT)
