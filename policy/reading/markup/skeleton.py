"""What of a page's mark-up can make a difference to what is read from it, as a hash."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from policy.reading.markup import names, region, signs, twins, vendors
from policy.reading.markup.folding import STREAMED, is_found
from policy.reading.markup.guests import is_paid
from policy.reading.markup.links import lasting
from policy.reading.markup.looks import calls_a_title, lasting_names, typed
from policy.reading.markup.mail import revealed
from policy.reading.markup.spelling import LINES
from policy.reading.markup.styles import BoldSigns, is_bold, is_undisplayed, leaves_a_hole
from policy.reading.markup.targets import hint_of
from policy.reading.markup.tree import LASTING, UNREAD, WORDLESS, Element
from policy.reading.pieces import Asked
from policy.remembering import remembered

_WORDY = frozenset({"title", "noscript"})  # whose words are asked for, though nobody prints them
_VERBATIM = frozenset({"pre", "textarea"})
_SILENT = WORDLESS - _WORDY
_ODD = frozenset({*UNREAD, *_SILENT, *_VERBATIM, "h1"})
_ENDING = frozenset({*LASTING, *_VERBATIM, "h1"})
_AS_IT_IS = frozenset(
    {"role", "type", "alt", "name", "aria-hidden", "aria-level", "aria-modal", "size", "face", "color"}
)
_TABS = frozenset({"tab", "tabpanel"})
_REMEMBERED = 4096  # names, and styles: the elements of a page, and of a site, share few
_END = "\x00/"
BREAK = "\x00"  # no text has one: it is dropped before a page is parsed. What is no text begins with one


def skeleton_of(text: str, elements: Sequence[Element], has_places: bool, asked: Asked) -> str:
    """Pages of equal skeletons say the same, whatever their scripts, styles, comments and tokens: tokens rotate, and
    this costs a small part of a reading. Whatever is left out of a reading is in it, too. `has_places`: somebody asks
    for places by their names; `asked` is what else a reading asks: links in menus may lead anywhere, and scripts and
    frames of a page of many words may show what they like."""
    bones = _Bones(_Answers(has_places, BoldSigns(elements), asked), asked.is_bare)
    bones.take(elements)
    bones.found.append(str(signs.is_cut(text)))
    return hashlib.sha256(BREAK.join(bones.found).encode("utf-8", "replace")).hexdigest()


def inner_bones(region: Element, bold_signs: BoldSigns, has_names: bool) -> list[str]:
    """What of the mark-up of one element can make a difference to what is read from it; where it stands, what is left
    out of it and what else was decided by the page around it has to be told beside that."""
    bones = _Bones(_Answers(has_names, bold_signs, Asked(0, len(region.page))), is_bare=False)
    bones.take_inner(region)
    return bones.found


def sketch_of(elements: Sequence[Element]) -> int:
    """A checksum of all words: told in a tenth of the time, and few pages of other skeletons have the same."""
    words = [one.text for one in elements if one.text and one.tag not in _ODD and not one.text.isspace()]
    words += [one.tail for one in elements if one.tail and not one.tail.isspace()]
    return crc32("".join(words).encode("utf-8", "replace"))


class _Bones:
    """Takes every element that may be looked at, what may be asked of it, and all words, in the order of the page."""

    def __init__(self, answers: "_Answers", is_bare: bool) -> None:
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


class _Answers:
    """What readers ask of elements; None: nothing. Names that say nothing to them are only told apart: builders make
    new ones for every edition of a page."""

    def __init__(self, has_places: bool, bold_signs: BoldSigns, asked: Asked) -> None:
        self._has_places = has_places
        self._bold_signs = bold_signs
        self._linked = range(asked.begin, asked.end)
        self._links = 0  # met so far
        self._looks: dict[str, int] = {}  # what of classes looks are told by, in the order of their coming
        self._classes: dict[str, str] = {}  # what is told of them
        self._known: dict[str, str] = {}  # names, or their numbers in the order of their coming

    def answer(self, tag: str, attrib: Mapping[str, str], tell: Callable[[str], None]) -> None:
        """Each answer is told, in the order of the attributes."""
        for name, value in attrib.items():
            if name == "class":
                tell("\x00class=" + (self._classes.get(value) or self.dress(tag, attrib, value)))
            elif name in _ANSWERS:
                answer = _ANSWERS[name](self, tag, attrib, value)
                if answer is not None:
                    tell(f"\x00{name}={answer}")
            elif name in _AS_IT_IS:
                tell(f"\x00{name}={value}")

    def dress(self, tag: str, attrib: Mapping[str, str], value: str) -> str:
        look = self._looks.setdefault(lasting_names(value), len(self._looks))
        self._classes[value] = told = f"{self.name(tag, attrib, value)} {look}"
        return told

    def name(self, _tag: str, _attrib: Mapping[str, str], value: str) -> str:
        known = self._known.get(value)
        if known is None:
            known = value if self._has_places or _is_telling(value) else str(len(self._known))
            if self._bold_signs.is_bold({"class": value}):
                known += " bold"
            if calls_a_title(value):
                known += " title"
            self._known[value] = known
        return known

    def label(self, tag: str, attrib: Mapping[str, str], value: str) -> str:
        return self.name(tag, attrib, value.strip())

    def place(self, tag: str, attrib: Mapping[str, str], value: str) -> str | None:
        is_asked = self._has_places or attrib.get("role") in _TABS or _is_telling(value) or STREAMED.fullmatch(value)
        return self.name(tag, attrib, value) if is_asked else None

    def target(self, tag: str, _attrib: Mapping[str, str], value: str) -> str | None:
        if tag != "a":
            return value if tag == "base" else None
        self._links += 1
        return _target(value) if self._links - 1 in self._linked else hint_of(value)

    def picture(self, tag: str, attrib: Mapping[str, str], value: str) -> str | None:
        return value if tag == "img" and "alt" in attrib else None

    def address(self, _tag: str, _attrib: Mapping[str, str], value: str) -> str | None:
        return revealed(value)

    def style(self, _tag: str, _attrib: Mapping[str, str], value: str) -> str:
        return _told_of(value)

    def speech(self, tag: str, _attrib: Mapping[str, str], value: str) -> str | None:
        return value if tag in LINES else None

    def until(self, _tag: str, _attrib: Mapping[str, str], value: str) -> str:
        return str(is_found(value))

    def paid(self, tag: str, _attrib: Mapping[str, str], value: str) -> str | None:
        return "" if tag == "a" and is_paid(value) else None

    def presence(self, _tag: str, _attrib: Mapping[str, str], _value: str) -> str:
        return ""


def _target(address: str) -> str:
    return lasting(address) if "?" in address or "#" in address else address


@remembered(_REMEMBERED)
def _is_telling(name: str) -> bool:
    return any(words.search(name) for words in (names.TELLING, region.TELLING, vendors.TELLING, twins.TELLING))


@remembered(_REMEMBERED)
def _told_of(style: str) -> str:
    is_hidden = is_undisplayed(style)
    return f"{is_bold(style):d}{is_hidden:d}{is_hidden and leaves_a_hole(style):d}{typed(style)}"


_ANSWERS: dict[str, Callable[[_Answers, str, Mapping[str, str], str], str | None]] = {
    "id": _Answers.place,
    "aria-labelledby": _Answers.label,
    "aria-controls": _Answers.name,
    "aria-label": _Answers.speech,
    "aria-expanded": _Answers.presence,
    "href": _Answers.target,
    "src": _Answers.picture,
    "data-cfemail": _Answers.address,
    "style": _Answers.style,
    "hidden": _Answers.until,
    "rel": _Answers.paid,
}
