"""Which parts of a page are not the document: menus, dialogues, footers. Each drop has a reason and can be refused."""

from collections.abc import Collection, Iterable
from itertools import islice

from policy.reading.lexicon import names_a_document, says_when_updated
from policy.reading.markup.folding import Folding, is_hidden
from policy.reading.markup.names import BOXES_OVER, HEADERS, LEADING, NOTHING, OF_LINKS, said_by
from policy.reading.markup.region import names_document
from policy.reading.markup.siblings import is_section
from policy.reading.markup.tree import CONTROLS, HEADINGS, PROSE, WORDLESS, Element, Tree, label_of, lessen, words_of
from policy.reading.printed import printed
from policy.reading.titles import kind_of_title

# The share of the page's prose above which an element is too much to be what its mark says.
_TRUSTED = 0.5  # tags and roles that say it plainly
_BY_WORD = 0.25  # words in class names, which often say something else
_LITTLE = 160  # characters of prose that a word alone may remove
_FORM = 0.1
_NEAR = 4  # elements around a switch that are parts of its label
_PARTS = 400  # elements in what is looked through for links and titles
_ASKS = 3  # controls that make a form with some prose a form all the same
_LEFT = 200  # characters of prose that must remain when a dialogue holds more than the rest of the page

_SITE_HEADER = "site header"
_TAGS = {"nav": "navigation", "footer": "footer", "aside": "aside", "dialog": "dialogue", "menu": "navigation"}
_ROLES = {
    "navigation": "navigation",
    "banner": _SITE_HEADER,
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "search",
    "dialog": "dialogue",
    "alertdialog": "dialogue",
    "menu": "navigation",
    "menubar": "navigation",
    "tooltip": "tooltip",
    "toolbar": "toolbar",
}
_NAMED = "named "  # a reason by a word of a class or id
_CONSENT, _ASIDE = "consent dialogue", "aside"
_REFUSED = (_NAMED, _CONSENT, _ASIDE)  # which labels and sections prove wrong
_OF_TAGS = frozenset({"form", "dialogue", "footer", "navigation"})  # which sections alone prove wrong
_IN_DOUBT = frozenset(f"{_NAMED}{word}" for word in ("header", "toolbar", "widget"))  # of boxes that hold a label

_NEVER = frozenset(
    {"html", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "tbody", "thead", "tfoot", "table",
     "dt", "dd", "summary", "details"}
)  # fmt: skip
_CONTENT = frozenset({"main", "article"})
_BESIDE = frozenset({"footer", "aside"})
_FLOW = frozenset({"p", "ul", "ol", "blockquote", "h2", "h3", "h4", "h5", "h6"})
_ACTIVE = frozenset({"a", "button", "form", "input"})
_LINES = frozenset({"p", "span"})  # whose class says of what they are a heading
_DIGITS = "0123456789"  # with which a section may be numbered
_HEAD = 2  # elements around a title in which its date and lead stand
_FOOTER = "-footer"  # of a custom element's name
_BY_TAG = frozenset({*_TAGS, "form", "header"})  # which need no attribute to be looked at
_MARKS = frozenset({"role", "hidden", "aria-hidden", "style", "class", "id"})  # attributes one of which others need


def chrome_of(tree: Tree, titles: Iterable[Element], switches: Collection[Element]) -> dict[Element, str]:
    """Each part to leave out, with the reason; what holds a title of the document is none of them, and a doubtful word
    says nothing of what holds a switch that is a heading."""
    titles = tuple(titles)
    holders = {around for title in titles for around in title.around()}
    labelled = {around for one in switches for around in (one, *islice(one.around(), _NEAR))}
    heads = {around for title in titles for around in islice(title.around(), _HEAD)}
    is_titled = any(names_a_document(words_of(title)) for title in titles)
    found: dict[Element, str] = {}
    end, folding = 0, Folding(tree)
    for element in tree.elements:
        tag = element.tag
        if (tag not in _BY_TAG and _MARKS.isdisjoint(element.attrib)) or tag in WORDLESS or tag in _NEVER:
            continue
        if element.at < end:
            continue
        reason = _reason(tree, folding, element, element in holders, is_titled)
        if reason in _IN_DOUBT and (_is_of_a_label(element, labelled, switches) or _is_of_the_head(element, heads)):
            reason = None
        if reason is not None and _is_refused(element, reason, switches):
            reason = None  # what opens a text is its heading, and a section is one, whatever else they are called
        if reason is not None:
            found[element] = reason
            lessen(element)
            end = element.end
    return found | _emptied(found) | _footers(tree, found)


def _is_refused(element: Element, reason: str, switches: Collection[Element]) -> bool:
    if reason in _OF_TAGS:
        return is_section(element)
    if reason == _SITE_HEADER:
        return element in switches or (element.tag != "header" and is_section(element))
    return reason.startswith(_REFUSED) and (element in switches or is_section(element))


def _is_of_a_label(element: Element, labelled: Collection[Element], switches: Collection[Element]) -> bool:
    return element in labelled or any(around in switches for around in islice(element.around(), _NEAR))


def _is_of_the_head(element: Element, heads: Collection[Element]) -> bool:
    """Whether it stands beside the title, and leads nowhere."""
    return element.parent in heads and _is_unlinked(element)


def _emptied(found: dict[Element, str]) -> dict[Element, str]:
    """The footers and asides of an article of which next to nothing remains without the chrome in them."""
    around = {above for element in found for above in element.around() if above.tag in _BESIDE}
    return {
        element: _TAGS[element.tag]
        for element in around
        if element.prose < PROSE and not any(above in around for above in element.around())
    }


def _footers(tree: Tree, found: Collection[Element]) -> dict[Element, str]:
    """The custom elements that are called footers and stand in nothing that is left out."""
    outermost: dict[Element, str] = {}
    for tag in tree.tags:
        end = 0
        for one in tree.tagged(tag) if tag.endswith(_FOOTER) else ():
            is_apart = one.at >= end and not any(around in found for around in islice(one.around(), _PARTS))
            if is_apart and one.prose <= _BY_WORD * tree.total:
                outermost[one], end = "footer", one.end
                lessen(one)
    return outermost


def _reason(tree: Tree, folding: Folding, element: Element, holds_title: bool, is_titled: bool) -> str | None:
    """Why the element may be left out, by its weightiest mark that is not refused."""
    attributes = element.attrib
    classes, name = element.called()
    said = said_by(classes, name) if classes or name else NOTHING
    if said is NOTHING and element.tag not in _BY_TAG and "role" not in attributes and not is_hidden(attributes):
        return None
    is_dialogue, plain, doubtful = said
    held, total = element.prose, tree.total
    if is_dialogue and (held <= _BY_WORD * total or total - held >= _LEFT):
        return _CONSENT
    if holds_title:
        return None
    if is_titled and _is_laid_over(element) and total - held >= _LEFT:
        return "dialogue"
    if held <= _TRUSTED * total:
        reason = _plain_reason(tree, element, attributes.get("role", ""), held)
        if reason := reason or folding.reason(element):
            return reason
    if element.tag == "article" or held > _BY_WORD * total:
        return None
    if plain:
        return f"{_NAMED}{plain}" if _is_told(tree, element, classes, plain) else None
    return _doubtful_reason(tree, element, classes, doubtful if held <= _LITTLE else None)


def _is_told(tree: Tree, element: Element, classes: str, word: str) -> bool:
    """Whether a plain word in its class or id says what the element is."""
    if _is_of_a_heading(element, word) or (said_by(classes, "")[1] is None and _is_place(element)):
        return False
    if element.prose > 0 and OF_LINKS.search(word) and tree.is_everywhere(word):
        return False
    return not _is_over_breadcrumbs(element, word) and not _is_of_a_kept_box(element, word)


def _doubtful_reason(tree: Tree, element: Element, classes: str, word: str | None) -> str | None:
    if word and said_by(classes, "")[2] is None and _is_place(element):
        return None
    if word is None or _is_of_a_heading(element, word) or tree.is_everywhere(word):
        return None
    if word in HEADERS and element.tag in _LINES and _is_unlinked(element):
        return None
    if word in LEADING and element.prose > 0 and not _leads_or_asks(element):
        return None
    if says_when_updated(printed(label_of(element))):
        return None  # beside who wrote it stands when it was updated
    return None if word in HEADERS and tree.recurs(classes) and _is_unlinked(element) else f"{_NAMED}{word}"


def _is_of_a_heading(element: Element, word: str) -> bool:
    """Whether a so-called header is that of a section: a heading, and nothing to click on."""
    return word in HEADERS and any(inner.tag in HEADINGS for inner in element.within()) and _is_unlinked(element)


def _is_of_a_kept_box(element: Element, word: str) -> bool:
    """Whether what it stands in is called the same box over the page and holds the document all the same."""
    return word in BOXES_OVER and any(
        said_by(one.get("class"), "")[1] == word for one in islice(element.around(), _NEAR)
    )


def _is_over_breadcrumbs(element: Element, word: str) -> bool:
    """Whether the title of the document stands over where it stands."""
    return (
        word.startswith("breadcrumb")
        and element.end - element.at <= _PARTS
        and any(one.tag in HEADINGS and kind_of_title(printed(label_of(one))) is not None for one in element.within())
    )


def _is_unlinked(element: Element) -> bool:
    return element.end - element.at <= _PARTS and all(inner.tag != "a" for inner in element.within())


def _leads_or_asks(element: Element) -> bool:
    """Whether anything in or right around it can be clicked on or filled in."""
    near = (*element.within(), *islice(element.around(), _NEAR))
    return len(near) > _PARTS or any(
        one.tag in _ACTIVE or one.tag in CONTROLS or one.get("role") == "button" for one in near
    )


def _is_place(element: Element) -> bool:
    """Whether its id is that of a section, called after the words that stand first there, and of no box that asks for
    something under the same heading."""
    if any(one.tag in CONTROLS for one in element.within()):
        return False
    name = _bare(element.get("id"))
    heading = next((one for one in element.within() if one.tag in HEADINGS), None)
    return heading is not None and bool(name) and _bare(words_of(heading)).lstrip(_DIGITS).startswith(name)


def _bare(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _plain_reason(tree: Tree, element: Element, role: str, held: int) -> str | None:
    """What the tag or role says, unless it is part of the document's own body and holds prose."""
    tag = element.tag
    reason = _TAGS.get(tag) or _ROLES.get(role)
    if tag == "form" and (held <= _LITTLE or (held <= _FORM * tree.total and _controls(element) >= _ASKS)):
        return "form"
    if tag == "header" and not any(around.tag in _CONTENT for around in element.around()):
        is_of_a_part = _is_unlinked(element) and any(one.tag in HEADINGS or one.tag == "p" for one in element.within())
        return None if is_of_a_part or names_document(element, tree) else _SITE_HEADER
    if reason in _BESIDE and held > 0 and any(around.tag in _CONTENT for around in element.around()):
        return None
    if tag == "aside" and held > 0 and _is_note(element):
        return None
    if tag == "nav" and held > 0 and _is_unlinked(element):
        return None  # it leads nowhere: Webflow has them for what its labels unfold
    return reason


def _is_note(aside: Element) -> bool:
    """Whether it stands right among paragraphs and only says something: a note to them, not a box beside the text."""
    siblings = [] if aside.parent is None else [*aside.parent.children()]
    at = siblings.index(aside) if aside in siblings else 0
    is_among = any(one.tag in _FLOW for one in siblings[max(at - 1, 0) : at + 2])
    return is_among and not any(one.tag in _ACTIVE for one in aside.within())


def _is_laid_over(element: Element) -> bool:
    """Whether the mark-up says plainly that the element is a box over the page."""
    return element.tag == "dialog" or (
        element.get("role") in {"dialog", "alertdialog"} and element.get("aria-modal") == "true"
    )


def _controls(form: Element) -> int:
    return sum(one.tag in CONTROLS and one.get("type") != "hidden" for one in form.within())
