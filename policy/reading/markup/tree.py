"""A page as a tree, and how much prose every element of it holds.

The tree is plain objects in document order: what is below an element is then a slice, and looking at it costs nothing.
Elements of lxml are made anew at every look and cost more than all that is done with them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

WORDLESS = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "select", "option", "datalist", "object",
     "embed", "noframes", "canvas", "audio", "video", "map", "link", "meta", "base", "title", "param", "source",
     "track"}
)  # fmt: skip
# No reading looks at these but for the marks of walls and shells: servers put in as many of them as they like.
UNREAD = frozenset({"script", "style", "link", "meta", "iframe"})
CONTROLS = frozenset({"input", "textarea", "select"})  # that somebody fills in
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What holds the document, or is of a table, and so is no box beside or among its text.
FRAMES = frozenset({"html", "body", "main", "article", "td", "th", "tr", "table", "tbody", "thead", "tfoot"})
PROSE = 25  # characters from which a run of text is more than a label
_SCANTY = 400  # characters of prose on a page below which every word counts as prose
_WORD = 2  # characters: a sign between links is no word
_MUCH = 0.25  # of the prose of a page
_PARTS = 40  # elements in a label
_LONGEST_NAME = 1_000  # characters of a class or an id
_SEVERAL = 3
LASTING = frozenset({"html", "body"})


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """One element; `text` are its words before its first child, `tail` those after its end. Changed only while the
    page is parsed and weighed."""

    tag: str
    attrib: Mapping[str, str]
    parent: "Element | None"
    page: "list[Element]"  # all elements of the page in document order
    at: int  # its own place there
    end: int = 0  # the place after the last element below it
    text: str = ""
    tail: str = ""
    prose: int = 0  # characters of running text outside links below it

    def get(self, name: str) -> str:
        """An attribute's value; "": it is not there, or empty."""
        return self.attrib.get(name, "")

    def called(self) -> tuple[str, str]:
        """Its class and its id, as much of them as is looked at for what they call it."""
        attributes = self.attrib
        return attributes.get("class", "")[:_LONGEST_NAME], attributes.get("id", "")[:_LONGEST_NAME]

    def within(self) -> Iterator["Element"]:
        """Itself and all elements below it, in document order."""
        return map(self.page.__getitem__, range(self.at, self.end))

    def below(self) -> Iterator["Element"]:
        """All elements below it, in document order."""
        return map(self.page.__getitem__, range(self.at + 1, self.end))

    def around(self) -> Iterator["Element"]:
        """The elements it stands in, innermost first."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def children(self) -> Iterator["Element"]:
        """The elements right below it, in order."""
        at = self.at + 1
        while at < self.end:
            child = self.page[at]
            yield child
            at = child.end

    def following(self) -> Iterator["Element"]:
        """The elements after it in what it stands in, in order."""
        at, end = self.end, self.parent.end if self.parent is not None else 0
        while at < end:
            sibling = self.page[at]
            yield sibling
            at = sibling.end

    def turns(self) -> Iterator[tuple["Element", bool]]:
        """Itself and all elements below it, each twice: where it begins (True), and where it ends (False)."""
        opened: list[Element] = []
        for one in self.within():
            while opened and opened[-1].end <= one.at:
                yield opened.pop(), False
            yield one, True
            opened.append(one)
        while opened:
            yield opened.pop(), False

    def all_text(self) -> str:
        """Every character below it, in order, wordless elements included."""
        return "".join(self.runs())

    def runs(self, wordless: Collection[str] = ()) -> list[str]:
        """The runs of words below it, in order, but for those in elements of these tags; asked of most elements, for
        which it goes by itself through what `turns` goes through, in a third of the time."""
        found = [] if self.tag in wordless else [self.text]
        open_ones: list[Element] = []  # whose tails come after what is below them
        stop = self.end  # where the innermost of these ends
        for at, one in enumerate(self.page[self.at + 1 : self.end], self.at + 1):
            while stop <= at:
                found.append(open_ones.pop().tail)
                stop = open_ones[-1].end if open_ones else self.end
            if one.text and one.tag not in wordless:
                found.append(one.text)
            if one.tail:
                if one.end == at + 1:
                    found.append(one.tail)
                else:
                    open_ones.append(one)
                    stop = one.end
        return [*found, *(one.tail for one in reversed(open_ones))] if open_ones else found


@dataclass(frozen=True, slots=True)
class Tree:
    """The parsed page."""

    markup: str
    elements: list[Element]  # in document order
    body: Element
    least: int  # characters of a run of words that counts as prose
    _tagged: dict[str, list[Element]]
    _roles: dict[str, list[Element]]
    _classed: dict[str, list[Element]]
    _shares: dict[str, bool] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.body.prose

    @property
    def tags(self) -> Iterable[str]:
        """Of which there are elements."""
        return self._tagged

    def tagged(self, tag: str) -> Sequence[Element]:
        """All elements of that name, in document order."""
        return self._tagged.get(tag, ())

    def of_role(self, role: str) -> Sequence[Element]:
        """All elements of that role, in document order."""
        return self._roles.get(role, ())

    def is_everywhere(self, word: str) -> bool:
        """Whether elements whose class has this word hold much of the page: then it is a builder's word for its
        blocks, and says nothing of a single one."""
        if word not in self._shares:
            held = end = 0
            for element in self.named(word):
                if element.at >= end:
                    held, end = held + element.prose, element.end
            self._shares[word] = held > _MUCH * self.total
        return self._shares[word]

    def recurs(self, classes: str) -> bool:
        """Whether several elements have these very classes: a page has one header, its sections have one each."""
        return len(self._classed[classes]) >= _SEVERAL

    def named(self, word: str) -> Sequence[Element]:
        """All elements whose class has this word in it, whatever its case, in document order."""
        return self.classed(lambda names: word in names.lower())

    def classed(self, is_meant: Callable[[str], bool]) -> Sequence[Element]:
        """All elements whose class is meant, in document order; many have the same, of which one is asked."""
        found = [one for names, ones in self._classed.items() if is_meant(names) for one in ones]
        return sorted(found, key=attrgetter("at"))


def weighed(text: str, elements: list[Element]) -> Tree:
    """The elements as a tree that knows how much prose each of them holds; asked once."""
    body = next((child for child in elements[0].children() if child.tag == "body"), elements[0])
    _weigh(elements, least := PROSE)
    if body.prose < _SCANTY:
        for element in elements:
            element.prose = 0
        _weigh(elements, least := _WORD)
    tagged: dict[str, list[Element]] = defaultdict(list)
    roles: dict[str, list[Element]] = defaultdict(list)
    classed: dict[str, list[Element]] = defaultdict(list)
    for element in elements:
        tagged[element.tag].append(element)
        attributes = element.attrib
        if "class" in attributes:
            classed[attributes["class"]].append(element)
        if "role" in attributes:
            roles[attributes["role"]].append(element)
    return Tree(text, elements, body, least, tagged, roles, classed)


def lessen(element: Element) -> None:
    """The element's prose no longer counts in any element around it."""
    if element.prose:
        for around in element.around():
            around.prose -= element.prose


def words_of(element: Element) -> str:
    """Every printed word below an element, in order."""
    if element.end == element.at + 1:
        return "" if element.tag in WORDLESS else element.text
    return " ".join(filter(None, element.runs(WORDLESS)))


def label_of(element: Element) -> str:
    """The same of an element small enough to be a label; "": it is not. Pages nest buttons as deep as they like."""
    return words_of(element) if element.end - element.at <= _PARTS else ""


def _weigh(elements: Sequence[Element], least: int) -> None:
    """Count the prose below each element; runs of fewer characters count for none."""
    for element in reversed(elements):
        tag, words = element.tag, element.text
        if tag == "a" or tag in WORDLESS:
            element.prose = 0
        elif len(words) >= least and (size := len(words.strip())) >= least:
            element.prose += size
        parent = element.parent
        if parent is not None:
            words = element.tail
            if len(words) >= least and (size := len(words.strip())) >= least:
                parent.prose += element.prose + size
            else:
                parent.prose += element.prose


def looked_at(elements: Iterable[Element]) -> Iterator[Element]:
    """Without those that come in any number, and of which nothing is read."""
    return (one for one in elements if one.tag not in UNREAD)
