"""What readers ask of an element's attributes: the part of them that can make a difference to a reading."""

from collections.abc import Callable, Mapping

from policy.reading.markup import names, region, twins, vendors
from policy.reading.markup.folding import STREAMED, is_found
from policy.reading.markup.guests import is_paid
from policy.reading.markup.links import lasting
from policy.reading.markup.looks import calls_a_title, lasting_names, typed
from policy.reading.markup.mail import revealed
from policy.reading.markup.spelling import LINES
from policy.reading.markup.styles import BoldSigns, is_bold, is_undisplayed, leaves_a_hole
from policy.reading.markup.targets import hint_of
from policy.reading.pieces import Asked
from policy.remembering import remembered

_AS_IT_IS = frozenset(
    {"role", "type", "alt", "name", "aria-hidden", "aria-level", "aria-modal", "size", "face", "color"}
)
_TABS = frozenset({"tab", "tabpanel"})
_REMEMBERED = 4096  # names, and styles: the elements of a page, and of a site, share few


class Answers:
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


_ANSWERS: dict[str, Callable[[Answers, str, Mapping[str, str], str], str | None]] = {
    "id": Answers.place,
    "aria-labelledby": Answers.label,
    "aria-controls": Answers.name,
    "aria-label": Answers.speech,
    "aria-expanded": Answers.presence,
    "href": Answers.target,
    "src": Answers.picture,
    "data-cfemail": Answers.address,
    "style": Answers.style,
    "hidden": Answers.until,
    "rel": Answers.paid,
}
