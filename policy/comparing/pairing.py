"""Who of the old side is who of the new: equals first, then the most alike, and which of the pairs kept their order."""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from rapidfuzz.distance import Indel, LCSseq

from policy.comparing.tokens import Alphabet, words

Pair: TypeAlias = tuple[int, int]  # positions in the old and in the new sequence

_Chain: TypeAlias = "tuple[Pair, _Chain] | None"

Thing = TypeVar("Thing")
Key = TypeVar("Key", str, tuple[str, tuple[str, ...]])

_BUDGET = 400_000_000  # cells of an alignment table, one bit each: 50 MB
_ALL_PAIRS = 2_500  # up to this many, every pair is weighed; beyond, only those that share a word of some rarity
_RARE = 256  # pairs that one word may nominate


def matches(before: Sequence[Key], after: Sequence[Key]) -> list[Pair]:
    """The pairs of a longest common subsequence, the same ones seen from either side; of sequences past the budget,
    of those things that each side has once."""
    if len(before) * len(after) > _BUDGET:
        return sorted(in_order(_single_pairs(before, after), lambda _pair: 1))
    alphabet = Alphabet()
    # Of several longest ones either order would give another; so it is always sought from the same side.
    is_turned = (len(before), list(before)) > (len(after), list(after))
    one, other = (after, before) if is_turned else (before, after)
    runs = LCSseq.opcodes(alphabet.spell(one), alphabet.spell(other)).as_matching_blocks()
    pairs = [(run.a + step, run.b + step) for run in runs for step in range(run.size)]
    return [(new, old) for old, new in pairs] if is_turned else pairs


def _single_pairs(before: Sequence[Key], after: Sequence[Key]) -> list[Pair]:
    once = Counter(before), Counter(after)
    where = {thing: new for new, thing in enumerate(after)}
    return [(old, where[thing]) for old, thing in enumerate(before) if once[0][thing] == once[1][thing] == 1]


def equal_pairs(before: Sequence[Key], after: Sequence[Key]) -> list[Pair]:
    """Every pair of equals: along the longest common subsequence, and what is left in order of appearance."""
    pairs = [(old, new) for old, new in matches(before, after) if before[old] == after[new]]
    taken, given = {old for old, _ in pairs}, {new for _, new in pairs}
    waiting: defaultdict[Key, deque[int]] = defaultdict(deque)
    for old, thing in enumerate(before):
        if old not in taken:
            waiting[thing].append(old)
    for new, thing in enumerate(after):
        if new not in given and waiting[thing]:
            pairs.append((waiting[thing].popleft(), new))
    return sorted(pairs)


def with_rest(
    before: Sequence[Thing],
    after: Sequence[Thing],
    pairs: list[Pair],
    pairing: Callable[[Sequence[Thing], Sequence[Thing]], list[Pair]],
) -> list[Pair]:
    """The pairs, and those this pairing finds among the ones that have no counterpart yet."""
    taken, given = {old for old, _ in pairs}, {new for _, new in pairs}
    olds = [old for old in range(len(before)) if old not in taken]
    news = [new for new in range(len(after)) if new not in given]
    if not olds or not news:
        return pairs
    found = pairing([before[old] for old in olds], [after[new] for new in news])
    return sorted([*pairs, *((olds[old], news[new]) for old, new in found)])


def alike_pairs(
    before: Sequence[str],
    after: Sequence[str],
    least: float,
    may: Callable[[int, int], bool] = lambda _old, _new: True,
) -> list[Pair]:
    """The most alike first, each text once; ties go to the pair that is least displaced."""
    alphabet = Alphabet()
    old_words, new_words = [words(text) for text in before], [words(text) for text in after]
    olds, news = [alphabet.spell(bag) for bag in old_words], [alphabet.spell(bag) for bag in new_words]
    scored = []
    for old, new in _nominated(old_words, new_words):
        score = Indel.normalized_similarity(olds[old], news[new], score_cutoff=least)
        if score and score >= least and may(old, new):
            scored.append((-score, abs(old - new), old + new, old, new))
    taken: set[int] = set()
    given: set[int] = set()
    pairs = []
    for *_, old, new in sorted(scored):
        if old not in taken and new not in given:
            taken.add(old)
            given.add(new)
            pairs.append((old, new))
    return sorted(pairs)


def _nominated(before: list[list[str]], after: list[list[str]]) -> Iterable[Pair]:
    if len(before) * len(after) <= _ALL_PAIRS:
        return [(old, new) for old in range(len(before)) for new in range(len(after))]
    where_old, where_new = _index(before), _index(after)
    votes: Counter[Pair] = Counter()
    for word, olds in where_old.items():
        news = where_new.get(word, ())
        if len(olds) * len(news) <= _RARE:
            votes.update((old, new) for old in olds for new in news)
    return sorted(votes)


def _index(bags: list[list[str]]) -> dict[str, list[int]]:
    where: defaultdict[str, list[int]] = defaultdict(list)
    for position, bag in enumerate(bags):
        for word in dict.fromkeys(bag):
            where[word].append(position)
    return where


def in_order(pairs: Iterable[Pair], weight: Callable[[Pair], int]) -> set[Pair]:
    """The heaviest set of pairs that stand in the same order on both sides; the others were moved."""
    # The best chains so far by where they end in the new sequence: both lists rise, so each step is one bisection.
    ends: list[int] = []
    chains: list[tuple[int, _Chain]] = []
    for pair in sorted(pairs):
        at = bisect_left(ends, pair[1])
        before, link = chains[at - 1] if at else (0, None)
        best = before + weight(pair)
        beaten = at
        while beaten < len(ends) and chains[beaten][0] <= best:
            beaten += 1
        ends[at:beaten] = [pair[1]]
        chains[at:beaten] = [(best, (pair, link))]
    kept: set[Pair] = set()
    chain = chains[-1][1] if chains else None
    while chain is not None:
        kept.add(chain[0])
        chain = chain[1]
    return kept
