"""From an address to the documents of its site, asking the site for as few pages as will do."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from monitor.discovery.links import Anchor, Front, front
from monitor.discovery.names import SOUGHT, address_score, is_decoy, is_hub, text_score, usual_paths
from monitor.target_files import Document
from policy.looking.states import failure_words
from policy.model.captures import Failed, Failure, Fetched, Outcome
from policy.model.hosts import host_of
from policy.model.readings import Reading, Source
from policy.model.targets import DocumentType
from policy.reading import read
from policy.reading.charset import decoded
from policy.words import suspicion_label

Get = Callable[[str], Awaitable[Outcome]]
Talk = Callable[[str], None]
_HUBS = 3  # pages followed that may lead to the documents
_TRIES = 2  # links tried for one document when the first gives no page
_ENOUGH = 50  # score from which a link is believed
_PARTS = re.compile(r" [|–—·:-]+ ")
_OWN_SITE = 15  # what a link within the site is worth more


class NotFoundError(Exception):
    """The site gave no policy; the message says what was tried and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a site has, ready for a target file."""

    name: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that came."""

    front: Front
    reading: Reading


async def discover(url: str, get: Get, talk: Talk) -> Found:
    """The privacy, cookie and terms documents of the site at that address, or the page itself if it is one. Raises
    NotFoundError."""
    page, name = await _named(url, get, talk)
    own = own_type(page.front) or _type_of_file(page.reading)
    if own is not None:
        return Found(name, (_document(own, page, "the page you named"),))
    documents = await _by_links(page, get, talk) or await _by_usual_paths(page.front.url, get, talk)
    if not documents:
        raise NotFoundError(
            f"{url}: no link to a privacy, cookie or terms page, and nothing at the usual addresses. {_remedy(url)}"
        )
    return Found(name, documents)


def _remedy(url: str) -> str:
    if urlsplit(url).path.strip("/"):
        return f"If it is such a page itself, say which: clausewatch add --type privacy {url}"
    return f"Find the page in a browser and name it: clausewatch add --type privacy {urljoin(url, '/…')}"


async def taken(url: str, document_type: DocumentType, get: Get, talk: Talk) -> Found:
    """The page at that address as a document of that type, whatever it looks like. Raises NotFoundError."""
    page, name = await _named(url, get, talk)
    return Found(name, (_document(document_type, page, "the page you named"),))


async def _named(url: str, get: Get, talk: Talk) -> tuple[_Page, str]:
    """The page that somebody named, and what its site is called. Raises NotFoundError."""
    talk(f"asking {url}")
    page = _page(url, await get(url))
    if isinstance(page, str):
        raise NotFoundError(f"{url}: {page}")
    return page, page.front.site_name or host_of(page.front.url).removeprefix("www.")


def own_type(page: Front) -> DocumentType | None:
    """Which document the page is, by its address and title; None: it is none, such as a front page."""
    if not urlsplit(page.url).path.strip("/") and not host_of(page.url).startswith(("privacy.", "legal.", "terms.")):
        return None
    return _believed({one: max(address_score(one, page.url), _title_score(one, page.title)) for one in SOUGHT})


def _type_of_file(reading: Reading) -> DocumentType | None:
    """Which document a PDF, a DOCX or another file without links is, by its title; None: it is none, or a page."""
    return None if reading.form == "html" else _believed({one: _title_score(one, reading.title) for one in SOUGHT})


def _believed(scores: Mapping[DocumentType, int]) -> DocumentType | None:
    best = max(scores, key=lambda one: scores[one])
    return best if scores[best] >= _ENOUGH else None


def ranked(anchors: Iterable[Anchor], site: str) -> Mapping[DocumentType, tuple[Anchor, ...]]:
    """For each sort of document the links that may lead to it, the likeliest first; a link is given once, for what it
    names best."""
    found: dict[DocumentType, list[tuple[int, Anchor]]] = {one: [] for one in SOUGHT}
    for anchor in anchors:
        scores = {one: _score(one, anchor, site) for one in SOUGHT}
        best = max(scores, key=lambda one: scores[one])
        if scores[best] >= _ENOUGH:
            found[best].append((scores[best], anchor))
    return {
        one: tuple(anchor for _, anchor in sorted(links, key=lambda link: -link[0])) for one, links in found.items()
    }


def _score(document_type: DocumentType, anchor: Anchor, site: str) -> int:
    words, address = text_score(document_type, anchor.text), address_score(document_type, anchor.url)
    if not (words or address) or is_decoy(anchor.text, anchor.url):
        return 0
    return max(words, address) + min(words, address) // 4 + (_OWN_SITE if _is_of(anchor.url, site) else -_OWN_SITE)


def _is_of(url: str, site: str) -> bool:
    """Within the site: the same host, or one above or below it."""
    host, own = host_of(url), host_of(site).removeprefix("www.")
    return host.removeprefix("www.") == own or host.endswith(f".{own}") or own.endswith(f".{host}")


def _title_score(document_type: DocumentType, title: str) -> int:
    """Of the part of a title that is not the site's name, which most sites set apart."""
    return max(text_score(document_type, part) for part in _PARTS.split(title))


def _calls_itself(document_type: DocumentType, page: _Page) -> bool:
    titles = (page.front.title, page.reading.title)
    return any(_title_score(document_type, title) >= _ENOUGH for title in titles)


async def _by_links(page: _Page, get: Get, talk: Talk) -> tuple[Document, ...]:
    site = page.front.url
    anchors = {anchor.url: anchor for anchor in page.front.anchors}
    if not all(ranked(anchors.values(), site).values()):
        for hub in _hubs(page.front):
            talk(f"asking {hub.url} (“{hub.text}”)")
            leading = _page(hub.url, await get(hub.url))
            if isinstance(leading, _Page):
                anchors = {anchor.url: anchor for anchor in leading.front.anchors} | anchors
    found = []
    for document_type, links in ranked(anchors.values(), site).items():
        document = await _first_that_comes(document_type, links[:_TRIES], get, talk)
        if document is not None:
            found.append(document)
    return tuple(found)


def _hubs(page: Front) -> tuple[Anchor, ...]:
    hubs = [one for one in page.anchors if _is_of(one.url, page.url) and is_hub(one.text, one.url)]
    return tuple(one for one in hubs if not any(_score(sort, one, page.url) >= _ENOUGH for sort in SOUGHT))[:_HUBS]


async def _first_that_comes(
    document_type: DocumentType, links: Iterable[Anchor], get: Get, talk: Talk
) -> Document | None:
    for anchor in links:
        talk(f"asking {anchor.url} (“{anchor.text}”)")
        page = _page(anchor.url, await get(anchor.url))
        if isinstance(page, _Page):
            return _document(document_type, page, f"linked as “{anchor.text}”", anchor.url)
        talk(f"  {page}")
    return None


async def _by_usual_paths(site: str, get: Get, talk: Talk) -> tuple[Document, ...]:
    found = []
    for document_type in SOUGHT:
        for path in usual_paths(document_type):
            url = urljoin(site, path)
            talk(f"trying {url}")
            page = _page(url, await get(url))
            # A site may answer every address with its front page: only what calls itself so is believed.
            if isinstance(page, _Page) and page.reading.quality.is_ok and _calls_itself(document_type, page):
                found.append(_document(document_type, page, "not linked; found at the usual address"))
                break
    return tuple(found)


def _document(document_type: DocumentType, page: _Page, note: str, url: str | None = None) -> Document:
    languages = page.reading.languages
    doubts = "; ".join(suspicion_label(one) for one in page.reading.quality.suspicions)
    return Document(
        document_type=document_type,
        url=url or page.front.url,
        language=languages[0] if languages else None,
        note=f"{note}; LOOK AT IT: {doubts}" if doubts else note,
        landing=page.front.url,
    )


def _page(url: str, outcome: Outcome) -> "_Page | str":
    """The page, or why there is none."""
    match outcome:
        case Fetched((page, *_)) if page.capture.response is not None:
            response = page.capture.response
            stated = response.header("content-type")
            reading = read((Source(response.url, stated, page.body),))
            return _Page(front(response.url, decoded(page.body, stated)), reading)
        case Failed(captures, failure):
            return f"{failure_words(failure, captures)}. {_ADVICE.get(failure, 'Check the address in a browser')}"
    return f"{url} sent no page. Check the address in a browser"


_ADVICE = {
    Failure.ROBOTS: "The site's robots.txt asks programs not to fetch it: ask its owner, or read it by hand",
    Failure.ROBOTS_UNREACHABLE: "Its robots.txt could not be had, and until it can nothing is fetched. Try again later",
    Failure.TYPE: "This is no page or document that can be read: name the address of the policy itself",
    Failure.ADDRESS: "Addresses inside a network are fetched only if crawler.allowed_networks names it",
    Failure.DNS: "Check how the name is written, and that this machine is online",
    Failure.THROTTLED: "The site asks to come later. Try again in an hour",
    Failure.SERVER: "The fault is the site's. Try again later",
}
