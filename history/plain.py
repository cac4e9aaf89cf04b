"""The JSON beside the pages: the same facts under names that stay."""

from datetime import datetime

from history.outline import anchor_of
from history.paging import Pager
from history.redlining import Redlined, Rewrite, Stay, Touched, Whole
from history.rendering import machine
from policy.answers import finding_answer
from policy.model.captures import Capture
from policy.model.changes import LinkChange, Op
from policy.model.looks import Move, Version
from policy.model.readings import Block, Section
from policy.model.shelf import Change, DocumentCard, FoundSection, LookCard, VersionCard
from policy.model.statements import Saying, Statement, Value
from policy.model.targets import Target

Json = dict[str, object]


def change(told: Change) -> Json:
    return {
        "id": told.id,
        "target": target(told.target),
        "before": version_card(told.before),
        "after": version_card(told.after),
        "verdict": told.verdict.word,
        "severity": told.severity.word,
        "suspect": told.suspect,
        "edits": told.edits,
        "findings": [finding_answer(found) for found in told.findings],
    }


def move(made: Move) -> Json:
    return {"at": machine(made.at), "before": made.before, "after": made.after, "cause": made.cause}


def target(watched: Target) -> Json:
    return {
        "id": watched.id,
        "service": watched.service,
        "service_name": watched.service_name,
        "document_type": watched.document_type,
        "urls": list(watched.urls),
        "language": watched.language,
        "jurisdiction": watched.jurisdiction,
        "interval_seconds": int(watched.interval.total_seconds()),
        "tags": list(watched.tags),
    }


def document(card: DocumentCard) -> Json:
    return {
        "target": target(card.target),
        "state": card.state,
        "since": machine(card.since),
        "cause": card.cause,
        "latest": version_card(card.latest) if card.latest else None,
        "versions": card.versions,
        "changes": card.changes,
        "last_checked": _time(card.last_checked),
        "last_good": _time(card.last_good),
        "next_check_at": _time(card.next_check_at),
    }


def version_card(card: VersionCard) -> Json:
    return {
        "number": card.number,
        "cause": card.cause,
        "title": card.title,
        "languages": list(card.languages),
        "text_sha256": card.text_sha256,
        "first_seen": machine(card.first_seen),
        "confirmed_at": machine(card.confirmed_at),
        "returned_to": card.returned_to,
    }


def version(read: Version, capture: Capture | None) -> Json:
    return {
        "target_id": read.target_id,
        "number": read.number,
        "cause": read.cause,
        "title": read.reading.title,
        "languages": list(read.reading.languages),
        "recipe": read.reading.recipe,
        "text_sha256": read.reading.text_sha256,
        "bodies": list(read.bodies),
        "first_seen": machine(read.first_seen),
        "confirmed_at": machine(read.confirmed_at),
        "returned_to": read.returned_to,
        "url": capture.response.url if capture and capture.response else None,
        "sections": [section(part) for part in read.reading.sections],
    }


def section(part: Section) -> Json:
    return {
        "id": part.id,
        "level": part.level,
        "number": part.number,
        "heading": part.heading,
        "path": list(part.path),
        "language": part.language,
        "text": part.text,
        "blocks": [_block(block) for block in part.blocks],
    }


def touched(part: Touched) -> Json:
    """A section that changed, its words as spans in order: the equal and deleted ones give back the older text."""
    return {
        "what": [mark.value.lower() for mark in part.marks],
        "before": section(part.before) if part.before else None,
        "after": section(part.after) if part.after else None,
        "lines": [_line(line) for line in part.lines],
    }


def link_change(change: LinkChange) -> Json:
    shown = change.after or change.before
    return {
        "words": shown.words if shown else "",
        "before": change.before.target if change.before else None,
        "after": change.after.target if change.after else None,
    }


def _line(line: Redlined) -> list[Json]:
    match line:
        case Stay(blocks):
            return [_span(Op.EQUAL, block.text) for block in blocks]
        case Rewrite(spans=spans):
            return [_span(span.op, span.text) for span in spans]
        case Whole(block, op):
            return [_span(op, block.text)]


def _span(op: Op, text: str) -> Json:
    return {"op": op, "text": text}


def hit(found: FoundSection) -> Json:
    return {
        "target": target(found.target),
        "version": found.version,
        "until": found.until,
        "section": anchor_of(found.section_id),
        "heading": found.heading,
        "text": found.text,
    }


def paged(pager: Pager) -> Json:
    return {"total": pager.total, "page": pager.number, "pages": pager.pages}


def statement(said: Statement) -> Json:
    fact = said.fact
    return {
        "type": fact.type,
        "value": fact.value,
        "role": fact.role,
        "polarity": fact.polarity,
        "condition": fact.condition,
        "rule": fact.rule,
        "times": said.times,
        "sentence": said.sentence,
        "quote": fact.quote.text,
        "section": list(fact.quote.section),
        "section_name": anchor_of(fact.quote.section_id),
        "start": fact.quote.start,
        "end": fact.quote.end,
    }


def saying(said: Saying) -> Json:
    return {"target": target(said.target), "version": said.version, "statement": statement(said.statement)}


def value(stated: Value) -> Json:
    return {"value": stated.value, "role": stated.role, "affirmed": stated.affirmed, "denied": stated.denied}


def look(made: LookCard) -> Json:
    return {
        "at": machine(made.at),
        "event": made.event,
        "url": made.url,
        "status": made.status,
        "detail": made.detail,
        "version": made.version,
    }


def _block(block: Block) -> Json:
    return {
        "kind": block.kind,
        "text": block.text,
        "level": block.level,
        "number": block.number,
        "cells": list(block.cells),
    }


def _time(at: datetime | None) -> str | None:
    return machine(at) if at else None
