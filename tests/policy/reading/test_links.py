"""Where links lead."""

from urllib.parse import urljoin

import pytest

from policy.reading.markup.building import elements_of
from policy.reading.markup.links import Links

PAGE = "https://acme.example:8443/legal/privacy"
TARGETS = (
    "/", "/terms", "/terms/", "/terms?lang=de", "/#top", "/a/../b", "/a/./b", "//other.example/", "terms", "?page=2",
    "https://other.example", "https://other.example/faq/?answer=3_b#data", "https://other.example/a.html",
    "https://other.example/?", "https://other.example/#", "http://other.example/a/../b", "http://you@other.example/",
)  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_a_link_leads_where_joining_says_whether_or_not_it_is_joined(target: str) -> None:
    links = Links(PAGE)

    for element in elements_of(f'<p><a href="{target}">words</a></p>'):
        if element.tag == "a":
            links.note(element)

    assert [link.target for link in links.found] == [urljoin(PAGE, target)]
