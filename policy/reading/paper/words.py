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
    dropped = tuple(_printed_as_shown(text, numbering_of(numbers, styles), _hiding(styles)))
    return _copied(archive, {_TEXT: tostring(text, "utf-8", xml_declaration=True)}), dropped


def _part(archive: zipfile.ZipFile, names: frozenset[str], name: str) -> Element | None:
    """A part that others do without where it is damaged or missing."""
    try:
        return fromstring(archive.read(name)) if name in names else None  # noqa: S314 – as above
    except ParseError:
        return None


def _hiding(styles: Element | None) -> frozenset[str]:
    """The names of the styles whose text is hidden, by their own word or that of the style they are based on."""
    found: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        name, base = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
        found[name] = _is_hidden(style)
        based[name] = "" if base is None else base.get(f"{W}val", "")
    for name in found:
        above, seen = name, set[str]()
        while found.get(above) is None and above in based and above not in seen:
            seen.add(above)
            above = based[above]
        found[name] = found.get(above)
    return frozenset(name for name, is_hidden in found.items() if is_hidden)


def _is_hidden(element: Element) -> bool | None:
    """Whether what a run or style says of its text hides it; None: it says nothing of that."""
    signs = [one for path in _UNSEEN if (one := element.find(path)) is not None]
    return any(one.get(f"{W}val") not in _OFF for one in signs) if signs else None


def _printed_as_shown(text: Element, numbering: Numbering, hiding: frozenset[str]) -> Iterator[Dropped]:
    for parent in list(text.iter()):
        is_hidden = parent.tag == f"{W}p" and _style_of(parent) in hiding
        reasons = [_reason(child, hiding, is_hidden) for child in parent]
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


def _reason(element: Element, hiding: frozenset[str], is_hidden: bool) -> str:
    """Why a run or paragraph is left out; `is_hidden`: the style of the paragraph around it hides its text."""
    if element.tag == f"{W}r":
        own = _is_hidden(element)
        is_hidden = is_hidden or _style_of(element) in hiding
        return "hidden" if (is_hidden if own is None else own) else ""
    name = _style_of(element).lower() if element.tag == f"{W}p" else ""
    is_entry = name.startswith(_CONTENTS) and not name.removeprefix(_CONTENTS).strip("0123456789")
    return "table of contents" if is_entry else ""


def _style_of(element: Element) -> str:
    """The name of the style of a paragraph or run; "": it states none."""
    kind = element.tag
    style = element.find(f"{kind}Pr/{kind}Style")
    return "" if style is None else style.get(f"{W}val", "")


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
