"""Templates to text. Everything of the outside world passes the automatic escaping; nothing here switches it off."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from urllib.parse import urlsplit

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from history import evidence, outline, quoting, repeats, snippets, wording
from history.addresses import Addresses
from history.settings import SiteSettings
from policy import factwords, grounds, phrases, words
from policy.causes import cause_words
from policy.effect import effect_words
from policy.model.changes import FactType, Span
from policy.model.shelf import Change
from policy.model.statements import Value
from policy.speech import Speech

_LABELS: Mapping[str, Callable[..., object]] = {
    "kind": words.kind_label,
    "phrase": phrases.phrase,
    "matter": phrases.matter,
    "once": repeats.once,
    "explanation": phrases.explanation,
    "weighing": grounds.weighing,
    "severity": words.severity_label,
    "state": words.state_label,
    "document_type": words.document_type_label,
    "verdict": words.verdict_label,
    "event": words.event_label,
    "cause": words.cause_label,
    "suspicion": words.suspicion_label,
    "language": words.language_label,
    "fact_type": factwords.type_label,
}
_WRITTEN: Mapping[str, Callable[..., str]] = {
    "moment": wording.moment,
    "hour": wording.hour,
    "day": wording.day,
    "duration": wording.duration,
    "kilobytes": wording.kilobytes,
    "why": cause_words,
    "effect": lambda change, speech: effect_words(change, speech, UTC),
    "mark": wording.mark_label,
    "stated": lambda fact, speech: factwords.value_label(fact.type, fact.value, fact.role, speech.language),
    "part": lambda fact, speech: factwords.role_label(fact.type, fact.role, speech.language),
}


class _Compiled(BytecodeCache):
    """Templates compiled once in a process, for every site and language: Jinja takes 300 ms for all of them. What a
    template says in words of one language must not be known when it is compiled: no filter has a constant before it."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@lru_cache(maxsize=16)
def environment(site: SiteSettings, language: str) -> Environment:
    """The templates with the words and filters they use in that language, compiled once and at once."""
    speech = wording.speech(language)
    say, count = wording.in_html(speech)
    made = Environment(
        autoescape=True,
        loader=PackageLoader("history"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    made.filters.update({name: partial(label, language=speech.language) for name, label in _LABELS.items()})
    made.filters.update({name: _after(written, speech) for name, written in _WRITTEN.items()})
    made.filters.update(
        anchors=grounds.anchors,
        said_before=quoting.said_before,
        said_after=quoting.said_after,
        machine=machine,
        web=web,
        anchor=outline.anchor,
        anchor_of=outline.anchor_of,
        groups=outline.groups,
        without=without,
        snippet=snippets.snippet,
        place=evidence.place,
        sentence=evidence.sentence,
        by_day=_after(by_day, speech),
        lower_first=wording.lower_first,
        named=partial(_named, language=speech.language),
        part_of=partial(_part, language=speech.language),
    )
    made.globals.update(site=site, say=say, count=count, language=speech.language, edition=edition())
    made.globals.update(legal_note=grounds.legal_note(speech.language))
    made.globals.update(endonyms=wording.ENDONYMS, neutral=Addresses())
    for name in made.list_templates():
        made.get_template(name)
    return made


@cache
def edition() -> str:
    """A short name of the templates and styles as they are, so that caches let go of the last release's."""
    digest = hashlib.sha256()
    folders = [files("history").joinpath(name) for name in ("templates", "static", "locale")]
    for folder in (*folders, files("policy").joinpath("locale")):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def static(name: str) -> bytes:
    """A file of the package's `static` folder."""
    file: Traversable = files("history").joinpath("static", name)
    return file.read_bytes()


def machine(at: datetime) -> str:
    """A time for `<time datetime>` and feeds (RFC 3339)."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def by_day(changes: Iterable[Change], speech: Speech) -> list[tuple[str, list[Change]]]:
    """The changes, newest first as they come, under the days (UTC) they were confirmed on."""
    days = groupby(changes, key=lambda change: wording.day(change.after.confirmed_at, speech))
    return [(name, list(run)) for name, run in days]


def _after(written: Callable[..., object], speech: Speech) -> Callable[[object], object]:
    """The function as a filter in one language."""
    return lambda value: written(value, speech)


def _named(value: Value, type_: FactType, language: str) -> str:
    return factwords.value_label(type_, value.value, value.role, language)


def _part(value: Value, type_: FactType, language: str) -> str:
    return factwords.role_label(type_, value.role, language)


def without(spans: Iterable[Span], op: str) -> tuple[Span, ...]:
    """One side of a redline: the older text is without what was inserted, the newer without what was deleted."""
    return tuple(span for span in spans if span.op != op)


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
