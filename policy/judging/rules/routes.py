"""Another way to the publisher in the same sentence: a form for a mailbox, a mailbox for a form, one for another."""

from collections.abc import Iterator

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.judging.comparison import Comparison
from policy.judging.contexts import speaks_of
from policy.judging.findings import Claim, finding
from policy.judging.slips import is_reworded
from policy.model.changes import Direction, FactType, Finding, Kind

_FORM = "web form"
_FORMS = frozenset({"form", "web-form"})  # what may be one, where a mailbox stood or stands; and what is one anywhere


def routes(comparison: Comparison) -> Iterator[Finding]:
    """A way replaced where it stood, though the new one was known elsewhere; where only one side hides its addresses,
    nothing but a form in the place of one."""
    for pair in comparison.edits:
        if _has_given_way(pair.before, pair.after):
            what = f"e-mail → {_FORM if _names_a_form(pair.after) else 'another way'}"
            yield finding(Claim(Kind.CONTACT, Direction.CHANGED, what, "routes/replaced"), pair)
        if comparison.is_veiled:
            continue
        old, new = _mailboxes(pair.before), _mailboxes(pair.after)
        had, has = _names_a_form(pair.before), _names_a_form(pair.after)
        if old and new and not old & new:
            what = f"{', '.join(sorted(old))} → {', '.join(sorted(new))}"
        elif new and not old and had and not has:
            what = f"{_FORM} → {', '.join(sorted(new))}"
        elif old and not new and has and not had:
            what = f"{', '.join(sorted(old))} → {_FORM}"
        else:
            continue
        yield finding(Claim(Kind.CONTACT, Direction.CHANGED, what, "routes/replaced"), pair)


def _has_given_way(before: Sentence, after: Sentence) -> bool:
    """A hidden address stood where another way stands now: a form, a number, a street."""
    old, new = (
        {mark.role for mark in marks_of(sentence.phrase, FactType.CONTACT)} & {"email", "email-hidden"}
        for sentence in (before, after)
    )
    is_other = _names_a_form(after) or speaks_of(after, Kind.CONTACT)
    return old == {"email-hidden"} and not new and is_other and is_reworded(before, after) and not _names_a_form(before)


def _mailboxes(sentence: Sentence) -> frozenset[str]:
    return frozenset(mark.value for mark in marks_of(sentence.phrase, FactType.CONTACT) if mark.role == "email")


def _names_a_form(sentence: Sentence) -> bool:
    return not _FORMS.isdisjoint(cues_of(sentence.phrase))
