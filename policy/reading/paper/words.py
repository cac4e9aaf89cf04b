"""The text of a DOCX as Word shows it: numbers written out, what is hidden and tables of contents left out."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from policy.model.readings import Dropped
from policy.reading.paper.numbers import Numbering, W, numbering_of
from policy.reading.printed import printed

_TEXT = "word/document.xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OFF = frozenset({"0", "false", "off"})
_UNSEEN = (f"{W}rPr/{W}vanish", f"{W}rPr/{W}specVanish")
_CONTENTS = "toc"
_GONE = (f"{W}pPr/{W}rPr/{W}del", f"{W}pPr/{W}rPr/{W}moveFrom")  # a paragraph that a tracked change took away
_PARTS = (".xml", ".rels")


def shown(archive: zipfile.ZipFile) -> tuple[io.BytesIO, tuple[Dropped, ...]]:
    """The package with its text as it is printed, and what of it is not."""
    names = frozenset(archive.namelist())
    if _TEXT not in names:
        return _copied(archive, {}), ()
    text = fromstring(archive.read(_TEXT))  # noqa: S314 – declarations of entities were refused before
    numbers, styles = (_part(archive, names, f"word/{name}.xml") for name in ("numbering", "styles"))
    dropped = tuple(_printed_as_shown(text, numbering_of(numbers, styles)))
    return _copied(archive, {_TEXT: tostring(text, "utf-8", xml_declaration=True)}), dropped


def _part(archive: zipfile.ZipFile, names: frozenset[str], name: str) -> Element | None:
    """A part that others do without where it is damaged or missing."""
    try:
        return fromstring(archive.read(name)) if name in names else None  # noqa: S314 – as above
    except ParseError:
        return None


def _printed_as_shown(text: Element, numbering: Numbering) -> Iterator[Dropped]:
    for parent in list(text.iter()):
        reasons = [_reason(child) for child in parent]
        if any(reasons):
            children = list(zip(list(parent), reasons, strict=True))
            parent[:] = [child for child, reason in children if not reason]
            for child, reason in children:
                words = printed("".join(one.text or "" for one in child.iter(f"{W}t"))) if reason else ""
                if words:
                    yield Dropped(reason, words)
    for paragraph in text.iter(f"{W}p"):
        number = "" if any(paragraph.find(path) is not None for path in _GONE) else numbering.before(paragraph)
        if number:
            _number(paragraph, number)


def _reason(element: Element) -> str:
    if element.tag == f"{W}r":
        signs = (element.find(path) for path in _UNSEEN)
        return "hidden" if any(one is not None and one.get(f"{W}val") not in _OFF for one in signs) else ""
    style = element.find(f"{W}pPr/{W}pStyle") if element.tag == f"{W}p" else None
    name = style.get(f"{W}val", "").lower() if style is not None else ""
    return (
        "table of contents"
        if name.startswith(_CONTENTS) and not name.removeprefix(_CONTENTS).strip("0123456789")
        else ""
    )


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
