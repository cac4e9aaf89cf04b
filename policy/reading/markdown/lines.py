"""The lines of a Markdown text: with marks in place of tags, and known to be verbatim where a fence says so."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"^(`{3,}|~{3,})[^`]*$")
_QUOTES = re.compile(r"\A(?:>\s?+)*+")
_TAG = re.compile(
    r"<(/?)(h[1-6]|p|div|section|article|main|center|details|summary|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|b|"
    r"strong|img)(?![\w-])([^<>]{0,500})>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_APART = ("\n\n", "\n\n")
_MARKS = {  # where it begins, where it ends; a break is a line's end
    **{f"h{level}": (f"\n\n{'#' * level} ", "\n\n") for level in range(1, 7)},
    **dict.fromkeys(("p", "div", "section", "article", "main", "center", "details", "ul", "ol", "dl"), _APART),
    **dict.fromkeys(("dt", "dd", "table"), _APART),
    "li": ("\n- ", "\n"),
    "summary": ("\n\n**", "**\n\n"),
    "b": ("**", "**"),
    "strong": ("**", "**"),
    "tr": ("\n|", "\n"),
    "td": (" ", " |"),
    "th": (" ", " |"),
}


class SourceLine(NamedTuple):
    """One line; `text` is without the marks of quotes, `indent` are the spaces before it."""

    text: str
    indent: int
    is_verbatim: bool


def lines_of(text: str) -> Iterator[SourceLine]:
    """All lines but those of comments; a fence is closed by one like it, or by the end."""
    fence = ""
    for line in _uncommented(text.expandtabs(4)).splitlines():
        bare = _QUOTES.sub("", line.strip())
        mark = _FENCE.match(bare)
        if fence:
            if mark and bare.strip(fence[0]) == "" and len(bare) >= len(fence):
                fence = ""
                yield SourceLine("", 0, is_verbatim=False)
            else:
                yield SourceLine(bare, 0, is_verbatim=True)
        elif mark:
            fence = mark[1]
            yield SourceLine("", 0, is_verbatim=False)
        elif "<" in bare and _TAG.search(bare):
            for one in _TAG.sub(_marked, bare).split("\n"):
                yield SourceLine(one.strip(), 0, is_verbatim=False)
        else:
            yield SourceLine(bare, len(line) - len(line.lstrip()), is_verbatim=False)


def _uncommented(text: str) -> str:
    """Without comments; one that nobody ends is none. Each mark is looked at once."""
    parts: list[str] = []
    done = 0
    while (begin := text.find("<!--", done)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        parts.append(text[done:begin])
        done = end + 3
    return "".join((*parts, text[done:])) if done else text


def _marked(tag: re.Match[str]) -> str:
    name, is_end = tag[2].lower(), bool(tag[1])
    if name in _MARKS:
        return _MARKS[name][is_end]
    attributes = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(tag[3])}
    if name == "img":
        return f"![{attributes.get('alt', '')}]({attributes.get('src', '')})" if attributes.get("src") else " "
    return " "
