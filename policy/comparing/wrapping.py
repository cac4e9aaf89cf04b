"""The same words cut into other blocks."""

from collections.abc import Sequence
from dataclasses import replace

from policy.comparing.folding import fold
from policy.comparing.pairing import Pair, matches
from policy.model.readings import Block, BlockKind

_REACH = 2_500  # pairs of blocks to try between two equal blocks; more is a rewrite, not another wrapping


def rewrapped(before: Sequence[Block], after: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Both sides, with blocks joined where one side prints as one block what the other prints as several."""
    old: list[Block] = []
    new: list[Block] = []
    left = right = 0
    pairs = matches([fold(block.text) for block in before], [fold(block.text) for block in after])
    for one, other in (*pairs, (len(before), len(after))):
        gap = _gap(before[left:one], after[right:other])
        left, right = one + 1, other + 1
        old += [*gap[0], *before[one:left]]
        new += [*gap[1], *after[other:right]]
    return old, new


def _gap(before: Sequence[Block], after: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    old, new = list(before), list(after)
    if len(old) * len(new) > _REACH or len(old) + len(new) < 3:
        return old, new
    place = 0
    for start in range(len(old)):
        for other in range(place, len(new)):
            joint = _joint(old[start:], new[other:])
            if joint:
                old[start : start + joint[0]] = [_joined(old[start : start + joint[0]])]
                new[other : other + joint[1]] = [_joined(new[other : other + joint[1]])]
                place = other + 1
                break
    return old, new


def _joint(before: Sequence[Block], after: Sequence[Block]) -> Pair | None:
    """How many blocks from the start of each side are together the same words; None: no number is."""
    if not before or not after:
        return None
    left = right = 1
    old, new = fold(before[0].text), fold(after[0].text)
    while old != new:
        if new.startswith(old) and left < len(before) and _is_prose(before[: left + 1], after[:right]):
            old += fold(before[left].text)
            left += 1
        elif old.startswith(new) and right < len(after) and _is_prose(before[:left], after[: right + 1]):
            new += fold(after[right].text)
            right += 1
        else:
            return None
    return left, right


def _is_prose(before: Sequence[Block], after: Sequence[Block]) -> bool:
    return all(block.kind is not BlockKind.ROW for block in (*before, *after))


def _joined(blocks: Sequence[Block]) -> Block:
    return blocks[0] if len(blocks) == 1 else replace(blocks[0], text=" ".join(block.text for block in blocks))
