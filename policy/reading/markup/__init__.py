"""HTML as pieces: the document's own blocks, its links, and all that was left out with the reason."""

from policy.reading.markup.selectors import selector_fault
from policy.reading.markup.shadows import MARK as SHADOW_MARK
from policy.reading.markup.shadows import composed
from policy.reading.markup.skeleton import skeleton_of, sketch_of
from policy.reading.markup.surface import surface_of
from policy.reading.markup.survey import Survey
from policy.reading.markup.tree import Element, elements_of, parsed, weighed

__all__ = [
    "SHADOW_MARK", "Element", "Survey", "composed", "elements_of", "parsed",
    "selector_fault", "skeleton_of", "sketch_of", "surface_of", "weighed",
]  # fmt: skip
