"""What a comparison costs, beside the cheapest thing that could be done: telling that two texts differ.

    python -m benchmarks.comparing

Prints CPU milliseconds, the ratio to hashing both texts' words once (the reference of the same run), and the peak of
memory. Texts are drawn from a fixed seed, so every run does the same work.
"""

import hashlib
import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial

from benchmarks.asking import command
from policy.comparing import compare, redline
from policy.model.readings import Block, BlockKind, Quality, Reading, Section

WORDS = 40_000
SIZES = (40_000, 100, 10)  # words in a block
SHARES = (0.01, 0.1, 0.45, 1.0)  # of words that are replaced; 1.0: two unrelated texts
RUNS = 3


def vocabulary(chance: random.Random) -> list[str]:
    """Words as frequent as in a language: the n-th is drawn n times less often than the first (Zipf's law)."""
    known = ["".join(chance.choice("aeioukstnrmpl") for _ in range(chance.randint(2, 9))) for _ in range(4_000)]
    return chance.choices(known, [1 / rank for rank in range(1, len(known) + 1)], k=WORDS * 2)


def document(words: list[str], size: int) -> Reading:
    blocks = [Block(BlockKind.PARAGRAPH, " ".join(words[at : at + size]) + ".") for at in range(0, len(words), size)]
    share = max(1, len(blocks) // 40)
    sections = []
    for number, at in enumerate(range(0, len(blocks), share)):
        heading = f"{number} {blocks[at].text.split()[0]}"
        sections.append(Section(str(number), 1, None, heading, (heading,), None, tuple(blocks[at : at + share])))
    return Reading("benchmark/1", "html", "", (), tuple(sections), (), (), Quality(), "")


def replaced(words: list[str], others: list[str], share: float, chance: random.Random) -> list[str]:
    return [other if chance.random() < share else word for word, other in zip(words, others, strict=True)]


def milliseconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best * 1000


def main() -> None:
    command("comparing", __doc__).parse_args()
    chance = random.Random(1)
    drawn = vocabulary(chance)
    words, others = drawn[:WORDS], drawn[WORDS:]

    def reference() -> None:
        for side in (words, others):
            for word in side:
                hashlib.sha256(word.encode()).hexdigest()

    base = milliseconds(reference)
    print(f"reference: hash {2 * WORDS} words                  {base:8.1f} ms")
    for size in SIZES:
        for share in SHARES:
            old = document(words, size)
            new = document(replaced(words, others, share, chance), size)
            cost = milliseconds(partial(compare, old, new))
            print(f"compare, blocks of {size:6} words, {share:4.0%} replaced {cost:8.1f} ms  {cost / base:6.1f} x")
    cost = milliseconds(lambda: redline(" ".join(words), " ".join(others)))
    print(f"redline of two unrelated texts of {WORDS} words {cost:8.1f} ms  {cost / base:6.1f} x")
    unit = 1024 if sys.platform == "linux" else 1024**2
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f} MiB")


if __name__ == "__main__":
    main()
