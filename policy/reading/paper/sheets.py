"""One page of a PDF as printed lines and links, by PDFium, however the page is turned."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from policy.model.readings import Link, LinkKind
from policy.reading.paper.hyphens import BROKEN, HYPHEN, joined
from policy.reading.paper.lines import BOLD, Cell, PrintedLine
from policy.reading.printed import comparable, printed

if TYPE_CHECKING:
    import pypdfium2

_LONGEST_NAME = 128  # bytes of the name of a face
_HEAVY = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_GAP = 1.2  # of the size of the words: what lies further apart in a line stands in columns
_ANGLES = 50  # characters that are asked which way they stand
_MOST_LINKS = 2_000  # of one page
_LONGEST_TARGET = 2_000  # bytes
_MAIL = "mailto:"
_Box = tuple[float, float, float, float]  # left, top, right, bottom; PDF counts from the bottom of the page


class Sheet:
    """A page whose words run from left to right, or would if the reader turned it."""

    def __init__(self, document: "pypdfium2.PdfDocument", number: int) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._document = document
        self._number = number
        self._page = document[number]
        self._text = self._page.get_textpage()
        self._angle = self._turn()
        upright = -self._angle % 360
        if self._page.get_rotation() != upright:  # lines come in the order of the page as it is shown
            self._text.close()
            self._page.set_rotation(upright)
            self._text = self._page.get_textpage()

    def close(self) -> None:
        self._text.close()
        self._page.close()

    def lines(self) -> Iterator[PrintedLine]:
        start = 0
        for row in self._text.get_text_range().split("\r\n"):
            words = _printed(row)
            if words:
                yield self._line(words, start + len(row) - len(row.lstrip()), len(row.strip()))
            start += len(row) + 2

    def links(self) -> Iterator[Link]:
        """Where links lead out of the document, with the words they lie over."""
        at, link, edges = ctypes.c_int(0), self._raw.FPDF_LINK(), self._raw.FS_RECTF()
        for _ in range(_MOST_LINKS):
            if not self._raw.FPDFLink_Enumerate(self._page, ctypes.byref(at), ctypes.byref(link)):
                return
            target = self._target(link)
            if target and self._raw.FPDFLink_GetAnnotRect(link, ctypes.byref(edges)):
                area = (edges.left, edges.bottom, edges.right, edges.top)
                words = joined(_printed(self._text.get_text_bounded(*area)), frozenset())
                is_mail = target.lower().startswith(_MAIL)
                kind = LinkKind.MAIL if is_mail else LinkKind.PAGE
                yield Link(kind, words, target[len(_MAIL) :] if is_mail else target)

    def _target(self, link: object) -> str:
        action = self._raw.FPDFLink_GetAction(link)
        if self._raw.FPDFAction_GetType(action) != self._raw.PDFACTION_URI:
            return ""
        written = ctypes.create_string_buffer(_LONGEST_TARGET)
        length = self._raw.FPDFAction_GetURIPath(self._document, action, written, _LONGEST_TARGET)
        return printed(written.value.decode("utf-8", "replace")) if length <= _LONGEST_TARGET else ""

    def _turn(self) -> int:
        """How far most of the words are turned against the page, in quarters of a circle."""
        count = min(self._text.count_chars(), _ANGLES)
        angles = [math.degrees(self._raw.FPDFText_GetCharAngle(self._text, at)) for at in range(count)]
        quarters = Counter(round(angle / 90) % 4 * 90 for angle in angles)
        return quarters.most_common(1)[0][0] if quarters else 0

    def _line(self, words: str, first: int, length: int) -> PrintedLine:
        size = float(self._raw.FPDFText_GetFontSize(self._text, first))
        boxes = self._boxes(first, length, size)
        return PrintedLine(
            text=words,
            size=size,
            weight=self._weight(first),
            width=boxes[-1][2] - boxes[0][0] if boxes else 0.0,
            top=-boxes[0][3] if boxes else 0.0,
            page=self._number,
            cells=self._cells(boxes, words),
        )

    def _weight(self, at: int) -> int:
        """The weight of a character's face, by its name where it does not say: the standard fonts never do."""
        stated = int(self._raw.FPDFText_GetFontWeight(self._text, at))
        if stated > 0:
            return stated
        name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._raw.FPDFText_GetFontInfo(self._text, at, name, _LONGEST_NAME, ctypes.c_int())
        return BOLD if _HEAVY.search(name.value) else 0

    def _boxes(self, first: int, length: int, size: float) -> list[_Box]:
        """Where the words of a line stand, those near each other as one."""
        found: list[_Box] = []
        edges = [ctypes.c_double() for _ in range(4)]
        for at in range(self._raw.FPDFText_CountRects(self._text, first, length)):
            self._raw.FPDFText_GetRect(self._text, at, *edges)
            left, top, right, bottom = _turned(_box(edges), self._angle)
            if found and -size <= left - found[-1][2] <= _GAP * size:
                last = found.pop()
                left, top, right, bottom = last[0], max(top, last[1]), max(right, last[2]), min(bottom, last[3])
            found.append((left, top, right, bottom))
        return found

    def _cells(self, boxes: list[_Box], words: str) -> tuple[Cell, ...]:
        """The words of a line by their places; all in one place, unless no word is lost by telling them apart."""
        if len(boxes) > 1 and all(after[0] > before[2] for before, after in pairwise(boxes)):
            cells = tuple(Cell(self._inside(box), box[0], box[2]) for box in boxes)
            if comparable("".join(cell.text for cell in cells)) == comparable(words):
                return cells
        return (Cell(words, boxes[0][0], boxes[-1][2]),) if boxes else ()

    def _inside(self, box: _Box) -> str:
        left, top, right, bottom = _turned(box, -self._angle % 360)
        return _printed(self._text.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1))


def _box(edges: list[ctypes.c_double]) -> _Box:
    left, top, right, bottom = (edge.value for edge in edges)
    return left, top, right, bottom


def _turned(box: _Box, angle: int) -> _Box:
    """The box as it lies once words that are turned so far stand upright."""
    left, top, right, bottom = box
    match angle:
        case 90:
            return -top, right, -bottom, left
        case 180:
            return -right, -bottom, -left, -top
        case 270:
            return bottom, -left, top, -right
        case _:
            return box


def _printed(row: str) -> str:
    # PDFium marks a hyphen at a line's end so, and mostly joins the two lines itself.
    bare = row.rstrip()
    return printed(bare.removesuffix(BROKEN) + HYPHEN * bare.endswith(BROKEN))
