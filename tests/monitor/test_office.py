"""The office of subscriptions on a real database: what a stranger can find out or do by it, and what a reader gets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from email import message_from_bytes
from email.policy import SMTP
from itertools import count
from pathlib import Path

import pytest

from monitor.office import A_PEER_AN_HOUR, AN_ADDRESS_A_DAY, Office, Rules
from monitor.tokens import Key, fingerprint, key
from notifications.rendering import Letterhead
from policy.model.changes import Severity
from policy.model.digests import Message, Scope, Weekly
from policy.model.subscriptions import INVITATION, Asked, Wish
from policy.model.targets import DocumentType
from storage import SqlArchive, SqlRegistry, open_archive, open_registry
from tests.support.builders import DAY, HOUR, MONDAY
from tests.support.tables import empty_archive

PEER = "192.0.2.1"
WISH = Wish(
    "ann@reader.example",
    Weekly(0, time(9), "Asia/Jakarta"),
    "id",
    Severity.MAJOR,
    Scope(services=("acme",), document_types=(DocumentType.PRIVACY,)),
)


@dataclass(frozen=True)
class Place:
    """An office with what it writes to."""

    office: Office
    registry: SqlRegistry
    archive: SqlArchive
    file: Path

    def mails(self) -> list[Message]:
        found = self.archive.outbox(MONDAY + DAY, timedelta(0))
        return [one for one in found if one.subscriber_id == INVITATION]

    def token(self) -> str:
        """What stands in the link of the last mail."""
        text = text_of(self.mails()[-1])
        return next(line.rpartition("/")[2] for line in text.splitlines() if "/subscriptions/confirm/" in line)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    file = tmp_path / "clausewatch.db"
    url = empty_archive(file)
    registry, archive, numbers = open_registry(url, tmp_path / "departures.jsonl"), open_archive(url), count(1)
    site = "https://history.example"
    office = Office(
        registry=registry,
        key=Key(b"k" * 32),
        rules=Rules("mail", timedelta(hours=24), 50),
        letterhead=Letterhead("Clausewatch <digest@clausewatch.example>", site),
        confirming=site + "/{language}/subscriptions/confirm/{token}",
        tokens=lambda: f"token-{next(numbers):038}",
    )
    yield Place(office, registry, archive, file)
    registry.close()
    archive.close()


def text_of(message: Message) -> str:
    part = message_from_bytes(message.mime, policy=SMTP).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_wish_becomes_a_mail_and_the_mail_a_subscription(place: Place) -> None:
    assert place.office.ask(WISH, PEER, MONDAY) is Asked.TAKEN
    (mail,) = place.mails()
    assert (mail.address, mail.channel) == ("ann@reader.example", "mail")
    assert "https://history.example/id/subscriptions/confirm/token-" in text_of(mail)
    assert place.registry.joined() == ()

    assert place.office.confirm(place.token(), MONDAY + HOUR)

    (reader,) = place.registry.joined()
    assert (reader.address, reader.schedule, reader.language) == (WISH.address, WISH.schedule, WISH.language)
    assert (reader.minimum, reader.scope, reader.channel) == (WISH.minimum, WISH.scope, "mail")


def test_the_mail_that_asks_has_exactly_its_headers_and_no_word_of_a_stranger(place: Place) -> None:
    place.office.ask(WISH, PEER, MONDAY)
    mail = message_from_bytes(place.mails()[0].mime, policy=SMTP)
    assert mail.keys() == [
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"),
    ]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"] == "Mohon konfirmasi langganan perubahan kebijakan"


def test_a_token_is_kept_nowhere(place: Place) -> None:
    place.office.ask(WISH, PEER, MONDAY)
    token = place.token()
    place.archive.delivered(place.mails()[0].id, MONDAY)
    place.registry.close()
    place.archive.close()
    kept = b"".join(path.read_bytes() for path in place.file.parent.iterdir())
    assert token.encode() not in kept
    assert bytes.fromhex(fingerprint(token)) in kept


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_mail(place: Place) -> None:
    place.office.ask(WISH, PEER, MONDAY)
    place.office.confirm(place.token(), MONDAY)
    stranger = replace(WISH, address="ben@reader.example")
    answers = [place.office.ask(one, PEER, MONDAY + HOUR) for one in (WISH, stranger)]
    assert answers == [Asked.TAKEN, Asked.TAKEN]
    known, unknown = (text_of(mail).split("https://")[0] for mail in place.mails()[-2:])
    assert known == unknown


def test_nobody_can_be_bombed_with_mails_that_ask(place: Place) -> None:
    peers = [f"192.0.2.{number}" for number in range(20)]
    spellings = ["ann@reader.example", "Ann@Reader.example", " ann@reader.example "]
    answers = {
        place.office.ask(replace(WISH, address=spellings[number % 3]), peer, MONDAY + timedelta(minutes=number))
        for number, peer in enumerate(peers)
    }
    assert answers == {Asked.TAKEN}  # the answer does not tell that no mail went out
    assert len(place.mails()) == AN_ADDRESS_A_DAY


def test_one_visitor_can_ask_for_a_few_addresses_only(place: Place) -> None:
    wishes = [replace(WISH, address=f"reader-{number}@reader.example") for number in range(A_PEER_AN_HOUR + 1)]
    peers = [f"2001:db8:1:2::{number:x}" for number in range(A_PEER_AN_HOUR + 1)]  # a /64 is one visitor
    answers = [place.office.ask(wish, peer, MONDAY) for wish, peer in zip(wishes, peers, strict=True)]
    assert answers == [Asked.TAKEN] * A_PEER_AN_HOUR + [Asked.TOO_OFTEN]
    assert place.office.ask(WISH, "2001:db8:1:3::1", MONDAY) is Asked.TAKEN
    assert place.office.ask(WISH, peers[0], MONDAY + HOUR) is Asked.TAKEN


@pytest.mark.slow(1)
def test_all_visitors_together_can_ask_for_so_many_mails_an_hour(place: Place) -> None:
    wishes = [replace(WISH, address=f"reader-{number}@reader.example") for number in range(51)]
    answers = [place.office.ask(wish, f"198.51.100.{number}", MONDAY) for number, wish in enumerate(wishes)]
    assert (answers.count(Asked.TAKEN), answers[-1]) == (50, Asked.TOO_OFTEN)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nobody",
        "a@localhost",
        "a b@reader.example",
        "Ann <ann@reader.example>",
        "ann@reader.example, ben@reader.example",
        "ann@reader.example\r\nBcc: ben@reader.example",
        "=?utf-8?b?DQpCY2M6IGI=?=@reader.example",
        "ann@reader.example\x00",
        "ann@[127.0.0.1]",
        "аnn@reader.example",  # a Cyrillic letter
        "a" * 250 + "@reader.example",
    ],
)
def test_what_is_no_single_address_gets_no_mail(written: str, place: Place) -> None:
    assert place.office.ask(replace(WISH, address=written), PEER, MONDAY) is Asked.NO_ADDRESS
    assert place.mails() == []


def test_a_link_that_is_too_old_confirms_nothing(place: Place) -> None:
    place.office.ask(WISH, PEER, MONDAY)
    assert not place.office.confirm(place.token(), MONDAY + timedelta(hours=24))
    assert place.registry.joined() == ()


def test_a_token_to_confirm_does_not_unsubscribe_and_the_other_way_round(place: Place) -> None:
    place.office.ask(WISH, PEER, MONDAY)
    token = place.token()
    assert not place.office.leave(token, MONDAY)
    place.office.confirm(token, MONDAY)
    (reader,) = place.registry.joined()
    assert not place.office.confirm(place.office.key.leaving(reader.id), MONDAY)
    assert place.registry.joined() == (reader,)


def test_leaving_is_one_step_and_good_for_ever(place: Place) -> None:
    place.office.ask(WISH, PEER, MONDAY)
    place.office.confirm(place.token(), MONDAY)
    (reader,) = place.registry.joined()
    token = place.office.key.leaving(reader.id)
    assert [place.office.leave(token, MONDAY + 900 * DAY) for _ in range(2)] == [True, True]
    assert place.registry.joined() == ()


def test_tokens_to_leave_cannot_be_made_without_the_key() -> None:
    ours, other = Key(b"k" * 32), Key(b"o" * 32)
    for name in ("counsel", "web-Zm9v", "имя с пробелом", "x" * 80):
        token = ours.leaving(name)
        assert ours.left(token) == name
        assert other.left(token) is None
        assert 22 <= len(token) <= 512
        assert ours.left(("A" if token[0] != "A" else "B") + token[1:]) is None
        assert ours.left(token[:-2]) is None


@pytest.mark.parametrize("token", ["", "A" * 27, "A" * 40, "%00" * 20, "é" * 40, "=" * 60, "\ud800" * 40])
def test_what_is_no_token_is_nobodys(token: str) -> None:
    assert Key(b"k" * 32).left(token) is None


@pytest.mark.parametrize("written", ["", "short", "c2hvcnQ=", "§" * 60])
def test_a_key_that_could_be_guessed_is_refused_without_being_shown(written: str) -> None:
    with pytest.raises(ValueError, match="32 random bytes or more") as refusal:
        key(written)
    assert not written or written not in str(refusal.value)
