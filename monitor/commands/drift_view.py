"""Differences between language versions, as people read them on a terminal."""

from collections.abc import Sequence

from monitor.printing import paper, plain
from notifications.visible import visible
from policy.facts.versions import Drift
from policy.words import language_label

_WORDS = 120  # signs of a quotation that are shown


def show_drift(found: Sequence[Drift]) -> None:
    """One line for each; nothing where the versions agree."""
    if not found:
        return
    console = paper()
    console.print()
    console.print(plain("Language versions differ", "bold"))
    for one in found:
        language = language_label(one.language)
        said = f"other {one.kind}" if one.there else f"no {one.kind}"
        console.print(plain(f"  {language}: {said}: {visible(one.what, _WORDS)}"))
