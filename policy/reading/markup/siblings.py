"""What stands among the sections of a document as one of them, whatever its class, role or tag calls it."""

from collections.abc import Iterator
from itertools import islice

from policy.reading.lexicon import touches_subjects
from policy.reading.markup.boxes import before_of
from policy.reading.markup.names import NOTHING, said_by
from policy.reading.markup.tree import CONTROLS, HEADINGS, UNREAD, Element, label_of, looked_at, words_of
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.printed import printed

_PARTS = 400  # elements in what is looked through, and around it
_FIRST = 16  # elements of a section in which its heading stands
_PEERS = 2  # other sections under headings of the same kind, fewest
_SUBJECTS = 1  # of policies that a section touches where only one side vouches for it
_ASKING = CONTROLS | {"button", "form"}
_ACTIVE = frozenset({"a", "button", "form", "input"})
_NO_SECTION = frozenset({"", "h1"})  # kinds of headings under which none stands
_LINES = frozenset({"p", "div"})
_BOLD = frozenset({"b", "strong"})
_LINE = 120  # characters of a heading
_AT = "@"  # of an address to write to
_STOPS = (".", "。", "।", "։", "؟", "?")
_FLOW = frozenset({"p", "ul", "ol", "table", "blockquote"})


def is_section(element: Element) -> bool:
    """Whether it only says something, and stands between sections that nothing calls otherwise, under headings of one
    kind, or goes on from one of several such, or is the text of a heading: no box of its name is so like them."""
    if element.end - element.at > _PARTS or not _only_says(element):
        return False
    before, after = _before(element), next(looked_at(element.following()), None)
    heading = _heading_in(element)
    kind = "" if heading is None else _kind_of(heading)
    above = "" if before is None else _kind_of(before)
    if before is not None and above not in _NO_SECTION and (heading is None or above < kind):
        return _is_text_of(element, before, after)
    if heading is None:
        return False
    if all(one is not None and _is_like(one, kind) for one in (before, after)):
        return True
    is_behind = before is not None and (_is_peer(before, kind) or _is_text(before))
    is_over = after is not None and _is_peer(after, kind)
    return (is_behind or is_over) and _goes_on(element, heading)


def _is_text_of(element: Element, heading: Element, after: Element | None) -> bool:
    """Whether it is all that stands under one heading of several of its kind."""
    following = _kind_of(heading) if after is None else _kind_of(after)
    if not following:
        return False
    if after is not None and following == _kind_of(heading):
        return _has_peers(element, following)
    return _goes_on(element, heading)


def _goes_on(element: Element, heading: Element) -> bool:
    """Whether other sections under such headings stand beside it, and it counts on with them, says whom to write to,
    or is about what policies are about."""
    if not _has_peers(element, _kind_of(heading)):
        return False
    words = f"{words_of(heading)} {words_of(element)}"
    return _counts_on(element, heading) or _AT in words or touches_subjects(words, _SUBJECTS)


def _has_peers(element: Element, kind: str) -> bool:
    peers = (one for one in _siblings(element) if _is_peer(one, kind))
    return sum(1 for _ in islice(peers, _PEERS)) == _PEERS


def _counts_on(element: Element, heading: Element) -> bool:
    """Whether its heading has the number before or after that of another section's."""
    own = enumerator_of(printed(label_of(heading)))
    if own is None:
        return False
    kind = _kind_of(heading)
    others = (_heading_in(one) for one in _siblings(element) if one.prose or _kind_of(one) == kind)
    signs = (enumerator_of(printed(label_of(one))) for one in others if one is not None and _kind_of(one) == kind)
    near = {rank + step for rank in own.ranks for step in (-1, 1)}
    return any(sign is not None and sign.style == own.style and not near.isdisjoint(sign.ranks) for sign in signs)


def _heading_in(element: Element) -> Element | None:
    return next((one for one in islice(looked_at(element.within()), _FIRST) if _kind_of(one)), None)


def _kind_of(element: Element) -> str:
    """Of which kind a heading is, in an order in which sections come before what stands below them; "": it is none."""
    if element.tag in HEADINGS:
        return element.tag
    if element.get("role") == "heading":
        return "heading"
    return "strong" if element.tag in _LINES and _is_bold_line(element) else ""


def _is_bold_line(element: Element) -> bool:
    first = next(element.children(), None)
    if first is None or first.tag not in _BOLD or element.text.strip():
        return False
    words = label_of(element).strip()
    return 0 < len(words) <= _LINE and not words.endswith(_STOPS) and label_of(first).strip() == words


def _siblings(element: Element) -> Iterator[Element]:
    around = element.parent
    beside = () if around is None else islice(looked_at(around.children()), _PARTS)
    return (one for one in beside if one is not element)


def _before(element: Element) -> Element | None:
    before = before_of(element)
    while before is not None and before.tag in UNREAD:
        before = before_of(before)
    return before


def _is_peer(sibling: Element, kind: str) -> bool:
    """Whether it is a heading of this kind, or text under one."""
    return _kind_of(sibling) == kind or _is_like(sibling, kind)


def _is_like(sibling: Element, kind: str) -> bool:
    """Whether it holds such a heading, or is text, and no name says that it is anything else."""
    is_text = sibling.prose > 0 or _kind_of(sibling) == kind
    inside = islice(looked_at(sibling.within()), _FIRST)
    return is_text and _is_plain(sibling) and any(_kind_of(one) == kind for one in inside)


def _is_text(sibling: Element) -> bool:
    return sibling.tag in _FLOW and sibling.prose > 0 and _is_plain(sibling)


def _is_plain(sibling: Element) -> bool:
    said = said_by(*sibling.called())
    return said is NOTHING or (not said[0] and said[1] is None and not _acts(sibling))


def _acts(element: Element) -> bool:
    """Whether anything in it can be clicked on or filled in, as in all that a doubtful word is right of."""
    return element.end - element.at > _PARTS or any(
        one.tag in _ACTIVE or one.tag in CONTROLS for one in element.within()
    )


def _only_says(element: Element) -> bool:
    return (element.prose > 0 or _says_a_little(element)) and all(
        (one is element or one.tag not in _ASKING) and (one.tag != "a" or _is_in_words(one)) for one in element.within()
    )


def _says_a_little(element: Element) -> bool:
    """Whether a sentence stands in it, however short: of East Asian ones an address in the middle leaves but half a
    dozen signs to each side."""
    return any(map(words_of(element).rstrip().endswith, _STOPS))


def _is_in_words(link: Element) -> bool:
    """Whether a link stands in a line of text, or prints an address to write to or a number to call."""
    before = link.parent.text if link.parent is not None else ""
    words = label_of(link)
    return _AT in words or any(map(str.isdecimal, words)) or any(map(str.isalnum, before + link.tail))
