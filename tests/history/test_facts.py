"""Facts across documents: who states what, and the sentence that says it."""

import csv
import io
from dataclasses import replace

import pytest

from history.evidence import place, sentence
from policy.facts import Mark, sections
from policy.facts.apart import SectionApart
from policy.facts.notes import Note, noted
from policy.facts.statements import eyes
from policy.factwords import role_label, type_label, value_label
from policy.model.changes import Fact, FactType, Polarity, Quote
from policy.model.looks import Event
from policy.model.statements import Stated, Statement
from policy.remembering import forget
from tests.history.exhibits import KOPI, Desk, exhibition
from tests.history.reader import Reader
from tests.history.texts import text_of
from tests.support.builders import DAY, HOUR, MONDAY, same_look
from tests.support.shelf import ShelfArchive


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(exhibition())


def statement(line: str, words: str, start: int = 3) -> Statement:
    quote = Quote(words, ("Contact",), "contact", start, start + len(words))
    return Statement(Fact(FactType.CONTACT, words, Polarity.POSITIVE, quote, "made"), line, 1)


def test_every_sort_of_fact_is_counted_and_leads_to_its_statements(reader: Reader) -> None:
    page = reader.get("/facts").page
    assert "/facts/contact" in page.xpath("//h2/a/@href")
    counted = {one["type"]: one["statements"] for one in reader.get("/facts.json").json["types"]}
    for sort, number in counted.items():
        assert reader.get(f"/facts/{sort}.json").json["total"] == number


def test_every_contact_stands_with_its_document_and_its_sentence(reader: Reader) -> None:
    answer = reader.get("/facts/contact?q=kopi")
    words = answer.words("//table")
    assert "dataprotection@kopi.example e-mail Kopi, privacy policy Write to dataprotection@kopi.example" in words
    assert "privacy@kopi.example" not in words.replace("dataprotection@kopi.example", "")  # of a version of the past
    (link,) = answer.page.xpath("//a[@class='evidence'][contains(., 'dataprotection')]/@href")
    address, _, fragment = str(link).partition("#")
    section, _, directive = fragment.partition(":~:text=")
    assert reader.get(address).page.xpath(f"//section[@id='{section}']")
    assert directive.startswith("Write%20to%20dataprotection%40kopi.example")


def test_what_most_documents_speak_of_leads_to_who_does(reader: Reader) -> None:
    page = reader.get("/facts/retention/values").page
    rows = {row.xpath("string(.//bdi)"): row.xpath(".//td/text()") for row in page.xpath("//tbody/tr")}
    assert rows["24 months"] == ["1", "–"]
    (link,) = page.xpath("//a[bdi='24 months']/@href")
    assert "We keep order data for 24 months" in reader.get(str(link)).words("//table")


def test_periods_and_names_of_ours_are_said_in_the_readers_language(reader: Reader) -> None:
    assert "24 месяца" in reader.get("/ru/facts/retention").words()
    assert "24 bulan" in reader.get("/id/facts/retention").words()


def test_a_version_of_the_past_shows_what_it_stated(reader: Reader) -> None:
    words = reader.get("/kopi-privacy/versions/1/facts").words()
    assert "privacy@kopi.example" in words
    assert "12 months" in words
    found = reader.get("/kopi-privacy/versions/1/facts.json").json["statements"]
    assert ("contact", "privacy@kopi.example") in [(one["type"], one["value"]) for one in found]


@pytest.mark.parametrize(("edition", "is_looked_for"), [(eyes(), False), ("of before", True)])
def test_what_was_found_by_the_same_eyes_is_not_looked_for_again(edition: str, is_looked_for: bool) -> None:
    archive = exhibition()
    at = MONDAY + 60 * DAY
    (order,) = archive.claim(["kopi-privacy"], at, HOUR)
    archive.record(replace(same_look(order, at), stated=Stated(3, edition, ())), [])
    found = Reader(archive).get("/kopi-privacy/versions/3/facts.json").json["statements"]
    assert bool(found) is is_looked_for


def test_sentences_shared_with_the_version_in_force_are_not_looked_for_again() -> None:
    archive = ShelfArchive(KOPI)
    desk = Desk(archive)
    older, newer = (text_of(f"# Contact\n{line}\nOur parrot answers letters.") for line in ("Old words.", "New words."))
    desk.look(MONDAY, KOPI, Event.FIRST, older)
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, newer)
    noted_mark = Mark(FactType.CONTACT, "the parrot", 4, 10, "made")

    def line(section: SectionApart) -> str:
        made = [(one, (noted_mark,) if "parrot" in one.text else ()) for one in section.sentences]
        notes = [Note(one.start, len(one.text), marks, ()) for one, marks in made]
        return noted(section.digest, notes, names=None).line()

    notes = "\n".join(map(line, sections(newer)))
    forget()
    at = MONDAY + 2 * DAY
    (order,) = archive.claim([KOPI.id], at, HOUR)
    archive.record(replace(same_look(order, at), stated=Stated(2, eyes(), (), notes)), [])
    found = Reader(archive).get("/kopi-privacy/versions/1/facts.json").json["statements"]
    assert ("the parrot", "Our parrot answers letters.") in [(one["value"], one["sentence"]) for one in found]


def test_the_table_of_facts_names_the_place_of_each(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get("/facts/contact.csv?service=kopi").text)))
    (row,) = [row for row in rows if row["value"] == "dataprotection@kopi.example"]
    assert row["address"].startswith("https://watch.example/kopi-privacy/versions/3#s-s-contact:~:text=")
    assert row["section"] == "Contact"


def test_the_table_of_values_counts_what_the_page_does(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get("/facts/contact/values.csv").text)))
    told = reader.get("/facts/contact/values.json").json["values"]
    assert [(row["value"], int(row["affirmed"])) for row in rows] == [(one["value"], one["affirmed"]) for one in told]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/facts/nope", 404),
        ("/facts/nope/values.csv", 404),
        ("/facts/contact/values.csv?page=0", 404),
        ("/facts/contact?page=9", 404),
        ("/facts/contact/values?page=x", 404),
        ("/facts/contact.csv?page=0", 404),
        ("/facts/contact?polarity=maybe", 400),
        ("/facts/contact?type=novel", 400),
        (f"/facts/contact?q={'a' * 201}", 400),
        (f"/facts/contact?value={'a' * 1001}", 400),
        ("/kopi-privacy/versions/9/facts", 404),
        ("/nope/versions/1/facts.json", 404),
    ],
)
def test_what_cannot_be_asked_is_refused(reader: Reader, address: str, status: int) -> None:
    assert reader.get(address).status == status
    assert reader.failures == []


def test_a_long_sentence_is_linked_by_its_ends_and_shown_around_the_words() -> None:
    line = f"{'Before it comes much, ' * 20}write to a@b.example {'and then there is more ' * 20}end."
    found = statement(line, "a@b.example")
    assert place(found) == "s-contact:~:text=Before%20it%20comes%20much%2C%20Before,then%20there%20is%20more%20end."
    shown = sentence(found)
    assert [piece.text for piece in shown if piece.is_found] == ["a@b.example"]
    assert shown[0].text.startswith("… ")
    assert shown[-1].text.endswith(" …")
    assert sum(len(piece.text) for piece in shown) < 400


def test_signs_of_the_text_directive_are_quoted() -> None:
    assert place(statement("a-b, c & d", "a-b")) == "s-contact:~:text=a%2Db%2C%20c%20%26%20d"
    assert place(statement("Contact", "Contact", start=-1)) == "s-contact"


def test_words_that_are_not_in_the_sentence_leave_it_as_it_is() -> None:
    assert [piece.text for piece in sentence(statement("Write to us.", "a@b.example"))] == ["Write to us."]


@pytest.mark.parametrize(
    ("type_", "value", "role", "said"),
    [
        (FactType.RETENTION, "P30D", "keeping", "30 days"),
        (FactType.DATE, "2026-05-01", "effective", "1 May 2026"),
        (FactType.DATE, "2026-99-01", "effective", "2026-99-01"),
        (FactType.RIGHT, "right-unheard-of", "", "right unheard of"),
        (FactType.CONTACT, "some-one@a-b.example", "email", "some-one@a-b.example"),
        (FactType.NEGATIVE_PROMISE, "sell: advertisers", "", "not to sell (advertisers and ad networks)"),
        (FactType.NEGATIVE_PROMISE, "share: ", "", "not to share"),
        (FactType.TRANSFER, "US", "place", "US"),
    ],
)
def test_a_fact_is_named_as_a_person_would(type_: FactType, value: str, role: str, said: str) -> None:
    assert value_label(type_, value, role) == said


def test_every_sort_and_part_has_a_name() -> None:
    assert all(type_label(type_, language) for type_ in FactType for language in ("en", "id", "ru"))
    assert role_label(FactType.CONTACT, "email") == "e-mail"
    assert role_label(FactType.THIRD_PARTY, "ad-network") == "ad network"
    assert role_label(FactType.DATA_PURPOSE, "location") == ""
