"""What others say and sell on the page of a document, told by what stands in it: comments that can be answered,
advertisements that say so, and teasers of stories behind the last clause. No class names are needed to tell them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import islice, takewhile
from operator import attrgetter

from policy.knowledge.wording import pattern, small_words
from policy.reading.lexicon import in_lower_case
from policy.reading.markup.tree import CONTROLS, FRAMES, HEADINGS, WORDLESS, Element, Tree, label_of, words_of

_REPLIES = frozenset(said for word in small_words("reply") for said in (word, word.capitalize(), word.upper()))
_LABELS = small_words("advertisement")
_COMMENTS = re.compile(rf"\W*(?:\d+\W*)?{pattern('comments-heading')}(?:\W*\d+)?\W*")
_STORIES = re.compile(
    r"^(?:https?://[^/\n]+)?(?:/[a-z]{2}(?:[-_][a-z]{2})?)?/(?:"
    r"blogs?|news|newsroom|magazines?|stories|press|aktuelles|magazin|actualites?|noticias|noticia|notizie|nieuws|"
    r"nyheder|nyheter|uutiset|aktualnosci|aktuality|novinky|hirek|stiri|noutati|haberler|berita|20\d\d/[01]\d"
    r")/[^\s/?#][^\s?#]+"
)
_SPONSORED = "sponsored"  # a token of rel: "the link is an advertisement or paid for"
_LONGEST = 40  # characters of a label
_CLIMB = 6  # elements around a link that may be its box
_CLAUSE = 120  # characters that no line of a teaser has
_PARTS = 400  # elements in such a box, and at the end of a document among which teasers stand
_SHARE = 0.25  # of the page's prose in comments
_OFFER = 260  # characters of prose in an advertisement
_TEASER = 160  # characters beside the title of a teaser
_NEVER = FRAMES | {"h1"}


def guests_of(tree: Tree, region: Element, chrome: Collection[Element]) -> dict[Element, str]:
    """Each such box, with the reason to leave it out."""
    links = tree.tagged("a")
    found = dict.fromkeys(_commented(tree, (*links, *tree.tagged("button"))), "comments")
    found |= dict.fromkeys(_paid(links), "advertisement")
    return found | dict.fromkeys(_teasers(tree, region, chrome), "teaser")


def _commented(tree: Tree, controls: Collection[Element]) -> Iterator[Element]:
    """The boxes of comments around the links and buttons to answer one, with their heading."""
    most, end = _SHARE * tree.total, 0
    for control in controls:
        if control.text.strip() not in _REPLIES or control.at < end:
            continue
        found = None
        for box in islice(control.around(), _CLIMB):
            if box.tag in _NEVER or box.prose > most or box.end - box.at > _PARTS:
                break
            if _COMMENTS.fullmatch(_first_line(box)) or (found is None and _is_comment(box)):
                found = box
        if found is not None:
            end = found.end
            yield found


def is_paid(rel: str) -> bool:
    """Whether a link says that it is paid for."""
    return _SPONSORED in rel


def _is_comment(box: Element) -> bool:
    return box.prose > 0 and not any(one.tag in HEADINGS for one in box.within())


def _paid(links: Collection[Element]) -> Iterator[Element]:
    """The boxes around links that are paid for, whose first line says that they advertise."""
    for link in links:
        if "rel" not in link.attrib or not is_paid(link.attrib["rel"]):
            continue
        found = None
        for box in islice(link.around(), _CLIMB):
            if box.tag in _NEVER or box.prose > _OFFER or box.end - box.at > _PARTS:
                break
            found = box if _first_line(box).strip(" :*–-") in _LABELS else found
        if found is not None:
            yield found


def _first_line(box: Element) -> str:
    """The first words in it that no tag parts, in lower case; "": they are no label."""
    first = next((one.text for one in box.within() if one.tag not in WORDLESS and one.text.strip()), "").strip()
    return in_lower_case(first) if len(first) <= _LONGEST else ""


def _teasers(tree: Tree, region: Element, chrome: Collection[Element]) -> Iterator[Element]:
    """The outermost boxes behind the last clause of the document that begin with the title of a story, which is a link
    to it, and lead nowhere else."""
    links = tree.tagged("a")
    first = bisect_left(links, max(region.at, region.end - _PARTS), key=attrgetter("at"))
    near = takewhile(lambda one: one.at < region.end, islice(links, first, None))
    if all(_STORIES.match(one.get("href")) is None for one in near):
        return
    end, behind = 0, _behind_clauses(region, chrome)
    for link in behind:
        if link.at < end or not _is_title(link):
            continue
        box = _teaser(link, behind[0].at)
        if box is not None:
            end = box.end
            yield box


def _behind_clauses(region: Element, chrome: Collection[Element]) -> list[Element]:
    """What follows the last clause of the document, in order."""
    found: list[Element] = []
    at = max(region.at + 1, region.end - _PARTS)
    while at < region.end:
        one = region.page[at]
        is_read = one.tag not in WORDLESS and one not in chrome
        at = at + 1 if is_read else one.end
        if len(one.tail) > _CLAUSE or (is_read and len(one.text) > _CLAUSE):
            found.clear()
        elif is_read:
            found.append(one)
    return found


def _is_title(link: Element) -> bool:
    """Whether it leads to a story and is no part of a sentence."""
    if link.tag != "a" or _STORIES.match(link.get("href")) is None:
        return False
    before = link.parent.text if link.parent is not None else ""
    return not any(map(str.isalnum, before + link.tail))


def _teaser(link: Element, first: int) -> Element | None:
    """The outermost element from there on that begins with the link and holds next to nothing but teasers."""
    title, found = label_of(link).split(), None
    for box in islice(link.around(), _CLIMB):
        if box.at < first or box.tag in _NEVER or box.end - box.at > _PARTS:
            break
        links = [one for one in box.within() if one.tag == "a"]
        if not all(_STORIES.match(one.get("href")) for one in links):
            break
        words = words_of(box).split()
        around = len(" ".join(words)) - sum(len(label_of(one)) for one in links)
        if words[: len(title)] != title or around > _TEASER * len(links):
            break
        if any(one.tag in CONTROLS for one in box.within()):
            break
        found = box
    return found
