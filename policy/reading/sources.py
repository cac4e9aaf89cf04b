"""One page as it came: what stands on it, and what vouches that it is what stood there before.

A form is one line in `_FORMS` and one module that gives pieces; everything after the pieces is common to all forms.
"""

import hashlib
from collections.abc import Callable

from policy.model.readings import Source, Suspicion
from policy.model.targets import ReadingOptions
from policy.reading.charset import decoded
from policy.reading.form import form_of, form_of_text, overload, refusal
from policy.reading.markdown import markdown_page
from policy.reading.markup import Tree, html_page, parsed, skeleton_of, surface_of
from policy.reading.paper import docx_page, pdf_page
from policy.reading.pieces import Page
from policy.reading.plain import plain_page
from policy.reading.recipes import recipe

_MOST_TEXT = 2_000_000  # characters; the longest policies have half a million
_TOO_LONG = f"more than {_MOST_TEXT // 1_000_000} million characters of text"
_LONGEST_WORD = 20_000  # characters
_LONG = 512 * 1024  # bytes: beyond, whoever asks for a surface would wait too long
_FORMS: dict[str, Callable[[str, ReadingOptions, str], Page]] = {
    "html": lambda text, options, url: _html_page(parsed(text), options, url),
    "fragment": lambda text, options, url: _html_page(parsed(text), options, url, has_lines=True),
    "markdown": markdown_page,
    "text": plain_page,
}
_PAPER: dict[str, Callable[[bytes, ReadingOptions], Page]] = {"pdf": pdf_page, "docx": docx_page}


def skeleton(sources: tuple[Source, ...], options: ReadingOptions) -> str:
    """A hash; pages for which it is equal give readings of equal text, links and dropped lanes. Empty: only a reading
    can tell, of other forms than HTML, and where selectors may look at anything."""
    if options.select or options.remove:
        return ""
    has_places = bool(options.fragment or options.follow)
    found = hashlib.sha256(recipe(options).encode())
    for source in sources:
        body = source.body
        if form_of(body, source.content_type) != "html" or refusal(body) is not None:
            return ""
        bones = skeleton_of(decoded(body, source.content_type), has_places)
        found.update(f"{source.url}\n{bones}\n".encode("utf-8", "replace"))
    return found.hexdigest()


def surface(sources: tuple[Source, ...], options: ReadingOptions) -> str:
    """A hash that needs no parser; pages for which it is equal have equal skeletons. Empty: it cannot be told, as it
    cannot of mark-up that is not well formed, and of long pages."""
    is_long = sum(len(source.body) for source in sources) > _LONG
    if is_long or options.select or options.remove:
        return ""
    found = [recipe(options)]
    for source in sources:
        told = form_of(source.body, source.content_type) == "html" and refusal(source.body) is None
        found += (source.url, surface_of(source.body) if told else "")
    return hashlib.sha256("\n".join(found).encode("utf-8", "replace")).hexdigest()[:32] if all(found) else ""


def page_of(source: Source, options: ReadingOptions) -> Page:
    """What stands on one page; never raises on what is in it."""
    return _bounded(_page(source, options))


def _html_page(tree: Tree, options: ReadingOptions, url: str, has_lines: bool = False) -> Page:
    page = html_page(tree, options, url, has_lines)
    tree.elements.clear()  # which hold one another: only the garbage collector would find them
    return page


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
