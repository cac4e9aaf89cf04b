"""What of a page's mark-up can make a difference to what is read from it, as a hash."""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache

from policy.reading.markup import chrome, region, signs, vendors
from policy.reading.markup.links import lasting
from policy.reading.markup.mail import revealed
from policy.reading.markup.styles import is_bold, is_undisplayed
from policy.reading.markup.tree import LASTING, WORDLESS, parse_into

# No reading looks at these but for the marks of walls and shells, which are asked of them here, too.
_UNREAD = frozenset({"script", "style", "link", "meta", "iframe"})
_WORDY = frozenset({"title", "noscript"})  # whose words are asked for, though nobody prints them
_VERBATIM = frozenset({"pre", "textarea"})
_ODD = frozenset({*_UNREAD, *(WORDLESS - _WORDY), *_VERBATIM, "h1"})
_ENDING = frozenset({*LASTING, *_VERBATIM, "h1"})
_AS_IT_IS = frozenset({"role", "type", "alt", "name", "aria-hidden", "aria-level", "aria-modal"})
_LINKED = frozenset({"a", "base"})
_TABS = frozenset({"tab", "tabpanel"})
_REMEMBERED = 4096  # names: the elements of a page, and of a site, share few
_BREAK = "\x00"  # no text has one: it is dropped before a page is parsed


def skeleton_of(text: str, has_places: bool) -> str:
    """Pages of equal skeletons say the same, whatever their scripts, styles, comments and tokens: tokens rotate, and
    this costs a small part of a reading. Whatever is left out of a reading is in it, too. `has_places`: somebody asks
    for places by their names."""
    bones = _Bones(has_places)
    parse_into(text, bones)
    bones.close()
    bones.found.append(str(signs.is_cut(text)))
    return hashlib.sha256(_BREAK.join(bones.found).encode("utf-8", "replace")).hexdigest()


class _Bones:
    """Takes what libxml2 reports of a page: every element that may be looked at, what may be asked of it, all words."""

    def __init__(self, has_places: bool) -> None:
        self.found = [" "]
        self._runs: list[str] = []  # of the words since the last tag
        self.data = self._runs.append
        self._asked = _Asked(has_places)
        self._unread = ""  # the element that nobody reads, while it is open and nothing is in it
        self._is_wordless = False  # nobody prints the words up to the next tag
        self._is_hollow = False  # nothing stands yet in an element that scripts may fill
        self._titles = self._verbatim = 0  # elements now open whose every word is asked for, and in which lines count

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if self._runs:
            self._take()
        self._unread = ""
        self._is_wordless = False
        if tag in _ODD:
            self._start_odd(tag, attrib)
            if self._unread:
                return
        self.found.append("<" + tag)
        if attrib:
            self._asked.answer(tag, attrib, self.found.append)
        if "-" in tag or ("id" in attrib and signs.is_root(tag, attrib)):
            self._is_hollow = True

    def _start_odd(self, tag: str, attrib: Mapping[str, str]) -> None:
        self._is_wordless = tag in WORDLESS
        self._titles += tag == "h1"
        self._verbatim += tag in _VERBATIM
        if tag in _UNREAD:
            self._unread = tag
            mark = signs.mark_of(tag, attrib)
            if mark:
                self.found.append(mark)

    def end(self, tag: str) -> None:
        if self._unread or tag in _ENDING:
            self._end_odd(tag)
            return
        if self._runs:
            self._take()
        self._is_wordless = False
        self.found.append("/" + tag)

    def _end_odd(self, tag: str) -> None:
        if tag in LASTING:
            return  # as for the tree
        if self._runs:
            self._take()
        self._is_wordless = False
        if self._unread != tag:
            self.found.append("/" + tag)
        self._unread = ""
        self._titles -= tag == "h1"
        self._verbatim -= tag in _VERBATIM

    def close(self) -> None:
        if self._runs:
            self._take()

    def _take(self) -> None:
        runs = self._runs
        words = runs[0] if len(runs) == 1 else "".join(runs)
        runs.clear()
        if words.isspace():
            # White space beside white space that only something unread sets apart is none.
            if self._verbatim or not (self._is_wordless or self.found[-1][-1:].isspace()):
                self.found.append(words if self._verbatim else " ")
        elif not self._is_wordless or self._titles:
            self._is_hollow = False
            self.found.append(words)
        elif self._is_hollow:
            self.found.append(_BREAK)  # something is there, whatever it is


class _Asked:
    """What readers ask of elements. Names that say nothing to them are only told apart: builders make new ones for
    every edition of a page."""

    def __init__(self, has_places: bool) -> None:
        self._has_places = has_places
        self._known: dict[str, str] = {}  # names, or their numbers in the order of their coming

    def answer(self, tag: str, attrib: Mapping[str, str], tell: Callable[[str], None]) -> None:
        """Each answer is told, in the order of the attributes."""
        for name, value in attrib.items():
            if name == "class":
                tell(f"class={self._known.get(value) or self.name(tag, attrib, value)};")
            elif name == "href":
                if tag in _LINKED:
                    tell(f"href={value if '?' not in value and '#' not in value else lasting(value)};")
            elif name in _AS_IT_IS:
                tell(f"{name}={value};")
            elif name in _ANSWERS:
                tell(f"{name}={_ANSWERS[name](self, tag, attrib, value)};")

    def name(self, _tag: str, _attrib: Mapping[str, str], value: str) -> str:
        known = self._known.get(value)
        if known is None:
            known = value if self._has_places or _is_telling(value) else str(len(self._known))
            self._known[value] = known
        return known

    def label(self, tag: str, attrib: Mapping[str, str], value: str) -> str:
        return self.name(tag, attrib, value.strip())

    def place(self, tag: str, attrib: Mapping[str, str], value: str) -> str:
        is_asked = self._has_places or attrib.get("role") in _TABS or _is_telling(value)
        return self.name(tag, attrib, value) if is_asked else ""

    def picture(self, tag: str, attrib: Mapping[str, str], value: str) -> str:
        return value if tag == "img" and "alt" in attrib else ""

    def address(self, _tag: str, _attrib: Mapping[str, str], value: str) -> str | None:
        return revealed(value)

    def style(self, _tag: str, _attrib: Mapping[str, str], value: str) -> str:
        return f"{is_bold(value)}{is_undisplayed(value)}"

    def presence(self, _tag: str, _attrib: Mapping[str, str], _value: str) -> str:
        return ""


@lru_cache(_REMEMBERED)
def _is_telling(name: str) -> bool:
    return any(words.search(name) for words in (chrome.TELLING, region.TELLING, vendors.TELLING))


_ANSWERS: dict[str, Callable[[_Asked, str, Mapping[str, str], str], str | None]] = {
    "id": _Asked.place,
    "aria-labelledby": _Asked.label,
    "aria-controls": _Asked.name,
    "aria-expanded": _Asked.presence,
    "src": _Asked.picture,
    "data-cfemail": _Asked.address,
    "style": _Asked.style,
    "hidden": _Asked.presence,
}
