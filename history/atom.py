"""Changes as an Atom feed (RFC 4287) that says what changed, not only that something did."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from history.answers import Channel, Visit
from history.rendering import machine, web
from policy.catalogues import LANGUAGES
from policy.model.changes import RESTLESS
from policy.model.shelf import Change
from policy.phrases import matter, phrase
from policy.speech import Speech
from policy.words import document_type_label, kind_label, severity_label

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_MINTED = "2026"  # the year in every identifier (RFC 4151); never changes, whatever the year is
_EMPTY = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed was never updated
_TITLE_LIMIT = 160  # characters
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# XML 1.0 §2.2: no document may contain these, not even as references.
_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", ATOM)


def feed(channel: Channel, changes: Sequence[Change], visit: Visit, summary: Callable[[Change], str]) -> bytes:
    """The feed, newest first, in the language of the visit; `summary` gives a change as a piece of HTML. A change has
    the same identifier in every language, and a feed one for each."""
    site, language = visit.site, visit.speech.language
    name = channel.name if language == LANGUAGES[0] else f"{language}/{channel.name}"
    root = Element(f"{{{ATOM}}}feed", {_LANG: language})
    _text(root, "id", f"tag:{site.authority},{_MINTED}:feed/{name}")
    _text(root, "title", channel.title)
    _text(root, "updated", machine(changes[0].after.confirmed_at if changes else _EMPTY))
    _link(root, "self", f"{site.origin}{channel.address}", "application/atom+xml")
    _link(root, "alternate", f"{site.origin}{channel.page}", "text/html")
    _text(SubElement(root, f"{{{ATOM}}}author"), "name", site.name)
    _text(root, "generator", "Clausewatch")
    for change in changes:
        _entry(root, change, visit, summary)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def headline(change: Change, speech: Speech) -> str:
    """The change in one line, the weightiest finding first."""
    target, language = change.target, speech.language
    document = f"{target.service_name}, {document_type_label(target.document_type, language)}"
    ranked = sorted(change.findings, key=lambda finding: -finding.severity)
    marks = [finding for finding in ranked if finding.rule == RESTLESS]
    if marks:
        return _cut(f"{document}: {phrase(marks[0], language)}")
    if not ranked:
        return _cut(speech.say("{document}: new version {n}", document=document, n=change.after.number))
    named, more = matter(ranked[0], language), len(ranked) - 1
    first = f"{phrase(ranked[0], language)} ({named})" if named else phrase(ranked[0], language)
    if not more:
        return _cut(f"{document}: {first}")
    return _cut(speech.say("{document}: {first} and {n} more", document=document, first=first, n=more))


def _entry(root: Element, change: Change, visit: Visit, summary: Callable[[Change], str]) -> None:
    site, language = visit.site, visit.speech.language
    entry = SubElement(root, f"{{{ATOM}}}entry")
    page = visit.href(change.target.id, "changes", change.after.number)
    _text(entry, "id", f"tag:{site.authority},{_MINTED}:change/{change.id}")
    _text(entry, "title", headline(change, visit.speech))
    _text(entry, "updated", machine(change.after.confirmed_at))
    _text(entry, "published", machine(change.after.confirmed_at))
    _link(entry, "alternate", f"{site.origin}{page}", "text/html")
    for url in change.target.urls:
        if web(url):
            _link(entry, "related", url, "text/html")
    _category(entry, "severity", change.severity.word, severity_label(change.severity, language))
    for kind in dict.fromkeys(finding.kind for finding in change.findings):
        _category(entry, "kind", kind, kind_label(kind, language))
    content = SubElement(entry, f"{{{ATOM}}}content", {"type": "html"})
    content.text = clean(summary(change))


def clean(text: str) -> str:
    """The text without the characters XML cannot carry."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = clean(text)


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "href": clean(address), "type": media_type})


def _category(entry: Element, scheme: str, term: str, label: str) -> None:
    SubElement(entry, f"{{{ATOM}}}category", {"scheme": f"urn:clausewatch:{scheme}", "term": term, "label": label})


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE_LIMIT else f"{text[: _TITLE_LIMIT - 1]}…"
