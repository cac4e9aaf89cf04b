from collections import Counter
from datetime import UTC, datetime

import pytest

from monitor.discovery import NotFoundError, discover, taken
from monitor.discovery.links import Anchor, front
from monitor.discovery.search import own_type, ranked
from policy.model.captures import Capture, Failed, Failure, Fetched, FetchedPage, Outcome, Response
from policy.model.targets import DocumentType, Trigger
from tests.monitor.pages import html, links, policy_page

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SITE = "https://www.acme.example/"


class Web:
    """Pages by address; every other address is not found."""

    def __init__(self, **pages: str) -> None:
        self.pages = {SITE + path.replace("__", "/").replace("_", "-"): body for path, body in pages.items()}
        self.asked: Counter[str] = Counter()
        self.said: list[str] = []

    async def get(self, url: str) -> Outcome:
        self.asked[url] += 1
        body = self.pages.get(url)
        capture = Capture("1", "once", Trigger.MANUAL, url, NOW, NOW)
        if body is None:
            return Failed((capture,), Failure.NOT_FOUND)
        size = len(body)
        kind = "text/markdown" if url.endswith(".md") else "text/html"
        headers = (("Content-Type", f"{kind}; charset=utf-8"),)
        response = Response(url, 200, headers, "1.1", None, None, size, size, "0" * 64)
        return Fetched((FetchedPage(Capture("1", "once", Trigger.MANUAL, url, NOW, NOW, (), response), body.encode()),))

    async def found(self, url: str = SITE) -> dict[DocumentType, str]:
        documents = (await discover(url, self.get, self.said.append)).documents
        return {document.document_type: document.url for document in documents}


async def test_the_documents_of_a_site_are_found_by_their_links() -> None:
    menu = links(("/about", "About us"), ("/p/17", "Privacy Policy"), ("/c", "Cookies"), ("/t", "Terms of Service"))
    web = Web(**{"": html("Acme", menu), "p__17": policy_page(), "c": policy_page(), "t": policy_page()})

    assert await web.found() == {
        DocumentType.PRIVACY: SITE + "p/17",
        DocumentType.COOKIES: SITE + "c",
        DocumentType.TERMS: SITE + "t",
    }


# The words of a footer link in each language, and the sort of document behind it.
WORDS = [
    ("Privacy Notice", DocumentType.PRIVACY),
    ("Kebijakan Privasi", DocumentType.PRIVACY),
    ("Syarat & Ketentuan", DocumentType.TERMS),
    ("Политика конфиденциальности", DocumentType.PRIVACY),
    ("Пользовательское соглашение", DocumentType.TERMS),
    ("Политика использования файлов cookie", DocumentType.COOKIES),
    ("Politique de confidentialité", DocumentType.PRIVACY),
    ("Conditions générales d’utilisation", DocumentType.TERMS),
    ("Datenschutzerklärung", DocumentType.PRIVACY),
    ("AGB", DocumentType.TERMS),
    ("Cookie-Richtlinie", DocumentType.COOKIES),
    ("Aviso de privacidad", DocumentType.PRIVACY),
    ("Términos y condiciones", DocumentType.TERMS),
    ("Política de Privacidade", DocumentType.PRIVACY),
    ("Termos de uso", DocumentType.TERMS),
    ("Informativa sulla privacy", DocumentType.PRIVACY),
    ("Termini e condizioni", DocumentType.TERMS),
    ("Privacyverklaring", DocumentType.PRIVACY),
    ("Algemene voorwaarden", DocumentType.TERMS),
    ("Cookiebeleid", DocumentType.COOKIES),
    ("プライバシーポリシー", DocumentType.PRIVACY),
    ("個人情報の取り扱いについて", DocumentType.PRIVACY),
    ("利用規約", DocumentType.TERMS),
]


@pytest.mark.parametrize(("words", "document_type"), WORDS)
def test_a_link_is_understood_by_its_words(words: str, document_type: DocumentType) -> None:
    anchor = Anchor(words, SITE + "x/17")

    assert {sort for sort, found in ranked([anchor], SITE).items() if found} == {document_type}


@pytest.mark.parametrize(
    ("path", "document_type"),
    [
        ("legal/privacy-policy.html", DocumentType.PRIVACY),
        ("id/kebijakan-privasi", DocumentType.PRIVACY),
        ("PrivacyPolicy", DocumentType.PRIVACY),
        ("datenschutz", DocumentType.PRIVACY),
        ("pol%C3%ADtica-de-privacidad", DocumentType.PRIVACY),
        ("cookie_policy", DocumentType.COOKIES),
        ("legal/terms-of-use/", DocumentType.TERMS),
    ],
)
def test_a_link_without_words_is_understood_by_its_address(path: str, document_type: DocumentType) -> None:
    anchor = Anchor("", SITE + path)

    assert {sort for sort, found in ranked([anchor], SITE).items() if found} == {document_type}


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Cookie settings", "c"),
        ("Do not sell my personal information", "privacy-choices"),
        ("How we rewrote our privacy policy, and what we learned on the long way there", "x"),
        ("Our privacy story", "blog/privacy"),
        ("Настройки cookie", "c"),
        ("Impressum", "impressum"),
        ("Jobs", "jobs"),
    ],
)
def test_what_only_looks_like_a_document_is_passed_over(words: str, path: str) -> None:
    assert not any(ranked([Anchor(words, SITE + path)], SITE).values())


def test_a_link_within_the_site_is_likelier_than_one_out_of_it() -> None:
    away, own = Anchor("Privacy Policy", "https://other.example/p"), Anchor("Privacy Policy", SITE + "p")

    assert ranked([away, own], SITE)[DocumentType.PRIVACY] == (own, away)


def test_a_document_of_a_sister_host_is_believed() -> None:
    anchor = Anchor("Privacy Policy", "https://legal.acme.example/p")

    assert ranked([anchor], SITE)[DocumentType.PRIVACY] == (anchor,)


async def test_a_page_that_is_a_policy_is_taken_itself() -> None:
    web = Web(privacy=policy_page())

    assert await web.found(SITE + "privacy") == {DocumentType.PRIVACY: SITE + "privacy"}
    assert sum(web.asked.values()) == 1


async def test_a_page_is_known_by_its_title_where_its_address_says_nothing() -> None:
    web = Web(p__17=policy_page("Terms of Service"))

    assert await web.found(SITE + "p/17") == {DocumentType.TERMS: SITE + "p/17"}


def test_a_front_page_is_no_policy_whatever_its_title() -> None:
    assert own_type(front(SITE, html("Privacy Policy generators – Acme"))) is None


async def test_a_page_that_leads_to_the_documents_is_followed() -> None:
    legal = html("Legal", links(("/p", "Privacy Policy"), ("/t", "Terms of Use")))
    web = Web(**{"": html("Acme", links(("/legal", "Legal"))), "legal": legal, "p": policy_page(), "t": policy_page()})

    assert set(await web.found()) == {DocumentType.PRIVACY, DocumentType.TERMS}


async def test_only_a_few_pages_are_followed() -> None:
    menu = links(*((f"/legal/{number}", "Legal") for number in range(20)))
    web = Web(**{"": html("Acme", menu)}, **{f"legal__{number}": html("Legal") for number in range(20)})

    with pytest.raises(NotFoundError):
        await web.found()

    assert sum(count for url, count in web.asked.items() if "/legal/" in url and url[-1].isdigit()) == 3


async def test_a_dead_link_gives_way_to_the_next() -> None:
    menu = links(("/old", "Privacy Policy"), ("/new", "Privacy"))
    web = Web(**{"": html("Acme", menu), "new": policy_page()})

    assert await web.found() == {DocumentType.PRIVACY: SITE + "new"}


async def test_usual_addresses_are_tried_only_when_nothing_is_linked() -> None:
    linked = Web(**{"": html("Acme", links(("/p", "Privacy Policy"))), "p": policy_page(), "terms": policy_page()})
    bare = Web(**{"": html("Acme"), "privacy_policy": policy_page()})

    assert await linked.found() == {DocumentType.PRIVACY: SITE + "p"}
    assert linked.asked[SITE + "terms"] == 0
    assert await bare.found() == {DocumentType.PRIVACY: SITE + "privacy-policy"}


async def test_a_site_that_answers_everything_with_its_front_page_has_nothing_to_find() -> None:
    home = html("Acme", "<p>Welcome to our shop.</p>")
    web = Web(**dict.fromkeys(("", "privacy", "privacy_policy", "legal__privacy", "terms", "cookies"), home))

    with pytest.raises(NotFoundError, match="clausewatch add --type privacy"):
        await web.found()


@pytest.mark.parametrize(
    ("named", "remedy"),
    [
        ("http://acme.example:8080/", "clausewatch add --type privacy http://acme.example:8080/…"),
        (SITE + "legal", "say which: clausewatch add --type privacy https://www.acme.example/legal"),
    ],
)
async def test_where_nothing_is_found_the_next_command_names_the_same_site(named: str, remedy: str) -> None:
    web = Web()
    web.pages[named] = html("Acme", "Nothing here")

    with pytest.raises(NotFoundError) as refused:
        await web.found(named)

    assert str(refused.value).endswith(remedy)


async def test_a_file_that_is_named_is_known_by_its_title() -> None:
    web = Web()
    web.pages[SITE + "files/17.md"] = "# Privacy Notice\n\nWe keep orders for a year.\n"

    assert await web.found(SITE + "files/17.md") == {DocumentType.PRIVACY: SITE + "files/17.md"}


async def test_a_site_that_does_not_answer_says_why() -> None:
    with pytest.raises(NotFoundError, match="not-found"):
        await Web().found()


async def test_a_page_can_be_taken_as_it_is() -> None:
    web = Web(**{"": html("Acme"), "x": policy_page("Agreement")})

    found = await taken(SITE + "x", DocumentType.PROCESSING, web.get, web.said.append)

    assert [(one.document_type, one.url) for one in found.documents] == [(DocumentType.PROCESSING, SITE + "x")]


async def test_a_doubtful_page_is_marked_for_its_owner() -> None:
    menu = links(("/p", "Privacy Policy"))
    web = Web(**{"": html("Acme", menu), "p": html("Privacy Policy", "<div id=root></div><script src=a.js></script>")})

    (document,) = (await discover(SITE, web.get, web.said.append)).documents

    assert "LOOK AT IT" in document.note


def test_links_that_lead_to_no_page_are_none() -> None:
    menu = links(
        ("#top", "Privacy"), ("javascript:open()", "Privacy"), ("mailto:a@b.example", "Privacy"), ("", "Terms")
    )

    assert front(SITE, html("Acme", menu)).anchors == ()


def test_a_base_and_entities_are_honoured() -> None:
    page = (
        '<html><head><base href="/legal/"></head><body><a href="p?a=1&amp;b=2#x"> Privacy\n Policy </a></body></html>'
    )

    assert front(SITE, page).anchors == (Anchor("Privacy Policy", SITE + "legal/p?a=1&b=2"),)


def test_a_base_that_is_no_address_leaves_the_links_where_they_are() -> None:
    page = front(SITE, '<html><head><base href="http://["></head><body><a href="/p">Privacy</a></body></html>')

    assert page.anchors == (Anchor("Privacy", SITE + "p"),)


@pytest.mark.parametrize(
    "text", ["", "plain words", "\x00", "<", '<?xml version="1.0" encoding="utf-16"?><a href=/p>x</a>']
)
def test_any_text_can_be_asked_for_its_links(text: str) -> None:
    assert front(SITE, text).url == SITE
