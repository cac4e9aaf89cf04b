"""Ways out of a subscription: by mail always, by one click where a page takes it."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP

import pytest

from notifications.rendering import Letterhead, render, text_of
from tests.notifications.samples import MAIL_CHANGED, change, digest
from tests.notifications.test_rendering import EXPECTED_HEADERS, ONLINE, html_of

PAGE = "https://digests.clausewatch.example/goodbye/{token}"
ONE_CLICK = replace(ONLINE, goodbye=PAGE)
TOKEN = "Zm9yLW9uZS1yZWFkZXItb25seQ"
DIGEST = digest(change(MAIL_CHANGED))


def test_one_click_is_offered_by_the_two_headers_of_rfc_8058() -> None:
    mail = message_from_bytes(render(DIGEST, ONE_CLICK, TOKEN).mime, policy=SMTP)
    place = EXPECTED_HEADERS.index("List-Unsubscribe") + 1
    assert mail.keys() == [*EXPECTED_HEADERS[:place], "List-Unsubscribe-Post", *EXPECTED_HEADERS[place:]]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"] == (
        f"<https://digests.clausewatch.example/goodbye/{TOKEN}>, "
        "<mailto:digest@clausewatch.example?subject=unsubscribe%20ann>"
    )


def test_both_parts_name_the_page_and_the_address() -> None:
    message = render(DIGEST, ONE_CLICK, TOKEN)
    for part in (text_of(message), html_of(message)):
        assert f"https://digests.clausewatch.example/goodbye/{TOKEN}" in part
        assert "mailto:digest@clausewatch.example" in part


@pytest.mark.parametrize(("letterhead", "token"), [(ONE_CLICK, None), (ONLINE, TOKEN), (ONLINE, None)])
def test_without_page_or_token_there_is_only_the_mail(letterhead: Letterhead, token: str | None) -> None:
    mail = message_from_bytes(render(DIGEST, letterhead, token).mime, policy=SMTP)
    assert mail.keys() == EXPECTED_HEADERS
    assert "https" not in mail["List-Unsubscribe"]


@pytest.mark.parametrize(
    "token", ["short", "a" * 21, "a" * 513, "a" * 30 + ">", "a" * 30 + "\r\nBcc: x@y.example", "я" * 30, "a/b?c=" * 9]
)
def test_a_token_that_is_guessable_or_breaks_the_link_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        render(DIGEST, ONE_CLICK, token)


@pytest.mark.parametrize(
    "page",
    [
        "http://digests.example/{token}",  # RFC 8058 §3.1: https only
        "https://digests.example/goodbye",
        "https://digests.example/{token}/{token}",
        "https:///{token}",
        "https://digests.example/{token}>, <https://evil.example/",
        "https://[digests.example/{token}",
        "https://digests.example/\r\n{token}",
        "https://пример.example/{token}",
    ],
)
def test_a_page_that_could_not_take_one_click_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="is no https address"):
        Letterhead("digest@clausewatch.example", goodbye=page)
