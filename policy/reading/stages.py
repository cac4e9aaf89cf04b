"""How far pages are read: parsed, then skimmed, then read whole. Each stage may tell that they say what they said."""

from functools import cached_property
from typing import Self

from policy.language import language_of
from policy.model.readings import Link, Quality, Reading, Section, Source, Suspicion, lane_sha256
from policy.model.targets import ReadingOptions
from policy.reading.extent import Extent, extent_of, links_of, printed_of
from policy.reading.markup import Core, Survey
from policy.reading.pieces import Asked, Page
from policy.reading.printed import unadorned
from policy.reading.quality import quality_of
from policy.reading.recipes import recipe
from policy.reading.sections import sections_of, text_sha256
from policy.reading.sources import Leaf, asked_in, core, leaf_of, skeleton, sketch

_OPENING = 4_000  # characters that tell a language


def opened(sources: tuple[Source, ...], options: ReadingOptions) -> "Opened":
    """The pages, parsed; never raises on what is in them."""
    return Opened(options, tuple(leaf_of(source, options) for source in sources))


class Opened:
    """Pages parsed and not yet read: enough to tell by their mark-up that they say what they said."""

    def __init__(self, options: ReadingOptions, leaves: tuple[Leaf, ...]) -> None:
        self.options = options
        self.leaves = leaves
        self._skeletons: dict[tuple[Asked, ...], str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for leaf in self.leaves:
            leaf.close()

    @cached_property
    def sketch(self) -> str:
        """A checksum that is told in a tenth of the time of a skeleton, and is the beginning of it. Empty: there is no
        skeleton."""
        return sketch(self.leaves)

    def skeleton(self) -> str:
        """A hash; pages for which it is equal say the same, and the same stands around it, wherever links lead that no
        reading looks at. Which these are a reading has told. Empty: only a reading can tell."""
        return self._skeleton([survey.asked for survey in self._surveys if survey is not None]) if self.sketch else ""

    def has(self, known: str) -> bool:
        """Whether this is the skeleton of these pages, too, told without reading them."""
        asked = asked_in(known)
        is_near = self.sketch != "" and known.startswith(self.sketch) and len(asked) == len(self.leaves)
        return is_near and self._skeleton(asked) == known

    def _skeleton(self, asked: list[Asked]) -> str:
        """Told once, where a reading asks what the one before it asked."""
        key = tuple(asked)
        if key not in self._skeletons:
            self._skeletons[key] = skeleton(self.leaves, self.options, self.sketch, asked)
        return self._skeletons[key]

    @cached_property
    def core(self) -> str:
        """A hash; pages for which it is equal say the same, whatever stands around the document. Empty: only a reading
        can tell. First asked before there is one."""
        return core(self.leaves, self._surveys, self.options, Core.bones)

    @cached_property
    def imprint(self) -> str:
        """The same, told in a fifth of the time: pages for which it is equal have equal cores. Not all that have equal
        cores have equal imprints. First asked before there is a reading."""
        return core(self.leaves, self._surveys, self.options, Core.imprint)

    @cached_property
    def around_sha256(self) -> str:
        """Of all that is left out around the document, a part of `chrome_sha256`."""
        return lane_sha256(drop for survey in self._surveys if survey is not None for drop in survey.around)

    def skim(self) -> "Skim":
        """The pages as one document in their order."""
        return self._skim

    @cached_property
    def _skim(self) -> "Skim":
        pages = (leaf.page(survey) for leaf, survey in zip(self.leaves, self._surveys, strict=True))
        return Skim(self.options, tuple(pages))

    @cached_property
    def _surveys(self) -> tuple[Survey | None, ...]:
        return tuple(leaf.survey() for leaf in self.leaves)


class Skim:
    """Pages read as far as it takes to tell that they say what they said: blocks without an outline. Where several
    policies stand on them, `text_sha256` and `links` are those of all."""

    def __init__(self, options: ReadingOptions, pages: tuple[Page, ...]) -> None:
        self.options = options
        self.pages = pages
        self.pieces = printed_of(pages)

    @cached_property
    def text_sha256(self) -> str:
        return text_sha256(self.pieces)

    @property
    def recipe(self) -> str:
        return recipe(self.options)

    @property
    def links(self) -> tuple[Link, ...]:
        return links_of(self.pages)

    @property
    def chrome_sha256(self) -> str:
        """Of all that was left out, as that of the reading of a page that is read whole."""
        return lane_sha256(drop for page in self.pages for drop in page.dropped)

    def is_comparable(self) -> bool:
        """Whether the whole text may be compared; False where wishes have to be answered first."""
        if self.options.follow:
            return False
        text = "\n".join([piece.text for piece in self.pieces])
        language = language_of(unadorned(text[:_OPENING]))
        return quality_of(self.pages, self.pieces, (language,) if language else (), self.options.select).is_ok

    def reading(self) -> Reading:
        """What the pages say together, section by section."""
        pages = self.pages
        extent = extent_of(pages, self.pieces, self.options)
        sections = sections_of(extent.runs)
        languages = tuple(dict.fromkeys(section.language for section in sections if section.language))
        return Reading(
            recipe=self.recipe,
            form=pages[0].form if pages else "",
            title=_title(pages, extent, sections),
            languages=languages,
            sections=sections,
            links=extent.links,
            dropped=(*(drop for page in pages for drop in page.dropped), *extent.dropped),
            quality=_quality(pages, extent, languages, self.options.select),
            text_sha256=self.text_sha256 if extent.pieces is self.pieces else text_sha256(extent.pieces),
            policies=extent.policies,
        )


def _title(pages: tuple[Page, ...], extent: Extent, sections: tuple[Section, ...]) -> str:
    """The document's own first-level heading (of any level, when it is one of several), or what the page calls
    itself."""
    is_own = sections and (sections[0].level == 1 or (extent.dropped and sections[0].heading))
    return sections[0].heading if is_own else pages[0].title if pages else ""


def _quality(pages: tuple[Page, ...], extent: Extent, languages: tuple[str, ...], select: tuple[str, ...]) -> Quality:
    found = quality_of(pages, extent.pieces, languages, select)
    if not extent.missing:
        return found
    notes = (f"no heading or place {wish!r} to follow" for wish in extent.missing)
    return Quality((*found.suspicions, Suspicion.SELECTOR), (*found.notes, *notes))
