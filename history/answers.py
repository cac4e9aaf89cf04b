"""What a visitor asks, and what a page gives back before it becomes an HTTP response."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from history.addresses import Addresses
from history.catalogue import Catalogue
from history.csv import Spreadsheet
from history.library import Library
from history.settings import SiteSettings
from policy.model.shelf import Change
from policy.speech import Speech

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")  # fits every database's integer
_NAME_LIMIT = 200  # characters


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, reduced to what pages may know of it: no headers, no addresses, no cookies. `path` is without the
    language it may begin with."""

    library: Library
    catalogue: Catalogue
    site: SiteSettings
    now: datetime
    speech: Speech
    href: Addresses
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]

    def name(self, param: str) -> str:
        """A name out of the path; empty, and therefore unknown, when no name could look like that."""
        value = self.params[param]
        return value if value.isprintable() and len(value) <= _NAME_LIMIT else ""

    def number(self, param: str) -> int:
        """A number out of the path; 0, which nothing bears, when it is none."""
        return numeral(self.params[param])

    def page(self) -> int:
        """The page of a list asked for; 0 when that is no page."""
        return numeral(self.query.get("page") or "1")


def numeral(written: str) -> int:
    """The number written; 0 when it is none, or none that could count anything here."""
    return int(written) if _NUMBER.fullmatch(written) else 0


@dataclass(frozen=True, slots=True)
class Html:
    """A template with what it shows."""

    template: str
    shown: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Json:
    value: object
    status: int = 200


@dataclass(frozen=True, slots=True)
class File:
    """Finished bytes. `headers` add to those every response carries, or replace them."""

    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Channel:
    """What one feed is of: `name` makes its identifier, `page` is the page it follows, `address` its own."""

    name: str
    title: str
    page: str
    address: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes for feed readers, newest first."""

    channel: Channel
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such thing; `what` says which and `why` what is there instead, in the reader's words."""

    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """The question cannot be understood; `problem` says why and what would be, in the reader's words."""

    problem: str


Answer: TypeAlias = Html | Json | Spreadsheet | File | Feed | Absent | Unclear
View: TypeAlias = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """An address pattern and what stands there. `is_live`: it depends on more than what is recorded, so that it is
    never answered from a cache."""

    path: str
    view: View  # may raise FilterError, which the site says to the visitor
    is_live: bool = False

    @property
    def is_spoken(self) -> bool:
        """It is a page for people, in the language they ask for; files and what machines read are the same for all."""
        last = self.path.rpartition("/")[2]
        return not (self.is_live or "." in last or self.path.startswith("/bodies/"))
