"""What of a page is the document, by the owner's selectors or found without help."""

from dataclasses import dataclass, replace

from policy.model.targets import ReadingOptions
from policy.reading.markup.asides import asides_of
from policy.reading.markup.chrome import chrome_of
from policy.reading.markup.contents import link_groups_of
from policy.reading.markup.controls import switches_of
from policy.reading.markup.feet import foot_of
from policy.reading.markup.guests import guests_of
from policy.reading.markup.leading import before_title
from policy.reading.markup.region import beginning_of, region_of, titles_of, unmarked_title_of
from policy.reading.markup.selectors import Lane, Lanes, Selecting, Unmet, lanes_of, removed_by
from policy.reading.markup.tables import titled_rows_of
from policy.reading.markup.tree import HEADINGS, Element, Tree
from policy.reading.markup.twins import twins_of


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the document stands and what within and around it is not of it; `region` is the one element it stands in
    (None: where selectors say); `switches` are controls that are headings, `title` is a block that is read as one,
    whatever its tag says; `titled` is a table whose rows are the sections, and the cells with their titles; `unmet` are
    selectors that name nothing, `loose` the words removed that are of no element."""

    lanes: Lanes
    chrome: dict[Element, str]
    switches: frozenset[Element]
    region: Element | None = None
    title: Element | None = None
    titled: frozenset[Element] = frozenset()
    unmet: tuple[Unmet, ...] = ()
    loose: tuple[str, ...] = ()


def layout_of(tree: Tree, options: ReadingOptions) -> Layout:
    """By the owner's selectors where there are any."""
    page = Selecting(tree) if options.select or options.remove else None
    removed, loose = removed_by(page, options.remove) if page else ({}, ())
    if page is not None and options.select:
        lanes, unmet = lanes_of(page, options.select)
        return Layout(lanes, removed, switches_of(tree), unmet=unmet, loose=loose)
    found = _found(tree)
    return replace(found, chrome=found.chrome | removed, loose=loose)


def _found(tree: Tree) -> Layout:
    """Where the document stands, and what within and around it is not of it."""
    titles = titles_of(tree)
    switches = switches_of(tree)
    chrome = chrome_of(tree, titles, switches)
    region = region_of(tree, chrome, titles)
    lanes = Lanes({region: Lane.INSIDE}, {region: Lane.AFTER})
    begin, title = beginning_of(tree, region, titles), None
    if begin is None and not any(region.at <= one.at < region.end for one in tree.tagged("h1")):
        begin = title = unmarked_title_of(tree, region, chrome)
    if begin is not None:
        lanes.begin[begin] = Lane.GAP
    around = link_groups_of(tree) | before_title(tree, region, titles) | asides_of(tree) | foot_of(tree)
    around |= guests_of(tree, region, chrome) | twins_of(tree)
    return Layout(lanes, around | chrome, switches, region, title, _titled(tree, region))


def _titled(tree: Tree, region: Element) -> frozenset[Element]:
    """A table that is next to all of the document, with no heading behind its beginning, and its titles."""
    for table in tree.tagged("table"):
        if region.at <= table.at < region.end and 2 * table.prose >= region.prose > 0:
            headings = (one.at for tag in HEADINGS for one in tree.tagged(tag))
            if not any(table.at < at < region.end for at in headings) and (titles := titled_rows_of(table)):
                return frozenset({table, *titles})
    return frozenset()
