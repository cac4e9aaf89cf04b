"""Blocks that went from one section to another: what splits, merges and moves of single clauses leave behind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from policy.comparing.folding import fold
from policy.comparing.pairing import Pair, equal_pairs
from policy.model.readings import Block

Spot: TypeAlias = tuple[int, int]  # position of a section, and of a block in it
Blocks: TypeAlias = Sequence[Sequence[Block]]  # of every section of one side

TELLING = 16  # characters from which equal texts are no coincidence


def wanderers(
    before: Blocks, after: Blocks, sections: Sequence[Pair], settled: Mapping[Spot, Spot]
) -> dict[Spot, Spot]:
    """New spots with the old spots their words came from, among the blocks not settled within their own sections.

    A section without a counterpart takes part only if most of its words came from or went elsewhere: otherwise it was
    added or removed as it stands, and a clause it shares with another one is no reason to tear it apart.
    """
    olds = _loose(before, set(settled.values()))
    news = _loose(after, set(settled))
    pairs = equal_pairs([_text(before, spot) for spot in olds], [_text(after, spot) for spot in news])
    found = {news[new]: olds[old] for old, new in pairs}
    alone_old = set(range(len(before))) - {old for old, _ in sections}
    alone_new = set(range(len(after))) - {new for _, new in sections}
    while True:
        torn_old = alone_old - _mostly(before, found.values())
        torn_new = alone_new - _mostly(after, found)
        kept = {new: old for new, old in found.items() if old[0] not in torn_old and new[0] not in torn_new}
        if len(kept) == len(found):
            return kept
        found = kept


def _loose(sections: Blocks, settled: set[Spot]) -> list[Spot]:
    spots = [(place, block) for place, blocks in enumerate(sections) for block in range(len(blocks))]
    return [spot for spot in spots if spot not in settled and len(_text(sections, spot)) >= TELLING]


def _mostly(sections: Blocks, spots: Iterable[Spot]) -> set[int]:
    """The sections at least half of whose text stands at these spots."""
    sizes: Counter[int] = Counter()
    for spot in spots:
        sizes[spot[0]] += len(_text(sections, spot))
    return {
        place
        for place, count in sizes.items()
        if 2 * count >= sum(len(_text(sections, (place, block))) for block in range(len(sections[place])))
    }


def _text(sections: Blocks, spot: Spot) -> str:
    return fold(sections[spot[0]][spot[1]].text)
