"""Word's own arithmetic: the numbers of paragraphs that stand nowhere in a DOCX file, but are printed before them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from policy.reading.paper.counting import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9  # of a list; Word has no more
_LARGEST = 100_000  # number that is printed; a file may say any
_LONGEST = 60  # characters of what is printed before a paragraph, its numbers left open
_UNNUMBERED = frozenset({"bullet", "none"})
_FIGURES = "decimal"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str  # such as "%1.%2"
    start: int
    style: str  # whose paragraphs are of this level; empty: of none
    is_legal: bool = False  # all its numbers are printed in figures


_Lists = Mapping[str, tuple[str, Mapping[int, _Level]]]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each is counted; paragraphs are asked for in their order."""

    lists: _Lists  # a list's number to the definition it counts with
    styles: Mapping[str, tuple[str, int]]  # a style's name to list and level
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def before(self, paragraph: Element) -> str:
        """What is printed before the paragraph; empty: nothing, or a bullet."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.lists:
            return ""
        number, depth = place
        definition, levels = self.lists[number]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(definition, [0] * _LEVELS)
        counts[depth] = min(counts[depth] + 1 if counts[depth] else level.start, _LARGEST)
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return "" if level.form in _UNNUMBERED else _printed(level, levels, counts)

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self.styles.get(style.get(f"{W}val", "")) if style is not None else None
        if own is None:
            return inherited
        number = _value(own.find(f"{W}numId"), inherited[0] if inherited else "0")
        depth = _whole(_value(own.find(f"{W}ilvl"), str(inherited[1] if inherited else 0)))
        return (number, depth) if number != "0" and 0 <= depth < _LEVELS else None


def numbering_of(numbers: Element | None, styles: Element | None) -> Numbering:
    """From the parts that define lists and styles; None: the document has no such part."""
    lists = dict(_lists(numbers)) if numbers is not None else {}
    return Numbering(lists, dict(_styled(styles, lists)) if styles is not None else {})


def _lists(numbers: Element) -> Iterator[tuple[str, tuple[str, dict[int, _Level]]]]:
    definitions = {one.get(f"{W}abstractNumId", ""): _levels(one) for one in numbers.iter(f"{W}abstractNum")}
    for one in numbers.iter(f"{W}num"):
        name = one.get(f"{W}numId", "")
        definition = _value(one.find(f"{W}abstractNumId"), "")
        levels = dict(definitions.get(definition, {}))
        begins_anew = False
        for change in one.iter(f"{W}lvlOverride"):
            levels |= _levels(change)
            start = change.find(f"{W}startOverride")
            depth = _whole(change.get(f"{W}ilvl", ""))
            if start is not None and depth in levels:
                begins_anew = True
                levels[depth] = replace(levels[depth], start=_whole(_value(start, "1")))
        yield name, (f"{definition} of {name}" if begins_anew else definition, levels)


def _levels(definition: Element) -> dict[int, _Level]:
    found = {}
    for one in definition.iter(f"{W}lvl"):
        form = _value(one.find(f"{W}numFmt"), "decimal")
        start = _whole(_value(one.find(f"{W}start"), "1"))
        text, style = _value(one.find(f"{W}lvlText"), ""), _value(one.find(f"{W}pStyle"), "")
        is_legal = one.find(f"{W}isLgl") is not None
        found[_whole(one.get(f"{W}ilvl", ""))] = _Level(form, text, start, style, is_legal)
    return found


def _styled(styles: Element, lists: _Lists) -> Iterator[tuple[str, tuple[str, int]]]:
    """The list and level of each style, as it says or as the style does on which it is based."""
    named = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    for name in named:
        base, number, depth = name, "", ""
        for _ in range(_LEVELS):
            style = named.get(base)
            if style is None:
                break
            own = style.find(f"{W}pPr/{W}numPr")
            if own is not None:
                number = number or _value(own.find(f"{W}numId"), "")
                depth = depth or _value(own.find(f"{W}ilvl"), "")
            base = _value(style.find(f"{W}basedOn"), "")
        if number in lists:
            linked = next((at for at, level in lists[number][1].items() if level.style == name), 0)
            yield name, (number, min(_whole(depth) if depth else linked, _LEVELS - 1))


def _printed(level: _Level, levels: Mapping[int, _Level], counts: list[int]) -> str:
    text = level.text[:_LONGEST]
    for depth in range(_LEVELS):
        if f"%{depth + 1}" in text:
            other = levels.get(depth, level)
            text = text.replace(
                f"%{depth + 1}", written(counts[depth] or other.start, _FIGURES if level.is_legal else other.form)
            )
    return text


def _value(element: Element | None, otherwise: str) -> str:
    return element.get(f"{W}val", otherwise) if element is not None else otherwise


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LEVELS else 0
