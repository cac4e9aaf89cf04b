"""Tagged PDFs: blocks as the document's own structure tells them, where it tells of nearly all words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median

from policy.model.readings import BlockKind, Dropped
from policy.reading.lexicon import is_contents_label
from policy.reading.paper.lines import BOLD, Look, PrintedLine, ends_sentence, look_of, wrapped
from policy.reading.paper.margins import is_entry
from policy.reading.paper.sheets import Run, Sheet
from policy.reading.paper.tables import LAYOUT_TEXT, TableRow
from policy.reading.paper.tags import Place, Tags
from policy.reading.paper.typesetting import LONGEST_HEADING, levels_of
from policy.reading.pieces import Piece

_TOLD = 0.9  # of the letters, at least, that the structure must tell of to be believed
_HEADINGS = 0.5  # of the letters, at most, that may be headings
_LAYOUT = 2  # columns
_LARGER = 1.1  # than the largest heading: a title
_NOWHERE = Place()
_OF_THE_PAGE = Place(is_artifact=True)


@dataclass(slots=True)
class Told:
    """Words that stand together in the structure, on one page."""

    place: Place
    page: int
    lines: list[PrintedLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        return wrapped(line.text for line in self.lines)

    @property
    def is_strong(self) -> bool:
        return all(line.weight >= BOLD for line in self.lines)


def told_of(sheet: Sheet, tags: Tags) -> list[Told]:
    """All words of a page in the order of its structure; those it does not tell of where they were drawn, or as the
    page's own where they stand above or below all others. Empty: the page has no structure."""
    runs = list(sheet.runs())
    drawn: dict[int, list[int]] = {}
    for at, run in enumerate(runs):
        drawn.setdefault(run.mark, []).append(at)
    found: list[tuple[Told, list[int]]] = []
    for mark, place in tags.of_page(sheet):
        places = drawn.pop(mark, [])
        if places and found and found[-1][0].place == place:
            found[-1][1].extend(places)
        elif places:
            found.append((Told(place, sheet.number), places))
    owners: list[Told | None] = [None] * len(runs)
    for told, places in found:
        told.lines = [line for begin, end in _stretches(runs, places) for line in sheet.lines(begin, end)]
        for at in places:
            owners[at] = told
    return [*_with_the_rest([told for told, _ in found], owners, runs, sheet)] if found else []


def _stretches(runs: Sequence[Run], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The characters of these runs, those drawn one after the other as one stretch."""
    begin = places[0]
    for last, at in zip(places, (*places[1:], -1), strict=True):
        if at != last + 1:
            yield runs[begin].begin, runs[last].end
            begin = at


def _with_the_rest(
    found: Sequence[Told], owners: Sequence[Told | None], runs: Sequence[Run], sheet: Sheet
) -> Iterator[Told]:
    """What the structure tells of, and the runs without an owner after what was drawn before them."""
    tops = [line.top for told in found for line in told.lines] or [0.0]
    highest, lowest = min(tops), max(tops)
    rest: dict[int, list[Told]] = {}
    before = 0  # the identity of what was drawn last, 0 at the beginning
    for owner, stretch in groupby(range(len(runs)), owners.__getitem__):
        if owner is not None:
            before = id(owner)
            continue
        places = list(stretch)
        drawn = sheet.lines(runs[places[0]].begin, runs[places[-1]].end)
        for edge, lines in groupby(drawn, lambda line: (line.top > lowest) - (line.top < highest)):
            told = Told(_OF_THE_PAGE if edge else _NOWHERE, sheet.number, list(lines))
            rest.setdefault(before, []).append(told)
    for told in (*rest.get(0, ()), *(one for own in found for one in (own, *rest.get(id(own), ())))):
        if any(sign.isalnum() for line in told.lines for sign in line.text):
            yield told


def is_believed(pages: Sequence[Sequence[Told]]) -> bool:
    """Whether the structure tells of nearly all words of the document, and does not call most of them headings."""
    letters = dict.fromkeys(("all", "told", "headings"), 0)
    for told in (told for page in pages for told in page if not told.place.is_artifact):
        size = len(told.text)
        letters["all"] += size
        letters["told"] += size * (told.place != _NOWHERE)
        letters["headings"] += size * (told.place.heading > 0)
    return letters["told"] > 0 and (
        letters["told"] >= _TOLD * letters["all"] and letters["headings"] <= _HEADINGS * letters["all"]
    )


def blocks_of(pages: Sequence[Sequence[Told]], dropped: list[Dropped]) -> Iterator[Piece | TableRow]:
    """The blocks of the document in order, tables as rows. Where nothing is called a heading, looks tell."""
    kept = [*_kept([told for page in pages for told in page], dropped)]
    has_headings = any(told.place.heading for told in kept)
    prose = [told.lines[0] for told in kept if not told.place.cell and not told.place.item]
    levels = _titles(kept) if has_headings else levels_of(prose, [line for told in kept for line in told.lines])
    deeper = 1 if has_headings and levels else 0
    rows = [(row, list(cells)) for row, cells in groupby(_joined(kept), lambda told: told.place.row)]
    tables = _tables([cells for row, cells in rows if row])
    items: set[int] = set()
    label = ""
    for row, cells in rows:
        if row and cells[0].place.table in tables and not any(told.place.heading for told in cells):
            yield _row(cells)
            continue
        for told in cells:
            if told.place.is_label:
                label = f"{told.text} " if any(map(str.isalnum, told.text)) else ""
                continue
            yield _piece(_under(told, deeper), label, levels, told.place.item not in items)
            items.add(told.place.item)
            label = ""


def _tables(rows: Sequence[Sequence[Told]]) -> frozenset[int]:
    """The tables that have columns, but for those that only set headings beside their texts."""
    found: dict[int, list[Sequence[Told]]] = {}
    for cells in rows:
        found.setdefault(cells[0].place.table, []).append(cells)
    return frozenset(
        table for table, own in found.items() if any(_width(cells) > 1 for cells in own) and not _is_layout(own)
    )


def _width(cells: Sequence[Told]) -> int:
    return len({told.place.cell for told in cells})


def _is_layout(rows: Sequence[Sequence[Told]]) -> bool:
    """Whether in every row bold words stand beside more than a cell holds."""
    texts = []
    for cells in rows:
        first, *others = cells
        if (
            _width(cells) != _LAYOUT
            or not first.is_strong
            or first.place.is_head
            or any(told.is_strong for told in others)
        ):
            return False
        texts.append(sum(len(told.text) for told in others))
    return median(texts) >= LAYOUT_TEXT


def _titles(kept: Sequence[Told]) -> dict[Look, int]:
    """The looks of what is called no heading and is larger than all that are: word processors call the title a
    paragraph."""
    largest = max(told.lines[0].size for told in kept if told.place.heading)
    looks = {
        look_of(told.lines[0])
        for told in kept
        if not (told.place.heading or told.place.cell or told.place.item) and len(told.text) <= LONGEST_HEADING
    }
    return {look: 1 for look in looks if look[0] >= _LARGER * largest}


def _under(told: Told, deeper: int) -> Told:
    """A heading so many levels further down."""
    if not (deeper and told.place.heading):
        return told
    return replace(told, place=told.place._replace(heading=told.place.heading + deeper))


def _kept(told: Sequence[Told], dropped: list[Dropped]) -> Iterator[Told]:
    """What belongs to the document."""
    for one, after in zip(told, (*told[1:], None), strict=True):
        if one.place.is_artifact:
            dropped.append(Dropped("page header or footer", one.text))
        elif _is_entry(one) or (after is not None and _is_entry(after) and is_contents_label(one.text)):
            dropped.append(Dropped("table of contents", one.text))
        else:
            yield one


def _is_entry(told: Told) -> bool:
    return told.place.is_contents or all(is_entry(line.text) for line in told.lines)


def _joined(kept: Iterable[Told]) -> Iterator[Told]:
    """The blocks, those that go on over the page as one: each page tells of its own part."""
    before: Told | None = None
    for told in kept:
        if before is not None and _goes_on(before, told):
            before = Told(before.place, told.page, [*before.lines, *told.lines])
            continue
        if before is not None:
            yield before
        before = told
    if before is not None:
        yield before


def _goes_on(before: Told, told: Told) -> bool:
    """Whether a block is the rest of the last one of the page before."""
    one, other = before.place, told.place
    if before.page == told.page or one.heading or other.heading or one.row or other.row or one.is_label:
        return False
    if ends_sentence(before.text) or (one.item > 0) != (other.item > 0):
        return False
    return not other.is_label and look_of(before.lines[-1]) == look_of(told.lines[0])


def _row(cells: Sequence[Told]) -> TableRow:
    """The cells of a row; those without a word up to its last one are empty."""
    words = {cell: wrapped(told.text for told in found) for cell, found in groupby(cells, lambda told: told.place.cell)}
    is_head = all(told.place.is_head for told in cells)
    return TableRow(tuple(words.get(cell, "") for cell in range(1, max(words) + 1)), (), is_head, cells[0].page)


def _piece(told: Told, label: str, levels: dict[Look, int], is_first: bool) -> Piece:
    """The words of a block; a number that is printed before them is theirs, a bullet is form."""
    place, text = told.place, label + told.text
    level = place.heading or (0 if place.item or place.cell else levels.get(look_of(told.lines[0]), 0))
    if level and len(text) <= LONGEST_HEADING:
        return Piece(BlockKind.HEADING, text, level)
    lead = told.lines[0].lead
    lead = label + lead if lead else ""
    if place.item and is_first and not label:
        return Piece(BlockKind.ITEM, text, max(place.depth, 1), strong=told.is_strong, lead=lead)
    return Piece(BlockKind.PARAGRAPH, text, strong=told.is_strong, lead=lead)
