"""Marks of walls and shells: what a page's markup says beside its words."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from policy.reading.markup.tree import Tree

_CAPTCHA = re.compile(
    r"captcha|challenges\.cloudflare|/cdn-cgi/challenge-platform|datadome|perimeterx|_Incapsula_", re.IGNORECASE
)
_ROOTS = frozenset({"root", "app", "__next", "__nuxt", "___gatsby", "svelte", "main-app", "react-root", "app-root"})
# What servers send for scripts to make the text of.
_STATES = frozenset(
    {"__next_data__", "__nuxt_data__", "ng-state", "serverapp-state", "initial-state", "__apollo_state__"}
)
_AWAITED = re.compile(r"[BP]:[0-9a-f]{1,4}")  # as React calls the place of what it has not sent yet
_ASKS_FOR_SCRIPT = re.compile(r"java ?script", re.IGNORECASE)
_OPENED = re.compile(r"<(?:div|main|article|section|table)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:div|main|article|section|table)\s*>", re.IGNORECASE)
_LEFT_OPEN = 2  # blocks: one too many is a slip
_LEAST = 200  # characters of prose from which a page is no shell
FRAMES = {"iframe": "src", "frame": "src", "object": "data", "embed": "src"}  # by what each shows
_NO_DOCUMENT = re.compile(r"(?:image|audio|video)/|application/x-(?:shockwave-flash|java)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|odt|rtf)(?:[?#]|$)", re.IGNORECASE)


def signs_of(tree: Tree, text: str) -> frozenset[str]:
    """Of: captcha, password, elsewhere (the browser is sent on), script-shell, cut (the page is incomplete)."""
    return frozenset(_signs(tree, text))


def _signs(tree: Tree, text: str) -> Iterator[str]:
    if is_cut(text):
        yield "cut"
    if not is_bare(tree):
        return
    for element in tree.elements:
        tag = element.tag
        if tag == "input" and element.get("type") == "password":
            yield "password"
        elif mark := mark_of(tag, element.attrib):
            yield mark
        elif (tag == "noscript" and _ASKS_FOR_SCRIPT.search(element.all_text())) or (
            is_root(tag, element.attrib) and not element.all_text().strip()
        ):
            yield "script-shell"


def is_bare(tree: Tree) -> bool:
    """Whether so little prose stands on the page that its marks and frames count."""
    return tree.total < _LEAST


def frames_of(tree: Tree, base: str) -> tuple[str, ...]:
    """Where the documents lie that a page of few words shows in frames, or gives as files to read."""
    if not is_bare(tree):
        return ()
    found = (_joined(base, source) for source in _shown(tree) if source.strip())
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))


def _shown(tree: Tree) -> Iterator[str]:
    for tag, attribute in FRAMES.items():
        for frame in tree.tagged(tag):
            source = frame.get(attribute)
            if not _CAPTCHA.search(source) and not _NO_DOCUMENT.match(frame.get("type")):
                yield source
    for link in tree.tagged("a"):
        if _FILE.search(link.get("href")):
            yield link.get("href")


def _joined(base: str, source: str) -> str:
    try:
        return urljoin(base, source.strip())
    except ValueError:
        return ""


def mark_of(tag: str, attrib: Mapping[str, str]) -> str:
    """What one tag says: captcha, elsewhere, script-shell, or nothing."""
    if tag == "script" and attrib.get("id", "").lower() in _STATES:
        return "script-shell"
    if tag == "template" and _AWAITED.fullmatch(attrib.get("id", "")):
        return "script-shell"
    if (tag == "iframe" or tag == "script") and _CAPTCHA.search(attrib.get("src", "")):
        return "captcha"
    return "elsewhere" if tag == "meta" and attrib.get("http-equiv", "").lower() == "refresh" else ""


def is_root(tag: str, attrib: Mapping[str, str]) -> bool:
    """Whether the element may be one that scripts fill."""
    return "-" in tag or attrib.get("id") in _ROOTS


def is_cut(text: str) -> bool:
    """Whether a page that opens as a whole document breaks off: inside a tag or word, or with blocks left open that
    nobody may leave open (HTML Living Standard §13.1.2.4)."""
    end = text[-2000:].rstrip()
    if "<html" not in text[:4000].lower() or "</body" in end.lower() or "</html" in end.lower():
        return False
    if bool(end) and not end.endswith((">", "}", ";", ".", "!", "?")):
        return True
    return len(_OPENED.findall(text)) - len(_CLOSED.findall(text)) >= _LEFT_OPEN
