"""Lines that a script took apart to move their words or letters one by one, as readers see them."""

from policy.reading.markup.tree import HEADINGS, WORDLESS, Element

_LINES = HEADINGS | {"p"}
_LABEL, _HIDDEN = "aria-label", "aria-hidden"
# What every such part has by its style, and so each page with such lines says somewhere.
_APART = "inline-block"


def put_together(text: str, elements: list[Element]) -> list[Element]:
    """The elements, each line whole again that is only parts hidden from voices, which are told it by a label."""
    if _APART not in text or _LABEL not in text:
        return elements
    at = 0
    while at < len(elements):
        element = elements[at]
        at += 1
        if element.attrib and _LABEL in element.attrib and element.tag in _LINES:
            at = element.end
            if _is_apart(element):
                element.text = element.get(_LABEL)
                for part in element.below():
                    part.text = part.tail = ""
    return elements


def _is_apart(line: Element) -> bool:
    """Whether the label is all that the line shows, letter by letter, and none of it is meant to be read out."""
    parts = [*line.children()]
    if not parts or any(part.get(_HIDDEN) != "true" for part in parts):
        return False
    shown = [line.text, *(words for one in line.below() if one.tag not in WORDLESS for words in (one.text, one.tail))]
    return "".join("".join(shown).split()) == "".join(line.get(_LABEL).split())
