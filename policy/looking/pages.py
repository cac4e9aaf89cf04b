"""What a look needs of the pages that came."""

from dataclasses import replace
from urllib.parse import urlsplit

from policy.looking.look import Perused
from policy.model.captures import Fetched, FetchedPage
from policy.model.readings import Quality, Reading, Source, Suspicion
from policy.model.targets import ReadingOptions, Validators
from policy.reading import read


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


def perused(outcome: Fetched, options: ReadingOptions) -> Perused:
    """The pages, read."""
    return Perused(outcome, _with_landing(read(tuple(map(_source, outcome.pages)), options), outcome.pages))


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
    for page in pages:
        response = page.capture.response
        if response is None or not page.capture.hops:
            continue
        asked, landed = urlsplit(page.capture.url), urlsplit(response.url)
        if asked.path.strip("/") and not landed.path.strip("/") and not landed.query:
            note = f"{page.capture.url} was redirected to the front page {response.url}"
            quality = reading.quality
            return replace(
                reading,
                quality=Quality((*quality.suspicions, Suspicion.HOME_PAGE), (*quality.notes, note)),
            )
    return reading
