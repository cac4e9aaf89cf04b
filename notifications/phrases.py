"""A finding in the reader's words, within a length."""

from notifications.visible import visible
from notifications.wording import Wording
from policy import phrases
from policy.model.changes import Finding

_LIMIT = 160  # characters of what a headline names
_REASON = 300  # characters


def phrase(finding: Finding, wording: Wording) -> str:
    """What happened, such as "Contact e-mail changed"."""
    return phrases.phrase(finding, wording.language)


def matter(finding: Finding, wording: Wording) -> str:
    """What it happened to, such as "30 days → 2 years"; empty: nothing is named."""
    return visible(phrases.matter(finding, wording.language), _LIMIT)


def explanation(finding: Finding, wording: Wording) -> str:
    """Why it is told, in one sentence."""
    return visible(phrases.explanation(finding, wording.language), _REASON)


def headline(finding: Finding, wording: Wording) -> str:
    """Such as "Data kept longer: 30 days → 2 years"."""
    what = matter(finding, wording)
    return f"{phrase(finding, wording)}: {what}" if what else phrase(finding, wording)


def lowered(sentence: str) -> str:
    """The sentence as it continues after a colon; a first word in capitals stays."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]
