"""What the styles of a DOCX say of its paragraphs and runs, by their own word or that of the style on which they are
based."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from xml.etree.ElementTree import Element

from policy.reading.paper.numbers import W

_OFF = frozenset({"0", "false", "off", "none"})
_HIDDEN, _BOLD = ("vanish", "specVanish"), ("b",)
_NAMED = re.compile(r"heading ?([1-9])$")
_TITLE = "title"
_CONTENTS = re.compile(r"toc ?(?:[1-9]|heading)$")
_BODY = 9  # the outline level of what is no heading; those of headings count from 0


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None: it says nothing of that."""

    is_hidden: bool | None = None
    is_bold: bool | None = None
    is_title: bool | None = None
    is_contents: bool | None = None
    level: int | None = None  # of a heading from 1; 0: body text


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their identifiers, which differ from language to language as their names do not."""

    named: Mapping[str, Style] = field(default_factory=dict)

    def of(self, element: Element) -> Style:
        """What the style of a paragraph or run says."""
        kind = element.tag
        style = element.find(f"{kind}Pr/{kind}Style")
        name = "" if style is None else style.get(f"{W}val", "")
        return self.named[name] if name in self.named else _called(name)

    def level(self, paragraph: Element) -> int:
        """Of a heading from 1; 0: it is none."""
        own = _outline(paragraph)
        return (self.of(paragraph).level if own is None else own) or 0


def styles_of(part: Element | None) -> Styles:
    """From the part that defines styles; None: the document has none."""
    found: dict[str, Style] = {}
    based: dict[str, str] = {}
    for style in part.iter(f"{W}style") if part is not None else ():
        name, base = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
        found[name] = _said(style)
        based[name] = "" if base is None else base.get(f"{W}val", "")
    return Styles({name: _inherited(list(_line(name, found, based))) for name in found})


def is_hidden(element: Element) -> bool | None:
    """Whether what a run or style says of its text hides it; None: it says nothing of that."""
    return _switch(element, _HIDDEN)


def is_bold(element: Element) -> bool | None:
    """Whether what a run or style says of its text makes it bold; None: it says nothing of that."""
    return _switch(element, _BOLD)


def _said(style: Element) -> Style:
    name = style.find(f"{W}name")
    called = _called("" if name is None else name.get(f"{W}val", ""))
    level = _outline(style) if called.level is None else called.level
    return replace(called, is_hidden=is_hidden(style), is_bold=is_bold(style), level=level)


def _called(name: str) -> Style:
    """What the name of a style says."""
    folded = name.lower()
    heading = _NAMED.match(folded)
    is_contents = _CONTENTS.match(folded) is not None
    return Style(
        is_title=folded == _TITLE or None,
        is_contents=is_contents or None,
        level=int(heading[1]) if heading else None,
    )


def _outline(element: Element) -> int | None:
    level = element.find(f"{W}pPr/{W}outlineLvl")
    said = "" if level is None else level.get(f"{W}val", "")
    return (int(said) + 1) % (_BODY + 1) if len(said) == 1 and said in "0123456789" else None


def _switch(element: Element, names: tuple[str, ...]) -> bool | None:
    signs = [one for name in names if (one := element.find(f"{W}rPr/{W}{name}")) is not None]
    return any(one.get(f"{W}val") not in _OFF for one in signs) if signs else None


def _line(name: str, found: Mapping[str, Style], based: Mapping[str, str]) -> Iterator[Style]:
    """A style, the one it is based on, and so on."""
    seen = set[str]()
    while name in found and name not in seen:
        seen.add(name)
        yield found[name]
        name = based[name]


def _inherited(line: list[Style]) -> Style:
    """What the first of them that says anything of it says."""
    names = [one.name for one in fields(Style)]
    said = {name: next((own for one in line if (own := getattr(one, name)) is not None), None) for name in names}
    return Style(**said)
