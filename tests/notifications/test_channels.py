"""What becomes of a message at the hands of mail servers and folders, good and bad."""

import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from notifications.channels import CHANNELS, FilesSettings, SmtpSettings
from notifications.channels.smtp import Security
from notifications.rendering import render
from policy.model.digests import DeliveryState
from tests.notifications.samples import MAIL_CHANGED, change, digest
from tests.notifications.servers import (
    PASSWORD,
    USER,
    Postmaster,
    Script,
    free_port,
    scripted_server,
    silent_server,
    smtp_server,
)
from tests.notifications.test_rendering import ONLINE

MESSAGE = render(digest(change(MAIL_CHANGED)), ONLINE)
SENDER = "Clausewatch <digest@clausewatch.example>"


def plain(port: int) -> SmtpSettings:
    return SmtpSettings("127.0.0.1", SENDER, port, "none", timeout=5)


def test_a_message_arrives_byte_for_byte_with_its_one_recipient() -> None:
    postmaster = Postmaster()
    with smtp_server(postmaster) as port:
        delivery = plain(port).channel().send(MESSAGE)
    (envelope,) = postmaster.taken
    assert delivery.state is DeliveryState.DELIVERED
    assert envelope.original_content == MESSAGE.mime
    assert envelope.rcpt_tos == ["ann@reader.example"]
    assert envelope.mail_from == "digest@clausewatch.example"


@pytest.mark.parametrize(
    ("postmaster", "state", "detail"),
    [
        (Postmaster(rcpt="451 4.7.1 greylisted"), DeliveryState.RETRY, "451 4.7.1 greylisted"),
        (Postmaster(rcpt="421 4.3.2 closing"), DeliveryState.RETRY, "421 4.3.2 closing"),
        (Postmaster(rcpt="550 5.1.1 no such mailbox"), DeliveryState.REFUSED, "550 5.1.1 no such mailbox"),
        (Postmaster(data="451 4.3.0 later"), DeliveryState.RETRY, "451 4.3.0 later"),
        (Postmaster(data="421 4.3.2 closing"), DeliveryState.RETRY, "421 4.3.2 closing"),
        (Postmaster(data="552 5.3.4 too big"), DeliveryState.REFUSED, "552 5.3.4 too big"),
        (Postmaster(data="554 5.6.0 spam"), DeliveryState.REFUSED, "554 5.6.0 spam"),
        (Postmaster(mail="451 4.3.0 later"), DeliveryState.RETRY, "451 4.3.0 later"),
        (Postmaster(mail="553 5.7.1 not your sender"), DeliveryState.RETRY, "553 5.7.1 not your sender"),
        (Postmaster(rcpt="drop"), DeliveryState.RETRY, "Connection unexpectedly closed"),
        (Postmaster(data="drop"), DeliveryState.RETRY, "Connection unexpectedly closed"),
    ],
)
def test_the_answer_of_the_server_decides(postmaster: Postmaster, state: DeliveryState, detail: str) -> None:
    with smtp_server(postmaster) as port:
        delivery = plain(port).channel().send(MESSAGE)
    assert delivery.state is state
    assert detail in delivery.detail


def test_a_message_repeated_after_a_lost_answer_is_the_same_message() -> None:
    postmaster = Postmaster(data="drop")
    with smtp_server(postmaster) as port:
        channel = plain(port).channel()
        channel.send(MESSAGE)
        postmaster.data = "250 OK"
        channel.send(MESSAGE)
    first, second = postmaster.taken
    assert first.original_content == second.original_content


def test_one_bad_recipient_never_blocks_another() -> None:
    postmaster = Postmaster(refuses=("gone@reader.example",))
    messages = (replace(MESSAGE, address="gone@reader.example"), MESSAGE)
    with smtp_server(postmaster) as port:
        channel = plain(port).channel()
        states = [channel.send(message).state for message in messages]
    assert states == [DeliveryState.REFUSED, DeliveryState.DELIVERED]


def test_a_server_that_is_not_there_is_tried_again() -> None:
    delivery = plain(free_port()).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "Connection refused" in delivery.detail


def test_a_server_that_says_nothing_is_tried_again() -> None:
    with silent_server() as port:
        delivery = replace(plain(port), timeout=0.1).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "no answer in time" in delivery.detail


@pytest.mark.parametrize("postmaster", [Postmaster(rcpt="hang"), Postmaster(data="hang")])
def test_a_server_that_stops_answering_midway_is_tried_again(postmaster: Postmaster) -> None:
    with smtp_server(postmaster) as port:
        delivery = replace(plain(port), timeout=0.3).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "no answer in time" in delivery.detail


@pytest.mark.parametrize("moment", ["greeting", "HELO", "RCPT", "dot"])
def test_a_server_that_drips_holds_up_nobody(moment: str) -> None:
    with scripted_server(Script(moment, "drip")) as port:
        delivery = replace(plain(port), timeout=0.1).channel().send(MESSAGE)
    assert (delivery.state, "no answer in time" in delivery.detail) == (DeliveryState.RETRY, True)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_protected_connection_carries_login_and_message(
    server_tls: ssl.SSLContext, ca_file: str, security: Security
) -> None:
    postmaster = Postmaster()
    with smtp_server(postmaster, server_tls, implicit=security == "tls", asks_login=True) as port:
        settings = SmtpSettings("127.0.0.1", SENDER, port, security, USER, PASSWORD, 5, ca_file)
        delivery = settings.channel().send(MESSAGE)
    assert delivery.state is DeliveryState.DELIVERED
    assert len(postmaster.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_we_trust_gets_neither_password_nor_message(
    server_tls: ssl.SSLContext, security: Security
) -> None:
    postmaster = Postmaster()
    with smtp_server(postmaster, server_tls, implicit=security == "tls") as port:
        delivery = SmtpSettings("127.0.0.1", SENDER, port, security, USER, PASSWORD, 5).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "certificate is not trusted" in delivery.detail
    assert postmaster.taken == []


def test_a_server_without_starttls_gets_no_message_in_the_clear() -> None:
    postmaster = Postmaster()
    with smtp_server(postmaster) as port:
        delivery = replace(plain(port), security="starttls").channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "STARTTLS" in delivery.detail
    assert postmaster.taken == []


def test_a_wrong_password_is_ours_to_mend_and_loses_no_message(server_tls: ssl.SSLContext, ca_file: str) -> None:
    with smtp_server(Postmaster(), server_tls, asks_login=True) as port:
        settings = SmtpSettings("127.0.0.1", SENDER, port, "starttls", USER, "not this", 5, ca_file)
        delivery = settings.channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "refuses user or password" in delivery.detail
    assert "not this" not in delivery.detail


def test_a_password_shows_in_no_representation() -> None:
    assert PASSWORD not in repr(SmtpSettings("mail.example", SENDER, user=USER, password=PASSWORD).channel())


def test_a_server_in_order_has_no_trouble() -> None:
    with smtp_server(Postmaster()) as port:
        assert plain(port).channel().trouble() is None


def test_trouble_with_a_server_is_said_before_anything_is_sent() -> None:
    assert "Connection refused" in (plain(free_port()).channel().trouble() or "")


@pytest.mark.parametrize(
    ("wish", "complaint"),
    [
        ({"host": ""}, "is not a mail server's name"),
        ({"host": "mail server"}, "is not a mail server's name"),
        ({"port": 0}, "port = 0 is not a port"),
        ({"security": "ssl"}, "use 'starttls', 'tls' or 'none'"),
        ({"user": "ann"}, "a user but no password"),
        ({"password": "x"}, "a password but no user"),
        ({"user": "ann", "password": "geheim€"}, "ASCII"),
        ({"sender": "nobody"}, "not an e-mail address"),
    ],
)
def test_settings_that_cannot_work_are_refused(wish: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(SmtpSettings("mail.example", SENDER), **wish)  # type: ignore[arg-type] # wrong on purpose


def test_a_message_becomes_one_complete_file(tmp_path: Path) -> None:
    delivery = FilesSettings(tmp_path / "mails").channel().send(MESSAGE)
    (file,) = (tmp_path / "mails").iterdir()
    assert delivery.state is DeliveryState.DELIVERED
    assert file.read_bytes() == MESSAGE.mime
    assert file.name.startswith("20260303T010000Z-ann-")
    assert file.suffix == ".eml"


def test_the_same_message_again_is_the_same_file(tmp_path: Path) -> None:
    channel = FilesSettings(tmp_path).channel()
    channel.send(MESSAGE)
    channel.send(MESSAGE)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_subscriber_name_never_leaves_the_folder(tmp_path: Path) -> None:
    FilesSettings(tmp_path / "mails").channel().send(replace(MESSAGE, subscriber_id="../../etc/ann"))
    assert [path.name for path in tmp_path.iterdir()] == ["mails"]
    assert len(list((tmp_path / "mails").iterdir())) == 1


def test_a_folder_that_cannot_be_one_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mails").write_text("in the way")
    channel = FilesSettings(tmp_path / "mails").channel()
    assert channel.send(MESSAGE).state is DeliveryState.RETRY
    assert "writable folder" in (channel.trouble() or "")


def test_a_folder_yet_to_be_made_is_no_trouble(tmp_path: Path) -> None:
    assert FilesSettings(tmp_path / "a" / "b").channel().trouble() is None


def test_every_registered_channel_has_settings_that_open_it() -> None:
    assert all(callable(settings.channel) for settings in CHANNELS.values())
