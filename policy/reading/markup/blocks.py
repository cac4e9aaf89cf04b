"""The block being collected: its lines, how much of them is bold, and what it will be."""

import re

from policy.model.readings import BlockKind
from policy.reading.markup.boxes import BOXES
from policy.reading.markup.looks import look_of
from policy.reading.markup.tree import Element
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import HEADING, PARAGRAPH, Piece
from policy.reading.printed import printed

TEXT = (PARAGRAPH, 0)
_LONGEST_NUMBER = 20  # characters
_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*[.)]?")
_ENDS = (".", ":", ";", "!", "?", "。", "：", "；", "！", "？", "»", '"', "”")


class Collector:
    """Takes runs of text in reading order and gives a piece for every line of every block."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.runs: list[str] = []  # of the current line
        self.is_strong = False
        self._part = TEXT
        self._of: Element | None = None  # the innermost element around the first run
        self._bold: list[str] = []
        self._is_mixed = False
        self.begins = True  # no line of this block has been given yet
        self._apart = True

    def take(self, text: str, part: tuple[BlockKind, int], is_bold: bool, of: Element | None = None) -> None:
        """One more run of the current line, which then is such a part, from an element; white space before its first
        word is none."""
        runs = self.runs
        if not runs:
            if text.isspace():
                return  # most text nodes: the white space between blocks
            self._of = of
        elif len(runs) == 1 and of is not None and self._is_number_before(text, of):
            runs.append(" ")
        self._part = part
        runs.append(text)
        if self._is_mixed:
            return
        if is_bold:
            self._bold.append(text)
        elif not text.isspace():
            self._is_mixed = True

    def _is_number_before(self, text: str, of: Element) -> bool:
        """Whether all of the line so far is a number in an element of its own, which a style sheet sets apart from the
        words of another: "01" and "Scope", not "1" and "st"."""
        number = self._of
        if number is None or not _NUMBER.fullmatch(self.runs[0]) or number.tag in BOXES or number in of.around():
            return False
        return text[0].isalpha() and not text[0].islower()

    def line_break(self) -> None:
        """The line ends but not the block; two in a row set what follows apart."""
        self._apart = not self._end_line() or self._apart

    def flush(self) -> bool:
        """The block ends here; whether it held any words."""
        held = self._end_line() or not self.begins
        self._apart = self.begins = True
        self.is_strong = False
        return held

    def _end_line(self) -> bool:
        """Whether the line held any words."""
        runs = self.runs
        if not runs:
            return False
        words = printed(runs[0] if len(runs) == 1 else "".join(runs))
        runs.clear()
        bold: list[str] = []
        if self._bold:
            bold, self._bold = self._bold, bold
        is_mixed, self._is_mixed = self._is_mixed, False
        if not words:
            return False
        is_strong = self.is_strong or not is_mixed
        lead = printed("".join(bold)) if bold and not is_strong else ""
        kind, level = self._part
        look = "" if self._of is None or kind is HEADING else look_of(self._of)
        self._give(Piece(kind, words, level, None, is_strong, lead, self._apart, (), (), look))
        return True

    def _give(self, piece: Piece) -> None:
        is_first, self.begins, self._apart = self.begins or not self.pieces, False, False
        if is_first:
            self.pieces.append(piece)
            return
        previous = self.pieces[-1]
        if not piece.apart and (_goes_on(previous.text, piece.text) or _is_number_over(previous, piece)):
            is_strong = previous.strong and piece.strong
            self.pieces[-1] = previous._replace(text=f"{previous.text} {piece.text}", strong=is_strong)
        elif piece.kind is HEADING:
            self.pieces[-1] = previous._replace(text=f"{previous.text} {piece.text}")
        else:
            self.pieces.append(piece)


def _is_number_over(line: Piece, following: Piece) -> bool:
    """Whether a bold line is but the number of the bold line under it: "§ 1", "Article 2"."""
    if not (line.strong and following.strong and len(line.text) <= _LONGEST_NUMBER):
        return False
    sign = enumerator_of(line.text)
    return sign is not None and not sign.rest


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence merely wraps: nothing ended, and the next line begins in lower case, the line not in capitals
    alone."""
    return following[0].islower() and not line.endswith(_ENDS) and not line.isupper()
