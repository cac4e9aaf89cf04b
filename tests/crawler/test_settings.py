"""Nobody is fetched by a stranger."""

import pytest

from crawler.settings import CrawlSettings


def test_without_a_contact_nothing_starts() -> None:
    with pytest.raises(ValueError, match="contact"):
        CrawlSettings()


@pytest.mark.parametrize(
    ("url", "mail", "sent"),
    [
        ("https://w.example/about", "", "Clausewatch/0.1 (+https://w.example/about)"),
        ("", "w@w.example", "Clausewatch/0.1 (w@w.example)"),
        ("https://w.example", "w@w.example", "Clausewatch/0.1 (+https://w.example; w@w.example)"),
    ],
)
def test_the_user_agent_says_who_fetches_and_how_to_reach_them(url: str, mail: str, sent: str) -> None:
    assert CrawlSettings(contact_url=url, contact_mail=mail).user_agent == sent


@pytest.mark.parametrize(
    "url", ["w.example", "javascript:alert(1)", "https://w.example\r\nX: y", "https://w.example/)"]
)
def test_a_contact_that_would_break_the_header_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="contact URL"):
        CrawlSettings(contact_url=url)


@pytest.mark.parametrize("mail", ["nobody", "a@b, c@d", "a@b.example\nBcc: c", "a b@c.example"])
def test_a_mail_address_that_is_none_is_refused(mail: str) -> None:
    with pytest.raises(ValueError, match="contact e-mail"):
        CrawlSettings(contact_mail=mail)


@pytest.mark.parametrize("product", ["", "Clause watch", "Clausewatch/2", "Клауза"])
def test_a_product_that_is_no_token_is_refused(product: str) -> None:
    with pytest.raises(ValueError, match="product"):
        CrawlSettings(contact_mail="w@w.example", product=product)
