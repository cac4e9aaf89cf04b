"""One page as it came: what stands on it, and what vouches that it is what stood there before.

A form is one line in `_TEXTS` or `_PAPER` and one module that gives pieces; everything after the pieces is common to
all forms.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from policy.model.readings import Source, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.charset import decoded, in_utf8
from policy.reading.foreign import foreign
from policy.reading.form import form_of, form_of_text, overload, refusal
from policy.reading.markdown import markdown_page
from policy.reading.markup import (
    Core,
    Element,
    Survey,
    composed,
    elements_of,
    is_composed,
    is_plain,
    mend,
    skeleton_of,
    sketch_of,
    surface_of,
    weighed,
    with_lines,
)
from policy.reading.paper import docx_page, pdf_page
from policy.reading.pieces import Asked, Page
from policy.reading.plain import plain_page
from policy.reading.recipes import recipe
from policy.remembering import remembered

_MOST_TEXT = 2_000_000  # characters; the longest policies have half a million
_TOO_LONG = f"more than {_MOST_TEXT // 1_000_000} million characters of text"
_LONGEST_WORD = 20_000  # characters
_LONG = 512 * 1024  # bytes: beyond, whoever asks for a surface would wait too long
_ASKED = re.compile(r" ([0-9]{1,9})-([0-9]{1,9})-([01])(?![^ ])")
_MARKED_UP = frozenset({"html", "fragment"})
_TEXTS: dict[str, Callable[[str, ReadingOptions, str], Page]] = {"markdown": markdown_page, "text": plain_page}
_NAMES = {"markdown": "Markdown", "text": "plain text", "pdf": "a PDF", "docx": "a DOCX"}
_PAPER: dict[str, Callable[[bytes, ReadingOptions], Page]] = {"pdf": pdf_page, "docx": docx_page}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One source as far as it takes to look at it: mark-up is parsed, other text decoded, paper as it came."""

    source: Source
    options: ReadingOptions
    form: str  # by its bytes
    kind: str = ""  # of text: html, fragment, markdown or text
    text: str = ""
    elements: list[Element] | None = None  # of mark-up
    refused: str = ""  # why it is not read; empty: it is

    @property
    def marked(self) -> list[Element] | None:
        """The mark-up that vouches for what stands on the page; None: only a reading can tell, of other forms than
        HTML, and where selectors may look at anything."""
        return self.elements if self.form == "html" and not (self.options.select or self.options.remove) else None

    def survey(self) -> Survey | None:
        """The mark-up with the document found on it; None: it is no mark-up. Asked once."""
        if self.elements is None:
            return None
        tree = weighed(self.text, self.elements)
        return Survey(tree, self.options, self.source.url, has_lines=self.kind == "fragment")

    def page(self, survey: Survey | None) -> Page:
        """What stands on the page; never raises on what is in it. Asked once."""
        return _bounded(self._read(survey))

    def close(self) -> None:
        """Elements hold one another: only the garbage collector would find them."""
        if self.elements is not None:
            self.elements.clear()

    def _read(self, survey: Survey | None) -> Page:
        if self.refused:
            return _unread(self.form, self.refused)
        if survey is not None:
            return survey.page()
        if self.kind:
            return self._unselected(_TEXTS[self.kind](self.text, self.options, self.source.url))
        return self._unselected(_PAPER[self.form](self.source.body, self.options))

    def _unselected(self, page: Page) -> Page:
        """The page, which says that selectors choose nothing in it."""
        is_not = f"selectors are for HTML, and the page is {_NAMES[page.form]}"
        unmet = tuple((one, f"{one!r} selects nothing: {is_not}") for one in self.options.select)
        idle = (f"{one!r} removes nothing: {is_not}" for one in self.options.remove)
        return replace(page, unmet=unmet, notes=(*page.notes, *idle))


def leaf_of(source: Source, options: ReadingOptions) -> Leaf:
    """The source, taken apart; what is not read is not."""
    body = source.body
    form = form_of(body, source.content_type)
    refused = refusal(body)
    if refused is None and form not in _PAPER and (options.select or options.remove):
        refused = overload(body)
    if refused is None and not form:
        refused = foreign(body)
    if refused is not None or form in _PAPER:
        return Leaf(source, options, form, refused=refused or "")
    plain = in_utf8(body)
    text = decoded(body, source.content_type) if plain is None else plain
    if form != "html" and len(text) > _MOST_TEXT:
        return Leaf(source, options, form, refused=_TOO_LONG)
    kind = form if form == "html" else form_of_text(text)
    if kind not in _MARKED_UP:
        return Leaf(source, options, form, kind, text)
    elements = elements_of(text, body if text is plain else None)
    if is_composed(elements) and (whole := composed(text)) is not text:
        elements.clear()  # they hold one another
        text, elements = whole, elements_of(whole)
    if (printed := with_lines(text, elements)) is not elements:
        elements.clear()
        elements = printed
    mend(elements)
    return Leaf(source, options, form, kind, text, elements)


def sketch(leaves: tuple[Leaf, ...]) -> str:
    """A checksum that pages of equal skeletons have in common; empty: there is no skeleton."""
    found = [f"{leaf.source.url} {sketch_of(leaf.marked)}" for leaf in leaves if leaf.marked is not None]
    return f"{crc32(repr(found).encode('utf-8', 'replace')):08x}" if len(found) == len(leaves) else ""


def skeleton(leaves: tuple[Leaf, ...], options: ReadingOptions, beginning: str, asked: Sequence[Asked]) -> str:
    """The sketch of these leaves, with which it begins, a hash, and what a reading asks of each; pages for which it is
    equal give readings of equal text, links, dropped lanes and quality."""
    has_places = bool(options.fragment or options.follow)
    found = hashlib.sha256(recipe(options).encode())
    for leaf, one in zip(leaves, asked, strict=True):
        if leaf.marked is not None:
            bones = skeleton_of(leaf.text, leaf.marked, has_places, one)
            found.update(f"{leaf.source.url}\n{bones}\n".encode("utf-8", "replace"))
    told = "".join(f" {one.begin}-{one.end}-{one.is_bare:d}" for one in asked)
    return f"{beginning}{found.hexdigest()}{told}"


def core(
    leaves: tuple[Leaf, ...], surveys: Sequence[Survey | None], options: ReadingOptions, told: Callable[[Core], str]
) -> str:
    """A hash; pages for which it is equal say the same, whatever stands around the document. Empty: only a reading can
    tell. `told` is what vouches for each document."""
    found = [recipe(options)]
    for leaf, survey in zip(leaves, surveys, strict=True):
        one = told(survey.core) if survey is not None and leaf.marked is not None else ""
        if not one:
            return ""
        found.append(f"{leaf.source.url} {one}")
    return hashlib.sha256("\n".join(found).encode("utf-8", "replace")).hexdigest()[:32]


def asked_in(known: str) -> list[Asked]:
    """What by a skeleton a reading asks of each leaf."""
    return [Asked(int(begin), int(end), bare == "1") for begin, end, bare in _ASKED.findall(known)]


def surface(sources: tuple[Source, ...], options: ReadingOptions) -> str:
    """A hash that needs no parser; pages for which it is equal have equal skeletons. Empty: it cannot be told, as it
    cannot of mark-up that is not well formed, and of long pages."""
    is_long = sum(len(source.body) for source in sources) > _LONG
    return "" if is_long or options.select or options.remove else _surface(sources, options)


@remembered(8)  # looks side by side: each asks whether it is the one in force, the one held, or a new one
def _surface(sources: tuple[Source, ...], options: ReadingOptions) -> str:
    found = [recipe(options)]
    for source in sources:
        told = (
            is_plain(source.body)
            and form_of(source.body, source.content_type) == "html"
            and refusal(source.body) is None
        )
        found += (source.url, surface_of(source.body) if told else "")
    return hashlib.sha256("\n".join(found).encode("utf-8", "replace")).hexdigest()[:32] if all(found) else ""


def _bounded(page: Page) -> Page:
    """The page, unless its text was made to take time: more than anybody reads, or in one endless word."""
    sizes = [len(piece.text) for piece in page.pieces]
    if sum(sizes) > _MOST_TEXT:
        note = _TOO_LONG
    elif max(sizes, default=0) > _LONGEST_WORD and any(_has_endless_word(piece.text) for piece in page.pieces):
        note = f"a word of more than {_LONGEST_WORD} characters"
    else:
        return page
    return _unread(page.form, note, page.title)


def _unread(form: str, note: str, title: str = "") -> Page:
    return Page(form, title, (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))


def _has_endless_word(text: str) -> bool:
    return any(len(word) > _LONGEST_WORD for word in text.split())
