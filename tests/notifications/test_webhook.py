"""Digests posted to a program: signed, guarded, and never lost by a bad answer."""

import hmac
import json
import ssl
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from crawler.addresses import is_reachable
from notifications.channels import WebhookSettings
from notifications.channels.webhook import signed
from notifications.payload import SIZE_LIMIT, payload
from notifications.printing import printed
from notifications.rendering import render, text_of
from policy.model.changes import Kind, Severity
from policy.model.digests import DeliveryState
from tests.history.payloads import PAYLOADS
from tests.notifications.samples import ANN, MAIL_CHANGED, NEW_DATE, change, digest, full_digest
from tests.notifications.servers import Receiver, free_port, https_server, silent_server
from tests.notifications.test_rendering import HOSTILE, ONLINE, big_digest, hostile_digest
from tests.support.dialling import PRIVATE_HOSTS, dialled
from tests.support.sampling import sampled

KEY = bytes(range(32))
SECRET = f"whsec_{b64encode(KEY).decode('ascii')}"
US = "Clausewatch/9 (ops@acme.example)"
OTHER = f"whsec_{b64encode(bytes(24)).decode('ascii')}"
NOW = datetime(2026, 3, 3, 1, 0, 7, tzinfo=UTC)
MESSAGE = payload(digest(change(MAIL_CHANGED, NEW_DATE)), ONLINE)


def anywhere(_address: str) -> bool:
    return True


def hook(port: int, ca_file: str | None = None, url: str = "https://127.0.0.1:{port}/in?team=law") -> WebhookSettings:
    place = url.format(port=port)
    return WebhookSettings(place, SECRET, anywhere, lambda: NOW, US, 5, ca_file)


def test_a_digest_arrives_signed_as_standard_webhooks_asks(server_tls: ssl.SSLContext, ca_file: str) -> None:
    receiver = Receiver()
    with https_server(receiver, server_tls) as port:
        delivery = hook(port, ca_file).channel().send(MESSAGE)
    ((headers, body),) = receiver.taken
    contents = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    assert delivery.state is DeliveryState.DELIVERED
    assert body == MESSAGE.mime
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == US
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert headers["webhook-signature"] == f"v1,{b64encode(hmac.digest(KEY, contents, 'sha256')).decode()}"
    assert "." not in headers["webhook-id"]
    assert headers["webhook-id"] == f"msg_{MESSAGE.id.partition('@')[0]}"


def test_the_signature_is_the_one_of_the_published_example() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    message = replace(MESSAGE, id="p5jXN8AQM9LWM0D4loKWxJek@x", mime=b'{"test": 2432232314}')
    headers = signed(message, secret, 1614265330)
    contents = b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + message.mime
    expected = hmac.new(b64decode(secret.removeprefix("whsec_")), contents, sha256).digest()
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-signature"] == f"v1,{b64encode(expected).decode()}"


def test_while_a_secret_is_replaced_both_sign() -> None:
    both = signed(MESSAGE, f"{SECRET} {OTHER}", 1)["webhook-signature"].split()
    assert both == [signed(MESSAGE, secret, 1)["webhook-signature"] for secret in (SECRET, OTHER)]


def test_a_repeat_is_known_by_its_id_and_has_a_time_of_its_own() -> None:
    first, second = signed(MESSAGE, SECRET, 1), signed(MESSAGE, SECRET, 61)
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-signature"] != second["webhook-signature"]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("200 OK", DeliveryState.DELIVERED),
        ("202 Accepted", DeliveryState.DELIVERED),
        ("301 Moved", DeliveryState.RETRY),
        ("400 Bad Request", DeliveryState.REFUSED),
        ("404 Not Found", DeliveryState.REFUSED),
        ("410 Gone", DeliveryState.REFUSED),
        ("408 Request Timeout", DeliveryState.RETRY),
        ("429 Too Many Requests", DeliveryState.RETRY),
        ("500 Internal Server Error", DeliveryState.RETRY),
        ("503 Service Unavailable", DeliveryState.RETRY),
    ],
)
def test_the_status_decides(status: str, state: DeliveryState, server_tls: ssl.SSLContext, ca_file: str) -> None:
    answer = f"HTTP/1.1 {status}\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 4\r\n\r\nbusy".encode()
    with https_server(Receiver(answer), server_tls) as port:
        delivery = hook(port, ca_file).channel().send(MESSAGE)
    assert delivery.state is state
    assert state is DeliveryState.DELIVERED or f"{status[:3]} busy" in delivery.detail


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HELLO\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 70_000,
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200,
    ],
)
def test_an_answer_that_is_none_is_tried_again(answer: bytes, server_tls: ssl.SSLContext, ca_file: str) -> None:
    with https_server(Receiver(answer), server_tls) as port:
        assert hook(port, ca_file).channel().send(MESSAGE).state is DeliveryState.RETRY


def test_an_endless_reply_is_not_read_to_its_end(server_tls: ssl.SSLContext, ca_file: str) -> None:
    answer = b"HTTP/1.1 500 No\r\nContent-Length: 1000000000\r\n\r\n" + b"x" * 100_000
    with https_server(Receiver(answer), server_tls) as port:
        delivery = hook(port, ca_file).channel().send(MESSAGE)
    assert len(delivery.detail) <= 300


@pytest.mark.parametrize("manner", ["hang", "drip"])
def test_a_receiver_that_keeps_us_waiting_is_left_in_time(
    manner: str, server_tls: ssl.SSLContext, ca_file: str
) -> None:
    slow = Receiver(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 90 + b"\r\n", manner)
    with https_server(slow, server_tls) as port:
        delivery = replace(hook(port, ca_file), timeout=0.3).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "no answer in time" in delivery.detail


def test_a_taken_message_stays_taken_though_the_rest_of_the_reply_is_lost(
    server_tls: ssl.SSLContext, ca_file: str
) -> None:
    with https_server(Receiver(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nthan"), server_tls) as port:
        assert hook(port, ca_file).channel().send(MESSAGE).state is DeliveryState.DELIVERED


def test_a_certificate_of_nobody_we_trust_gets_nothing(server_tls: ssl.SSLContext) -> None:
    receiver = Receiver()
    with https_server(receiver, server_tls) as port:
        delivery = hook(port).channel().send(MESSAGE)
    assert delivery.state is DeliveryState.RETRY
    assert "CERTIFICATE_VERIFY_FAILED" in delivery.detail or "certificate" in delivery.detail
    assert receiver.taken == []


def test_an_address_the_guard_refuses_is_never_connected_to(server_tls: ssl.SSLContext, ca_file: str) -> None:
    asked: list[str] = []

    def guard(address: str) -> bool:
        asked.append(address)
        return False

    receiver = Receiver()
    with https_server(receiver, server_tls) as port:
        settings = replace(hook(port, ca_file, "https://localhost:{port}/"), guard=guard)
        delivery = settings.channel().send(MESSAGE)
        trouble = settings.channel().trouble()
    assert delivery.state is DeliveryState.RETRY
    assert "may not be reached" in delivery.detail
    assert "may not be reached" in (trouble or "")
    assert set(asked) <= {"127.0.0.1", "::1"}
    assert receiver.taken == []


@pytest.mark.slow(1)
def test_no_form_of_a_private_address_is_dialled() -> None:
    with dialled() as addresses:
        for host in PRIVATE_HOSTS:
            if not host.isascii():
                with pytest.raises(ValueError, match="is no https address such as"):
                    hook(443, url=f"https://{host}/in")
                continue
            settings = replace(hook(443, url=f"https://{host}/in"), guard=is_reachable)
            assert settings.channel().send(MESSAGE).state is not DeliveryState.DELIVERED
    assert addresses == []


def test_the_network_failing_is_no_refusal() -> None:
    assert hook(free_port()).channel().send(MESSAGE).state is DeliveryState.RETRY
    with silent_server() as port:
        assert replace(hook(port), timeout=0.1).channel().send(MESSAGE).state is DeliveryState.RETRY


def test_a_receiver_in_order_has_no_trouble(server_tls: ssl.SSLContext, ca_file: str) -> None:
    receiver = Receiver()
    with https_server(receiver, server_tls) as port:
        assert hook(port, ca_file).channel().trouble() is None
    assert receiver.taken == []


def test_a_mail_is_not_posted() -> None:
    delivery = hook(1).channel().send(render(digest(change(MAIL_CHANGED)), ONLINE))
    assert delivery.state is DeliveryState.RETRY
    assert "a mail was sealed" in delivery.detail


@pytest.mark.parametrize(
    ("wish", "complaint"),
    [
        ({"url": "http://hooks.example/"}, "is no https address"),
        ({"url": "https://user:pass@hooks.example/"}, "is no https address"),
        ({"url": "https://hooks.example/#here"}, "is no https address"),
        ({"url": "https://hooks.example/\r\nX: y"}, "is no https address"),
        ({"url": "https://hooks.example:99999/"}, "is no https address"),
        ({"url": "https://hooks..example/"}, "is no https address"),
        ({"secrets": ""}, "there is no secret"),
        ({"secrets": "geheim"}, "a secret is 'whsec_'"),
        ({"secrets": "whsec_c2hvcnQ="}, "24 to 64 random bytes"),
        ({"secrets": "whsec_*"}, "24 to 64 random bytes"),
        ({"timeout": 0.0}, "is no time"),
    ],
)
def test_settings_that_cannot_work_are_refused(wish: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as refusal:
        replace(hook(443), **wish)  # type: ignore[arg-type] # wrong on purpose
    assert "geheim" not in str(refusal.value)


def test_a_secret_shows_in_no_representation() -> None:
    assert SECRET not in repr(hook(443).channel())


def test_the_payload_tells_what_the_mail_tells() -> None:
    told = json.loads(payload(full_digest(), ONLINE).mime)
    (first, *_) = told["data"]["changes"]
    assert (told["type"], told["data"]["is_alert"]) == ("digest", False)
    assert [one["turns"] for one in told["data"]["changes"] if one["service"] == "seesaw"] == [14]
    assert told["timestamp"] == "2026-03-03T01:00:00+00:00"
    assert told["data"]["subject"] == "Acme Shop: promise removed (not to sell), and 8 more"
    assert told["data"]["checks"] == {"made": 58, "good": 55, "failed": {"blocked": 1, "unreachable": 2}}
    assert first["id"] == "acme-privacy/4"
    assert first["effective_date"] == "2026-04-01"
    assert first["url"] == "https://history.clausewatch.example/acme-privacy/changes/4"
    assert first["findings"][0]["kind"] == Kind.NEGATIVE_PROMISE.value
    assert first["findings"][0]["before"] == "We never sell your personal data, and never will."
    assert first["findings"][0]["law"] == ["FTC Act 5 (deception), 1Health, Gateway", "UCPD"]
    assert told["data"]["legal_note"] == "Legal references say where to look. They are not legal advice."
    assert told["data"]["delayed"] is None
    assert [one["target"] for one in told["data"]["unread"]] == [
        "mintbank-privacy",
        "oldfield-privacy",
        "farsky-privacy",
    ]


def test_the_payload_is_worded_in_the_language_of_the_subscriber() -> None:
    told = json.loads(payload(digest(change(MAIL_CHANGED), to=replace(ANN, language="ru")), ONLINE).mime)
    (finding,) = told["data"]["changes"][0]["findings"]
    assert finding["headline"].startswith("E-mail для связи изменён")


def test_the_same_digest_is_the_same_payload() -> None:
    assert payload(full_digest(), ONLINE) == payload(full_digest(), ONLINE)


@pytest.mark.slow(1)
def test_a_flood_of_changes_is_cut_and_counted() -> None:
    message = payload(big_digest(200, 12), ONLINE)
    told = json.loads(message.mime)["data"]
    assert len(message.mime) <= SIZE_LIMIT
    assert len(told["changes"]) + told["left_out"] == 400
    assert told["left_out"] > 0
    assert len(told["unread"]) + told["unread_left_out"] == 200
    assert len(message.changes) == 400
    assert all(one["severity"] == Severity.MAJOR.word for one in told["changes"][:50])


@pytest.mark.parametrize("text", sampled(HOSTILE + PAYLOADS, 12))
def test_hostile_text_is_text(text: str) -> None:
    message = payload(hostile_digest(text), ONLINE)
    assert message.mime.isascii()
    assert json.loads(message.mime)["data"]["changes"][0]["service_name"] == text


def test_a_webhook_gets_json_and_every_other_channel_a_mail() -> None:
    told = digest(change(MAIL_CHANGED))
    assert printed(told, ONLINE, hook(443).channel()) == payload(told, ONLINE)
    assert printed(told, ONLINE, None) == render(told, ONLINE)


def test_a_payload_is_shown_on_a_terminal_as_it_is() -> None:
    assert text_of(MESSAGE).startswith('{"type":"digest"')
