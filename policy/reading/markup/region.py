"""Where on the page the document stands."""

import re

from lxml import etree

from policy.reading.lexicon import names_a_document
from policy.reading.markup.tree import WORDLESS, Element, Tree

_MOST = 0.92  # of the prose: one child that holds it is the document, its siblings are around it
_CLAUSE = 120  # characters of prose that make a sibling with a heading a part of the document
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DIALOGUE = re.compile(r"modal|popup|dialog|cookie-?(?:banner|consent)|logo", re.IGNORECASE)
_OVERLAY = re.compile(r"overlay", re.IGNORECASE)
_STAGE = re.compile(r"hero|banner|masthead|cover|jumbotron|header|title", re.IGNORECASE)  # a picture with words on it


def titles_of(tree: Tree) -> tuple[Element, ...]:
    """The first-level headings that may name the document; logos, slogans and dialogues have such headings, too."""
    return tuple(element for element in tree.body.iter("h1") if not _is_in_chrome(element) and _may_name(element))


def beginning_of(tree: Tree, region: Element, titles: tuple[Element, ...]) -> Element | None:
    """The title nearest before the region, where the document then begins; None: the region has a title, or none is
    there."""
    inside = next(region.iter("h1"), None)
    if not titles or (inside is not None and inside in titles) or region in titles:
        return None
    nearest = None
    for element in tree.elements:
        if element is region:
            return nearest
        if element.tag == "h1" and element in titles:
            nearest = element
    return None


def region_of(tree: Tree, chrome: dict[Element, str]) -> Element:
    """The innermost element that holds the document whole."""
    landmark = _landmark(tree)
    region = tree.body if landmark is None else landmark
    while True:
        inner = _heaviest(tree, region, chrome)
        if inner is None or tree.prose.get(inner, 0) < _MOST * tree.total:
            return region
        if any(_belongs(tree, sibling, inner) for sibling in region if sibling is not inner and sibling not in chrome):
            return region
        region = inner


def _landmark(tree: Tree) -> Element | None:
    """The page's one main element, when it holds what the page has of prose."""
    for path in (".//main", ".//*[@role='main']"):
        found = tree.body.findall(path)
        if len(found) == 1 and tree.prose.get(found[0], 0) >= _MOST * tree.total > 0:
            return found[0]
    return None


def _heaviest(tree: Tree, region: Element, chrome: dict[Element, str]) -> Element | None:
    inner, most = None, 0
    for child in region.iterchildren(etree.Element):
        held = tree.prose.get(child, 0)
        if held > most and child not in chrome and child.tag not in WORDLESS:
            inner, most = child, held
    return inner if inner is not None and inner.tag not in {"table", "tbody", "tr", "ul", "ol", "dl", "p"} else None


def _belongs(tree: Tree, sibling: Element, inner: Element) -> bool:
    """Whether the sibling is a part of the document, too: built alike, or a heading with prose."""
    if sibling.tag in WORDLESS:
        return False
    held = tree.prose.get(sibling, 0)
    if held >= _CLAUSE and (sibling.tag, sibling.get("class")) == (inner.tag, inner.get("class")):
        return True
    return sibling.tag in _HEADINGS or (held >= _CLAUSE and next(sibling.iter(*_HEADINGS), None) is not None)


def _is_in_chrome(element: Element) -> bool:
    around = list(element.iterancestors())
    names = [f"{one.get('class', '')} {one.get('id', '')}" for one in around]
    if any(one.tag in {"nav", "footer", "dialog", "aside"} for one in around) or any(map(_DIALOGUE.search, names)):
        return True
    return any(map(_OVERLAY.search, names)) and not any(map(_STAGE.search, names))


def _may_name(element: Element) -> bool:
    return names_a_document("".join(map(str, element.itertext()))) or (
        element.find(".//a") is None and any(around.tag in {"main", "article"} for around in element.iterancestors())
    )
