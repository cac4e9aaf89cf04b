"""The words of a run of Markdown as printed, and the links in it."""

import re

from policy.model.readings import Link, LinkKind
from policy.reading.markdown.references import References
from policy.reading.printed import printed

# Possessive throughout: a line of a hundred thousand open brackets must not be tried twice.
_IMAGE = re.compile(r"!\[([^\]\n]{0,500}+)\]\(\s{0,9}+<?+([^)\s>]{0,2000}+)>?+[^)\n]{0,500}+\)")
_LINK = re.compile(
    r"\[((?:[^\]\[\n\\]|\\.){0,1000}+)\]\(\s{0,9}+<?+([^)\s>]{0,2000}+)>?+(?:\s{1,9}+\"[^\"]{0,500}+\")?+\s{0,9}+\)"
)
_REFERENCE = re.compile(r"(!?)\[((?:[^\]\[\n\\]|\\.){1,1000}+)\](?:\s?\[([^\]\[\n]{0,200}+)\])?+(?!\()")
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,500}?\bhref\s?=\s?[\"']([^\"'<>\s]{1,2000})[\"'][^<>]{0,500}>([^<>]{0,1000})</a\s?>", re.IGNORECASE
)
_AUTO = re.compile(r"<((?:https?://|mailto:)[^>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_CODE = re.compile(r"(?<![`\\])(?:``([^\n]{1,500}?)``|`([^`\n]{1,500})`)(?!`)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_MARKS = ("**", "__") * 2  # strong words may hold others
_LONGEST_STRONG = 2000  # signs
_SOFT = re.compile(r"(?<![\w*\\])[*_](?=\S)([^*_\n]{1,2000})(?<=[^\s\\])[*_](?![\w*])")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,2000})(?<=\S)~~")
_TAG = re.compile(r"(?<!\\)</?[a-zA-Z][^<>]{0,500}>|\{:[^{}\n]*\}")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Inline:
    """Takes runs one after the other; keeps the links met in them."""

    def __init__(self, references: References) -> None:
        self.links: list[Link] = []
        self._references = references

    def words(self, raw: str) -> tuple[str, bool, str]:
        """Printed words, whether all are bold, and the bold words they open with."""
        raw = self._unlinked(_CODE.sub(_verbatim, raw) if "`" in raw else raw)
        raw = _TAG.sub(" ", raw) if "<" in raw or "{:" in raw else raw
        bold = _STRONG.match(raw.strip())
        lead = printed(_plain(bold[2])) if bold else ""
        words = printed(_plain(raw))
        return words, bool(lead) and lead == words, "" if lead == words else lead

    def _unlinked(self, raw: str) -> str:
        raw = self._references.without_marks(raw)
        raw = _IMAGE.sub(lambda found: self._noted(LinkKind.IMAGE, found[1], found[2], ""), raw)
        raw = _LINK.sub(lambda found: self._noted(_kind(found[2]), found[1], found[2], found[1]), raw)
        if "<" in raw:
            raw = _ANCHOR.sub(lambda found: self._noted(_kind(found[1]), found[2], found[1], found[2]), raw)
        if self._references.addresses:
            raw = _REFERENCE.sub(self._referred, raw)
        return _AUTO.sub(lambda found: self._noted(_kind(found[1]), found[1], found[1], found[1]), raw)

    def _referred(self, found: re.Match[str]) -> str:
        target = self._references.address(found[3] or found[2])
        if target is None:
            return found[0]
        is_image = bool(found[1])
        kind = LinkKind.IMAGE if is_image else _kind(target)
        return self._noted(kind, found[2], target, "" if is_image else found[2])

    def _noted(self, kind: LinkKind, words: str, target: str, shown: str) -> str:
        if target and not target.startswith("#"):
            self.links.append(Link(kind, printed(_plain(words)), target.removeprefix("mailto:")))
        return shown


def _verbatim(code: re.Match[str]) -> str:
    """Words that are printed as they stand."""
    return _PUNCTUATION.sub(r"\\\1", (code[1] or code[2]).strip())


def _unmarked(raw: str, mark: str) -> str:
    """The words without that mark around those that are strong. Each mark is looked at once: of hundreds of thousands
    that open and none that closes, a pattern would ask for each where it closes."""
    parts: list[str] = []
    done, closer = 0, 0
    opener = raw.find(mark)
    while opener >= 0:
        inside = opener + len(mark)
        closer = _closing(raw, mark, max(closer, inside + 1))
        if closer < 0:
            break
        words = raw[inside : min(closer, inside + _LONGEST_STRONG + 1)]
        if words[0].isspace() or len(words) > _LONGEST_STRONG or "\n" in words:
            opener = raw.find(mark, opener + 1)
            continue
        parts += (raw[done:opener], words)
        done = closer + len(mark)
        opener = raw.find(mark, done)
    return "".join((*parts, raw[done:]))


def _closing(raw: str, mark: str, start: int) -> int:
    """Where the first mark from there on stands that has a word right before it; -1: nowhere."""
    at = raw.find(mark, start)
    while at > 0 and raw[at - 1].isspace():
        at = raw.find(mark, at + 1)
    return at


def _plain(raw: str) -> str:
    for mark in _MARKS:
        raw = _unmarked(raw, mark)
    return _ESCAPED.sub(r"\1", _SOFT.sub(r"\1", _STRUCK.sub(r"\1", raw) if "~~" in raw else raw))


def _kind(target: str) -> LinkKind:
    return LinkKind.MAIL if target.startswith("mailto:") or ("@" in target and "/" not in target) else LinkKind.PAGE
