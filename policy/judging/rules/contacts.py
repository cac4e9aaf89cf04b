"""Contacts that came, went or were replaced. A changed contact e-mail is always material."""

from collections.abc import Iterator

from policy.facts import marks
from policy.judging.comparison import Comparison, Side, Statement
from policy.judging.findings import finding, listed
from policy.model.changes import Direction, FactType, Finding, Kind

_ROLES = ("email", "phone", "address")


def contacts(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each way of reaching the publisher."""
    for role in _ROLES:
        came = _of_role(comparison.came(FactType.CONTACT), role)
        went = _of_role(comparison.went(FactType.CONTACT), role)
        if (came or went) and not (role == "email" and _is_hidden_now(comparison.before, comparison.after)):
            yield _finding(role, went, came)


def _finding(role: str, went: list[Statement], came: list[Statement]) -> Finding:
    old, new = listed([_printed(one) for one in went]), listed([_printed(one) for one in came])
    before = went[0].sentence if went else None
    after = came[0].sentence if came else None
    rule = f"contacts/{role}"
    if went and came:
        return finding(Kind.CONTACT, Direction.CHANGED, f"{old} → {new}", before, after, rule)
    if came:
        return finding(Kind.CONTACT, Direction.ADDED, new, before, after, rule)
    return finding(Kind.CONTACT, Direction.REMOVED, old, before, after, rule)


def _of_role(stated: tuple[Statement, ...], role: str) -> list[Statement]:
    return [statement for statement in stated if statement.mark.role == role]


def _printed(statement: Statement) -> str:
    mark = statement.mark
    return statement.sentence.text[mark.start : mark.end] if mark.role != "email" else mark.value


def _is_hidden_now(*sides: Side) -> bool:
    """One side hides its addresses from robots: then what differs is our sight, not the contact."""
    hidden = [
        any(mark.role == "email-hidden" for sentence in side.sentences for mark in marks(sentence.phrase))
        for side in sides
    ]
    return hidden[0] != hidden[1]
