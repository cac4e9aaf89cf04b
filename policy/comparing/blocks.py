"""Blocks of a section beside their counterparts."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from policy.comparing.folding import fold
from policy.comparing.pairing import Pair, alike_pairs, equal_pairs, with_rest
from policy.comparing.redlines import fine_or_coarse
from policy.comparing.tokens import words
from policy.model.changes import Passage
from policy.model.readings import Block, BlockKind

LIKE = 0.5  # share of common words from which a block is the other one edited, not another one


def block_pairs(before: Sequence[Block], after: Sequence[Block]) -> list[Pair]:
    """Positions of counterparts: equal words first, then table rows of one key, then the most alike."""
    olds, news = [fold(block.text) for block in before], [fold(block.text) for block in after]
    if olds == news:
        return [(place, place) for place in range(len(olds))]
    pairs = equal_pairs(olds, news)
    for pairing in (_by_row_key, _by_likeness):
        pairs = with_rest(before, after, pairs, pairing)
    return pairs


def passages(before: Sequence[Block], after: Sequence[Block], pairs: Sequence[Pair]) -> tuple[Passage, ...]:
    """Every block of both sides once, in the order of the new text; a removed one stands where it stood. Equal pairs
    have no spans."""
    partner = {new: old for old, new in pairs}
    gone = _gone(len(before), dict(pairs))
    found = [Passage(before[old], None) for old in gone[-1]]
    for new, block in enumerate(after):
        found.append(_passage(before[partner[new]], block) if new in partner else Passage(None, block))
        found += [Passage(before[old], None) for old in gone[new]]
    return tuple(found)


def _gone(count: int, places: dict[int, int]) -> defaultdict[int, list[int]]:
    """The removed blocks by the new position they stand behind; -1: before all."""
    gone: defaultdict[int, list[int]] = defaultdict(list)
    place = -1
    for old in range(count):
        if old in places:
            place = places[old]
        else:
            gone[place].append(old)
    return gone


def _passage(old: Block, new: Block) -> Passage:
    if fold(old.text) == fold(new.text):
        return Passage(old, new)
    spans, coarse = fine_or_coarse(old.text, new.text)
    return Passage(old, new, spans, coarse)


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
        return Indel.normalized_similarity(words(fold(one.cells[0])), words(fold(other.cells[0]))) >= LIKE

    texts = [fold(block.text) for block in before], [fold(block.text) for block in after]
    return alike_pairs(*texts, LIKE, may)
