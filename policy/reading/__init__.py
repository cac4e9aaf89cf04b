"""Bytes to a reading: what a policy page says, the same text every time, and whether it may be compared at all."""

from policy.model.readings import Reading, Source
from policy.model.targets import ReadingOptions
from policy.reading.doubt import doubts
from policy.reading.markup import selector_fault
from policy.reading.recipes import recipe
from policy.reading.sources import surface
from policy.reading.stages import Opened, Skim, opened

__all__ = ["Opened", "Skim", "doubts", "opened", "read", "recipe", "selector_fault", "skim", "surface"]


def read(sources: tuple[Source, ...], options: ReadingOptions = ReadingOptions()) -> Reading:  # noqa: B008 – frozen
    """What the pages say together, as one document in their order; never raises on what is in them."""
    return skim(sources, options).reading()


def skim(sources: tuple[Source, ...], options: ReadingOptions) -> Skim:
    """The pages as one document in their order; never raises on what is in them."""
    with opened(sources, options) as pages:
        return pages.skim()
