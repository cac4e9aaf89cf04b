"""Where on the page the document stands."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from policy.reading.lexicon import names_a_document
from policy.reading.markup.tree import HEADINGS, UNREAD, WORDLESS, Element, Tree, words_of
from policy.reading.printed import printed
from policy.reading.titles import kind_of_title

_MOST = 0.92  # of the prose: one child that holds it is the document, its siblings are around it
_MUCH = 0.75  # of the prose: what the page itself calls its main part, with its title in it
_HALF = 0.5  # of the prose
_CLAUSE = 120  # characters of prose that make a sibling with a heading a part of the document
_CONTENT = frozenset({"main", "article"})
_BLOCKS = frozenset({*HEADINGS, "div", "p", "td", "th", "header", "center", "section", "legend"})
_NEAR = 40  # elements before the document, or from its beginning, among which its title stands
_PARTS = 6  # elements in a title at most
_LINES = 2
_ACTIVE = frozenset({"a", "button", "form", "input", "img", "svg"})
_LETTERS = "span"  # which a script puts around each word of a title to move it
_LONGEST = 1_000  # characters of running text, with the white space in it
_DIALOGUE = re.compile(r"modal|popup|dialog(?!-?hidden)|cookie-?(?:banner|consent)|logo", re.IGNORECASE)
_OVERLAY = re.compile(r"overlay", re.IGNORECASE)
_STAGE = re.compile(r"hero|banner|masthead|cover|jumbotron|header|title", re.IGNORECASE)  # a picture with words on it
TELLING = re.compile("|".join(words.pattern for words in (_DIALOGUE, _OVERLAY, _STAGE)), re.IGNORECASE)


def titles_of(tree: Tree) -> tuple[Element, ...]:
    """The first-level headings that may name the document; logos, slogans and dialogues have such headings, too."""
    found = tuple(one for one in tree.tagged("h1") if not _is_in_chrome(one, tree.total))
    return tuple(one for one in found if _may_name(one) or (len(found) == 1 and _is_name_of(one, tree)))


def beginning_of(tree: Tree, region: Element, titles: tuple[Element, ...]) -> Element | None:
    """The title nearest before the region, where the document then begins; None: the region has a title, or none is
    there."""
    inside = next((one for one in tree.tagged("h1") if region.at <= one.at < region.end), None)
    before = next((title for title in reversed(titles) if title.at < region.at), None)
    if inside in titles and inside is not None:
        if before is None or not _is_stated(printed(words_of(before)), tree):
            return None
        return None if _is_stated(printed(words_of(inside)), tree) else before
    return before


def unmarked_title_of(tree: Tree, region: Element, chrome: Collection[Element]) -> Element | None:
    """The block nearest before the region that says nothing but the document's name, as the page itself has it; None:
    there is none, or the region names the document itself."""
    if any(names_document(one, tree) for one in islice(_looked_at(region.within()), _NEAR)):
        return None
    before = (tree.elements[at] for at in range(region.at - 1, tree.body.at, -1))
    for block in islice(_looked_at(before), _NEAR):
        if names_document(block, tree) and not any(one in chrome for one in (block, *block.around())):
            return block
    return None


def names_document(block: Element, tree: Tree) -> bool:
    """Whether a block says nothing but the document's name, as titles have it or as the page itself does."""
    if block.prose > _LONGEST or not (block.tag in _BLOCKS or "-" in block.tag):
        return False
    parts = [*islice(_looked_at(block.within()), _NEAR + 1)]
    is_small = len(parts) <= _NEAR and sum(one.tag != _LETTERS for one in parts) <= _PARTS
    if not is_small or any(one.tag == "a" for one in parts):
        return False
    words = printed(words_of(block))
    # Stated first: it tells of megabytes at once that they are no title.
    return kind_of_title(words) is not None or (_is_stated(words, tree) and names_a_document(words))


def _is_stated(words: str, tree: Tree) -> bool:
    """Whether the page calls itself by the words."""
    return bool(words) and any(words in printed(one.text) for one in tree.tagged("title"))


def _looked_at(elements: Iterable[Element]) -> Iterator[Element]:
    """Without those that come in any number."""
    return (one for one in elements if one.tag not in UNREAD)


def region_of(tree: Tree, chrome: dict[Element, str], titles: Sequence[Element]) -> Element:
    """The innermost element that holds the document whole."""
    landmark = _landmark(tree)
    region = tree.body if landmark is None else landmark
    whole = min(tree.total, region.prose)
    while True:
        inner = _heaviest(region, chrome)
        if inner is None or inner.prose < _MOST * (whole - _notices(region, inner, chrome, titles)):
            return region
        if any(_belongs(one, inner) for one in region.children() if one is not inner and one not in chrome):
            return region
        region = inner


def _notices(region: Element, inner: Element, chrome: Collection[Element], titles: Sequence[Element]) -> int:
    """The prose before the part in which the document names itself: of a short document, a notice of the site's is no
    small share. None where it is much, or where the document may have begun before its name."""
    first = next((one for one in titles if region.at <= one.at < region.end), None)
    if first is None or not inner.at < first.at < inner.end or inner.prose < _MUCH * region.prose:
        return 0
    return sum(one.prose for one in region.children() if one.end <= inner.at and one not in chrome)


def _landmark(tree: Tree) -> Element | None:
    """The page's one main element, when it holds what the page has of prose, or next to all of it and the title."""
    if tree.total == 0:
        return None
    for found in (tree.tagged("main"), tree.of_role("main")):
        if len(found) != 1 or found[0].prose < _MUCH * tree.total:
            continue
        if found[0].prose >= _MOST * tree.total or _titles_alone(tree.tagged("h1"), found[0]):
            return found[0]
    return None


def _titles_alone(headings: Sequence[Element], main: Element) -> bool:
    """Whether all first-level headings of the page stand in its main part."""
    return bool(headings) and all(main.at < one.at < main.end for one in headings)


def _heaviest(region: Element, chrome: dict[Element, str]) -> Element | None:
    inner, most = None, 0
    for child in region.children():
        if child.prose > most and child not in chrome and child.tag not in WORDLESS:
            inner, most = child, child.prose
    return inner if inner is not None and inner.tag not in {"table", "tbody", "tr", "ul", "ol", "dl", "p"} else None


def _belongs(sibling: Element, inner: Element) -> bool:
    """Whether the sibling is a part of the document, too: built alike, or a heading with prose."""
    if sibling.tag in WORDLESS:
        return False
    is_clause = sibling.prose >= _CLAUSE
    if (sibling.tag, sibling.attrib.get("class")) == (inner.tag, inner.attrib.get("class")):
        # The last sheet of a printed document may hold two lines.
        return is_clause or (bool(inner.attrib.get("class")) and sibling.prose > 0 and _is_of_lines(sibling))
    return sibling.tag in HEADINGS or (is_clause and any(one.tag in HEADINGS for one in sibling.within()))


def _is_of_lines(sheet: Element) -> bool:
    """Whether it holds several lines and nothing to click on or to fill in."""
    inside = [*islice(_looked_at(sheet.below()), _NEAR)]
    return sum(bool(one.text.strip()) for one in inside) >= _LINES and _ACTIVE.isdisjoint(one.tag for one in inside)


def _is_in_chrome(element: Element, total: int) -> bool:
    """What holds most of the page is not what its name says of a part."""
    around = [one for one in element.around() if one.prose <= _HALF * total]
    names = [f"{one.get('class')} {one.get('id')}" for one in around]
    if any(one.tag in {"nav", "footer", "dialog", "aside"} for one in around) or any(map(_DIALOGUE.search, names)):
        return True
    return any(map(_OVERLAY.search, names)) and not any(map(_STAGE.search, names))


def _is_name_of(heading: Element, tree: Tree) -> bool:
    """Whether the page is called by the words of its heading and by nothing that names a document beside them, in
    whatever language; a heading that leads somewhere is a logo."""
    words = printed(words_of(heading))
    stated = next((printed(one.text) for one in tree.tagged("title")), "")
    if (
        not words
        or not stated.startswith(words)
        or any(one.tag == "a" for one in (*heading.within(), *heading.around()))
    ):
        return False
    return not names_a_document(stated[len(words) :])


def _may_name(element: Element) -> bool:
    words = element.all_text()
    return (
        names_a_document(words)
        or kind_of_title(printed(words)) is not None
        or (all(one.tag != "a" for one in element.within()) and any(one.tag in _CONTENT for one in element.around()))
    )
