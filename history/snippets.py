"""The place in a text where somebody's words stand, with those words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_AROUND = 140  # characters shown on either side of the first find


@dataclass(frozen=True, slots=True)
class Snip:
    text: str
    is_found: bool


def snippet(text: str, question: str) -> tuple[Snip, ...]:
    """The words around the first find, and every find in them marked; the beginning of the text when none stands as
    it was asked (the database folds accents, we do not)."""
    asked = sorted(set(re.findall(r"\w+", question)), key=len, reverse=True)
    found = re.compile("|".join(rf"\b{re.escape(word)}\w*" for word in asked) or r"(?!)", re.IGNORECASE)
    first = found.search(text)
    middle = first.start() if first else 0
    begin, end = max(0, middle - _AROUND), min(len(text), middle + 2 * _AROUND)
    begin = text.find(" ", begin, middle) + 1 or begin if begin else 0
    end = text.rfind(" ", middle + 1, end) if end < len(text) and " " in text[middle + 1 : end] else end
    marks = tuple(_pieces(found, text[begin:end]))
    before, after = ("… " if begin else ""), (" …" if end < len(text) else "")
    return (*([Snip(before, False)] if before else []), *marks, *([Snip(after, False)] if after else []))


def _pieces(found: re.Pattern[str], text: str) -> Iterator[Snip]:
    at = 0
    for match in found.finditer(text):
        if match.start() > at:
            yield Snip(text[at : match.start()], is_found=False)
        yield Snip(match[0], is_found=True)
        at = match.end()
    if at < len(text):
        yield Snip(text[at:], is_found=False)
