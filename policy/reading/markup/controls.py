"""Buttons and links by what they are there for: controls to click on, or words of the document."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from policy.reading.markup.boxes import BOXES, before_of
from policy.reading.markup.targets import acts_here, is_of_the_window, leads_up
from policy.reading.markup.tree import HEADINGS, PROSE, WORDLESS, Element, Tree, label_of, words_of
from policy.reading.markup.volatile import why_left_out
from policy.reading.pieces import PARAGRAPH, Piece
from policy.reading.printed import printed

_LEAST = 2  # labels of one make that open different texts
_BESIDE = ("aside", "header")  # which may hold such a label
_FEWEST_BESIDE = 3
_PARTS = 6  # elements in one that does
_ENDS = (".", ";", ":", "。", "।")
_MOST = 0.5  # of the page's prose: what holds more is the page and no panel of it
_CLIMB = 3  # wrappers that hold nothing but the label
_SIGN = 2  # characters
SIGNS = frozenset("+＋−–-›»>▼▾▸►▲⌄˅∨×✕⊕")  # which say that a label opens or closes a text
_IN_LINE = frozenset({"span", "i", "em"})
_LINE = 120  # characters of such a label
_LABELS = frozenset({*BOXES, "button", "label", "a"})
_LABEL = 60  # characters, and elements, up to which a button is only a button


def switches_of(tree: Tree) -> frozenset[Element]:
    """Buttons, and labels of hidden boxes to tick, each of which is followed by a text of its own: the switches of
    accordions, which many builders leave without WAI-ARIA; buttons that are all a heading says; and headers and asides
    that say no more than a title beside a text, one after the other."""
    makes: dict[tuple[str, str], list[tuple[str, Element, Element]]] = defaultdict(list)
    found: set[Element] = set()
    for one in (*tree.tagged("button"), *tree.tagged("label"), *tree.of_role("button"), *_titles_beside(tree)):
        words = label_of(one).split()
        if not words:
            continue
        if _is_all_of_a_heading(one, words):
            found.add(one)
        elif panel := _panel_of(one, words):
            makes[one.tag, one.get("class")].append((" ".join(words), panel, one))
    for (tag, _), make in makes.items():
        panels = [panel for _, panel, _ in make]
        are_texts = 2 * sum(panel.prose >= PROSE for panel in panels) > len(panels)
        are_panels = all(panel.prose <= _MOST * tree.total for panel in panels)
        fewest = _FEWEST_BESIDE if tag in _BESIDE else _LEAST
        if are_texts and are_panels and len({words for words, _, _ in make}) >= fewest:
            found.update(one for _, _, one in make)
    return frozenset(found)


def _titles_beside(tree: Tree) -> Iterator[Element]:
    """The headers and asides in which a line stands that leads nowhere else."""
    for one in (one for tag in _BESIDE for one in tree.tagged(tag)):
        inside = [*islice(one.below(), _PARTS + 1)]
        words = label_of(one).strip() if len(inside) <= _PARTS else ""
        is_line = 0 < len(words) <= _LINE and not words.endswith(_ENDS)
        if is_line and all(acts_here(link.get("href")) for link in inside if link.tag == "a"):
            yield one


def reason_of(element: Element, is_in_heading: bool, is_around: bool) -> str | None:
    """Why a button or link that is no switch is left out, in a heading or around the document; None: it is not."""
    if element.tag == "button":
        is_switch = "aria-expanded" in element.attrib or "aria-controls" in element.attrib
        is_small = element.end - element.at <= _LABEL and len(words_of(element)) <= _LABEL
        return "button" if is_small and not is_switch else None
    if element.tag in _IN_LINE:
        return "sign" if _is_sign_of_a_label(element) else None
    target = element.get("href")
    if leads_up(target) and _is_all_of_a_line(element):
        return "back to the top"
    if is_of_the_window(target) and _is_of_a_line_of_such(element):
        return "button"
    if element.tag == "a" and (is_in_heading or target[:1] == "#"):
        words = label_of(element)
        return "link to the heading" if _is_sign(words) or _says_again(element, words) else None
    return "outside the document" if element.tag == "a" and is_around else None


def _is_all_of_a_line(link: Element) -> bool:
    """Whether nothing else is said in the block the link stands in."""
    around = next((one for one in islice(link.around(), _CLIMB) if one.tag in BOXES), None)
    return around is not None and len(words := label_of(around).split()) > 0 and words == label_of(link).split()


def _is_of_a_line_of_such(link: Element) -> bool:
    """Whether nothing but links that print or close the window, or offer the like, is in the block of the link."""
    around = next((one for one in islice(link.around(), _CLIMB) if one.tag in BOXES), None)
    if around is None or around.end - around.at > _LABEL:
        return False
    links = [one for one in around.within() if one.tag == "a"]
    words = " ".join(label_of(one) for one in links)
    if words.split() != words_of(around).split():
        return False
    return all(is_of_the_window(one.get("href")) or _is_around_any(label_of(one)) for one in links)


def _is_around_any(words: str) -> bool:
    """Whether it is said around any document."""
    return why_left_out(Piece(PARAGRAPH, printed(words))) is not None


def _is_sign(words: str) -> bool:
    """Whether words are but a sign or two, such as the "#" or "¶" by which a heading is linked to."""
    return 0 < len(words.strip()) <= _SIGN and not any(map(str.isalnum, words))


def _says_again(link: Element, words: str) -> bool:
    """Whether a heading stands right before it with whose words it ends, for those that hear the page: "Section titled
    “Your rights”"."""
    before = before_of(link)
    if before is None or before.tag not in HEADINGS:
        return False
    heading = _letters_of(label_of(before))
    return bool(heading) and _letters_of(words).endswith(heading)


def _letters_of(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def _is_sign_of_a_label(element: Element) -> bool:
    """Whether it is but a sign at the end of a short line."""
    sign = element.text.strip()
    if sign not in SIGNS or element.end != element.at + 1 or element.tail.strip():
        return False
    around = next((one for one in islice(element.around(), _CLIMB) if one.tag in _LABELS), None)
    words = "" if around is None else label_of(around).strip()
    return 1 < len(words) <= _LINE and words.endswith(sign) and around is not None and around.end == element.end


def _is_all_of_a_heading(one: Element, words: list[str]) -> bool:
    heading = next((around for around in islice(one.around(), _CLIMB) if around.tag in HEADINGS), None)
    return heading is not None and label_of(heading).split() == words


def _panel_of(one: Element, words: list[str]) -> Element | None:
    """The first element with words after a label, or after what holds the label alone; None: there is none."""
    for _ in range(_CLIMB):
        around = one.parent
        if around is None:
            return None
        panel = next(filter(_says_anything, one.following()), None)
        if panel is not None or label_of(around).split() != words:
            return panel
        one = around
    return None


def _says_anything(element: Element) -> bool:
    """Whether a word is printed below it."""
    return any(
        (one.text and not one.text.isspace() and one.tag not in WORDLESS)
        or (one is not element and one.tail and not one.tail.isspace())
        for one in element.within()
    )
