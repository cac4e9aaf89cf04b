"""Chat services by Apprise: what arrives in a room, what a failing service costs, and what it can never reach."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from json import loads
from threading import Event, Thread
from typing import Any

import pytest

from notifications.channels import ChatSettings
from notifications.channels.chat import _discreet, _Fence
from notifications.channels.texts import chat_text
from notifications.payload import payload
from notifications.printing import printed
from notifications.rendering import render
from policy.model.digests import DeliveryState, Message
from tests.notifications.samples import full_digest
from tests.notifications.test_rendering import ONLINE
from tests.support.builders import message

US = "Clausewatch/9 (ops@acme.example)"
MESSAGE = render(full_digest(), ONLINE)


def anywhere(address: str) -> bool:
    return bool(address)


def nowhere(address: str) -> bool:
    return not address


@dataclass
class Room:
    """A chat service on the loopback; None for an answer: it hangs."""

    answer: int | None = 200
    taken: list[dict[str, Any]] = field(default_factory=list)
    heard_of: str = ""  # who posted
    stop: Event = field(default_factory=Event)


@contextmanager
def served(room: Room) -> Iterator[int]:
    class Post(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            room.taken.append(loads(self.rfile.read(int(self.headers["Content-Length"]))))
            room.heard_of = self.headers["User-Agent"]
            if room.answer is None:
                room.stop.wait(30)
            self.send_response(room.answer or 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """The test's output stays its own."""

    server = HTTPServer(("127.0.0.1", 0), Post)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    room.stop.set()
    server.shutdown()
    thread.join()
    server.server_close()


def settings(port: int, **wishes: object) -> ChatSettings:
    plain = ChatSettings(f"json://user:s3cret-token@127.0.0.1:{port}/", anywhere, US)
    return replace(plain, **wishes)  # type: ignore[arg-type] # a test's own wishes


@pytest.mark.slow
def test_a_digest_arrives_as_text_with_a_mark_for_repeats() -> None:
    room = Room()
    with served(room) as port:
        delivery = settings(port).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.DELIVERED, delivery
    (posted,) = room.taken
    assert (room.heard_of, posted["title"]) == (US, MESSAGE.subject)
    assert posted["message"].startswith("8 CHANGES IN 7 DOCUMENTS")
    assert posted["message"].endswith(f"#{MESSAGE.id[:12]}")


@pytest.mark.slow
def test_a_service_that_says_no_is_tried_again_and_its_password_is_not_told() -> None:
    room = Room(403)
    with served(room) as port:
        delivery = settings(port).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "403" in delivery.detail
    assert "s3cret" not in delivery.detail


@pytest.mark.slow
def test_a_service_that_hangs_is_left_in_time() -> None:
    room = Room(None)
    with served(room) as port:
        delivery = settings(port, timeout=4.0).channel().send(MESSAGE)
    assert (delivery.state, delivery.detail.endswith("no answer in time")) == (DeliveryState.RETRY, True)


@pytest.mark.slow
def test_an_address_the_guard_refuses_is_never_connected_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        delivery = settings(canary.getsockname()[1], guard=nowhere).channel().send(MESSAGE)
        canary.settimeout(0.2)
        with pytest.raises(TimeoutError):
            canary.accept()
    assert delivery.state is DeliveryState.RETRY


@pytest.mark.slow
def test_what_apprise_does_not_understand_is_named_by_doctor_and_delivers_nothing() -> None:
    way = ChatSettings("nosuchservice://token-token/room", anywhere, US).channel()
    assert way.trouble() == "Apprise does not understand the address of the chat service"
    assert way.send(MESSAGE).state is DeliveryState.RETRY
    assert settings(9).channel().trouble() is None


@pytest.mark.parametrize("event", ["socket.connect", "socket.sendto", "socket.sendmsg"])
@pytest.mark.parametrize(
    "address", [("10.0.0.1", 80), ("localhost", 80), "/run/docker.sock", b"\0abstract", ("::1", 80, 0, 0), (), 7]
)
def test_no_way_leads_past_the_fence(event: str, address: object) -> None:
    fence = _Fence(lambda host: host == "93.184.215.14")
    with pytest.raises(ConnectionRefusedError):
        fence(event, (None, address))
    fence(event, (None, ("93.184.215.14", 443)))


@pytest.mark.parametrize("event", ["subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"])
def test_no_program_is_started_for_a_message(event: str) -> None:
    with pytest.raises(PermissionError):
        _Fence(anywhere)(event, ())
    _Fence(anywhere)("open", ("/etc/hosts", "r", 0))


def mail(text: str) -> Message:
    made = EmailMessage()
    made.set_content(text)
    return replace(message(), id="0123456789abcdef@clausewatch.example", mime=made.as_bytes())


def test_a_long_digest_is_cut_at_a_blank_line() -> None:
    text = chat_text(mail("\n\n".join(f"Change {number}:{' word' * 40}" for number in range(40))))
    assert len(text) < 3_100
    assert text.endswith("word\n\n[…]\n\n#0123456789ab")


@pytest.mark.parametrize("call", ["@everyone", "@here", "@channel", "<!channel>", "<@U123>", "@ALL"])
def test_words_of_a_page_wake_no_room(call: str) -> None:
    assert call not in chat_text(mail(f"New text: {call} look"))


def test_the_end_of_a_mail_is_left_out() -> None:
    assert "unsubscribe" not in chat_text(MESSAGE).lower()


def test_json_is_not_sent_to_a_chat() -> None:
    delivery = settings(9).channel().send(payload(full_digest(), ONLINE))
    assert delivery.state is DeliveryState.RETRY


def test_a_chat_gets_a_mail_so_that_its_reader_can_change_the_channel() -> None:
    assert printed(full_digest(), ONLINE, settings(9).channel()).mime == MESSAGE.mime


@pytest.mark.parametrize("url", ["", "not an address", "tgram://a b", "tgram://" + "x" * 3_000, "tgram://\n"])
def test_an_address_that_is_none_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ValueError, match="looks like tgram://bot-token/chat-id"):
        ChatSettings(url, anywhere, US)


def test_pieces_of_an_address_are_shown_nowhere() -> None:
    assert "s3cret" not in repr(settings(9))
    said = _discreet(
        "failed for 123456789:abcdefg at room-of-counsel, error=401", "tgram://123456789%3Aabcdefg/room-of-counsel"
    )
    assert said == "failed for …:… at …, error=401"
