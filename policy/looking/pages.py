"""What a look needs of the pages that came."""

from dataclasses import replace
from urllib.parse import urlsplit

from policy.model.captures import Fetched, FetchedPage
from policy.model.readings import Quality, Reading, Source, Suspicion
from policy.model.targets import ReadingOptions, Validators
from policy.reading import Opened, Skim, opened, surface


def sha256(page: FetchedPage) -> str:
    response = page.capture.response
    if response is None or response.body_sha256 is None:
        raise ValueError(f"capture {page.capture.id} of a fetched page has no body hash")
    return response.body_sha256


def _source(page: FetchedPage) -> Source:
    response = page.capture.response
    if response is None:
        raise ValueError(f"capture {page.capture.id} of a fetched page has no response")
    return Source(response.url, response.header("content-type"), page.body)


def opened_pages(outcome: Fetched, options: ReadingOptions) -> Opened:
    """The pages, parsed and not yet read."""
    return opened(tuple(map(_source, outcome.pages)), options)


def bones(outcome: Fetched, seen: Opened) -> str:
    """The skeleton of the pages; empty: there is none to go by."""
    return seen.skeleton() if is_at_home(outcome) else ""


def surface_of(outcome: Fetched, options: ReadingOptions) -> str:
    """The pages but for what no reading looks at, as a hash; empty: it is not known."""
    return surface(tuple(map(_source, outcome.pages)), options) if is_at_home(outcome) else ""


def perused(outcome: Fetched, seen: Skim) -> Reading:
    """The pages, read."""
    return _with_landing(seen.reading(), outcome.pages)


def is_at_home(outcome: Fetched) -> bool:
    """Whether no policy address led to the site's front page."""
    return not any(map(_landing_on_front, outcome.pages))


def kept(pages: tuple[FetchedPage, ...]) -> tuple[tuple[str, bytes], ...]:
    """The bodies to keep, each under its hash."""
    return tuple((sha256(page), page.body) for page in pages)


def stated_validators(pages: tuple[FetchedPage, ...]) -> Validators:
    """What to ask with next time; a document of several pages is always asked for whole."""
    response = pages[0].capture.response
    if len(pages) != 1 or response is None:
        return Validators()
    return Validators(response.header("etag"), response.header("last-modified"))


def _with_landing(reading: Reading, pages: tuple[FetchedPage, ...]) -> Reading:
    """A policy address that lands on the site's front page was not answered with the policy."""
    note = next(filter(None, map(_landing_on_front, pages)), None)
    if note is None:
        return reading
    quality = reading.quality
    return replace(reading, quality=Quality((*quality.suspicions, Suspicion.HOME_PAGE), (*quality.notes, note)))


def _landing_on_front(page: FetchedPage) -> str | None:
    """That the page was answered with the site's front page, in words; None: it was not."""
    response = page.capture.response
    if response is None or not page.capture.hops:
        return None
    asked, landed = urlsplit(page.capture.url), urlsplit(response.url)
    if not asked.path.strip("/") or landed.path.strip("/") or landed.query:
        return None
    return f"{page.capture.url} was redirected to the front page {response.url}"
