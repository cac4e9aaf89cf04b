"""Finding thousands of phrases in one pass: a tree of words, with prefix stars and gaps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from policy.knowledge.tokens import PUNCTUATION, pieces

_GAP = "~"
_GAP_WORDS = 4  # that may stand in the gap of a phrase, the most
_REMEMBERED = 100_000  # words, and steps between states; bounds against hostile text: then all begins anew
_LEAST = 3  # letters of a word that others are written with
_Tag = TypeVar("_Tag")


_NOBODY: dict[str, "_Node[Any]"] = {}  # the children of a node that has none; of half of them


class _Node(Generic[_Tag]):
    """A word of phrases; there are hundreds of thousands, so that each holds no more than it needs."""

    __slots__ = ("children", "tags")

    def __init__(self) -> None:
        self.children: dict[str, _Node[_Tag]] = _NOBODY
        self.tags: tuple[_Tag, ...] = ()

    def child(self, key: str) -> "_Node[_Tag]":
        """The node of that word below this one, made where there is none."""
        if key not in self.children:
            if self.children is _NOBODY:
                self.children = {}
            self.children[key] = _Node()
        return self.children[key]


_Place: TypeAlias = tuple[_Node[_Tag], int]  # a node, and how many words its gap may still pass over; -1: it is none


@dataclass(frozen=True, slots=True, eq=False)
class _Sort:
    """All words that lead to the same keys; told apart as objects."""

    keys: tuple[str, ...]
    is_stop: bool  # it ends a gap


class _State(Generic[_Tag]):
    """All the places in the tree that some words lead to, as one: a step from it is one look-up."""

    __slots__ = ("next", "places", "tags")

    def __init__(self, places: tuple[_Place[_Tag], ...]) -> None:
        self.places = places
        self.tags = tuple([tag for node, left in places if left < 0 for tag in node.tags])
        self.next: dict[_Sort, _State[_Tag] | None] = {}


class _Walked(dict[str, _Sort], Generic[_Tag]):
    """What was worked out of a tree so far: the sort of each word, and the states with the steps between them."""

    def __init__(self, root: _Node[_Tag], keys_of_word: Callable[[str], Iterator[str]]) -> None:
        super().__init__()
        self.start = _State(((root, -1),))
        self.is_full = False
        self._keys_of_word = keys_of_word
        self._sorts: dict[tuple[tuple[str, ...], bool], _Sort] = {}
        self._states: dict[tuple[tuple[int, int], ...], _State[_Tag]] = {}
        self._steps = 0

    def __missing__(self, word: str) -> _Sort:
        name = tuple(self._keys_of_word(word)), word in PUNCTUATION
        sort = self._sorts.setdefault(name, _Sort(*name))
        if len(self) < _REMEMBERED:
            self[word] = sort
        else:
            self.is_full = True
        return sort

    def step(self, state: _State[_Tag], sort: _Sort) -> _State[_Tag] | None:
        """Where a word of that sort leads from there; None: no phrase goes on so."""
        places: list[_Place[_Tag]] = []
        for node, left in state.places:
            for key in sort.keys:
                if key in node.children:
                    places.extend(_entered(node.children[key], -1))
            if left > 0 and not sort.is_stop:
                places.extend(_entered(node, left - 1))
        reached = self._reached(tuple(places)) if places else None
        if self._steps < _REMEMBERED:
            self._steps += 1
            state.next[sort] = reached
        else:
            self.is_full = True
        return reached

    def _reached(self, places: tuple[_Place[_Tag], ...]) -> _State[_Tag]:
        """The state of these places; one that is there already, where there is one."""
        name = tuple([(id(node), left) for node, left in places])
        state = self._states.get(name)
        if state is None:
            state = _State(places)
            if self._steps < _REMEMBERED:
                self._states[name] = state
        return state


class Trie(Generic[_Tag]):
    """Phrases and what they stand for. `provid* ~ service`: a prefix, a gap of up to four words, a word.

    What is walked is not the tree but its states, made when they are first come to: all phrases that go on with a word
    are followed at once."""

    def __init__(self, star: int, suffixes: tuple[str, ...], glued: tuple[str, ...] = ()) -> None:
        self._root: _Node[_Tag] = _Node()
        self._star = star
        self._suffixes = suffixes
        self._glued = glued
        self._keys: dict[str, str] = {}  # each word once, however many nodes are called so
        self._prefixes: set[int] = set()
        self._walked = _Walked(self._root, self._candidates)

    def add(self, phrase: str, tag: _Tag) -> None:
        node = self._root
        for key in keys_of(phrase):
            if key.endswith("*"):
                self._prefixes.add(len(key) - 1)
            node = node.child(self._keys.setdefault(key, key))
        node.tags += (tag,)
        if self._walked:
            self._walked = _Walked(self._root, self._candidates)

    def scan(self, found: Sequence[str]) -> list[tuple[int, int, _Tag]]:
        """Every phrase in the words: first word, word after the last, and what it stands for."""
        if self._walked.is_full:
            self._walked = _Walked(self._root, self._candidates)
        walked = self._walked
        spans: list[tuple[int, int, _Tag]] = []
        sorts = list(map(walked.__getitem__, found))
        start = walked.start.next
        for first, sort in enumerate(sorts):
            state = start[sort] if sort in start else walked.step(walked.start, sort)
            at = first + 1
            while state is not None:
                for tag in state.tags:
                    spans.append((first, at, tag))  # noqa: PERF401 – most states have none or one
                if at == len(sorts):
                    break
                sort = sorts[at]
                state = state.next[sort] if sort in state.next else walked.step(state, sort)
                at += 1
        return spans

    def _candidates(self, word: str) -> Iterator[str]:
        """The keys it may be, and those of what follows a small word it is written with: `ו` and `מידע`."""
        yield from self._forms(word)
        for small in self._glued:
            if word.startswith(small) and len(word) >= len(small) + _LEAST:
                yield from self._forms(word[len(small) :])

    def _forms(self, word: str) -> Iterator[str]:
        if word in self._keys:
            yield word
        for suffix in self._suffixes:
            if len(word) > len(suffix) + 2 and word.endswith(suffix) and word[: -len(suffix)] in self._keys:
                yield word[: -len(suffix)]
        for length in range(max(1, len(word) - self._star), len(word) + 1):
            if length in self._prefixes and word[:length] + "*" in self._keys:
                yield word[:length] + "*"


def _entered(node: _Node[_Tag], left: int) -> Iterator[_Place[_Tag]]:
    """The node, and behind it the gap that begins there."""
    yield node, left
    if _GAP in node.children:
        yield from _entered(node.children[_GAP], _GAP_WORDS)


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
