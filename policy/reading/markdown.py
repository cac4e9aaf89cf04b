"""Markdown as pieces."""

import re

from policy.model.readings import CELL, BlockKind, Dropped, Link, LinkKind
from policy.model.targets import ReadingOptions
from policy.reading.pieces import Page, Piece
from policy.reading.printed import printed

_BULLET = re.compile(r"^([-*+•‣◦▪●·–—])\s+(?=\S)")
_HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^(=+|-+)\s*$")
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
# Possessive throughout: a line of a hundred thousand open brackets must not be tried twice.
_IMAGE = re.compile(r"!\[([^\]\n]{0,500}+)\]\(\s{0,9}+<?+([^)\s>]{0,2000}+)>?+[^)\n]{0,500}+\)")
_LINK = re.compile(
    r"\[((?:[^\]\[\n\\]|\\.){0,1000}+)\]\(\s{0,9}+<?+([^)\s>]{0,2000}+)>?+(?:\s{1,9}+\"[^\"]{0,500}+\")?+\s{0,9}+\)"
)
_AUTO = re.compile(r"<((?:https?://|mailto:)[^>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_MARKS = ("**", "__") * 2  # strong words may hold others
_LONGEST_STRONG = 2000
_QUOTES = re.compile(r"\A(?:>\s*+)*+")
_SOFT = re.compile(r"(?<![\w*])[*_](?=\S)([^*_\n]{1,2000})(?<=\S)[*_](?![\w*])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--.*?-->|\{:[^{}\n]*\}")
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?:[\w-]+:.*\n|[ \t#-].*\n|\n)*?---[ \t]*\n")
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKER_ONLY = re.compile(r"^(\d{1,3}[.)])\s+")
_SPACES_PER_DEPTH = 2


def markdown_page(text: str, _: ReadingOptions, __: str = "") -> Page:
    """Headings, list items and table rows as marked; wrapped lines joined into their paragraph."""
    front = _FRONT_MATTER.match(text)
    reader = _Markdown()
    for line in (text[front.end() :] if front else text).expandtabs(4).splitlines():
        reader.take(line)
    reader.close()
    named = _TITLE.search(front[0]) if front else None
    headings = [piece for piece in reader.pieces if piece.kind is BlockKind.HEADING]
    own = next((piece.text for piece in headings if piece.level == 1), printed(named[1]) if named else "")
    return Page(
        form="markdown",
        title=own or (headings[0].text if headings else ""),
        pieces=tuple(reader.pieces),
        links=tuple(reader.links),
        dropped=(Dropped("front matter", printed(front[0])),) if front else (),
    )


class _Markdown:
    """Takes lines, keeps the paragraph being collected."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.links: list[Link] = []
        self._open: list[str] = []
        self._marker: str | None = None
        self._depth = 0
        self._is_item = False
        self._head: tuple[str, ...] = ()

    def take(self, line: str) -> None:
        bare = _QUOTES.sub("", line.strip())
        if bare.startswith(("```", "~~~")):
            self.close()
        elif not bare:
            self.close()
            self._head = ()
        elif not self._is_marked(bare) and not self._starts_item(line, bare):
            self._open.append(line)

    def _is_marked(self, bare: str) -> bool:
        if heading := _HASHES.match(bare):
            self.close()
            self._heading(len(heading[1]), heading[2])
            return True
        if _UNDERLINE.match(bare) and self._open and not self._is_item:
            words, self._open = " ".join(self._open), []
            self._heading(1 if bare[0] == "=" else 2, words)
            return True
        if _RULE.match(bare):
            self.close()
            return True
        if bare.startswith("|") or (_TABLE_RULE.match(bare) and "|" in bare):
            self.close()
            self._row(bare)
            return True
        return False

    def _starts_item(self, line: str, bare: str) -> bool:
        numbered = _MARKER_ONLY.match(bare)
        match = numbered or _BULLET.match(bare)
        if not match:
            return False
        self.close()
        self._is_item = True
        self._marker = numbered[1] if numbered else None
        self._depth = 1 + (len(line) - len(line.lstrip())) // _SPACES_PER_DEPTH
        self._open = [bare[match.end() :]]
        return True

    def close(self) -> None:
        if not self._open:
            return
        raw = "\n".join(line.strip() for line in self._open)
        words, strong, lead = self._inline(raw)
        if words and self._is_item:
            self.pieces.append(Piece(BlockKind.ITEM, words, self._depth, self._marker, strong, lead))
        elif words:
            self.pieces.append(Piece(BlockKind.PARAGRAPH, words, strong=strong, lead=lead))
        self._open, self._marker, self._is_item = [], None, False

    def _heading(self, level: int, raw: str) -> None:
        words, _, _ = self._inline(raw)
        if words:
            self.pieces.append(Piece(BlockKind.HEADING, words, level))

    def _row(self, bare: str) -> None:
        if _TABLE_RULE.match(bare):
            if self.pieces and self.pieces[-1].kind is BlockKind.ROW:
                self._head = self.pieces[-1].cells
            return
        cells = tuple(self._inline(cell)[0] for cell in re.split(r"(?<!\\)\|", bare.strip("|")))
        text = CELL.join(cell for cell in cells if cell)
        if text:
            self.pieces.append(Piece(BlockKind.ROW, text, cells=cells, head=self._head))

    def _inline(self, raw: str) -> tuple[str, bool, str]:
        """Printed words, whether all are bold, and the bold words they open with."""
        raw = _IMAGE.sub(lambda found: self._noted(LinkKind.IMAGE, found[1], found[2], ""), raw)
        raw = _LINK.sub(lambda found: self._noted(_kind(found[2]), found[1], found[2], found[1]), raw)
        raw = _AUTO.sub(lambda found: self._noted(_kind(found[1]), found[1], found[1], found[1]), raw)
        raw = _TAG.sub(" ", raw) if "<" in raw or "{:" in raw else raw
        bold = _STRONG.match(raw.strip())
        lead = printed(_plain(bold[2])) if bold else ""
        words = printed(_plain(raw))
        return words, bool(lead) and lead == words, "" if lead == words else lead

    def _noted(self, kind: LinkKind, words: str, target: str, shown: str) -> str:
        if target and not target.startswith("#"):
            self.links.append(Link(kind, printed(_plain(words)), target.removeprefix("mailto:")))
        return shown


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
    return _ESCAPED.sub(r"\1", _SOFT.sub(r"\1", raw))


def _kind(target: str) -> LinkKind:
    return LinkKind.MAIL if target.startswith("mailto:") or ("@" in target and "/" not in target) else LinkKind.PAGE
