"""HTML as pieces: the document's own blocks, its links, and all that was left out with the reason."""

from policy.reading.markup.building import elements_of, parsed
from policy.reading.markup.composition import composed, is_composed, is_plain
from policy.reading.markup.core import Core
from policy.reading.markup.lines import with_lines
from policy.reading.markup.mail import mend
from policy.reading.markup.selectors import selector_fault
from policy.reading.markup.skeleton import skeleton_of, sketch_of
from policy.reading.markup.surface import surface_of
from policy.reading.markup.survey import Survey
from policy.reading.markup.tree import Element, weighed

__all__ = [
    "Core", "Element", "Survey", "composed", "elements_of", "is_composed", "is_plain", "mend", "parsed",
    "selector_fault", "skeleton_of", "sketch_of", "surface_of", "weighed", "with_lines",
]  # fmt: skip
