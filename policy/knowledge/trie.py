"""Finding thousands of phrases in one pass: a tree of words, with prefix stars and gaps."""

from collections.abc import Iterator, Sequence
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


class Trie(Generic[_Tag]):
    """Phrases and what they stand for. `provid* ~ service`: a prefix, a gap of up to four words, a word."""

    def __init__(self, star: int, suffixes: tuple[str, ...]) -> None:
        self._root: _Node[_Tag] = _Node()
        self._star = star
        self._suffixes = suffixes
        self._keys: set[str] = set()
        self._prefixes: set[int] = set()
        self._known: dict[str, tuple[str, ...]] = {}
        self._starts: dict[str, tuple[_Node[_Tag], ...]] = {}

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

    def scan(self, found: Sequence[str]) -> Iterator[tuple[int, int, _Tag]]:
        """Every phrase in the words: first word, word after the last, and what it stands for."""
        starts = self._starts
        for first, word in enumerate(found):
            nodes = starts.get(word)
            if nodes is None:
                nodes = self._start(word)
            for node in nodes:
                for end, tag in self._walk(node, first + 1, found):
                    yield first, end, tag

    def _start(self, word: str) -> tuple[_Node[_Tag], ...]:
        """Where phrases that begin with this word go on; remembered, for most words begin none."""
        children = self._root.children
        nodes = tuple(children[key] for key in self._keys_for(word) if key in children)
        if len(self._starts) < _REMEMBERED:
            self._starts[word] = nodes
        return nodes

    def _walk(self, node: _Node[_Tag], at: int, found: Sequence[str]) -> Iterator[tuple[int, _Tag]]:
        for tag in node.tags:
            yield at, tag
        if at >= len(found) or not node.children:
            return
        for key in self._keys_for(found[at]):
            child = node.children.get(key)
            if child is not None:
                yield from self._walk(child, at + 1, found)
        gap = node.children.get(_GAP)
        if gap is not None:
            for skipped in range(_GAP_WORDS + 1):
                if at + skipped >= len(found):
                    return
                yield from self._walk(gap, at + skipped, found)
                if found[at + skipped] in PUNCTUATION:
                    return

    def _keys_for(self, word: str) -> tuple[str, ...]:
        known = self._known.get(word)
        if known is None:
            known = tuple(self._candidates(word))
            if len(self._known) < _REMEMBERED:
                self._known[word] = known
        return known

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
