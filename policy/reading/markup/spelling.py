"""Lines that a script took apart to move their words or letters one by one, as readers see them."""

from policy.reading.markup.tree import HEADINGS, UNREAD, WORDLESS, Element, Tree

LINES = HEADINGS | {"p"}
_PARTS = 2_000  # elements in a line
_LABEL, _HIDDEN = "aria-label", "aria-hidden"


def spoken_on(tree: Tree) -> dict[Element, str]:
    """What is said instead of each line that is nothing but parts hidden from voices, and that a label tells them."""
    return {
        line: line.get(_LABEL)
        for tag in LINES
        for line in tree.tagged(tag)
        if line.attrib and _LABEL in line.attrib and _is_apart(line)
    }


def _is_apart(line: Element) -> bool:
    """Whether the label is all that the line shows, letter by letter, and none of it is meant to be read out."""
    parts = [one for one in line.children() if one.tag not in UNREAD] if line.end - line.at <= _PARTS else []
    if not parts or any(part.get(_HIDDEN) != "true" for part in parts):
        return False
    return "".join("".join(line.runs(WORDLESS)).split()) == "".join(line.get(_LABEL).split())
