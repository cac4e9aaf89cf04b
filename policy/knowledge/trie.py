"""Finding thousands of phrases in one pass: a tree of words, with prefix stars and gaps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from policy.knowledge.tokens import PUNCTUATION, pieces

_GAP = "~"
_GAP_WORDS = 4
_REMEMBERED = 200_000  # words; a bound against hostile text
_Tag = TypeVar("_Tag")


@dataclass(slots=True)
class _Node(Generic[_Tag]):
    children: dict[str, "_Node[_Tag]"] = field(default_factory=dict)
    tags: list[_Tag] = field(default_factory=list)


class _Memory(dict[str, tuple[_Tag, ...]]):
    """What a word leads to, worked out when it is first met, and remembered of so many words."""

    def __init__(self, found: Callable[[str], tuple[_Tag, ...]]) -> None:
        super().__init__()
        self._found = found

    def __missing__(self, word: str) -> tuple[_Tag, ...]:
        found = self._found(word)
        if len(self) < _REMEMBERED:
            self[word] = found
        return found


class Trie(Generic[_Tag]):
    """Phrases and what they stand for. `provid* ~ service`: a prefix, a gap of up to four words, a word."""

    def __init__(self, star: int, suffixes: tuple[str, ...]) -> None:
        self._root: _Node[_Tag] = _Node()
        self._star = star
        self._suffixes = suffixes
        self._keys: set[str] = set()
        self._prefixes: set[int] = set()
        self._known = _Memory(lambda word: tuple(self._candidates(word)))
        self._starts = _Memory(self._start)

    def add(self, phrase: str, tag: _Tag) -> None:
        node = self._root
        for key in keys_of(phrase):
            child = node.children.get(key)
            if child is None:
                child = node.children[key] = _Node()
                self._keys.add(key)
                if key.endswith("*"):
                    self._prefixes.add(len(key) - 1)
            node = child
        node.tags.append(tag)
        self._starts.clear()

    def scan(self, found: Sequence[str]) -> list[tuple[int, int, _Tag]]:
        """Every phrase in the words: first word, word after the last, and what it stands for."""
        spans: list[tuple[int, int, _Tag]] = []
        for first, nodes in enumerate(map(self._starts.__getitem__, found)):
            for node in nodes:
                self._walk(node, first, first + 1, found, spans)
        return spans

    def _start(self, word: str) -> tuple[_Node[_Tag], ...]:
        """Where phrases that begin with this word go on; most words begin none."""
        children = self._root.children
        return tuple(children[key] for key in self._known[word] if key in children)

    def _walk(
        self, node: _Node[_Tag], first: int, at: int, found: Sequence[str], spans: list[tuple[int, int, _Tag]]
    ) -> None:
        """Add to the spans what begins at that first word and has come to this node. No generator: half the words of a
        policy come here."""
        if node.tags:
            spans.extend([(first, at, tag) for tag in node.tags])
        children = node.children
        if not children or at >= len(found):
            return
        for key in self._known[found[at]]:
            if key in children:
                self._walk(children[key], first, at + 1, found, spans)
        if _GAP in children:
            for place in range(at, min(at + _GAP_WORDS + 1, len(found))):
                self._walk(children[_GAP], first, place, found, spans)
                if found[place] in PUNCTUATION:
                    return

    def _candidates(self, word: str) -> Iterator[str]:
        if word in self._keys:
            yield word
        for suffix in self._suffixes:
            if len(word) > len(suffix) + 2 and word.endswith(suffix) and word[: -len(suffix)] in self._keys:
                yield word[: -len(suffix)]
        for length in range(max(1, len(word) - self._star), len(word) + 1):
            if length in self._prefixes and word[:length] + "*" in self._keys:
                yield word[:length] + "*"


@lru_cache(maxsize=50_000)
def keys_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they stand in the tree: `*` stays on its word, `~` stands alone."""
    keys: list[str] = []
    for part in phrase.split():
        if part in (_GAP, "*"):  # in older phrases a lone star is a gap
            keys.append(_GAP)
            continue
        if part.isascii() and part.isalnum():
            keys.append(part.lower())
            continue
        parts = list(pieces(part.rstrip("*")))
        if parts and part.endswith("*"):
            parts[-1] += "*"
        keys.extend(parts)
    return tuple(keys)
