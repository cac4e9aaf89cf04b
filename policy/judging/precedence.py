"""Of several findings on one sentence, which are told: the one that knows better, and the one that says more."""

from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import Finding, Kind, Severity

_THEMES, _DEADLINES = "themes", "deadlines"
EXACT = frozenset({"clauses", "rights"})  # modules whose rules know what a theme only senses
SENSED = frozenset({_THEMES, "practices"})
_EXPLAINED = {  # kinds that a theme senses, and those whose rules on facts say the same more exactly
    Kind.RIGHTS: (Kind.COMPLAINT_CHANNEL,),
    Kind.RIGHTS_PROCEDURE: (Kind.CONSENT_MODEL,),
    Kind.CONSENT_MODEL: (Kind.LEGAL_BASIS, Kind.RIGHTS),
    Kind.LEGAL_BASIS: (Kind.CONSENT_MODEL, Kind.RIGHTS),
    Kind.TARGETED_ADVERTISING: (Kind.RIGHTS,),
    Kind.AUTOMATED_DECISION: (Kind.RIGHTS,),
    Kind.PURPOSE: (Kind.RIGHTS, Kind.RETENTION),
}
_OF_ITS_OWN: dict[
    Kind, dict[str, tuple[Kind, ...]]
] = {  # purposes and recipients that a kind of change of its own tells
    Kind.PURPOSE: {
        "business-transfer": (Kind.OWNERSHIP_CLAUSE,),
        "law-enforcement": (Kind.LAW_ENFORCEMENT,),
        "legal-claims": (Kind.DISPUTE_TERMS,),
        "service-communications": (Kind.CHANGE_NOTICE, Kind.OWNERSHIP_CLAUSE, Kind.SECURITY_COMMITMENT),
        "customer-support": (Kind.RIGHTS_PROCEDURE,),
    },
    Kind.RECIPIENT_CATEGORY: {"authorities": (Kind.LAW_ENFORCEMENT,), "acquirers": (Kind.OWNERSHIP_CLAUSE,)},
}
_TABLES = {Kind.PURPOSE: "purpose", Kind.RECIPIENT_CATEGORY: "recipient"}


def without_broader(found: list[Finding]) -> list[Finding]:
    """Without a purpose or a recipient of which another finding on the same sentence tells the more specific kind."""
    told = {(one.kind, quote) for one in found for quote in (one.before, one.after) if quote}
    special = {
        (kind, taxonomy().label(_TABLES[kind], id_)): kinds
        for kind, own in _OF_ITS_OWN.items()
        for id_, kinds in own.items()
    }
    return [
        one
        for one in found
        if not any(
            (kind, quote) in told
            for kind in special.get((one.kind, one.what), ())
            for quote in (one.before, one.after)
            if quote
        )
    ]


def without_explained(found: list[Finding]) -> list[Finding]:
    """Without what a theme alone senses in a sentence of which a rule on facts tells the kind that says it exactly: to
    turn to an authority is a right, to object is one way to use one. A period is that of keeping, or of answering."""
    exact = {(one.kind, one.before, one.after) for one in found if one.origin not in SENSED}

    def explain(one: Finding) -> tuple[Kind, ...]:
        if one.origin in SENSED:
            return _EXPLAINED.get(one.kind, ())
        return (Kind.RETENTION,) if one.origin == _DEADLINES else ()

    return [one for one in found if not any((kind, one.before, one.after) in exact for kind in explain(one))]


def told_best(found: list[Finding]) -> list[Finding]:
    """Without what a theme says of a sentence of which a rule on facts tells the same kind; of two sentences only where
    it tells it no lighter."""
    exact: dict[tuple[object, ...], Severity] = {}
    clear = {(one.kind, one.before, one.after) for one in found if one.origin in EXACT}
    found = [one for one in found if one.origin != _THEMES or (one.kind, one.before, one.after) not in clear]
    for one in found:
        if one.before and one.after and one.origin != _THEMES:
            place = (one.kind, one.before, one.after)
            exact[place] = max(one.severity, exact.get(place, Severity.INFO))
    return [
        one
        for one in found
        if one.origin != _THEMES
        or (one.kind, one.before, one.after) not in exact
        or exact[one.kind, one.before, one.after] < one.severity
    ]
