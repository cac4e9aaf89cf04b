"""`clausewatch add URL…`"""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import click

from crawler.fetching import Fetcher
from crawler.hosts import MemoryHostBook
from crawler.settings import CrawlSettings
from monitor.clock import now
from monitor.commands.calling import settings_of, settings_option
from monitor.discovery import Found, NotFoundError, discover, taken
from monitor.printing import say
from monitor.target_files import Document, target_file
from monitor.targets import known
from monitor.web import same_page, web_address
from monitor.whole import write_whole
from policy.model.hosts import host_of
from policy.model.targets import DocumentType, Target

_GRACE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Service:
    slug: str
    found: Found


@click.command()
@settings_option
@click.option(
    "--type",
    "kind",
    type=click.Choice([one.value for one in DocumentType]),
    help="Take each address itself, as a document of this type, without looking for others.",
)
@click.argument("urls", metavar="URL…", nargs=-1, required=True)
@click.pass_context
def command(ctx: click.Context, path: Path, kind: str | None, urls: tuple[str, ...]) -> None:
    """Find the privacy, cookie and terms documents of a site, or take the page itself, and write
    targets/<service>.toml for you to look over. Nothing is overwritten."""
    settings = settings_of(path)
    addresses = [_address(url) for url in urls]
    services, failed = asyncio.run(_found(addresses, DocumentType(kind) if kind else None, settings.crawl))
    settings.targets_folder.mkdir(exist_ok=True)
    written = [_write(service, settings.targets_folder, settings.rhythm.interval) for service in _merged(services)]
    if failed or not all(written):
        ctx.exit(1)


def _address(text: str) -> str:
    """An address as people type it: without "https://" it is meant."""
    try:
        return web_address((text if "://" in text else f"https://{text}").partition("#")[0])
    except ValueError as mistake:
        raise click.UsageError(f"{text}: {mistake}") from None


async def _found(urls: Sequence[str], kind: DocumentType | None, settings: CrawlSettings) -> tuple[list[_Service], int]:
    """What was found at each address, and at how many there was nothing."""
    fetcher = Fetcher(settings, MemoryHostBook(), now)
    services, failed = [], 0
    try:
        for url in urls:
            try:
                found = await (taken(url, kind, fetcher.get, say) if kind else discover(url, fetcher.get, say))
                services.append(_Service(slug_of(host_of(url)), found))
            except NotFoundError as error:
                failed += 1
                say(str(error))
    finally:
        await fetcher.stop(_GRACE)
    return services, failed


def slug_of(host: str) -> str:
    """A service's name from its host: www.acme.example gives www-acme-example."""
    ascii_host = host.encode("idna").decode("ascii") if not host.isascii() else host
    return re.sub(r"[^a-z0-9]+", "-", ascii_host.lower()).strip("-")[:64].strip("-") or "service"


def _merged(services: Iterable[_Service]) -> tuple[_Service, ...]:
    """One file a service: what several addresses of a host gave stands together, each document once."""
    merged: dict[str, _Service] = {}
    for service in services:
        before = merged.get(service.slug)
        documents = (*(before.found.documents if before else ()), *service.found.documents)
        once = {document.url: document for document in reversed(documents)}
        merged[service.slug] = replace(
            service, found=Found(service.found.name, numbered(service.slug, tuple(reversed(once.values()))))
        )
    return tuple(merged.values())


def numbered(service: str, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, those of a type that was there before with an id of their own."""
    counts: dict[DocumentType, int] = {}
    found = []
    for document in documents:
        count = counts[document.document_type] = counts.get(document.document_type, 0) + 1
        own = f"{service}-{document.document_type}-{count}"[-64:].strip("-") if count > 1 else None
        found.append(replace(document, id=own))
    return tuple(found)


def _without(service: _Service, watched: Iterable[tuple[Target, Path]]) -> _Service:
    """What was found but for what is watched already, under its address or the one that leads to. A part of a page, or
    of several, is a document of its own."""
    whole = {same_page(one.urls[0]): (one.id, file) for one, file in watched if _is_a_page(one)}
    new = []
    for document in service.found.documents:
        places = (same_page(url) for url in (document.url, document.landing) if url)
        before = next((whole[place] for place in places if place in whole), None)
        if before is None:
            new.append(document)
        else:
            say(f"{document.url} is watched already: {before[0]} in {before[1]}")
    return replace(service, found=replace(service.found, documents=tuple(new)))


def _is_a_page(target: Target) -> bool:
    return len(target.urls) == 1 and not target.reading.fragment


def _id(service: _Service, document: Document) -> str:
    return document.id or f"{service.slug}-{document.document_type}"


def _write(service: _Service, folder: Path, interval: timedelta) -> bool:
    """Whether the file is written; one that is there is left as it is, and no id is used a second time."""
    path = folder / f"{service.slug}.toml"
    watched = known(folder, interval)
    service = _without(service, watched)
    if not service.found.documents:
        return True
    text = target_file(service.slug, service.found.name, service.found.documents)
    used = {target.id: file for target, file in watched}
    twice = [name for document in service.found.documents if (name := _id(service, document)) in used]
    if twice and not path.exists():
        where = ", ".join(f"{name} in {used[name]}" for name in twice)
        say(f"{path} was not written: there are targets of that name already: {where}. Add what you want of this to")
        say('that file, each document with an id of its own, such as id = "acme-privacy-2":')
        click.echo(text)
        return False
    if path.exists():
        say(f"{path} is there already and was left as it is. What was found; add what you want of it:")
        click.echo(text)
        return False
    write_whole(path, text)
    click.echo(path)
    for document in service.found.documents:
        say(f"  {document.document_type.value}: {document.url} ({document.note})")
    say(f"Look it over, then: clausewatch look {service.slug}")
    return True
