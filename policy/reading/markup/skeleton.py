"""What of a page's mark-up can make a difference to what is read from it, as a hash."""

import hashlib
from collections.abc import Mapping, Sequence
from zlib import crc32

from policy.reading.markup import signs
from policy.reading.markup.answers import Answers
from policy.reading.markup.styles import BoldSigns
from policy.reading.markup.tree import LASTING, UNREAD, WORDLESS, Element
from policy.reading.pieces import Asked

_WORDY = frozenset({"title", "noscript"})  # whose words are asked for, though nobody prints them
_VERBATIM = frozenset({"pre", "textarea"})
_SILENT = WORDLESS - _WORDY
_ODD = frozenset({*UNREAD, *_SILENT, *_VERBATIM, "h1"})
_ENDING = frozenset({*LASTING, *_VERBATIM, "h1"})
_END = "\x00/"
BREAK = "\x00"  # no text has one: it is dropped before a page is parsed. What is no text begins with one


def skeleton_of(text: str, elements: Sequence[Element], has_places: bool, asked: Asked) -> str:
    """Pages of equal skeletons say the same, whatever their scripts, styles, comments and tokens: tokens rotate, and
    this costs a small part of a reading. Whatever is left out of a reading is in it, too. `has_places`: somebody asks
    for places by their names; `asked` is what else a reading asks: links in menus may lead anywhere, and scripts and
    frames of a page of many words may show what they like."""
    bones = _Bones(Answers(has_places, BoldSigns(elements), asked), asked.is_bare)
    bones.take(elements)
    bones.found.append(str(signs.is_cut(text)))
    return hashlib.sha256(BREAK.join(bones.found).encode("utf-8", "replace")).hexdigest()


def inner_bones(region: Element, bold_signs: BoldSigns, has_names: bool) -> list[str]:
    """What of the mark-up of one element can make a difference to what is read from it; where it stands, what is left
    out of it and what else was decided by the page around it has to be told beside that."""
    bones = _Bones(Answers(has_names, bold_signs, Asked(0, len(region.page))), is_bare=False)
    bones.take_inner(region)
    return bones.found


def sketch_of(elements: Sequence[Element]) -> int:
    """A checksum of all words: told in a tenth of the time, and few pages of other skeletons have the same."""
    words = [one.text for one in elements if one.text and one.tag not in _ODD and not one.text.isspace()]
    words += [one.tail for one in elements if one.tail and not one.tail.isspace()]
    return crc32("".join(words).encode("utf-8", "replace"))


class _Bones:
    """Takes every element that may be looked at, what may be asked of it, and all words, in the order of the page."""

    def __init__(self, answers: Answers, is_bare: bool) -> None:
        self.found = [" "]
        self._answers = answers
        self._is_bare = is_bare
        self._is_hollow = False  # nothing stands yet in an element that scripts may fill
        self._titles = self._verbatim = 0  # elements now open whose every word is asked for, and in which lines count

    def take_inner(self, element: Element) -> None:
        """An element without what stands behind it."""
        self.found.append("\x00<" + element.tag)
        self._answers.answer(element.tag, element.attrib, self.found.append)
        self._words(element.text)
        self.take(element.page[element.at + 1 : element.end], element.at + 1)

    def take(self, elements: Sequence[Element], first: int = 0) -> None:
        """Elements that follow one another, from that place of the page. Without recursion: pages nest as deep as they
        like."""
        opened: list[Element] = []
        stop = last = first + len(elements) + 1  # where the innermost open element ends
        tell, answer, end = self.found.append, self._answers.answer, self._end
        for at, element in enumerate(elements, first):
            while stop <= at:
                end(opened.pop())
                stop = opened[-1].end if opened else last
            tag, attributes = element.tag, element.attrib
            if tag in _ODD and self._is_passed(element):
                continue
            tell("\x00<" + tag)
            if attributes:
                answer(tag, attributes, tell)
            if self._is_bare:
                self._bare(tag, attributes)
            if element.text:
                self._words(element.text, tag in _SILENT)
            if element.end == at + 1:
                end(element)
            else:
                opened.append(element)
                stop = element.end
        for element in reversed(opened):
            end(element)

    def _is_passed(self, element: Element) -> bool:
        """Whether all that counts of an element of an odd kind is told already."""
        tag = element.tag
        self._titles += tag == "h1"
        self._verbatim += tag in _VERBATIM
        if tag not in UNREAD:
            return False
        if self._is_bare:
            self._bare(tag, element.attrib)
        if element.text:
            self._words(element.text, is_silent=True)
        if element.tail:
            self._words(element.tail)
        return True

    def _bare(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What else counts of an element where next to nothing else does."""
        self.found.append(BREAK + signs.mark_of(tag, attributes))
        if tag in signs.FRAMES:
            self.found.append(f"{BREAK}shows {attributes.get(signs.FRAMES[tag], '')} {attributes.get('type', '')}")
        if signs.is_root(tag, attributes):
            self._is_hollow = True

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag in _ENDING:
            if tag in LASTING:
                return  # nothing stands behind it
            self._titles -= tag == "h1"
            self._verbatim -= tag in _VERBATIM
        self.found.append(_END)
        if element.tail:
            self._words(element.tail)

    def _words(self, words: str, is_silent: bool = False) -> None:
        """Silent: nobody prints them."""
        found = self.found
        if not words.isspace():
            if not is_silent or self._titles:
                self._is_hollow = False
                found.append(words)
            elif self._is_hollow:
                found.append(BREAK)  # something is there, whatever it is
        elif self._verbatim:
            found.append(words)
        elif not (is_silent or found[-1][-1:].isspace()):
            # White space beside white space that only something unread sets apart is none.
            found.append(" ")
