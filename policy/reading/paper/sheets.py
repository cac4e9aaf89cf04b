"""One page of a PDF as printed lines and links, by PDFium, however the page is turned."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from policy.model.readings import Link, LinkKind
from policy.reading.paper.hyphens import BROKEN, HYPHEN, joined
from policy.reading.paper.leftward import Glyph, ended, has_leftward, in_reading_order, is_leftward
from policy.reading.paper.ligatures import untied
from policy.reading.paper.lines import BOLD, Cell, PrintedLine, behind_number, in_one
from policy.reading.paper.seams import has_seams, is_torn, mended, spaced, words_of
from policy.reading.printed import comparable, printed

if TYPE_CHECKING:
    import pypdfium2

_BREAK = "\r\n"  # with which PDFium ends a line
_LONGEST_FACE = 128  # bytes of the name of a face
_HEAVY = re.compile(rb"bold|black|heavy|demi(?!c)|medi\b|(?:cm|ec|sf|ss|la)bx", re.IGNORECASE)  # the last four: of TeX
_GAP = 1.2  # of the size of the words: what lies further apart in a line stands in columns
_PIECED = 3  # pieces in which a line is drawn: its program may have moved its pen instead of drawing a space
_LONGEST_ROW = 1_000  # characters of a line whose letters are measured
_MOST_CELLS = 20  # of a line: one with more is no row of a table for people
_ANGLES = 50  # characters that are asked which way they stand
_HYPHENS = (BROKEN, "\u2010", "\u00ad")  # as they are drawn at a line's end
_MOST_LINKS = 2_000  # of one page
_LONGEST_TARGET = 2_000  # bytes
_MAIL = "mailto:"
_Box = tuple[float, float, float, float]  # left, top, right, bottom; PDF counts from the bottom of the page


class Run(NamedTuple):
    """Characters of a page that are drawn at once: their places, and the number of what they belong to among the marked
    content of the page (ISO 32000-1 §14.6); -1: of nothing marked."""

    begin: int
    end: int
    mark: int


class Sheet:
    """A page whose words run along its lines, or would if the reader turned it."""

    def __init__(self, document: "pypdfium2.PdfDocument", number: int) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._document = document
        self.number = number
        self.page = document[number]
        self._text = self.page.get_textpage()
        self._angle = self._turn()
        upright = -self._angle % 360
        if self.page.get_rotation() != upright:  # lines come in the order of the page as it is shown
            self._text.close()
            self.page.set_rotation(upright)
            self._text = self.page.get_textpage()
        self._signs = self._text.get_text_range()
        self._is_leftward = is_leftward(self._signs)
        self._has_seams = has_seams(self._signs)
        self._name = ctypes.create_string_buffer(_LONGEST_FACE)  # written to again and again, as are the next three
        self._flags, self._matrix, self._edges = ctypes.c_int(), raw.FS_MATRIX(), raw.FS_RECTF()

    def close(self) -> None:
        self._text.close()
        self.page.close()

    def lines(self, begin: int = 0, end: int | None = None) -> Iterator[PrintedLine]:
        """The lines between two places among the characters of the page."""
        return in_one(self._drawn_lines(begin, end))

    def _drawn_lines(self, begin: int, end: int | None) -> Iterator[PrintedLine]:
        start = begin
        for row in self._signs[begin:end].split(_BREAK):
            bare = row.strip()
            line = self._line(bare, start + len(row) - len(row.lstrip())) if bare else None
            if line is not None:
                yield line
            start += len(row) + len(_BREAK)

    def runs(self) -> Iterator[Run]:
        """All characters that are drawn; spaces and line ends that PDFium adds belong to none."""
        count = len(self._signs)
        at = 0
        while at < count:
            drawn = self._drawn(at)
            if drawn is None:
                at += 1
                continue
            step, last = 1, at
            while step:  # further in strides that double while they stay within the same object, then shrink
                is_same = last + step < count and _is_same(self._drawn(last + step), drawn)
                last += step if is_same else 0
                step = step * 2 if is_same and last + 2 * step < count else step // 2
            yield Run(at, last + 1, int(self._raw.FPDFPageObj_GetMarkedContentID(drawn)))
            at = last + 1

    def links(self) -> Iterator[Link]:
        """Where links lead out of the document, with the words they lie over."""
        at, link, edges = ctypes.c_int(0), self._raw.FPDF_LINK(), self._raw.FS_RECTF()
        for _ in range(_MOST_LINKS):
            if not self._raw.FPDFLink_Enumerate(self.page, ctypes.byref(at), ctypes.byref(link)):
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

    def _drawn(self, at: int) -> "ctypes._Pointer[ctypes.Structure] | None":
        """The object that draws the character; None: it is not drawn."""
        return self._raw.FPDFText_GetTextObject(self._text, at) or None

    def _line(self, row: str, first: int) -> PrintedLine | None:
        """The line of these characters, the first of them at this place; None: there is nothing to see of it."""
        size = self._size(first)
        rects = self._rects(first, len(row))
        words = self._words(row, first, size, len(rects) >= _PIECED)
        if not words:
            return None
        boxes = _joined(rects, size)
        weight, last = self._weight(first), first + len(row) - 1
        lighter = min(weight, self._weight(last)) if weight >= BOLD else weight
        return PrintedLine(
            text=words,
            size=size,
            weight=lighter,
            width=max(box[2] for box in boxes) - min(box[0] for box in boxes) if boxes else 0.0,
            top=-self._baseline(first),
            page=self.number,
            cells=behind_number(self._cells(boxes, words)),
            lead=self._lead(row, first) if weight >= BOLD > lighter else "",
        )

    def _size(self, at: int) -> float:
        """The size a character is drawn in, in points: that of its face may be scaled."""
        has_matrix = self._raw.FPDFText_GetMatrix(self._text, at, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d) if has_matrix else 0.0
        return float(self._raw.FPDFText_GetFontSize(self._text, at)) * (scale or 1.0)

    def _baseline(self, at: int) -> float:
        left, bottom = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._text, at, left, bottom)
        return _turned((left.value, bottom.value, left.value, bottom.value), self._angle)[3]

    def _lead(self, row: str, first: int) -> str:
        """The bold words it opens with."""
        end = 0
        for at, sign in enumerate(row):
            if sign.isspace():  # those that PDFium adds are of no face
                continue
            if self._weight(first + at) < BOLD:
                break
            end = at + 1
        return _printed(row[:end])

    def _weight(self, at: int) -> int:
        """The weight of a character's face, by its name first: the standard fonts state none, and many a program
        states that of a bold face by the width of its stems, as 415."""
        self._name[0] = b"\0"
        self._raw.FPDFText_GetFontInfo(self._text, at, self._name, _LONGEST_FACE, self._flags)
        return BOLD if _HEAVY.search(self._name.value) else int(self._raw.FPDFText_GetFontWeight(self._text, at))

    def _words(self, row: str, first: int, size: float, is_pieced: bool) -> str:
        if has_leftward(row) and (self._is_leftward or is_leftward(row)):
            return self._leftward(first, first + len(row), size)
        if self._is_leftward:
            return ended(_printed(row))
        torn = is_torn(row)
        if not (torn or is_pieced or self._has_seams) or len(row) > _LONGEST_ROW:
            return _printed(row)

        def gap(before: int, after: int) -> float:
            return self._gap(first + before, first + after) / (size or 1.0)

        whole = mended(row, gap) if torn else spaced(row, self._known if is_pieced else frozenset(), gap)
        return _printed(whole)

    @cached_property
    def _known(self) -> frozenset[str]:
        return words_of(self._signs)

    def _gap(self, before: int, after: int) -> float:
        """Between two characters of a line, in points."""
        left, right = self._loose(before), self._loose(after)
        return right[0] - left[2] if left and right and abs(right[3] - left[3]) < 1 else 0.0

    def _leftward(self, begin: int, end: int, size: float) -> str:
        """The words of a line that is read from right to left."""
        boxes = ((at, self._loose(at)) for at in range(begin, end))
        return printed(in_reading_order((Glyph(self._signs[at], box[0], box[2]) for at, box in boxes if box), size))

    def _loose(self, at: int) -> _Box | None:
        """The place of a character, with the room at its sides; None: it has none."""
        edges = self._edges
        if not self._raw.FPDFText_GetLooseCharBox(self._text, at, edges):
            return None
        return _turned((edges.left, edges.top, edges.right, edges.bottom), self._angle)

    def _rects(self, first: int, length: int) -> list[_Box]:
        """Where the words of a line stand, those that are drawn at once as one."""
        edges = [ctypes.c_double() for _ in range(4)]
        found = []
        for at in range(self._raw.FPDFText_CountRects(self._text, first, length)):
            self._raw.FPDFText_GetRect(self._text, at, *edges)
            found.append(_turned(_box(edges), self._angle))
        return found

    def _cells(self, boxes: list[_Box], words: str) -> tuple[Cell, ...]:
        """The words of a line by their places; all in one place, unless no word is lost by telling them apart."""
        if 1 < len(boxes) <= _MOST_CELLS and all(after[0] > before[2] for before, after in pairwise(boxes)):
            cells = tuple(Cell(self._inside(box), box[0], box[2], *self._face(box)) for box in boxes)
            if comparable("".join(cell.text for cell in cells)) == comparable(words):
                return cells
        return (Cell(words, boxes[0][0], boxes[-1][2]),) if boxes else ()

    def _inside(self, box: _Box) -> str:
        left, top, right, bottom = _turned(box, -self._angle % 360)
        return _printed(self._text.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1))

    def _face(self, box: _Box) -> tuple[float, int]:
        """Size and weight of the first word in a box; zeros: it is not found."""
        left, top, right, bottom = _turned(box, -self._angle % 360)
        x, y = (left + 1, (top + bottom) / 2) if self._angle in {0, 180} else ((left + right) / 2, bottom + 1)
        at = self._raw.FPDFText_GetCharIndexAtPos(self._text, x, y, (right - left) / 2, (top - bottom) / 2)
        return (self._size(at), self._weight(at)) if at >= 0 else (0.0, 0)


def _is_same(one: "ctypes._Pointer[ctypes.Structure] | None", other: "ctypes._Pointer[ctypes.Structure]") -> bool:
    return one is not None and ctypes.addressof(one.contents) == ctypes.addressof(other.contents)


def _box(edges: list[ctypes.c_double]) -> _Box:
    left, top, right, bottom = (edge.value for edge in edges)
    return left, top, right, bottom


def _joined(rects: list[_Box], size: float) -> list[_Box]:
    """Places of words, those near each other as one."""
    found: list[_Box] = []
    for left, top, right, bottom in rects:
        last = found[-1] if found else None
        if last is not None and -size <= left - last[2] <= _GAP * size:
            found[-1] = (last[0], max(top, last[1]), max(right, last[2]), min(bottom, last[3]))
        else:
            found.append((left, top, right, bottom))
    return found


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
    # PDFium marks a hyphen at a line's end as broken, and mostly joins the two lines itself.
    bare = row.rstrip()
    return printed(untied(bare[:-1] + HYPHEN if bare.endswith(_HYPHENS) else bare))
