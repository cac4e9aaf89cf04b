"""The mail a subscriber gets: what it says, that both parts say the same, and that nothing in it acts."""

import os
import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from notifications.cards import Edition, Limits
from notifications.invitation import invitation
from notifications.letter import letter
from notifications.rendering import SIZE_LIMIT, Letterhead, render, text_of
from notifications.schedule import zone_info
from notifications.wording import wording
from policy.model.changes import Finding, Kind, Quote, Severity
from policy.model.digests import Delay, Digest, Message, Scope
from policy.model.looks import State
from policy.phrases import explanation
from tests.history.payloads import PAYLOADS
from tests.notifications.samples import (
    ANN,
    CALL_LOGS,
    KEPT_LONGER,
    MAIL_CHANGED,
    NEW_PARTY,
    PROMISE_GONE,
    UNTIL,
    at_once_digest,
    change,
    digest,
    full_digest,
    tally,
    unread,
)
from tests.support.builders import target
from tests.support.sampling import sampled

GOLDEN = Path(__file__).parents[1] / "golden" / "mail"
ONLINE = Letterhead("Clausewatch <digest@clausewatch.example>", "https://history.clausewatch.example/")
OFFLINE = Letterhead("digest@clausewatch.example")
DIGESTS = {
    "everything": (full_digest(), ONLINE),
    "at-once": (at_once_digest(), OFFLINE),
    "quiet": (digest(), ONLINE),
    "everything-id": (full_digest("id"), ONLINE),
    "everything-ru": (full_digest("ru"), ONLINE),
    "late": (
        replace(digest(change(NEW_PARTY)), delay=Delay(UNTIL - timedelta(days=2), UNTIL + timedelta(hours=3))),
        ONLINE,
    ),
    "not-read": (digest(notices=(unread(target("mintbank")),), counted=tally(3, (State.BLOCKED, 2))), OFFLINE),
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=https://evil.example/x.png onerror=alert(1)>',
    "</td></tr></table><form action=https://evil.example>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% include 'x' %}",
    "{n} {0} {__class__}",
    "<style>@import url(https://evil.example)</style>",
    "=?utf-8?b?DQpCY2M6IGV2aWxAYXR0YWNrZXIuZXhhbXBsZQ0KWDo=?=",
    "\r\n.\r\nMAIL FROM:<evil@attacker.example>",
    "\u202egnp.exe\u2066\ud800\0",
    "--=_boundary--",
    "x" * 5000,
)


def read(message: Message) -> EmailMessage:
    return message_from_bytes(message.mime, policy=SMTP)


def html_of(message: Message) -> str:
    part = read(message).get_body(("html",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def hostile_digest(text: str) -> Digest:
    """A digest in which everything a publisher can write is this text."""
    said = Quote(text, (text,), "s", 0, len(text))
    finding = replace(MAIL_CHANGED, what=text, section=(text, text), before=said, after=said, reason=text)
    acme = replace(target("acme"), service_name=text, urls=(f"https://acme.example/{text}",))
    return digest(
        change(finding, of=acme),
        change(replace(finding, severity=Severity.MINOR), of=replace(acme, id="acme-terms")),
        notices=(unread(acme, cause=text),),
    )


def big_digest(documents: int, findings: int) -> Digest:
    word = "Очень длинное предложение о данных и об их хранении. "
    quote = Quote(word * 40, (), "s", 0, 0)
    other = Quote("Совсем другие слова. " * 90, (), "s", 0, 0)
    long = replace(KEPT_LONGER, before=quote, after=other, section=(word,) * 4, reason=word * 5)
    apart = [replace(quote, start=number) for number in range(findings)]
    several = [replace(long, what=f"{number}. {word * 3}", before=one) for number, one in enumerate(apart)]
    return digest(
        *(change(*several, of=target(f"service{number}")) for number in range(documents)),
        *(change(NEW_PARTY, of=target(f"small{number}")) for number in range(documents)),
        notices=tuple(unread(target(f"shut{number}"), cause=word * 9) for number in range(documents)),
    )


@pytest.mark.parametrize("name", DIGESTS)
@pytest.mark.parametrize("form", ["txt", "html"])
def test_the_mail_is_the_golden_one(name: str, form: str) -> None:
    message = render(*DIGESTS[name])
    printed = f"Subject: {message.subject}\n\n{text_of(message)}" if form == "txt" else html_of(message)
    golden = GOLDEN / f"{name}.{form}"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(printed, "utf-8")
    assert printed == golden.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "id", "ru"])
@pytest.mark.parametrize("form", ["txt", "html"])
def test_the_invitation_is_the_golden_one(language: str, form: str) -> None:
    wished = replace(ANN, language=language, alerts=Severity.CRITICAL, scope=Scope(documents=("acme-privacy",)))
    link = f"https://history.clausewatch.example/{language}/subscriptions/confirm/kQ5pV0_x"
    message = invitation(wished, ONLINE, link, UNTIL, UNTIL + timedelta(days=1))
    printed = f"Subject: {message.subject}\n\n{text_of(message)}" if form == "txt" else html_of(message)
    golden = GOLDEN / f"invitation-{language}.{form}"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(printed, "utf-8")
    assert printed == golden.read_text("utf-8")


@pytest.mark.parametrize("name", DIGESTS)
def test_the_same_digest_is_the_same_message(name: str) -> None:
    assert render(*DIGESTS[name]) == render(*DIGESTS[name])


def test_other_contents_have_another_message_id() -> None:
    assert render(digest(change(MAIL_CHANGED)), ONLINE).id != render(digest(change(CALL_LOGS)), ONLINE).id


def test_another_subscriber_has_another_message_id() -> None:
    bob = replace(ANN, id="bob")
    assert render(digest(change(MAIL_CHANGED)), ONLINE).id != render(digest(change(MAIL_CHANGED), to=bob), ONLINE).id


def test_a_message_names_every_change_and_every_notice_it_gives() -> None:
    news, old = unread(target("mintbank")), unread(target("farsky"), State.GONE, is_news=False)
    message = render(digest(change(MAIL_CHANGED), change(NEW_PARTY, number=5), notices=(news, old)), ONLINE)
    assert message.changes == ("acme-privacy/4", "acme-privacy/5")
    assert message.unread == (("mintbank-privacy", "blocked"),)


@pytest.mark.parametrize("name", DIGESTS)
def test_both_parts_say_the_same_findings(name: str) -> None:
    message = render(*DIGESTS[name])
    plain = " ".join(re.sub(r"\[[-+]|[-+]\]|\n *\|", " ", text_of(message)).split())
    page = html.fromstring(html_of(message))
    elements = [one for one in page.iter("h3", "div", "td") if one.tag == "h3" or one.get("dir")]
    for element in elements:
        said = "".join(str(text) for text in element.itertext())
        for link in element.iter("a"):
            said = said.replace(str(link.text), "")
        assert re.sub(r"\W", "", said).casefold() in re.sub(r"\W", "", plain).casefold()


@pytest.mark.parametrize("name", DIGESTS)
def test_nothing_is_loaded_from_elsewhere_and_nothing_acts(name: str) -> None:
    page = html.fromstring(html_of(render(*DIGESTS[name])))
    assert_inert(page)


@pytest.mark.parametrize("text", sampled(HOSTILE + PAYLOADS, 12))
def test_hostile_text_is_inert_in_the_mail(text: str) -> None:
    message = render(hostile_digest(text), ONLINE)
    assert_inert(html.fromstring(html_of(message)))
    assert read(message).keys() == EXPECTED_HEADERS
    assert len(message.mime) <= SIZE_LIMIT


@pytest.mark.slow(1)
@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_is_inert_in_the_mail(text: str) -> None:
    message = render(hostile_digest(text), ONLINE)
    assert_inert(html.fromstring(html_of(message)))
    assert read(message).keys() == EXPECTED_HEADERS
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text_of(message))


def assert_inert(page: html.HtmlElement) -> None:
    allowed = {"html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "h1", "h2", "h3", "p"}
    allowed |= {"b", "a", "span", "bdi", "del", "ins"}
    elements = [element for element in page.iter() if isinstance(element.tag, str)]
    assert {element.tag for element in elements} <= allowed
    for element in elements:
        assert not [name for name in element.attrib if name.startswith("on") or name in ("src", "background", "srcset")]
        assert re.match(r"https?://|mailto:|$", element.get("href", ""))
        assert "url(" not in element.get("style", "")
    assert [style.text.count("url(") + style.text.count("@import") for style in page.iter("style")] == [0]


EXPECTED_HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "List-Id",
    "List-Unsubscribe",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]


def test_the_headers_are_those_of_a_polite_automatic_mail() -> None:
    message = render(digest(change(MAIL_CHANGED)), ONLINE)
    mail = read(message)
    assert mail.keys() == EXPECTED_HEADERS
    assert mail["From"] == "Clausewatch <digest@clausewatch.example>"
    assert mail["To"] == "ann@reader.example"
    assert mail["Date"].datetime == message.until
    assert mail["Message-ID"] == f"<{message.id}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<clausewatch-digest.clausewatch.example>"
    assert mail["List-Unsubscribe"] == "<mailto:digest@clausewatch.example?subject=unsubscribe%20ann>"


def test_mails_about_one_document_stand_in_one_thread() -> None:
    first, second = digest(change(MAIL_CHANGED)), digest(change(CALL_LOGS, number=5))
    assert read(render(first, ONLINE))["References"] == read(render(second, ONLINE))["References"]


def test_mails_about_several_services_start_no_thread() -> None:
    assert "References" not in read(render(digest(change(MAIL_CHANGED), change(CALL_LOGS, of=target("toko"))), ONLINE))


def test_every_line_of_a_mail_ends_as_smtp_wants_and_is_short_enough() -> None:
    mime = render(full_digest(), ONLINE).mime
    assert b"\n" not in mime.replace(b"\r\n", b"")
    assert max(len(line) for line in mime.split(b"\r\n")) <= 998
    assert mime.isascii()


@pytest.mark.parametrize(
    ("documents", "findings"),
    [
        (2, 300),
        pytest.param(60, 3, marks=pytest.mark.slow(1)),
        pytest.param(200, 12, marks=pytest.mark.slow),
    ],
)
def test_a_flood_of_changes_stays_below_the_size_limit_and_counts_the_rest(documents: int, findings: int) -> None:
    told = big_digest(documents, findings)
    message = render(told, ONLINE)
    assert len(message.mime) <= SIZE_LIMIT
    assert len(message.changes) == 2 * documents
    assert re.search(r"\d+ more", text_of(message))


@pytest.mark.slow(1)
def test_the_web_is_named_where_the_rest_can_be_read() -> None:
    assert "on the web: https://history.clausewatch.example/" in text_of(render(big_digest(60, 3), ONLINE))


def test_without_a_site_there_are_no_links_to_one() -> None:
    page = html.fromstring(html_of(render(digest(change(MAIL_CHANGED)), OFFLINE)))
    assert [link.get("href") for link in page.iter("a")] == [
        "https://acme.example/privacy",
        "mailto:digest@clausewatch.example?subject=unsubscribe%20ann",
    ]


def test_a_change_links_to_its_page() -> None:
    assert "https://history.clausewatch.example/acme-privacy/changes/4" in text_of(
        render(digest(change(MAIL_CHANGED)), ONLINE)
    )


def test_a_passage_with_two_findings_is_quoted_once() -> None:
    also = replace(KEPT_LONGER, kind=Kind.PURPOSE, what="Something else")
    message = render(digest(change(KEPT_LONGER, also, NEW_PARTY)), ONLINE)
    for words in (text_of(message), html_of(message)):
        assert words.count("The same words as above.") == 1
        assert words.rindex("Something else", 0, words.index("The same words as above.")) > words.index("30 дней")
        assert words.count("30 дней") == 1


def test_a_return_to_an_earlier_text_is_told_by_number() -> None:
    told = text_of(render(digest(change(NEW_PARTY, number=9, returned_to=7)), ONLINE))
    assert "Version 9 has the text of version 7 again." in told


def test_a_weighty_return_is_told_in_full() -> None:
    told = text_of(render(digest(change(PROMISE_GONE, number=9, returned_to=7)), ONLINE))
    assert "Version 9 has the text of version 7 again." in told
    assert "[-We never sell your personal data, and never will.-]" in told


def test_kinds_nobody_asked_for_are_named_but_not_quoted() -> None:
    only_contacts = replace(ANN, scope=Scope(kinds=(Kind.CONTACT,)))
    told = text_of(render(digest(change(MAIL_CHANGED, CALL_LOGS), to=only_contacts), ONLINE))
    assert "- New data collected: Call and SMS logs" in told
    assert "catatan panggilan" not in told


def test_times_are_those_of_the_subscriber() -> None:
    assert "First seen 2 Mar 2026, 14:41, confirmed 14:42." in text_of(render(digest(change(MAIL_CHANGED)), ONLINE))


def test_a_window_without_checks_is_not_called_quiet() -> None:
    message = render(digest(counted=tally(0)), ONLINE)
    assert message.subject == "No changes: no checks made"


@pytest.mark.parametrize("finding", [MAIL_CHANGED, PROMISE_GONE, CALL_LOGS, KEPT_LONGER, NEW_PARTY])
def test_every_finding_gives_its_reason_and_both_its_quotes(finding: Finding) -> None:
    told = " ".join(text_of(render(digest(change(replace(finding, severity=Severity.MAJOR))), ONLINE)).split())
    assert explanation(finding) in told
    for side in filter(None, (finding.before, finding.after)):
        assert side.text in re.sub(r"\[[-+]|[-+]\]|\| ", "", told)


@pytest.mark.parametrize(
    ("letterhead", "complaint"),
    [
        ({"sender": "nobody"}, "not an e-mail address"),
        ({"sender": "a@b.example", "site": "history.example"}, "is not a web address"),
        ({"sender": "a@b.example", "unsubscribe": "nobody"}, "not an e-mail address"),
    ],
)
def test_a_letterhead_that_cannot_work_is_refused(letterhead: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Letterhead(**letterhead)


def test_several_documents_are_told_in_short_before_they_are_told_in_full() -> None:
    found = (MAIL_CHANGED, PROMISE_GONE, CALL_LOGS, KEPT_LONGER)
    two = [change(*found, of=target("acme")), change(CALL_LOGS, of=target("bolt"))]
    three = [*two, change(KEPT_LONGER, of=target("cress"))]

    few = text_of(render(digest(*two), ONLINE))
    many = render(digest(*three), ONLINE)

    assert "IN SHORT" not in few
    short = " ".join(text_of(many).split("IN SHORT")[1].split("ACME – PRIVACY POLICY")[0].split())
    assert "- Critical: Acme, Privacy policy – Promise removed: not to sell; " in short
    assert short.count(";") == 3
    bolt = "- Major: Bolt, Privacy policy – New data collected: Call and SMS logs"
    assert f"; 1 more {bolt} - Major: Cress, Privacy policy – " in short


def test_a_document_for_which_there_is_no_room_in_full_has_its_line_in_short() -> None:
    many = [change(CALL_LOGS, of=replace(target(f"s{n}"), service_name=f"Shop {n}")) for n in range(12)]

    few = Limits(documents=4, points=6, quote=400, lines=9)
    told = letter(digest(*many), Edition(ANN, wording("en", zone_info("UTC")), few, None))

    assert len(told.cards) == 4
    assert [brief.service for brief in told.short[:4]] == [card.service for card in told.cards]
    assert len({brief.service for brief in told.short}) == 9
    assert told.left_out == 8


def test_a_name_from_right_to_left_does_not_turn_the_line_it_stands_in() -> None:
    palm = replace(target("palm"), service_name="منصة النخيل")
    told = digest(change(CALL_LOGS, of=palm), change(CALL_LOGS, of=target("bolt")), change(CALL_LOGS, of=target("ash")))

    page = html_of(render(told, ONLINE))

    (line,) = (
        line for line in page.split("<tr>") if "<b><bdi>منصة النخيل</bdi></b>, Privacy policy – New data" in line
    )
    assert "dir=" not in line
