"""HTML as pieces: the document's own blocks, its links, and all that was left out with the reason."""

from policy.model.readings import BlockKind, Dropped
from policy.reading.markup.chrome import chrome_of
from policy.reading.markup.contents import link_groups_of
from policy.reading.markup.region import beginning_of, region_of, titles_of
from policy.reading.markup.signs import signs_of
from policy.reading.markup.tree import parsed
from policy.reading.markup.volatile import is_volatile
from policy.reading.markup.walk import Walker
from policy.reading.pieces import Page
from policy.reading.printed import printed

__all__ = ["fragment_page", "html_page"]


def fragment_page(text: str) -> Page:
    """Light mark-up in plain text: where no tag says otherwise, a line is a block."""
    return html_page(text, has_lines=True)


def html_page(text: str, has_lines: bool = False) -> Page:
    """The document on the page, found without help."""
    tree = parsed(text)
    titles = titles_of(tree)
    chrome = chrome_of(tree, titles)
    region = region_of(tree, chrome)
    chrome = link_groups_of(tree) | chrome
    walker = Walker(chrome, beginning_of(tree, region, titles), region, has_lines)
    walker.walk(tree.body)
    kept = tuple(piece for piece in walker.pieces if not is_volatile(piece))
    gone = tuple(Dropped("changes by itself", piece.text) for piece in walker.pieces if is_volatile(piece))
    first = next((piece.text for piece in kept if piece.kind is BlockKind.HEADING and piece.level == 1), "")
    return Page(
        form="html",
        title=first or printed(tree.root.findtext(".//title") or ""),
        pieces=kept,
        links=tuple(walker.links.found),
        dropped=(*walker.dropped, *gone),
        language=tree.root.get("lang"),
        signs=signs_of(tree, text),
    )
