"""Content words of one sentence that another lacks, and whether they are only spelt otherwise there."""

from rapidfuzz.distance import OSA, Prefix

from policy.facts import Sentence

CONTENT_LETTERS = 4  # shorter words are mostly grammar
_SPELT, _SLIP = 5, 2  # letters of a word that can be misspelt, and how many of them differ
_ROOT = 0.7  # of the shorter word, shared by forms of one word


def fresh(sentence: Sentence, other: Sentence) -> frozenset[str]:
    """Content words that the other sentence does not hold."""
    return frozenset(word for word in set(sentence.key) - set(other.key) if len(word) >= CONTENT_LETTERS)


def is_slip(word: str, other: str) -> bool:
    """A word as it was, but for a slip or an ending."""
    distance = OSA.distance(word, other)
    return distance <= 1 or (distance <= _SLIP and min(len(word), len(other)) >= _SPELT)


def is_form(word: str, other: str) -> bool:
    """A word as it was, but for a slip, an ending or another form of it: permitted, permits."""
    shared = Prefix.similarity(word, other)
    return is_slip(word, other) or shared >= max(_SPELT, _ROOT * min(len(word), len(other)))


def holds_all(other: Sentence, sentence: Sentence) -> bool:
    """The other sentence holds every content word of this one, in some form."""
    return all(any(is_form(word, known) for known in other.key) for word in fresh(sentence, other))


def is_reworded(before: Sentence, after: Sentence) -> bool:
    """Content words came or went, and not only as other spellings of each other."""
    came, went = fresh(after, before), fresh(before, after)
    return any(not any(is_slip(word, old) for old in went) for word in came) or any(
        not any(is_slip(word, new) for new in came) for word in went
    )
