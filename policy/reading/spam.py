"""What hacked pages advertise. A gambling house's own policy speaks of some of it, so one kind alone says nothing."""

from policy.knowledge.wording import small_words

_KINDS = tuple(
    small_words(f"spam-{kind}") for kind in ("casino", "games", "pills", "lotteries", "slots", "goods", "betting")
)
_PLAIN = small_words("spam-plain")
_PLAIN_LATER = tuple(
    tuple(word for word in _PLAIN if not any(word in kind for kind in _KINDS[:looked]))
    for looked in range(len(_KINDS) + 1)
)  # of the kinds from a place on
_ENOUGH = 4  # kinds on one page
_ENOUGH_NEW = 2  # kinds that were not on the page before
_ENOUGH_PLAIN = 3  # words that nobody writes of himself


def is_spam(text: str) -> bool:
    """Whether a text, in lower case, advertises so much of it that it must have been smuggled in."""
    missing = 0
    for looked, kind in enumerate(_KINDS, 1):  # gives up as soon as too few are left
        missing += not any(word in text for word in kind)
        if missing > len(_KINDS) - _ENOUGH:
            # What is plain is of a kind, so the kinds looked at and not found hold none of it.
            left = _PLAIN if missing < looked else _PLAIN_LATER[looked]
            return sum(word in text for word in left) >= _ENOUGH_PLAIN
    return True


def brings_spam(before: str, after: str) -> bool:
    """Whether a text came to speak of several kinds that it never spoke of; both in lower case."""
    new = [kind for kind in _KINDS if any(word in after for word in kind) and not any(word in before for word in kind)]
    return len(new) >= _ENOUGH_NEW
