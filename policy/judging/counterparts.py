"""Which changed sentence became which: rows by their first cell, the most alike, and the only ones of a section."""

from collections import Counter
from collections.abc import Sequence

from policy.comparing.pairing import alike_pairs, with_rest
from policy.facts import Sentence
from policy.judging.slips import CONTENT_LETTERS, is_form
from policy.judging.turns_of_speech import has_turns
from policy.knowledge.tokens import words_of
from policy.knowledge.wording import small_words
from policy.model.readings import CELL, BlockKind

_LIKE = 0.4  # share of common words from which a sentence is the other one reworded
_OPENING = 3  # words by which two lone sentences are seen to be one, rewritten
_SHARED, _PART = 2, 0.4  # content words, and share of them, by which they are as well
_SHORT = 40  # words of both
_GRAMMAR = small_words("of-grammar")


def counterparts(olds: Sequence[Sentence], news: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The places of both, in order; each sentence is in one pair at most."""
    found = with_rest(olds, news, _rows(olds, news), _alike)
    return with_rest(olds, news, found, _alone)


def _rows(olds: Sequence[Sentence], news: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Rows of tables that begin with the same cell, however much the others differ."""
    heads = [_heads(olds), _heads(news)]
    return [(old, heads[1][head]) for head, old in heads[0].items() if head in heads[1]]


def _heads(changed: Sequence[Sentence]) -> dict[tuple[str, ...], int]:
    """The first cell of each row that no other row begins with."""
    return _places_of_one([_head(one) for one in changed])


def _head(sentence: Sentence) -> tuple[str, ...] | None:
    if sentence.kind is not BlockKind.ROW or CELL not in sentence.text:
        return None
    head = words_of(sentence.text.partition(CELL)[0])
    return head if any(word.isalpha() for word in head) else None


def _places_of_one(names: Sequence[tuple[str, ...] | None]) -> dict[tuple[str, ...], int]:
    """Each name that stands once, with its place."""
    times = Counter(names)
    return {name: at for at, name in enumerate(names) if name is not None and times[name] == 1}


def _alike(olds: Sequence[Sentence], news: Sequence[Sentence]) -> list[tuple[int, int]]:
    return alike_pairs(
        [" ".join(sentence.key) for sentence in olds],
        [" ".join(sentence.key) for sentence in news],
        _LIKE,
        lambda old, new: (olds[old].kind is BlockKind.HEADING) == (news[new].kind is BlockKind.HEADING),
    )


def _alone(olds: Sequence[Sentence], news: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The only sentence that went from a section and the only one that came into it, where both begin alike or share
    several words that are more than grammar."""
    came, went = (_by_section(some) for some in (news, olds))
    both = [(went[path], came[path]) for path in went if path in came]
    return [(old, new) for old, new in both if _begin_alike(olds[old], news[new]) or _share(olds[old], news[new])]


def _begin_alike(one: Sentence, other: Sentence) -> bool:
    """The same words first; fewer do where they say what it is about."""
    is_told = one.text.endswith(".") and not _content(one).isdisjoint(one.key[: _OPENING - 1])
    few = one.key[: _OPENING - is_told]
    return few == other.key[: len(few)]


def _share(one: Sentence, other: Sentence) -> bool:
    """A part of the content words of the shorter stand in the other, in any form."""
    if len(one.key) + len(other.key) > _SHORT or not has_turns("topic-collecting", one.phrase.language):
        return False  # long ones that are so little alike are two; which words are grammar is known of few languages
    few, many = sorted((_content(one), _content(other)), key=len)
    shared = sum(any(is_form(word, known) for known in many) for word in few)
    return shared >= max(_SHARED, _PART * len(few))


def _content(sentence: Sentence) -> frozenset[str]:
    return frozenset(word for word in sentence.key if len(word) >= CONTENT_LETTERS and word not in _GRAMMAR)


def _by_section(changed: Sequence[Sentence]) -> dict[tuple[str, ...], int]:
    """The place of the changed statement of each section that has but one."""
    return _places_of_one([None if one.kind is BlockKind.HEADING else one.section.path for one in changed])
