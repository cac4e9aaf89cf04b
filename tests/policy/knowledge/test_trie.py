"""Finding phrases: what is remembered of the way there never changes what is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.knowledge import trie
from policy.knowledge.trie import Trie, keys_of

PHRASES = ("a", "a b", "a* c", "a ~ c", "b ~ a ~ c", "ab c", "c ~ ~ c", "b .")
_GAP_WORDS = 4


def tree() -> Trie[str]:
    found: Trie[str] = Trie(star=1, suffixes=("s",))
    for phrase in PHRASES:
        found.add(phrase, phrase)
    return found


def fits(keys: tuple[str, ...], words: list[str]) -> bool:
    """The rule said once more, word by word."""
    if not keys:
        return not words
    key, rest = keys[0], keys[1:]
    if key == "~":
        passed = next((at for at, word in enumerate(words) if word == "."), len(words))
        return any(fits(rest, words[skip:]) for skip in range(min(passed, _GAP_WORDS) + 1))
    return bool(words) and words[0] in {key, f"{key}s", *_starred(key)} and fits(rest, words[1:])


def _starred(key: str) -> set[str]:
    stem = key.removesuffix("*")
    return {stem, *(stem + letter for letter in "abcs")} if key.endswith("*") else set()


@given(st.lists(st.sampled_from(["a", "b", "c", "ab", "d", "."]), max_size=12))
def test_each_phrase_is_found_wherever_its_words_stand(words: list[str]) -> None:
    expected = {
        (first, end, phrase)
        for phrase in PHRASES
        for first in range(len(words))
        for end in range(first + 1, len(words) + 1)
        if fits(keys_of(phrase), words[first:end])
    }

    assert set(_TREE.scan(words)) == expected


def test_a_full_memory_begins_anew_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"a b w{number} c ." for number in range(20)]
    expected = [tree().scan(some.split()) for some in words]
    monkeypatch.setattr(trie, "_REMEMBERED", 3)
    small = tree()

    assert [small.scan(some.split()) for some in words] == expected


def test_a_phrase_learnt_later_is_found_in_words_known_before() -> None:
    found = tree()
    before = found.scan(["d", "b"])
    found.add("d b", "d b")

    assert (before, found.scan(["d", "b"])) == ([], [(0, 2, "d b")])


_TREE = tree()
