"""Whether a new reading may be the next version of what was there before."""

from policy.model.readings import Reading, Suspicion

_KEPT_WORDS = 0.5  # a rewrite seldom halves a policy; a wall or half a page does


def doubts(before: Reading, after: Reading) -> tuple[Suspicion, ...]:
    """Why the later reading is startling; empty: it is not."""
    found = []
    if after.words < _KEPT_WORDS * before.words:
        found.append(Suspicion.TRUNCATED)
    if before.languages and after.languages and not set(before.languages) & set(after.languages):
        found.append(Suspicion.LANGUAGE_FLIP)
    return tuple(found)
