"""Page text in mail headers: whatever it is, the mail has the headers that were meant and no others."""

import os
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from itertools import islice
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notifications.headers import (
    Field,
    HeaderError,
    Mailbox,
    clean,
    fixed_field,
    interpreter_flaws,
    mailbox,
    mailbox_field,
    sealed,
    text_field,
)

EVIL_BCC = "=?utf-8?b?DQpCY2M6IGV2aWxAYXR0YWNrZXIuZXhhbXBsZQ0KWDo=?="  # CVE-2024-6923: "\r\nBcc: evil@…\r\nX:"
SHARP = (
    *("=?", "?=", "=", "?", "_", "=?utf-8?q?", "=?utf-8?b?", "=0D=0A", "=20", EVIL_BCC, "DQpCY2M6IA=="),
    *("\r\n", "\n", "\r", "\r\n ", "\r\n\t", "\0", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x85", "\x9b"),
    *("\u2028", "\u2029", "\u202e", "\u2066", "\u2069", "\u200b", "\ufeff", "\u00ad", "\ud800", "\udfff"),
    *("Bcc: evil@attacker.example", "To:", "<", ">", '"', ",", ";", ":", "@", "\\", "(", ")"),
    *("Политика", "プライバシー", "\u0301", "😀", "é", " ", "  ", "\t", "a" * 80, "я" * 80),
)
TITLES_TRIED = int(os.environ.get("CLAUSEWATCH_TEST_TITLES", "20000"))  # `make laws` sets it
TITLES = st.lists(st.one_of(st.sampled_from(SHARP), st.characters()), max_size=12).map("".join)
BODY = EmailMessage(policy=SMTP)
BODY.set_content("A digest.")
NAMES = ["From", "To", "Subject", "Message-ID", *BODY.keys()]


def mail_with(title: str) -> EmailMessage:
    """The mail with that title for its subject, as another program reads it."""
    fields = (
        mailbox_field("From", mailbox("Clausewatch <digest@clausewatch.example>")),
        mailbox_field("To", mailbox("ann@reader.example")),
        text_field("Subject", title),
        fixed_field("Message-ID", "<1@clausewatch.example>"),
    )
    return message_from_bytes(sealed(fields, BODY), policy=SMTP)


def title(chance: Random) -> str:
    parts = (chance.choice(SHARP) if chance.random() < 0.7 else chr(chance.randrange(0x110000)) for _ in range(20))
    return "".join(islice(parts, chance.randrange(20)))


def assert_headers_are_exactly_those_meant(title: str) -> None:
    read = mail_with(title)
    assert read.keys() == NAMES
    assert read["To"].addresses[0].addr_spec == "ann@reader.example"
    assert len(read["To"].addresses) == 1
    assert str(read["Subject"]) == clean(title)


@pytest.mark.slow(1)
@given(TITLES)
@example(EVIL_BCC)
@settings(max_examples=200, deadline=None)
def test_no_page_title_adds_a_header_or_a_recipient(title: str) -> None:
    assert_headers_are_exactly_those_meant(title)


@pytest.mark.slow(4)
@given(st.integers(0, 2**64))
@settings(max_examples=TITLES_TRIED // 50, deadline=None)
def test_none_of_very_many_page_titles_adds_a_header(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 – the seed makes a failure repeatable
    titles = [title(chance) for _ in range(50)]
    fields = [text_field(f"X-Title-{number}", title) for number, title in enumerate(titles)]
    read = message_from_bytes(sealed(fields, BODY), policy=SMTP)
    assert read.keys() == [*(field.name for field in fields), *BODY.keys()]
    assert [str(read[field.name]) for field in fields] == [clean(title) for title in titles]


@given(TITLES)
def test_clean_text_is_one_visible_line_without_encoded_words(title: str) -> None:
    line = clean(title)
    assert "=?" not in line
    assert len(line) <= 200
    assert line.isprintable()


def test_text_in_another_script_is_read_as_it_was_written() -> None:
    assert str(mail_with("Лавка: e-mail для связи изменён, и ещё 3 изменения")["Subject"]) == (
        "Лавка: e-mail для связи изменён, и ещё 3 изменения"
    )


def test_no_line_of_a_header_is_longer_than_rfc_5322_asks() -> None:
    mime = sealed((text_field("Subject", "Политика конфиденциальности " * 5),), BODY)
    assert max(len(line) for line in mime.split(b"\r\n")) <= 78


def test_a_mail_that_reads_otherwise_than_it_was_built_is_refused() -> None:
    injected = Field("Subject", "Hello\r\nBcc: evil@attacker.example", "Hello")
    with pytest.raises(HeaderError, match="Bcc"):
        sealed((injected,), BODY)


def test_a_second_recipient_is_refused() -> None:
    doubled = Field("To", "ann@reader.example, evil@attacker.example", Mailbox("", "ann@reader.example"))
    with pytest.raises(HeaderError, match="one mailbox"):
        sealed((doubled,), BODY)


def test_a_fixed_header_takes_no_foreign_text() -> None:
    with pytest.raises(HeaderError, match="not plain"):
        fixed_field("List-Id", "a\r\nBcc: evil@attacker.example")


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("ann@reader.example", Mailbox("", "ann@reader.example")),
        (" ann+digest@reader.example ", Mailbox("", "ann+digest@reader.example")),
        ("Clausewatch <digest@clausewatch.example>", Mailbox("Clausewatch", "digest@clausewatch.example")),
        ("dpo@müller.example", Mailbox("", "dpo@xn--mller-kva.example")),
        ("dpo@xn--strae-oqa.example", Mailbox("", "dpo@xn--strae-oqa.example")),
        ("root@localhost", Mailbox("", "root@localhost")),
    ],
)
def test_an_address_is_read_with_or_without_a_name(text: str, box: Mailbox) -> None:
    assert mailbox(text) == box


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "@reader.example",
        "ann@",
        "ann@reader..example",
        "ann@reader.example, bob@reader.example",
        "ann@reader.example\r\nBcc: evil@attacker.example",
        "ann@reader.example>",
        "<ann@reader.example",
        "ann b@reader.example",
        "änn@reader.example",
        "dpo@straße.example",  # IDNA 2003: strasse.example, which is another's
        "dpo@ｒｅａｄｅｒ.example",
        f"{EVIL_BCC}@reader.example",
        f"{'a' * 65}@reader.example",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        mailbox(text)


def test_the_self_test_tells_whether_this_python_would_have_let_a_header_in() -> None:
    naive = EmailMessage(policy=SMTP)
    naive["Subject"] = EVIL_BCC
    try:
        is_open = "Bcc" in message_from_bytes(naive.as_bytes(), policy=SMTP)
    except ValueError:
        is_open = False
    assert bool(interpreter_flaws()) is is_open
