"""Targets behind words, compared apart from the text."""

import hashlib
from collections import Counter, defaultdict, deque

from policy.comparing.folding import fold
from policy.model.changes import LinkChange
from policy.model.readings import Link, Reading


def link_changes(before: Reading, after: Reading) -> tuple[LinkChange, ...]:
    """Links whose target changed behind the same words, and links that came or went; in the order of *after*,
    removals last."""
    if before.links == after.links:
        return ()
    came = _without(after.links, Counter(before.links))
    gone: defaultdict[tuple[str, str], deque[Link]] = defaultdict(deque)
    for link in _without(before.links, Counter(after.links)):
        gone[_words(link)].append(link)
    found = [LinkChange(gone[_words(link)].popleft() if gone[_words(link)] else None, link) for link in came]
    left = Counter(link for queue in gone.values() for link in queue)
    return (*found, *(LinkChange(link, None) for link in left.elements()))


def links_sha256(links: tuple[Link, ...]) -> str:
    """Equal for those of two readings exactly when `link_changes` finds nothing between them."""
    listed = sorted((link.kind.value, link.words, link.target) for link in links)
    return hashlib.sha256(repr(listed).encode("utf-8", "surrogatepass")).hexdigest()


def _without(links: tuple[Link, ...], others: "Counter[Link]") -> list[Link]:
    """The links that are not also among the others, each counted once."""
    left = []
    for link in links:
        if others[link]:
            others[link] -= 1
        else:
            left.append(link)
    return left


def _words(link: Link) -> tuple[str, str]:
    return link.kind, fold(link.words)
