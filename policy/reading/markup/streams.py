"""What React sends after the page for scripts to put in its place, as a reader sees it once they have run."""

import re
from itertools import islice

from policy.reading.markup.libxml import Markup, root_of, serialised
from policy.reading.markup.signs import is_cut

MARK = "id=[\"']?S:"  # one pattern, found in a quarter of the time that three words are
_MARK = re.compile(MARK)
_PARTS = re.compile("S:([0-9a-f]{1,4})")  # as React calls what it sends late, and
_PLACES = "B:", "P:"  # the places for it: of a boundary, with something to look at until then, and of a part of it
_BEGINS, _ENDS = frozenset({"$", "$?", "$!", "$~"}), "/$"  # comments around what a boundary shows
_LONGEST = 300  # elements and comments of a stopgap: a page may have thousands of places side by side


def streamed(text: str) -> str:
    """The page with each late part in the place that has its number, instead of what stood there until it came: as
    React's own scripts move them. A page that is cut stays as it is, to be told by its end."""
    if not _MARK.search(text) or is_cut(text):
        return text
    root = root_of(text, has_comments=True)
    named = {name: one for one in root.iter("*") if (name := one.get("id"))}
    moved = False
    for name, part in named.items():
        number = _PARTS.fullmatch(name)
        places = [named[kind + number[1]] for kind in _PLACES if kind + number[1] in named] if number else []
        place = next((one for one in places if one.getparent() is not None and not _is_within(one, part)), None)
        if place is not None:
            _fill(place, part)
            moved = True
    return serialised(root) if moved else text


def is_late(name: str) -> bool:
    """Whether a part is called so that comes late."""
    return name[:2] == "S:"


def _is_within(place: Markup, part: Markup) -> bool:
    return place is part or any(around is part for around in place.iterancestors())


def _fill(place: Markup, part: Markup) -> None:
    """The part in the place, and nothing of what was to be looked at until then."""
    for gone in _stopgap(place):
        gone.tail = None
        around = gone.getparent()
        if around is not None:
            around.remove(gone)
    tail = place.tail
    for gone in list(place):
        place.remove(gone)
    place.attrib.clear()
    place.tag, place.text, place.tail = "div", part.text, tail
    place.extend(list(part))
    part.text = None


def _stopgap(place: Markup) -> list[Markup]:
    """The elements behind the place of a boundary up to the comment that ends it; none where no comment near does."""
    found: list[Markup] = []
    depth = 0
    for one in islice(place.itersiblings(), _LONGEST):
        sign = (one.text or "") if callable(one.tag) else ""  # what is no element has a maker for a tag
        if sign == _ENDS and not depth:
            return found
        depth += (sign in _BEGINS) - (sign == _ENDS)
        found.append(one)
    return []
