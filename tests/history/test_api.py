"""What machines are told: JSON of the described form whatever is asked, and tables that no spreadsheet runs."""

import csv
import io
import random
import re
from functools import cache
from urllib.parse import quote, urlencode

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from history.csv import Spreadsheet, rendered
from history.openapi import OPERATIONS, Operation
from history.pages import ROUTES
from policy.model.looks import State
from tests.history.exhibits import KOPI, exhibition
from tests.history.payloads import PAYLOADS
from tests.history.reader import Reader
from tests.history.test_safety import Hostile

CASES = 2_000
KNOWN = {
    "service": ("kopi", "warung"),
    "target": ("kopi-privacy", "kopi-cookies", "lampa-privacy", "gazette-terms"),
    "number": ("1", "2", "3"),
    "sort": ("recipient", "contact", "retention"),
    "section": ("s-s-contact", "s-s-how-long-we-keep-it"),
}
ODD = ("0", "-1", "9" * 30, "1e3", "null", "'", "../..", "%00", "\x00", "\ud800", "１", "NaN", " ", "a" * 5_000)
SCHEMA = Reader(exhibition()).get("/openapi.json").json


@cache
def validator(schema: str) -> Draft202012Validator:
    described = {"$ref": f"#/components/schemas/{schema}", "components": SCHEMA["components"]}
    return Draft202012Validator(described, format_checker=FormatChecker())


def breaches(operation: Operation, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message:.200}" for error in validator(operation.schema).iter_errors(value)]


def drawn(operation: Operation, chance: random.Random) -> str:
    """An address of the operation: mostly of things that exist, sometimes of what nobody would ask."""

    def word(name: str) -> str:
        found = KNOWN.get(name, ("major", "contact-change", "2026-04-01", "en", "privacy", "1", "2"))
        return chance.choice(found if chance.random() < 0.7 else (*ODD, *PAYLOADS))

    path = re.sub(r"{(\w+)}", lambda name: quote(word(name[1]).encode(errors="surrogatepass"), safe=""), operation.path)
    query = {name: word(name) for name in operation.query if chance.random() < 0.4}
    return f"{path}?{urlencode(query, errors='surrogatepass')}" if query else path


def test_every_json_address_is_described_and_every_description_is_one() -> None:
    told = {operation.path for operation in OPERATIONS}
    served = {route.path for route in ROUTES if route.path.endswith(".json")} - {"/openapi.json"}
    assert told == served | {"/health"}
    assert SCHEMA["openapi"] == "3.1.0"
    for schema in SCHEMA["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_an_answer_has_the_form_it_is_said_to_have(operation: Operation) -> None:
    path = re.sub(r"{(\w+)}", lambda name: KNOWN[name[1]][-1 if name[1] == "number" else 0], operation.path)
    reader = Reader(exhibition())
    answer = reader.get(path.replace("/3", "/2"))
    assert answer.status == 200, reader.failures
    assert breaches(operation, answer.json) == []


@pytest.mark.slow
def test_nothing_that_can_be_asked_breaks_anything() -> None:
    reader = Reader(exhibition())
    chance = random.Random(5)  # noqa: S311 – the same cases on every run
    seen: dict[int, int] = {}
    known: set[tuple[str, bytes]] = set()  # answers held against their description already
    for _ in range(CASES):
        operation = chance.choice(OPERATIONS)
        address = drawn(operation, chance)
        answer = reader.get(address)
        seen[answer.status] = seen.get(answer.status, 0) + 1
        assert answer.status in (200, 400, 404), (address, reader.failures)
        if answer.status == 200 and (operation.schema, answer.body) not in known:
            known.add((operation.schema, answer.body))
            assert breaches(operation, answer.json) == [], address
    assert seen[200] > CASES / 5


@pytest.mark.parametrize("payload", PAYLOADS[::12])
def test_hostile_words_keep_the_form(payload: str) -> None:
    reader = Reader(Hostile(payload).archive)
    for operation in OPERATIONS:
        path = re.sub(r"{(\w+)}", lambda name: {"number": "2"}.get(name[1], KNOWN[name[1]][0]), operation.path)
        answer = reader.get(path)
        assert answer.status in (200, 503 if operation.is_live else 404), (path, reader.failures)
        if answer.status == 200:
            assert breaches(operation, answer.json) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ufeff=1", "＝1", "|calc"])
def test_a_cell_that_would_be_calculated_is_text(text: str) -> None:
    (_, (cell, number)) = csv.reader(
        io.StringIO(rendered(Spreadsheet("t", ("a", "b"), ((text, -5),))).decode(), newline="")
    )
    assert cell == f"'{text}"
    assert number == "-5"


def test_a_table_of_changes_has_a_row_for_each_finding_and_obeys_the_filters() -> None:
    answer = Reader(exhibition()).get("/changes.csv?service=kopi&kind=contact-change")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 6
    assert {row["address"] for row in rows} == {"https://watch.example/kopi-privacy/changes/2"}
    assert Reader(exhibition()).get("/changes.csv?kind=x").status == 400


def test_the_status_page_puts_the_troubled_first() -> None:
    reader = Reader(exhibition())
    page = reader.get("/status").page
    assert page.xpath("string((//table[@class='status']//th[@scope='row'])[1])").startswith("Лампа")
    assert "4 documents of 5 read as they should be" in reader.get("/status").words()
    assert reader.get("/status?page=9").status == 404


@pytest.mark.parametrize("unsteady", [State.FLAPPING, State.MOVED])
def test_what_is_read_but_unsteady_is_counted_apart_from_what_is_not_read(unsteady: State) -> None:
    archive = exhibition()
    row = archive._rows[KOPI.id]
    row.state = unsteady
    reader = Reader(archive)
    words = reader.get("/services").words()
    assert "1 is not read as it should be. 1 of those read moved or keeps alternating." in words
    assert "4 documents of 5 read as they should be. 1 of those read moved or" in reader.get("/status").words()
    found = reader.get("/status.json").json
    assert (found["troubled"], found["unsteady"]) == (1, 1)
    assert [one["target"]["id"] for one in found["documents"]][:2] == ["lampa-privacy", KOPI.id]


def test_the_versions_of_a_document_are_a_table_with_what_led_to_each() -> None:
    reader = Reader(exhibition())
    rows = list(csv.DictReader(io.StringIO(reader.get("/kopi-privacy.csv").text)))
    history = reader.get("/kopi-privacy.json").json["history"]
    assert [(int(row["number"]), row["text_sha256"]) for row in rows] == [
        (one["number"], one["text_sha256"]) for one in history
    ]
    assert [row["cause"] for row in rows if not row["verdict"]] == ["first"]
    assert reader.get("/nope.csv").status == 404


def test_a_log_longer_than_a_table_goes_on_in_the_next() -> None:
    reader = Reader(exhibition())
    assert reader.get("/kopi-privacy/looks.csv?page=2").text.count("\n") == 1  # its head
    assert reader.get("/kopi-privacy/looks.csv?page=0").status == 404
