"""What hacked pages advertise. A gambling house's own policy speaks of its games, so these alone say nothing."""

from policy.knowledge.wording import small_words

_GOODS = tuple(small_words(f"spam-{kind}") for kind in ("pills", "goods"))
_GAMES = tuple(small_words(f"spam-{kind}") for kind in ("casino", "games", "lotteries", "slots", "betting"))
_KINDS = (*_GOODS, *_GAMES)
_PLAIN = small_words("spam-plain")
_ENOUGH = 4  # kinds on one page, of which one is no game
_ENOUGH_NEW = 2  # kinds that were not on the page before
_ENOUGH_PLAIN = 3  # words that nobody writes of himself
_ENOUGH_PLAIN_NEW = 2  # of them that were not on the page before, where they come with a kind that was not, either


def is_spam(text: str) -> bool:
    """Whether a text, in lower case, advertises so much of it that it must have been smuggled in."""
    goods = sum(_speaks(text, kind) for kind in _GOODS)
    if goods and goods + sum(_speaks(text, kind) for kind in _GAMES) >= _ENOUGH:
        return True
    return sum([word in text for word in _PLAIN]) >= _ENOUGH_PLAIN


def brings_spam(before: str, after: str) -> bool:
    """Whether a text came to speak of several kinds that it never spoke of; both in lower case."""
    known = frozenset(before.split("\n"))
    fresh = "\n".join(line for line in after.split("\n") if line not in known)  # what both say brings nothing
    kinds = sum(_speaks(fresh, kind) and not _speaks(before, kind) for kind in _KINDS)
    if kinds >= _ENOUGH_NEW:
        return True
    return kinds > 0 and sum(word in fresh and word not in before for word in _PLAIN) >= _ENOUGH_PLAIN_NEW


def _speaks(text: str, kind: frozenset[str]) -> bool:
    return any(word in text for word in kind)
