"""The history of one section of a document, through every name and place it had."""

from dataclasses import dataclass, replace

from history import plain
from history.answers import Absent, Answer, Channel, Feed, Html, Json, Visit
from history.lineage import Lineage, Step, lineage
from history.named import shows
from history.outline import anchor
from policy.answers import finding_answer
from policy.model.changes import Finding
from policy.model.shelf import Change, ChangeFilter, DocumentCard
from policy.words import document_type_label

_VERSIONS = 200  # as many as the timeline draws; older ones have pages of their own


@dataclass(frozen=True, slots=True)
class Episode:
    """A step, the change it belongs to (None: it was never told) and what that change says of this section."""

    step: Step
    change: Change | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    card: DocumentCard
    line: Lineage
    episodes: tuple[Episode, ...]


def _found(visit: Visit) -> _Found | Absent:
    card = visit.library.document(visit.name("target"))
    line = lineage(visit.library.texts(card.target.id, _VERSIONS), visit.name("section")) if card else None
    if card is None or line is None:
        return Absent(visit.speech.say("This section"))
    changes = visit.library.changes(ChangeFilter(target_id=card.target.id), _VERSIONS)
    by_number = {change.after.number: change for change in changes}
    episodes = tuple(_of_step(step, by_number.get(step.card.number)) for step in line.steps)
    return _Found(card, line, episodes)


def _of_step(step: Step, change: Change | None) -> Episode:
    own = {section.id for section in (step.before, step.after) if section}
    findings = change.findings if change else ()
    return Episode(
        step,
        change,
        tuple(
            finding
            for finding in sorted(findings, key=lambda finding: -finding.severity)
            if any(quote and quote.section_id in own for quote in (finding.before, finding.after))
        ),
    )


@shows(_found)
def one(_: Visit, found: _Found) -> Answer:
    """The section's page."""
    shown = {"card": found.card, "line": found.line, "episodes": found.episodes, "name": found.line.names[0]}
    return Html("section.html", shown)


@shows(_found)
def one_json(_: Visit, found: _Found) -> Answer:
    return Json(
        {
            "target_id": found.card.target.id,
            "section": found.line.names[0],
            "names": list(found.line.names),
            "in_force": found.line.is_in_force,
            "latest": plain.section(found.line.latest),
            "history": [_episode(episode) for episode in found.episodes],
        }
    )


@shows(_found)
def feed(visit: Visit, found: _Found) -> Answer:
    """The changes in which something happened to the section, with only the findings that quote it."""
    target, href, name = found.card.target, visit.href, found.line.names[0]
    document = document_type_label(target.document_type, visit.speech.language)
    channel = Channel(
        f"documents/{target.id}/sections/{name}",
        f"{visit.site.name}: {target.service_name}, {document}, {found.line.latest.heading or name}",
        href(target.id, "sections", name),
        href(target.id, "sections", name, "feed.atom"),
    )
    told = (replace(one.change, findings=one.findings) for one in found.episodes if one.change)
    return Feed(channel, tuple(told)[: visit.site.feed_size])


def _episode(episode: Episode) -> plain.Json:
    step = episode.step
    section = step.after or step.before
    return {
        "version": plain.version_card(step.card),
        "what": [mark.value.lower() for mark in step.marks],
        "before": plain.section(step.before) if step.before else None,
        "after": plain.section(step.after) if step.after else None,
        "name": anchor(section) if section else None,
        "change": episode.change.id if episode.change else None,
        "findings": [finding_answer(finding) for finding in episode.findings],
    }
