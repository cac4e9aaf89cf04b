"""`targets/*.toml` as Targets: one file a service, one [[documents]] table a document."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote, urldefrag

from monitor.measures import duration
from monitor.tables import SettingsError, Table, one_of, opened
from monitor.web import web_address
from policy.catalogues import LANGUAGES
from policy.model.targets import DocumentType, Fetching, ReadingOptions, Target
from policy.reading import selector_fault

_FEW = 12  # names that a message lists
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
PAGES = ("about", "bodies", "changes", "facts", "health", "openapi", "search", "services", "status", "subscriptions")
_TAKEN = (*PAGES, *LANGUAGES)  # what addresses of the history begin with; documents stand beside these
_WORDS_OF_A_REASON = 4
_LEAST_INTERVAL = timedelta(seconds=1)


def load(folder: Path, interval: timedelta) -> tuple[Target, ...]:
    """Every document that is to be watched, by id; `interval` is for those that state none. Raises SettingsError with
    every mistake of every file."""
    mistakes: list[str] = []
    found: dict[str, tuple[Target, Path]] = {}
    for path in files(folder, mistakes):
        for target in _service(opened(path, mistakes), path, interval):
            if target.id in found:
                mistakes.append(_twice(target.id, path, found[target.id][1]))
            found[target.id] = target, path
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return tuple(found[name][0] for name in sorted(found))


def known(folder: Path, interval: timedelta) -> tuple[tuple[Target, Path], ...]:
    """Every target with the file it stands in, as far as the files can be read."""
    found = files(folder, [])
    return tuple((target, path) for path in found for target in _service(opened(path, []), path, interval))


def files(folder: Path, mistakes: list[str]) -> tuple[Path, ...]:
    """The target files of a folder by name; a folder that cannot be read is a mistake."""
    try:
        return tuple(sorted(path for path in folder.iterdir() if is_target_file(path.name)))
    except FileNotFoundError:
        mistakes.append(f"{folder}: no such folder. Make it, or let: clausewatch add https://www.company.example")
    except OSError as error:
        mistakes.append(f"{folder}: cannot be read: {error.strerror}. Make it a readable folder")
    return ()


def is_target_file(name: str) -> bool:
    """Editors keep files of their own beside the one they edit, and begin their names with a dot."""
    return name.endswith(".toml") and not name.startswith(".")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the documents of a service have in common."""

    service: str
    name: str
    jurisdiction: str | None
    language: str | None
    interval: timedelta
    tags: tuple[str, ...]
    brands: tuple[str, ...]


def _service(table: Table, path: Path, interval: timedelta) -> tuple[Target, ...]:
    """The documents of one file; those that are paused are left out."""
    if not table.names():
        return ()  # could not be read, or is empty: then it says nothing
    service = table.read("service", path.stem, slug)
    if not table.has("service") and not _SLUG.fullmatch(path.stem):
        table.wrong("service", f"the file name {path.stem!r} will not do instead: {_SLUG_FORM}")
    shared = _Shared(
        service=service,
        name=table.read("name", service, _line),
        jurisdiction=table.read("jurisdiction", "", _line) or None,
        language=table.read("language", "", language) or None,
        interval=table.read("interval", interval, _interval),
        tags=table.texts("tags", _line),
        brands=table.texts("brands", _line),
    )
    known = len(table.mistakes)
    documents = table.tables("documents")
    if not documents and len(table.mistakes) == known:
        table.wrong("documents", "name at least one document: a line [[documents]] with type and url below")
    targets = [_document(one, shared) for one in documents]
    table.close()
    return tuple(target for target in targets if target is not None)


def _document(table: Table, shared: _Shared) -> Target | None:
    """None: it is paused, or wrong and reported."""
    known = len(table.mistakes)
    kind = DocumentType(table.read("type", "other", one_of(DocumentType)))
    if not table.has("type"):
        table.wrong("type", f"write one of {', '.join(DocumentType)}")
    is_paused = table.flag("paused", False)
    urls, fragment = _urls(table)
    target = Target(
        id=table.read("id", f"{shared.service}-{kind}", _document_id),
        service=shared.service,
        service_name=shared.name,
        document_type=kind,
        urls=urls,
        interval=table.read("interval", shared.interval, _interval),
        language=table.read("language", shared.language or "", language) or None,
        jurisdiction=table.read("jurisdiction", shared.jurisdiction or "", _line) or None,
        reading=_reading(table, kind, fragment),
        fetching=Fetching(table.read("fetch", Fetching.PLAIN.value, one_of(Fetching))),
        tags=tuple(dict.fromkeys((*shared.tags, *table.texts("tags", _line)))),
        brands=shared.brands,
        robots_reason=table.read("robots_override", "", _reason),
    )
    table.close()
    return None if is_paused or len(table.mistakes) > known else target


def _reading(table: Table, kind: DocumentType, fragment: str) -> ReadingOptions:
    """What is to be read; who selects has said what the document is, and its type adds nothing."""
    select, remove, follow = (
        table.texts("select", _selector),
        table.texts("remove", _selector),
        table.texts("follow", _line),
    )
    if select or follow:
        return ReadingOptions(select, remove, follow)
    return ReadingOptions(select, remove, kind=None if kind is DocumentType.OTHER else kind, fragment=fragment)


def _urls(table: Table) -> tuple[tuple[str, ...], str]:
    """One address, or several that together make the document, and the place on the page that one names."""
    known = len(table.mistakes)
    one, several = table.read("url", "", _place_on_a_page), table.texts("urls", web_address)
    if table.has("url") and table.has("urls"):
        table.wrong("url", "there are urls too: write one of the two")
    elif not one and not several and len(table.mistakes) == known:
        name = "urls" if table.has("urls") else "url"
        table.wrong(name, "write the address of the document, such as https://www.company.example/privacy")
    if len(set(several)) < len(several):
        table.wrong("urls", "an address stands there twice")
    address, fragment = urldefrag(one)
    return ((address,) if one else several), unquote(fragment)


def _place_on_a_page(text: str) -> str:
    """An address, and after a # the name of a place on its page. What stands there instead of a path, as scripts have
    it, is no such name."""
    address, fragment = urldefrag(text)
    if fragment.startswith(("/", "!")):
        address = text
    web_address(address)
    return text


def slug(text: str) -> str:
    """A name that may stand in a path and in an address; raises ValueError for others."""
    if not _SLUG.fullmatch(text):
        raise ValueError(_SLUG_FORM)
    return text


_SLUG_FORM = 'use lower-case letters, digits and hyphens, at most 64, such as "acme-shop"'


def language(text: str) -> str:
    """A BCP 47 tag; raises ValueError for others."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError('write a language tag such as "en" or "pt-BR"')
    return text


def _interval(text: str) -> timedelta:
    length = duration(text)
    if length < _LEAST_INTERVAL:
        raise ValueError("too short: policies change a few times a year; 12h is usual")
    return length


def _document_id(text: str) -> str:
    if text in _TAKEN:
        raise ValueError("the history has a page of this name; choose another, such as <service>-<type>")
    return slug(text)


def _line(text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > 200:
        raise ValueError("write one line of text")
    return text


def _reason(text: str) -> str:
    """Why robots.txt is overridden: words that another can judge by, for they stand in the record and on the page."""
    if len(_line(text).split()) < _WORDS_OF_A_REASON:
        raise ValueError('write why, in a sentence, such as "the publisher agreed by mail on 2 March 2026"')
    return text


def _selector(text: str) -> str:
    fault = selector_fault(text)
    if fault is not None:
        raise ValueError(f'{fault}; write one such as "main article"')
    return text


def _twice(target_id: str, path: Path, earlier: Path) -> str:
    where = "this file" if path == earlier else str(earlier)
    return f'{path}: documents: the id {target_id!r} is used in {where} too: give one of them another id = "…"'


def chosen(targets: Sequence[Target], wanted: Sequence[str]) -> tuple[Target, ...]:
    """The targets of these ids or services, in their own order; none wanted: all. Raises SettingsError naming what is
    not there."""
    known = {target.id for target in targets} | {target.service for target in targets}
    if wanted and not known:
        raise SettingsError((f"{', '.join(wanted)}: nothing is watched yet. Try: clausewatch add https://…",))
    strange = [name for name in wanted if name not in known]
    if strange:
        raise SettingsError(tuple(f"{one}: no target or service of that name. {_meant(one, known)}" for one in strange))
    return tuple(one for one in targets if not wanted or one.id in wanted or one.service in wanted)


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Known are: {', '.join(sorted(known))}" if len(known) <= _FEW else "See: clausewatch targets"
