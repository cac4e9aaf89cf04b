"""Readings and change sets as the JSON that `read` and `compare` print; the keys are a promise to programs."""

from collections.abc import Sequence

from monitor.fact_answers import facts_answer
from policy.answers import Json, finding_answer, words_of
from policy.facts.versions import Drift, drift
from policy.grounds import legal_note
from policy.model.changes import (
    Added,
    ChangeSet,
    Edited,
    Fact,
    LinkChange,
    Moved,
    Removed,
    Renamed,
    SectionChange,
    Verdict,
)
from policy.model.readings import Block, Link, Policy, Reading, Section, Suspicion


def read_answer(name: str, reading: Reading, facts: Sequence[Fact]) -> dict[str, Json]:
    """What was read from one input."""
    return {
        "input": name,
        "title": reading.title,
        "form": reading.form,
        "languages": reading.languages,
        "quality": {
            "state": "ok" if reading.quality.is_ok else "suspect",
            "reasons": tuple(suspicion.value for suspicion in reading.quality.suspicions),
            "notes": reading.quality.notes,
        },
        "recipe": reading.recipe,
        "text_sha256": reading.text_sha256,
        "policies": tuple(map(_policy, reading.policies)),
        "sections": tuple(_section(section) for section in reading.sections),
        "facts": facts_answer(facts),
        "drift": _drift_answer(drift(reading)),
        "links": tuple({"kind": link.kind.value, "words": link.words, "target": link.target} for link in reading.links),
        "dropped": tuple({"reason": drop.reason, "text": drop.text} for drop in reading.dropped),
        "chrome_sha256": reading.chrome_sha256,
    }


def _drift_answer(found: Sequence[Drift]) -> tuple[Json, ...]:
    """Where language versions of one policy differ; `language`: of the version that lacks it or says otherwise."""
    return tuple(
        {
            "kind": one.kind,
            "language": one.language,
            "what": one.what,
            "section": one.here.section,
            "quote": one.here.text,
            "other_quote": words_of(one.there),
        }
        for one in found
    )


def compare_answer(name: str, changes: ChangeSet, drift: Sequence[Drift] = ()) -> dict[str, Json]:
    """What changed between two readings and whether it matters; `drift` where they are of different languages."""
    return {
        "id": name,
        "verdict": changes.verdict.word,
        "suspect": changes.suspect.value if changes.suspect else None,
        "languages": changes.languages,
        "changes": tuple(_change(change) for change in changes.changes) + tuple(map(_link_change, changes.links)),
        "findings": tuple(map(finding_answer, changes.findings)),
        "note": legal_note(),
        "drift": _drift_answer(drift),
    }


def missing_answer(name: str, reason: str) -> dict[str, Json]:
    """That two readings could not be compared, in the keys of an answer, and why."""
    return {
        "id": name,
        "verdict": Verdict.NONE.word,
        "suspect": Suspicion.UNREADABLE.value,
        "error": reason,
        "languages": (),
        "changes": (),
        "findings": (),
    }


def _policy(policy: Policy) -> dict[str, Json]:
    return {
        "title": policy.title,
        "kind": policy.kind.value,
        "language": policy.language,
        "words": policy.words,
        "text_sha256": policy.text_sha256,
        "read": policy.is_read,
    }


def _section(section: Section) -> dict[str, Json]:
    return {
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        "path": section.path,
        "language": section.language,
        "text": section.text,
        "blocks": tuple(map(_block, section.blocks, section.places)),
    }


def _block(block: Block, place: tuple[int, int]) -> dict[str, Json]:
    """A block with its place in the text of its section, in characters; a row with its cells, too."""
    start, end = place
    found: dict[str, Json] = {"kind": block.kind.value, "level": block.level, "number": block.number}
    row: dict[str, Json] = {"cells": block.cells, "head": block.head} if block.cells else {}
    return {**found, "start": start, "end": end, **row}


def _change(change: SectionChange) -> dict[str, Json]:
    match change:
        case Added(section):
            return _op("added", section.path, None, section.text)
        case Removed(section):
            return _op("removed", section.path, section.text, None)
        case Edited(before, after):
            return _op("edited", after.path, before.text, after.text)
        case Moved(before, after):
            return {**_op("moved", after.path, before.text, after.text), "section_before": before.path}
        case Renamed(before, after):
            return {**_op("renamed", after.path, before.heading, after.heading), "section_before": before.path}


def _link_change(change: LinkChange) -> dict[str, Json]:
    return _op("link", (), _link(change.before), _link(change.after))


def _link(link: Link | None) -> str | None:
    return f"{link.words} → {link.target}" if link else None


def _op(op: str, section: tuple[str, ...], before: str | None, after: str | None) -> dict[str, Json]:
    return {"op": op, "section": section, "before": before, "after": after}
