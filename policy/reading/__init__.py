"""Bytes to a reading: what a policy page says, the same text every time, and whether it may be compared at all.

A form is one line in `_FORMS` and one module that gives pieces; everything after the pieces is common to all forms.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from policy.language import language_of
from policy.model.codec import encode
from policy.model.readings import Link, Quality, Reading, Section, Source, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.charset import decoded
from policy.reading.doubt import doubts
from policy.reading.form import form_of, form_of_text, overload, refusal
from policy.reading.markdown import markdown_page
from policy.reading.markup import fragment_page, html_page, selector_fault, skeleton_of
from policy.reading.paper import docx_page, pdf_page
from policy.reading.part import Part, links_of, part_of, printed_of
from policy.reading.pieces import Page, Piece
from policy.reading.plain import plain_page
from policy.reading.printed import unadorned
from policy.reading.quality import quality_of
from policy.reading.sections import sections_of, text_sha256

__all__ = ["Skim", "doubts", "read", "recipe", "selector_fault", "skeleton", "skim"]

_EYES = "2"  # raised whenever the same bytes may give another text or other sections
_MOST_TEXT = 2_000_000  # characters; the longest policies have half a million
_TOO_LONG = f"more than {_MOST_TEXT // 1_000_000} million characters of text"
_LONGEST_WORD = 20_000  # characters
_OPENING = 4_000  # characters that tell a language
_FORMS: dict[str, Callable[[str, ReadingOptions, str], Page]] = {
    "html": html_page,
    "fragment": fragment_page,
    "markdown": markdown_page,
    "text": plain_page,
}
_PAPER: dict[str, Callable[[bytes, ReadingOptions], Page]] = {"pdf": pdf_page, "docx": docx_page}


def read(sources: tuple[Source, ...], options: ReadingOptions = ReadingOptions()) -> Reading:  # noqa: B008 – frozen
    """What the pages say together, as one document in their order; never raises on what is in them."""
    return skim(sources, options).reading()


@dataclass(frozen=True, slots=True)
class Skim:
    """Pages read as far as it takes to tell that they say what they said: blocks without an outline. Where several
    policies stand on them, `text_sha256` and `links` are those of all."""

    options: ReadingOptions
    pages: tuple[Page, ...]
    pieces: tuple[Piece, ...]
    text_sha256: str

    @property
    def recipe(self) -> str:
        return recipe(self.options)

    @property
    def links(self) -> tuple[Link, ...]:
        return links_of(self.pages)

    def is_comparable(self) -> bool:
        """Whether the whole text may be compared; False where wishes have to be answered first."""
        if self.options.follow:
            return False
        text = "\n".join([piece.text for piece in self.pieces])
        language = language_of(unadorned(text[:_OPENING]))
        return quality_of(self.pages, self.pieces, (language,) if language else ()).is_ok

    def reading(self) -> Reading:
        """What the pages say together, section by section."""
        pages = self.pages
        part = part_of(pages, self.pieces, self.options)
        sections = sections_of(part.runs)
        languages = tuple(dict.fromkeys(section.language for section in sections if section.language))
        return Reading(
            recipe=self.recipe,
            form=pages[0].form if pages else "",
            title=_title(pages, part, sections),
            languages=languages,
            sections=sections,
            links=part.links,
            dropped=(*(drop for page in pages for drop in page.dropped), *part.dropped),
            quality=_quality(pages, part, languages),
            text_sha256=self.text_sha256 if part.pieces is self.pieces else text_sha256(part.pieces),
            policies=part.policies,
        )


def skim(sources: tuple[Source, ...], options: ReadingOptions) -> Skim:
    """The pages as one document in their order; never raises on what is in them."""
    pages = tuple(_bounded(_page(source, options)) for source in sources)
    pieces = printed_of(pages)
    return Skim(options, pages, pieces, text_sha256(pieces))


def skeleton(sources: tuple[Source, ...], options: ReadingOptions) -> str:
    """A hash; pages for which it is equal give readings of equal text and links. Empty: only a reading can tell, of
    other forms than HTML, and where selectors may look at anything."""
    if options.select or options.remove:
        return ""
    found = hashlib.sha256(recipe(options).encode())
    for source in sources:
        body = source.body
        if form_of(body, source.content_type) != "html" or refusal(body) is not None or overload(body) is not None:
            return ""
        found.update(f"{source.url}\n{skeleton_of(decoded(source.body, source.content_type))}\n".encode())
    return found.hexdigest()


def recipe(options: ReadingOptions) -> str:
    """The version of our eyes and a hash of the owner's wishes: readings of different recipes are never compared."""
    return f"reading/{_EYES}+{_wishes(options)}"


@lru_cache(256)
def _wishes(options: ReadingOptions) -> str:
    return hashlib.sha256(repr(encode(options)).encode()).hexdigest()[:8]


def _title(pages: tuple[Page, ...], part: Part, sections: tuple[Section, ...]) -> str:
    """The document's own first-level heading (of any level, when it is one of several), or what the page calls
    itself."""
    is_own = sections and (sections[0].level == 1 or (part.dropped and sections[0].heading))
    return sections[0].heading if is_own else pages[0].title if pages else ""


def _quality(pages: tuple[Page, ...], part: Part, languages: tuple[str, ...]) -> Quality:
    found = quality_of(pages, part.pieces, languages)
    if not part.missing:
        return found
    notes = (f"no heading or place {wish!r} to follow" for wish in part.missing)
    return Quality((*found.suspicions, Suspicion.SELECTOR), (*found.notes, *notes))


def _bounded(page: Page) -> Page:
    """The page, unless its text was made to take time: more than anybody reads, or in one endless word."""
    if sum(len(piece.text) for piece in page.pieces) > _MOST_TEXT:
        note = _TOO_LONG
    elif any(len(piece.text) > _LONGEST_WORD and _has_endless_word(piece.text) for piece in page.pieces):
        note = f"a word of more than {_LONGEST_WORD} characters"
    else:
        return page
    return Page(page.form, page.title, (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))


def _has_endless_word(text: str) -> bool:
    return any(len(word) > _LONGEST_WORD for word in text.split())


def _page(source: Source, options: ReadingOptions) -> Page:
    form = form_of(source.body, source.content_type)
    refused = refusal(source.body)
    if refused is None and form not in _PAPER and (options.select or options.remove):
        refused = overload(source.body)
    if refused is not None:
        return Page(form, "", (), suspicions=(Suspicion.UNREADABLE,), notes=(refused,))
    if form in _PAPER:
        return _PAPER[form](source.body, options)
    if not form:
        note = "these bytes are neither HTML, text, Markdown, PDF nor DOCX"
        return Page(form, "", (), suspicions=(Suspicion.UNREADABLE,), notes=(note,))
    text = decoded(source.body, source.content_type)
    if form != "html" and len(text) > _MOST_TEXT:
        return Page(form, "", (), suspicions=(Suspicion.UNREADABLE,), notes=(_TOO_LONG,))
    return _FORMS[form if form == "html" else form_of_text(text)](text, options, source.url)
