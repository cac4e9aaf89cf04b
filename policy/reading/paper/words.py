"""The text of a DOCX as Word shows it: numbers written out, headings and bold words called so whatever their styles are
called, what is hidden and tables of contents left out."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from policy.model.readings import Dropped
from policy.reading.paper.fields import MARK, without_open_fields
from policy.reading.paper.numbers import Numbering, W, numbering_of
from policy.reading.paper.styles import Styles, is_bold, is_hidden, styles_of
from policy.reading.paper.typesetting import LONGEST_HEADING
from policy.reading.printed import printed

_TEXT = "word/document.xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GONE = (f"{W}pPr/{W}rPr/{W}del", f"{W}pPr/{W}rPr/{W}moveFrom")  # a paragraph that a tracked change took away
_PARTS = (".xml", ".rels")
_GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
_CONTENTS = "table of contents"
_AROUND = frozenset({f"{W}fldSimple", f"{W}bdo", f"{W}dir"})  # around words, and of no matter to them
_OF_TABLES = frozenset({f"{W}tbl", f"{W}tr"})
_BASE = f"{W}ruby/{W}rubyBase"
_DEEPEST = 6  # heading that HTML has
_BODY = "Normal"


def shown(archive: zipfile.ZipFile) -> tuple[io.BytesIO, tuple[Dropped, ...]]:
    """The package with its text as it is printed, and what of it is not."""
    names = frozenset(archive.namelist())
    notes = dict(_with_fields(archive, names - {_TEXT}))
    if _TEXT not in names:
        return _copied(archive, notes), ()
    text = fromstring(archive.read(_TEXT))  # noqa: S314 – declarations of entities were refused before
    numbers, styles = (_part(archive, names, f"word/{name}.xml") for name in ("numbering", "styles"))
    dropped = tuple(_printed_as_shown(text, numbering_of(numbers, styles), styles_of(styles)))
    without_open_fields(text)
    return _copied(archive, {**notes, _TEXT: _written(text)}), dropped


def _with_fields(archive: zipfile.ZipFile, names: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Parts beside the text that have fields: notes, or whatever the package calls its text."""
    for name in names:
        if name.endswith(_PARTS) and MARK.encode() in archive.read(name).replace(b"\0", b""):
            part = _part(archive, names, name)
            if part is not None:
                without_open_fields(part)
                yield name, _written(part)


def _written(part: Element) -> bytes:
    written: bytes = tostring(part, "utf-8", xml_declaration=True)
    return written


def _part(archive: zipfile.ZipFile, names: frozenset[str], name: str) -> Element | None:
    """A part that others do without where it is damaged or missing."""
    try:
        return fromstring(archive.read(name)) if name in names else None  # noqa: S314 – as above
    except ParseError:
        return None


def _printed_as_shown(text: Element, numbering: Numbering, styles: Styles) -> Iterator[Dropped]:
    _unwrap(text)
    yield from _without_the_unseen(text, styles)
    paragraphs = list(text.iter(f"{W}p"))
    levels = _levels(paragraphs, styles, _heads_of_tables(text, styles))
    for paragraph, level in zip(paragraphs, levels, strict=True):
        number = "" if any(paragraph.find(path) is not None for path in _GONE) else numbering.before(paragraph)
        _embolden(paragraph, styles)
        if number:
            _number(paragraph, number)
        if level is not None:
            _call(paragraph, f"Heading{level}" if level else _BODY)


def _unwrap(text: Element) -> None:
    """What stands in an element that only surrounds it takes the place of it; of words with their pronunciation above
    them, the words."""
    for parent in _from_outside(text):
        if any(child.tag in _AROUND for child in parent):
            parent[:] = _unwrapped(parent)
        if parent.tag == f"{W}r" and parent.find(f"{W}ruby") is not None:
            words = [one for base in parent.findall(_BASE) for one in base.iter(f"{W}t")]
            parent[:] = [child for child in parent if child.tag != f"{W}ruby"] + words


def _from_outside(text: Element) -> Iterator[Element]:
    """Every element in the order of the document, but what was taken out of one that came before; each step costs the
    same however deep a document that wants to be expensive nests."""
    around = [text]
    while around:
        parent = around.pop()
        yield parent
        around += reversed(parent)


def _unwrapped(parent: Element) -> Iterator[Element]:
    around = [*reversed(parent)]
    while around:
        child = around.pop()
        if child.tag in _AROUND:
            around += reversed(child)
        else:
            yield child


def _without_the_unseen(text: Element, styles: Styles) -> Iterator[Dropped]:
    entries = _entries(text)
    for parent in _from_outside(text):
        is_in_hidden = parent.tag == f"{W}p" and bool(styles.of(parent).is_hidden)
        reasons = [_CONTENTS if child in entries else _reason(child, styles, is_in_hidden) for child in parent]
        if any(reasons):
            children = list(zip(list(parent), reasons, strict=True))
            parent[:] = [child for child, reason in children if not reason]
            for child, reason in children:
                words = printed("".join(one.text or "" for one in child.iter(f"{W}t"))) if reason else ""
                if words:
                    yield Dropped(reason, words)


def _reason(element: Element, styles: Styles, is_in_hidden: bool) -> str:
    """Why a run, a paragraph or a block is left out; `is_in_hidden`: the style of the paragraph around it hides its
    text."""
    match element.tag.removeprefix(W):
        case "r":
            hides = (is_hidden(element), styles.of(element).is_hidden, is_in_hidden)
            return "hidden" if next(said for said in hides if said is not None) else ""
        case "p":
            return _CONTENTS if styles.of(element).is_contents else ""
        case "sdt":
            gallery = element.find(_GALLERY)
            return _CONTENTS if gallery is not None and gallery.get(f"{W}val", "").lower() == _CONTENTS else ""
        case _:
            return ""


def _entries(text: Element) -> frozenset[Element]:
    """The paragraphs whose words a field makes that is a table of contents; one that does not end makes none."""
    fields: list[bool] = []  # under way, whether each is such a table
    tables: list[set[Element]] = []  # the paragraphs of those
    found: set[Element] = set()
    paragraph = text
    for element in text.iter():
        match element.tag.removeprefix(W):
            case "p":
                paragraph = element
            case "fldChar" if element.get(f"{W}fldCharType") == "begin":
                fields.append(False)
            case "fldChar" if element.get(f"{W}fldCharType") == "end" and fields:
                found |= tables.pop() if fields.pop() else set()
            case "instrText" if fields and not fields[-1] and (element.text or "").split()[:1] == ["TOC"]:
                fields[-1] = True
                tables.append(set())
            case "t" if tables:
                tables[0].add(paragraph)
    return frozenset(found)


def _heads_of_tables(text: Element, styles: Styles) -> frozenset[Element]:
    """The paragraphs of rows whose every cell is styled as a heading: they head the columns. A table in a cell has
    columns of its own."""
    found: set[Element] = set()
    for row in text.iter(f"{W}tr"):
        cells = [[one for one in _own(cell) if _length(one)] for cell in row.findall(f"{W}tc")]
        if len(cells) > 1 and all(cell and all(map(styles.level, cell)) for cell in cells):
            found.update(paragraph for cell in cells for paragraph in cell)
    return frozenset(found)


def _own(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, in no order, without those of tables in it."""
    around = [cell]
    while around:
        for child in around.pop():
            if child.tag == f"{W}p":
                yield child
            elif child.tag not in _OF_TABLES:
                around.append(child)


def _levels(paragraphs: list[Element], styles: Styles, heads: frozenset[Element]) -> Iterator[int | None]:
    """Of each paragraph, its level as a heading, under the title where there is one; 0: its style calls it a heading,
    which it is too long for, or which heads a column; None: it does not."""
    titles = [bool(styles.of(one).is_title and _length(one)) for one in paragraphs]
    levels = [styles.level(one) for one in paragraphs]
    deeper = 1 if any(titles) and 1 in levels else 0
    for paragraph, is_title, level in zip(paragraphs, titles, levels, strict=True):
        if not (is_title or level):
            yield None
        elif paragraph in heads or _length(paragraph) > LONGEST_HEADING:
            yield 0
        else:
            yield 1 if is_title else min(level + deeper, _DEEPEST)


def _length(paragraph: Element) -> int:
    return sum(len(one.text or "") for one in paragraph.iter(f"{W}t"))


def _embolden(paragraph: Element, styles: Styles) -> None:
    """Runs that their style or that of the paragraph makes bold say so themselves."""
    around = styles.of(paragraph).is_bold
    for run in _runs(paragraph):
        if is_bold(run) is None and next(
            (said for said in (styles.of(run).is_bold, around) if said is not None), False
        ):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = Element(f"{W}rPr")
                run.insert(0, properties)
            SubElement(properties, f"{W}b")


def _runs(element: Element) -> Iterator[Element]:
    """The runs of a paragraph, without those of paragraphs within it."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag != f"{W}p":
            yield from _runs(child)


def _call(paragraph: Element, name: str) -> None:
    """The paragraph has this style, whatever it had."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = Element(f"{W}pPr")
        paragraph.insert(0, properties)
    style = properties.find(f"{W}pStyle")
    if style is None:
        style = SubElement(properties, f"{W}pStyle")
    style.set(f"{W}val", name)


def _number(paragraph: Element, number: str) -> None:
    """The number becomes the paragraph's first words, and the paragraph no item of a list without numbers."""
    properties = paragraph.find(f"{W}pPr")
    own = properties.find(f"{W}numPr") if properties is not None else None
    if properties is not None and own is not None:
        properties.remove(own)
    run = Element(f"{W}r")
    SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = f"{number} "
    paragraph.insert(0 if properties is None else 1, run)


def _copied(archive: zipfile.ZipFile, instead: dict[str, bytes]) -> io.BytesIO:
    """The package without its pictures."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as copy:
        for name in dict.fromkeys(name for name in archive.namelist() if name.endswith(_PARTS)):
            copy.writestr(name, instead[name] if name in instead else archive.read(name))
    return file
