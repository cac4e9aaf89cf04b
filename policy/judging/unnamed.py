"""What changed in a way that no rule names: one finding stands for all of it, and names every section it stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policy.judging.findings import listed
from policy.knowledge.reasons import reason
from policy.model.changes import Added, Direction, Edited, Finding, Kind, Removed, SectionChange
from policy.model.readings import Section


def naming_all(findings: Sequence[Finding], changes: Sequence[SectionChange]) -> tuple[Finding, ...]:
    """The findings; where one stands for what no rule names, it names the other sections that changed and that no
    finding quotes, after its own."""
    quoted = {quote.section_id for one in findings for quote in (one.before, one.after) if quote}
    place = next((place for place, one in enumerate(findings) if one.kind is Kind.UNCLASSIFIED), None)
    if place is None:
        return tuple(findings)
    others = [section.heading for section in _alike(findings[place].direction, changes) if section.id not in quoted]
    return (*findings[:place], _naming(findings[place], others), *findings[place + 1 :])


def _alike(direction: Direction, changes: Sequence[SectionChange]) -> Iterator[Section]:
    """Sections of which the same can be said as of the one that is quoted; none where that one says more now."""
    for change in changes:
        match change:
            case Added(section) if direction in (Direction.ADDED, Direction.CHANGED):
                yield section
            case Removed(section) if direction in (Direction.REMOVED, Direction.CHANGED):
                yield section
            case Edited(_, section, _) if direction is Direction.CHANGED:
                yield section
            case _:
                pass  # where a section stands, and how it is headed, says nothing new


def _naming(finding: Finding, others: Sequence[str]) -> Finding:
    what = listed([name for name in (finding.what, *others) if name])
    return replace(finding, what=what, reason=reason(finding.kind, finding.direction, what))
