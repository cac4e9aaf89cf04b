"""Links that lead elsewhere before a document begins: logos, menus and paths that no name or number of links tells."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from policy.reading.markup.region import names_document
from policy.reading.markup.targets import stays
from policy.reading.markup.tree import UNREAD, Element, Tree, words_of

_NEAR = 60  # elements from the beginning of the document among which its title stands
_PARTS = 60  # elements in such a row of links


def before_title(tree: Tree, region: Element, titles: Collection[Element]) -> dict[Element, str]:
    """The outermost elements before the title within the region whose every word is in links to pages of the site."""
    near = [*islice((one for one in region.below() if one.tag not in UNREAD), _NEAR)]
    if all(one.tag != "a" for one in near):
        return {}
    title = next((one for one in near if one in titles or names_document(one, tree)), None)
    return dict.fromkeys(_rows(region, title), "links only") if title is not None else {}


def _rows(region: Element, title: Element) -> Iterator[Element]:
    at = region.at + 1
    while at < title.at:
        element = region.page[at]
        at += 1
        if element.end <= title.at and not element.prose and _is_of_links(element):
            yield element
            at = element.end
        elif element.text.strip() or any(one.tail.strip() for one in element.children()):
            at = element.end  # links in its words are of a sentence


def _is_of_links(element: Element) -> bool:
    if element.end - element.at > _PARTS:
        return False
    links = [*_outermost(element)]
    if not links or not all(stays(link.get("href")) for link in links if "href" in link.attrib):
        return False
    return _words(" ".join(map(words_of, links))) == _words(words_of(element)) != []


def _outermost(element: Element) -> Iterator[Element]:
    end = 0
    for one in element.within():
        if one.tag == "a" and one.at >= end:
            end = one.end
            yield one


def _words(text: str) -> Sequence[str]:
    """Without what is printed between links."""
    return [word for word in text.split() if any(map(str.isalnum, word))]
