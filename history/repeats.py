"""Findings that say the same in short: a list names them once and counts them; each has a card with its quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from policy.model.changes import Finding
from policy.phrases import matter, phrase


@dataclass(frozen=True, slots=True)
class Named:
    """The first finding of those that say the same, and how many they are."""

    finding: Finding
    place: int  # of the first one among all, from 1
    times: int


def once(findings: Sequence[Finding], language: str = "en") -> tuple[Named, ...]:
    """Each thing that is said of them, in the order in which it is said first."""
    said = [(phrase(finding, language), matter(finding, language)) for finding in findings]
    return tuple(
        Named(findings[said.index(words)], said.index(words) + 1, said.count(words)) for words in dict.fromkeys(said)
    )
