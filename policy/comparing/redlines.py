"""Words inside a changed text: what stays, what goes, what comes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import LCSseq

from policy.comparing.tokens import Alphabet, tokens
from policy.model.changes import Op, Span

# Cells of the alignment table, one bit each: 8 MB and some 20 ms at most for one block.
_BUDGET = 64_000_000
_SENTENCE = re.compile(r".*?(?:[.!?;。！？](?=\s|$|[\u3000-\u9fff])\s*|\n+|$)", re.DOTALL)
_Step: TypeAlias = tuple[str, str, str]  # deleted, inserted, then kept
_Run: TypeAlias = tuple[Op, str]
_STEP = (Op.DELETE, Op.INSERT, Op.EQUAL)
_OPS = {-1: Op.DELETE, 0: Op.EQUAL, 1: Op.INSERT}


def redline(before: str, after: str) -> tuple[Span, ...]:
    """The deleted and equal spans give back *before*, the inserted and equal ones *after*."""
    return fine_or_coarse(before, after)[0]


def fine_or_coarse(before: str, after: str) -> tuple[tuple[Span, ...], bool]:
    """The redline, and whether a part of it had to stay coarse, because to align its words would pass the budget."""
    runs = _aligned(tokens(before), tokens(after))
    if runs is not None:
        return _merged(runs), False
    fine, is_coarse = [], False
    for deleted, inserted, kept in _steps(_by_sentence(before, after)):
        words = _aligned(tokens(deleted), tokens(inserted))
        is_coarse |= words is None
        fine += [*(words if words is not None else _whole(deleted, inserted)), (Op.EQUAL, kept)]
    return _merged(fine), is_coarse


def _by_sentence(before: str, after: str) -> list[_Run]:
    return _aligned(_SENTENCE.findall(before), _SENTENCE.findall(after)) or _whole(before, after)


def _whole(before: str, after: str) -> list[_Run]:
    return [(Op.DELETE, before), (Op.INSERT, after)]


def _aligned(before: Sequence[str], after: Sequence[str]) -> list[_Run] | None:
    """The redline over these pieces; None: it would cost more than the budget."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(old) * len(new) > _BUDGET or len(old) + len(new) > Alphabet.SIZE:
        return None
    changed = _polished(old, new) if old or new else []
    return [(Op.EQUAL, "".join(before[:head])), *changed, (Op.EQUAL, "".join(before[len(before) - tail :]))]


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pieces are equal from the start."""
    for count, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new:
            return count
    return min(len(before), len(after))


def _polished(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Longest common subsequence, then what people would call the change: islands smaller than the edits around them
    go under, and edits begin at a word's start.

    The alignment is rapidfuzz's: exact, the same on every machine, and in 20 ms where pure Python needs minutes.
    """
    alphabet = Alphabet()
    before, after = alphabet.spell(old), alphabet.spell(new)
    diffs: list[tuple[int, str]] = []
    for deleted, inserted, kept in _without_islands(_matched(before, after)):
        diffs += [pair for pair in ((-1, deleted), (1, inserted), (0, kept)) if pair[1]]
    diff_match_patch().diff_cleanupSemantic(diffs)
    spelled = dict(zip(before + after, (*old, *new), strict=True))
    return [(_OPS[sign], "".join(spelled[char] for char in chars)) for sign, chars in diffs]


def _matched(before: str, after: str) -> Iterator[_Step]:
    old = new = 0
    for match in LCSseq.opcodes(before, after).as_matching_blocks():
        yield before[old : match.a], after[new : match.b], before[match.a : match.a + match.size]
        old, new = match.a + match.size, match.b + match.size


def _without_islands(steps: Iterator[_Step]) -> list[_Step]:
    """The steps where every equality between two edits is longer than at least one of them: the rule of
    diff_cleanupSemantic, which needs quadratic time for what is linear with a stack."""
    calm: list[_Step] = []
    for step in steps:
        deleted, inserted, kept = step
        while calm and _is_island(calm[-1], deleted, inserted):
            earlier_deleted, earlier_inserted, island = calm.pop()
            deleted, inserted = earlier_deleted + island + deleted, earlier_inserted + island + inserted
        calm.append((deleted, inserted, kept))
    return calm


def _is_island(earlier: _Step, deleted: str, inserted: str) -> bool:
    size = len(earlier[2])
    return size <= max(len(earlier[0]), len(earlier[1])) and size <= max(len(deleted), len(inserted))


def _steps(runs: Iterable[_Run]) -> Iterator[_Step]:
    texts = dict.fromkeys(Op, "")
    for op, text in runs:
        if op is not Op.EQUAL and text and texts[Op.EQUAL]:
            yield texts[Op.DELETE], texts[Op.INSERT], texts[Op.EQUAL]
            texts = dict.fromkeys(Op, "")
        texts[op] += text
    yield texts[Op.DELETE], texts[Op.INSERT], texts[Op.EQUAL]


def _merged(runs: Iterable[_Run]) -> tuple[Span, ...]:
    """The runs as spans: neighbours of one kind joined, what goes before what comes."""
    spans: list[Span] = []
    for deleted, inserted, kept in _steps(runs):
        spans += [Span(op, text) for op, text in zip(_STEP, (deleted, inserted, kept), strict=True) if text]
    return tuple(spans)
