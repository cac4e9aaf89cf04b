"""The fields of a DOCX, as far as they matter to its converter: links and boxes of one paragraph."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from policy.reading.paper.numbers import W

MARK = "fldChar"
_SPELLINGS = (
    W,
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)  # the converter takes the strict one for the same
_MARKS, _PARAGRAPHS = ([f"{space}{name}" for space in _SPELLINGS] for name in (MARK, "p"))
_TYPES = [f"{space}fldCharType" for space in _SPELLINGS]
_READ = frozenset(f"{space}{name}" for space in _SPELLINGS for name in ("r", "ins", "hyperlink", "smartTag"))
_DEEPEST = 20  # fields in a field, as Word has it


def without_open_fields(text: Element) -> None:
    """No field is left that does not end in its paragraph: at every run the converter looks through all that are open,
    at every mark through all their instructions. Their words stay."""
    kept = {mark for name in _PARAGRAPHS for paragraph in text.iter(name) for mark in _closed(paragraph)}
    for parent in text.iter():
        if any(child.tag in _MARKS and child not in kept for child in parent):
            parent[:] = [child for child in parent if child.tag not in _MARKS or child in kept]


def _closed(paragraph: Element) -> Iterator[Element]:
    """The marks of its fields that end: where each begins, where its words begin, and where it ends."""
    fields: list[list[Element]] = []  # under way
    for mark in _marks(paragraph):
        match [mark.get(name) for name in _TYPES if mark.get(name) is not None]:
            case ["begin"]:
                fields.append([mark])
            case ["separate"] if fields and len(fields[-1]) == 1:
                fields[-1].append(mark)
            case ["end"] if fields:
                field = fields.pop()
                if len(fields) < _DEEPEST:
                    yield from (*field, mark)


def _marks(paragraph: Element) -> Iterator[Element]:
    """In their order; none of a paragraph within it, nor of anything that the converter may pass over."""
    around = [*reversed(paragraph)]
    while around:
        one = around.pop()
        if one.tag in _MARKS:
            yield one
        elif one.tag in _READ:
            around += reversed(one)
