"""Boxes that a page sets among the text of a document, told by what they say and ask: recommendations, letters to
subscribe to, buttons to share by, questions for consent. No class names are needed to tell them."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile

from policy.knowledge.wording import pattern
from policy.reading.lexicon import in_lower_case
from policy.reading.markup.boxes import before_of
from policy.reading.markup.targets import may_send_on, sends_on
from policy.reading.markup.tree import FRAMES, HEADINGS, WORDLESS, Element, Tree, label_of, words_of
from policy.reading.sayings import Sayings

_HEADINGS = sorted(HEADINGS - {"h1"})
_LEADS_ON = Sayings(pattern("heading-leads-on"), before=r"\W*", behind=r"\W*")
_CALLS = re.compile(rf"\W*{pattern('heading-calls')}\W*")
_INVITES = re.compile(rf"\W*(?:{pattern('heading-calls')}|{pattern('line-invites')})\W*")
_CONSENTS = Sayings(pattern("consent-button"), before=r"\W*", behind=r"\W*")
_OF_COOKIES = re.compile(pattern("cookie"))
_LONGEST = 70  # characters of such a heading or button
_LITTLE = 260  # characters of prose in such a box
_LITTLE_OF_CONSENT = 600
_SHARE_OF_CONSENT = 0.25  # of the page's prose
_LINKS = 2
_CLIMB = 12  # elements around a heading, link or button that may be its box
_PARTS = 400  # elements in such a box
_TITLED = frozenset({"div", "p", "span", "strong", "b"})
_CLAUSE = 120  # characters that are no line of a box
_NEVER = FRAMES | {"h1"}
_ASKS = frozenset({"input", "form", "textarea"})


def asides_of(tree: Tree) -> dict[Element, str]:
    """Each such box, with the reason to leave it out."""
    found: dict[Element, str] = {}
    for tag in _HEADINGS:
        for heading in tree.tagged(tag):
            found |= dict.fromkeys(_headed(heading), "set among the text")
    for line in _lines_behind(tree):
        found |= dict.fromkeys(_headed(line), "set among the text")
    found |= dict.fromkeys(_inviting(tree), "set among the text")
    found |= dict.fromkeys(_sharing(tree), "share")
    found |= dict.fromkeys(_consenting(tree), "consent dialogue")
    return found | dict.fromkeys(_labels(tree), "form")


def _lines_behind(tree: Tree) -> Iterator[Element]:
    """The short lines behind the last text of the page, which may be headings whatever their tag says."""
    for one in islice(reversed(tree.elements), _PARTS):
        if one.tag in _TITLED and 0 < len(one.text.strip()) <= _LONGEST:
            yield one
        elif one.tag not in WORDLESS and len(one.text.strip()) > _CLAUSE:
            return


def _headed(heading: Element) -> tuple[Element, ...]:
    """What stands under a heading that no document has, and the heading."""
    words = in_lower_case(label_of(heading)).strip()
    if not words or len(words) > _LONGEST:
        return ()
    if _CALLS.fullmatch(words):
        box = _box(heading)
        return (box,) if box is not heading and any(one.tag in _ASKS for one in box.within()) else ()
    if not _LEADS_ON.match(words):
        return ()
    box = _box(heading)
    whole = (box,) if box is not heading else (heading, *_links_behind(heading))
    links = sum(one.tag == "a" for part in whole for one in part.within())
    return whole if links >= _LINKS else ()


def _inviting(tree: Tree) -> Iterator[Element]:
    """The outermost boxes around a field for an e-mail address whose first line, whatever its tag, calls for it."""
    for field in tree.tagged("input"):
        if field.get("type") != "email":
            continue
        found = None
        for box in islice(field.around(), _CLIMB):
            if box.tag in _NEVER or box.prose > _LITTLE or box.end - box.at > _PARTS:
                break
            first = next((one.text for one in box.within() if one.text.strip() and one.tag not in WORDLESS), "")
            words = in_lower_case(first).strip()
            if words:
                found = box if len(words) <= _LONGEST and _INVITES.fullmatch(words) else found
        if found is not None:
            yield found


def _box(heading: Element) -> Element:
    """The outermost element that begins with the heading and holds next to no prose."""
    box, words = heading, words_of(heading).strip()
    for around in islice(heading.around(), _CLIMB):
        if around.tag in _NEVER or around.prose > _LITTLE or around.end - around.at > _PARTS:
            break
        if not words_of(around).strip().startswith(words):
            break
        box = around
    return box


def _links_behind(heading: Element) -> Iterator[Element]:
    """The links that follow a heading, up to the next heading or other words."""
    for sibling in heading.following():
        is_led_on = any(one.tag == "a" for one in sibling.within()) or not words_of(sibling).strip()
        if sibling.prose or sibling.tag in _HEADINGS or sibling.tail.strip() or not is_led_on:
            return
        yield sibling


def _sharing(tree: Tree) -> Iterator[Element]:
    """The smallest elements around several links that send the page on."""
    targets = [one.get("href") for one in tree.tagged("a")]
    if not may_send_on("\n".join(targets)):
        return
    links = [one for one, target in zip(tree.tagged("a"), targets, strict=True) if sends_on(target)]
    for one, other in pairwise(links):
        box = next((around for around in islice(one.around(), _CLIMB) if around.at < other.at < around.end), None)
        if box is not None and box.prose == 0 and box.tag not in _NEVER:
            yield box


def _consenting(tree: Tree) -> Iterator[Element]:
    """The sentences about cookies that have a button to accept them."""
    most = min(_LITTLE_OF_CONSENT, _SHARE_OF_CONSENT * tree.total)
    asked: set[Element] = set()

    def may_ask(box: Element) -> bool:
        return box.prose <= most and box.tag not in _NEVER and box not in asked and box.end - box.at <= _PARTS

    for button in (*tree.tagged("button"), *tree.of_role("button")):
        words = in_lower_case(label_of(button)).strip()
        if len(words) > _LONGEST or not _CONSENTS.match(words):
            continue
        boxes = [*takewhile(may_ask, islice(button.around(), _CLIMB))]
        # What any of them says, the outermost says, too; but beside an İ other letters are made small otherwise.
        words = words_of(boxes[-1]) if boxes else ""
        is_of_cookies = "İ" in words or _OF_COOKIES.search(in_lower_case(words)) is not None
        for box in boxes:
            asked.add(box)
            if is_of_cookies and _OF_COOKIES.search(in_lower_case(words_of(box))):
                if all(one.tag != "h1" for one in box.within()):
                    yield box
                break


def _labels(tree: Tree) -> Iterator[Element]:
    """The words that name a list to choose from."""
    for select in tree.tagged("select"):
        before = before_of(select)
        label = next((around for around in islice(select.around(), _CLIMB) if around.tag == "label"), before)
        if label is not None and label.tag == "label" and label.prose <= _LONGEST:
            yield label
