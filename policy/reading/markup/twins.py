"""What a page says twice side by side, once for wide screens and once for narrow ones: the reader sees one of them."""

import re
from collections import defaultdict

from policy.reading.markup.tree import Element, Tree, words_of
from policy.remembering import remembered

REASON = "said twice, for another screen"
_NAMES = 4096  # class attributes remembered: the elements of a page share few
_LONGEST = 400  # characters of a class that are looked at
# How the frameworks that many use say on which screens an element is shown, and what sites call it themselves.
TELLING = re.compile(
    r"(?:^|\s)d-(?:sm-|md-|lg-|xl-|xxl-)?none(?=\s|$)|(?:hidden|visible)-(?:xs|sm|md|lg|phone|mobile|tablet|desktop)"
    r"|(?:^|\s)(?:max-)?(?:sm|md|lg|xl):(?:hidden|block|flex|grid|contents|inline)"
    r"|(?:show|hide)-(?:for|on)-|(?:^|[\s_-])(?:mobile|desktop)(?=[\s_-]|$)",
    re.IGNORECASE,
)


def twins_of(tree: Tree) -> dict[Element, str]:
    """The later of each two elements side by side that say the same, each said to be for some screens only."""
    beside: dict[Element, list[Element]] = defaultdict(list)
    for one in tree.classed(_is_for_some):
        if one.parent is not None:
            beside[one.parent].append(one)
    found: dict[Element, str] = {}
    for row in beside.values():
        said: set[str] = set()
        for one in row if len(row) > 1 else ():
            words = "".join(words_of(one).split())
            if words in said:
                found[one] = REASON
            elif words:
                said.add(words)
    return found


@remembered(_NAMES)
def _is_for_some(names: str) -> bool:
    return TELLING.search(names[:_LONGEST]) is not None
