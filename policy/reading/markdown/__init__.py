"""Markdown as pieces."""

import re

from policy.model.readings import CELL, BlockKind, Dropped
from policy.model.targets import ReadingOptions
from policy.reading.markdown.inline import Inline
from policy.reading.markdown.lines import SourceLine, lines_of
from policy.reading.markdown.references import References
from policy.reading.pieces import Page, Piece
from policy.reading.printed import printed

__all__ = ["has_front_matter", "markdown_page"]

_BULLET = re.compile(r"^([-*+•‣◦▪●·–—])\s+(?=\S)")
_HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*(?:\s*\{[#.][^{}\n]{0,200}\})?$")
_UNDERLINE = re.compile(r"^(=+|-+)\s*$")
_LEAST_UNDER_NUMBERS = 3  # signs under "1. Data" that make it a heading, where one or two are a list's own
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?:[\w-]+:.*\n|[ \t#-].*\n|\n)*?---[ \t]*\n")
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_MARKER_ONLY = re.compile(r"^(\d{1,3}[.)])\s+")
_DEFINITION = re.compile(r"^:\s+(?=\S)")
_SPACES_PER_DEPTH = 2
_ENDS = (".", ",", ";", ":")


def markdown_page(text: str, _: ReadingOptions, __: str = "") -> Page:
    """Headings, list items and table rows as marked; wrapped lines joined into their paragraph; what stands in a fence
    line by line."""
    front = _FRONT_MATTER.match(text)
    references = References()
    lines = references.text_of(lines_of(text[front.end() :] if front else text))
    reader = _Markdown(Inline(references))
    for line in lines:
        reader.take(line)
    reader.close()
    named = _TITLE.search(front[0]) if front else None
    headings = [piece for piece in reader.pieces if piece.kind is BlockKind.HEADING]
    own = next((piece.text for piece in headings if piece.level == 1), printed(named[1]) if named else "")
    unseen = (Dropped("note of the mark-up", printed(line)) for line in references.unseen)
    return Page(
        form="markdown",
        title=own or (headings[0].text if headings else ""),
        pieces=tuple(reader.pieces),
        links=tuple(reader.inline.links),
        dropped=(*((Dropped("front matter", printed(front[0])),) if front else ()), *unseen),
    )


def has_front_matter(text: str) -> bool:
    """Whether the text opens with settings of the page, as only Markdown does."""
    return _FRONT_MATTER.match(text) is not None


class _Markdown:
    """Takes lines, keeps the paragraph being collected."""

    def __init__(self, inline: Inline) -> None:
        self.pieces: list[Piece] = []
        self.inline = inline
        self._open: list[str] = []
        self._marker: str | None = None
        self._depth = 0
        self._is_item = False
        self._head: tuple[str, ...] = ()
        self._is_fenced = False

    def take(self, line: SourceLine) -> None:
        if line.is_verbatim:
            self._verbatim(line.text)
            return
        self._is_fenced = False
        if not line.text:
            self.close()
            self._head = ()
        elif not self._is_marked(line.text) and not self._starts_item(line):
            self._open.append(line.text)

    def _verbatim(self, text: str) -> None:
        self.close()
        if words := printed(text):
            self.pieces.append(Piece(BlockKind.PARAGRAPH, words, apart=not self._is_fenced))
            self._is_fenced = True

    def _is_marked(self, bare: str) -> bool:
        if heading := _HASHES.match(bare):
            self.close()
            self._heading(len(heading[1]), heading[2])
            return True
        if self._open and _UNDERLINE.match(bare) and self._is_underlined(bare):
            words = " ".join((*((self._marker,) if self._marker else ()), *self._open))
            self._open, self._marker, self._is_item = [], None, False
            self._heading(1 if bare[0] == "=" else 2, words)
            return True
        if "|" in bare and self._is_row(bare):
            return True
        if _RULE.match(bare):
            self.close()
            return True
        if _DEFINITION.match(bare):
            self.close()
            self._open = [bare.lstrip(": ")]
            return True
        return False

    def _is_underlined(self, bare: str) -> bool:
        """Whether what is open is a heading by the line under it; of items only a numbered line that ends as one."""
        if not self._is_item:
            return True
        is_line = self._marker is not None and len(self._open) == 1 and self._depth == 1
        return is_line and len(bare) >= _LEAST_UNDER_NUMBERS and not self._open[0].endswith(_ENDS)

    def _is_row(self, bare: str) -> bool:
        if bare.startswith("|") or self._head:
            self.close()
            self._row(bare)
            return True
        if not _TABLE_RULE.match(bare):
            return False
        head = self._open.pop() if self._open and "|" in self._open[-1] and not self._is_item else ""
        self.close()
        if head:
            self._row(head)
        self._row(bare)
        return True

    def _starts_item(self, line: SourceLine) -> bool:
        bare = line.text
        numbered = _MARKER_ONLY.match(bare)
        match = numbered or _BULLET.match(bare)
        if not match:
            return False
        self.close()
        self._is_item = True
        self._marker = numbered[1] if numbered else None
        self._depth = 1 + line.indent // _SPACES_PER_DEPTH
        self._open = [bare[match.end() :]]
        return True

    def close(self) -> None:
        if not self._open:
            return
        words, strong, lead = self.inline.words("\n".join(self._open))
        if words and self._is_item:
            self.pieces.append(Piece(BlockKind.ITEM, words, self._depth, self._marker, strong, lead))
        elif words:
            self.pieces.append(Piece(BlockKind.PARAGRAPH, words, strong=strong, lead=lead))
        self._open, self._marker, self._is_item = [], None, False

    def _heading(self, level: int, raw: str) -> None:
        words, _, _ = self.inline.words(raw)
        if words:
            self.pieces.append(Piece(BlockKind.HEADING, words, level))

    def _row(self, bare: str) -> None:
        if _TABLE_RULE.match(bare):
            if self.pieces and self.pieces[-1].kind is BlockKind.ROW:
                self._head = self.pieces[-1].cells
            return
        cells = tuple(self.inline.words(cell)[0] for cell in re.split(r"(?<!\\)\|", bare.strip("|")))
        text = CELL.join(cell for cell in cells if cell)
        if text:
            self.pieces.append(Piece(BlockKind.ROW, text, cells=cells, head=self._head))
