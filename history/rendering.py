"""Templates to text. Everything of the outside world passes the automatic escaping; nothing here switches it off."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from history import outline, quoting, snippets
from history.settings import SiteSettings
from policy import phrases, words
from policy.model.changes import Span
from policy.model.shelf import Change

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


@lru_cache(maxsize=4)
def environment(site: SiteSettings) -> Environment:
    """The templates with the words and filters they use, compiled once and at once."""
    made = Environment(
        autoescape=True,
        loader=PackageLoader("history"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        kind=words.kind_label,
        said_before=quoting.said_before,
        said_after=quoting.said_after,
        phrase=phrases.phrase,
        matter=phrases.matter,
        severity=words.severity_label,
        state=words.state_label,
        document_type=words.document_type_label,
        verdict=words.verdict_label,
        event=words.event_label,
        cause=words.cause_label,
        suspicion=words.suspicion_label,
        language=words.language_label,
        moment=moment,
        hour=hour,
        day=day,
        machine=machine,
        duration=duration,
        web=web,
        anchor=outline.anchor,
        anchor_of=outline.anchor_of,
        groups=outline.groups,
        kilobytes=kilobytes,
        without=without,
        snippet=snippets.snippet,
        by_day=by_day,
        lower_first=lower_first,
    )
    made.globals.update(site=site, origin=site.origin, href=Addresses(site.prefix), edition=edition())
    for name in made.list_templates():
        made.get_template(name)
    return made


def edition() -> str:
    """A short name of the templates and styles as they are, so that caches let go of the last release's."""
    digest = hashlib.sha256()
    for folder in ("templates", "static"):
        for file in sorted(files("history").joinpath(folder).iterdir(), key=lambda entry: entry.name):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def static(name: str) -> bytes:
    """A file of the package's `static` folder."""
    file: Traversable = files("history").joinpath("static", name)
    return file.read_bytes()


class Addresses:
    """Builds the addresses of pages: each part is quoted, so that a name cannot leave its place in the path."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __call__(self, *parts: str | int) -> str:
        return f"{self._prefix}/{'/'.join(quote(str(part), safe='') for part in parts)}"


def moment(at: datetime) -> str:
    """A time for people, to the minute."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def hour(at: datetime) -> str:
    """The time of a day named above it."""
    return f"{at:%H:%M} UTC"


def day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def machine(at: datetime) -> str:
    """A time for `<time datetime>` and feeds (RFC 3339)."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def duration(span: timedelta) -> str:
    """The span in its largest whole unit: "12 hours", "1 day"."""
    seconds = int(span.total_seconds())
    for size, name in _UNITS:
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"{count} {name}" if count == 1 else f"{count} {name}s"
    return "0 seconds"


def kilobytes(size: int) -> str:
    return f"{size / 1024:.1f} KB" if size >= 1024 else f"{size} bytes"


def by_day(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """The changes, newest first as they come, under the days (UTC) they were confirmed on."""
    return [(name, list(run)) for name, run in groupby(changes, key=lambda change: day(change.after.confirmed_at))]


def without(spans: Iterable[Span], op: str) -> tuple[Span, ...]:
    """One side of a redline: the older text is without what was inserted, the newer without what was deleted."""
    return tuple(span for span in spans if span.op != op)


def lower_first(words: str) -> str:
    """The words as they stand inside a sentence; names in capitals (AI training) stay."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def web(url: str) -> str | None:
    """The address when it may be a link: http or https, and without the signs that hide another; None otherwise."""
    if not url.isprintable() or any(sign in url for sign in " \\<>\"'`"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def render(templates: Environment, name: str, shown: Mapping[str, object]) -> str:
    """The template filled in; raises jinja2.UndefinedError when something it shows was not given."""
    return templates.get_template(name).render(shown)
