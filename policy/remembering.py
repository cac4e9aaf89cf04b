"""What was found of a text is remembered: sentences, addresses and names of mark-up come again and again.

The memories are those of the process. Each holds the answers of one function that depend on nothing but what it is
asked, so that nothing is ever found otherwise because of them; it holds those asked for last, so many and no more.
Threads may ask side by side: what two ask at the same time is found twice. Nobody empties them in a running program:
its readers are processes that others replace after so many documents, and what they remember goes with them.

Not for what is known of a language or of the taxonomy, which is loaded once and bounded by itself: there is
`functools.cache`.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_T = TypeVar("_T")

TEXTS = 10_000  # sentences of some fifty policies; what is forgotten is found again
_FORGET: list[Callable[[], None]] = []  # one for each memory there is


def remembered(most: int = TEXTS) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """The function remembers so many of its answers. They are shared: who asks must not change them."""

    def remembering(function: Callable[_P, _T]) -> Callable[_P, _T]:
        found = lru_cache(maxsize=most)(function)
        forgotten(found.cache_clear)
        return cast("Callable[_P, _T]", found)

    return remembering


def forgotten(forget: Callable[[], None]) -> None:
    """A memory of another make is emptied in this way."""
    _FORGET.append(forget)


def forget() -> None:
    """As if no text had been met yet: for who measures, and for tests."""
    for empty in _FORGET:
        empty()
