"""Blocks of a section beside their counterparts."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from policy.comparing.folding import fold
from policy.comparing.pairing import Pair, alike_pairs, with_rest
from policy.comparing.redlines import fine_or_coarse
from policy.comparing.tokens import words
from policy.model.changes import Passage
from policy.model.readings import Block, BlockKind

_LIKE = 0.5  # share of common words from which a block is the other one edited, not another one


def passage(before: Block, after: Block) -> Passage:
    """A pair of counterparts; without spans when only typography differs."""
    if fold(before.text) == fold(after.text):
        return Passage(before, after)
    spans, is_coarse = fine_or_coarse(before.text, after.text)
    return Passage(before, after, spans, is_coarse)


def alike_blocks(before: Sequence[Block], after: Sequence[Block]) -> list[Pair]:
    """Counterparts among blocks of different words: table rows of one key, then the most alike."""
    return with_rest(before, after, _by_row_key(before, after), _by_likeness)


def _by_row_key(before: Sequence[Block], after: Sequence[Block]) -> list[Pair]:
    """Table rows with the same first cell, however much else they share; a first cell that repeats is no key."""
    old_keys, new_keys = _row_keys(before), _row_keys(after)
    return [(old, new_keys[key]) for key, old in old_keys.items() if key in new_keys]


def _row_keys(blocks: Sequence[Block]) -> dict[str, int]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.ROW and block.cells and (key := fold(block.cells[0])):
            places[key].append(place)
    return {key: where[0] for key, where in places.items() if len(where) == 1}


def _by_likeness(before: Sequence[Block], after: Sequence[Block]) -> list[Pair]:
    def may(old: int, new: int) -> bool:
        one, other = before[old], after[new]
        if not one.cells or not other.cells:
            return True
        return Indel.normalized_similarity(words(one.cells[0]), words(other.cells[0])) >= _LIKE

    texts = [block.text for block in before], [block.text for block in after]
    return alike_pairs(*texts, _LIKE, may)
