"""What a page of several policies is read as: an edit of one is no change of another, and nothing is lost."""

from collections import Counter

import pytest

from policy.model.readings import Reading, Source
from policy.model.targets import DocumentType, ReadingOptions
from policy.reading import read

PRIVACY = (
    ("What we collect", "We collect your name, your delivery address and the e-mail address you give us for an order."),
    (
        "Who gets it",
        "We share your address with the carrier that brings the parcel, and with nobody else in the world.",
    ),
    ("How long", "We keep these data for 24 months after the last delivery, then we erase them from all our systems."),
    ("Your rights", "You may ask us at any time to see, correct or erase your data, and we answer within 30 days."),
)
TERMS = (
    ("The agreement", "By ordering a teapot you enter into an agreement with Acme Teapots and must be of full age."),
    ("Prices", "All prices include tax; you pay when you order, by card or transfer, and we deliver in ten days."),
    ("Liability", "We are liable for damage that our teapots cause, up to the price of the teapot that caused it."),
    ("Law", "The law of the country in which our workshop stands applies to all orders, and so do its courts."),
)
TOKENS = Counter[str]


def legal(privacy: str = "", terms: str = "", before: str = "") -> str:
    """A page with both, each with a further clause where one is given."""
    parts = ["<html><body><main><h1>Legal</h1>", f"<p>All we have to say. {before}</p>"]
    for title, clauses, more in (("Privacy Policy", PRIVACY, privacy), ("Terms of Service", TERMS, terms)):
        parts.append(f"<h2>{title}</h2><p>Last updated: 3 May 2031</p>")
        parts.extend(f"<h3>{at}. {head}</h3><p>{text}</p>" for at, (head, text) in enumerate(clauses, 1))
        parts.append(f"<p>{more}</p>")
    return "".join(parts)


def seen(page: str, options: ReadingOptions | None = None) -> Reading:
    return read((Source("https://acme.example/legal", "text/html", page.encode()),), options or ReadingOptions())


WISHES = (
    ReadingOptions(kind=DocumentType.PRIVACY),
    ReadingOptions(follow=("Privacy Policy",)),
    ReadingOptions(kind=DocumentType.PRIVACY, fragment="nowhere"),
)
CLAUSE = "We also keep the colour of your teapot for 90 days."


@pytest.mark.parametrize("wish", WISHES)
def test_an_edit_of_another_policy_is_no_change(wish: ReadingOptions) -> None:
    assert seen(legal(terms=CLAUSE), wish).text_sha256 == seen(legal(), wish).text_sha256


@pytest.mark.parametrize("wish", WISHES)
def test_an_edit_of_the_followed_policy_is_one(wish: ReadingOptions) -> None:
    assert seen(legal(privacy=CLAUSE), wish).text_sha256 != seen(legal(), wish).text_sha256


def test_what_no_policy_claims_is_read_when_only_the_type_is_known() -> None:
    wish = ReadingOptions(kind=DocumentType.PRIVACY)
    assert seen(legal(before=CLAUSE), wish).text_sha256 != seen(legal(), wish).text_sha256


def test_without_a_wish_every_edit_is_a_change() -> None:
    texts = {seen(page).text_sha256 for page in (legal(), legal(CLAUSE), legal("", CLAUSE), legal("", "", CLAUSE))}
    assert len(texts) == 4


@pytest.mark.parametrize("wish", WISHES)
def test_every_word_is_read_or_left_out_with_its_reason(wish: ReadingOptions) -> None:
    whole, part = seen(legal()), seen(legal(), wish)
    left_out = [drop for drop in part.dropped if drop not in whole.dropped]
    assert words(part) + Counter(word for drop in left_out for word in drop.text.split()) == words(whole)
    assert {"of another policy: Terms of Service"} <= {drop.reason for drop in left_out}


def test_a_policy_alone_has_the_hash_it_is_listed_with() -> None:
    part = seen(legal(), ReadingOptions(follow=("Terms of Service",)))
    (listed,) = (policy for policy in part.policies if policy.is_read)
    assert part.text_sha256 == listed.text_sha256


def test_each_policy_is_listed_with_a_hash_of_its_own_words() -> None:
    before, after = seen(legal()).policies, seen(legal(terms=CLAUSE)).policies
    assert [one.text_sha256 == other.text_sha256 for one, other in zip(before, after, strict=True)] == [True, False]


def words(reading: Reading) -> TOKENS:
    return Counter(
        word
        for section in reading.sections
        for text in (section.number or "", section.heading, *(block.text for block in section.blocks))
        for word in text.split()
    )
