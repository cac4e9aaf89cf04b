"""The foot of a page that nothing calls so: who owns it and since when, beside links and short lines, behind all
else."""

import re
from collections.abc import Iterator
from itertools import islice

from policy.reading.markup.tree import FRAMES, HEADINGS, WORDLESS, Element, Tree, words_of
from policy.reading.markup.volatile import CHANGES, why_left_out
from policy.reading.pieces import PARAGRAPH, Piece
from policy.reading.printed import printed, size_of

_LAST = 200  # elements of a page among which its foot ends
_PARTS = 200  # elements in a foot
_LINKS = 2  # that lead elsewhere in it
_SHORT = 10  # words of any line in it but that of the owner, and
_FEW = 60  # words of all together
_LITTLE = 0.25  # of the prose of the page
_CLIMB = 6
_CLAIMED = re.compile(r"©|\([cC]\)|[cC]opyright|COPYRIGHT")
_NEVER = FRAMES | {"h1"}
_ADDRESSES = ("mailto:", "tel:")


def foot_of(tree: Tree) -> dict[Element, str]:
    """The outermost element that is one, with the reason to leave it out; empty: there is none."""
    for line in islice(_claims(tree), 1):
        found = None
        for box in islice((line, *line.around()), _CLIMB):
            if box.tag in _NEVER or box.end - box.at > _PARTS or box.prose > _LITTLE * tree.total:
                break
            if not _is_foot(box, line):
                break
            found = box
        if found is not None and _links(found) >= _LINKS:
            return {found: "footer"}
    return {}


def _claims(tree: Tree) -> Iterator[Element]:
    """The last elements that say who owns the page, unless prose follows them."""
    for one in islice(reversed(tree.elements), _LAST):
        if one.tag in WORDLESS:
            continue
        if _CLAIMED.search(one.text) and why_left_out(Piece(PARAGRAPH, printed(words_of(one)) or " ")) == CHANGES:
            yield one
        elif _is_long(one.text) or _is_long(one.tail):
            return


def _is_foot(box: Element, line: Element) -> bool:
    """Whether nothing stands in it but short lines and that of the owner, and no title of a section."""
    if size_of(printed(words_of(box))) > _FEW:
        return False
    return not any(
        one.tag in HEADINGS or _is_long(one.text) or (one is not box and _is_long(one.tail))
        for one in box.within()
        if one is not line and one.tag not in WORDLESS
    )


def _is_long(words: str) -> bool:
    return bool(words) and size_of(printed(words)) > _SHORT


def _links(box: Element) -> int:
    return sum(one.tag == "a" and not one.get("href").startswith(_ADDRESSES) for one in box.within())
