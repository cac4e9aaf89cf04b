"""A digest as JSON, for programs: the same facts as in the mail, named as in the model, quotes verbatim."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from notifications.cards import link
from notifications.headers import mailbox
from notifications.phrases import explanation, headline
from notifications.rendering import Letterhead, enclosed
from notifications.schedule import zone_info
from notifications.subject import subject
from notifications.visible import clipped, web_link
from notifications.wording import Wording, wording
from policy.effect import effective_date
from policy.grounds import anchors, legal_note
from policy.model.changes import Finding, Quote
from policy.model.codec import encode
from policy.model.digests import Digest, Message, Unread
from policy.model.shelf import Change

SIZE_LIMIT = 500_000  # bytes
_FINDINGS = 20  # of one change; the rest is counted
_NOTICES = 100  # of targets not read; the rest is counted
_QUOTE = 600  # characters
_NAME = 200  # characters


def payload(digest: Digest, letterhead: Letterhead) -> Message:
    """The digest as a sealed message of JSON in `mime`: the same digest gives the same bytes under the same id. The
    weightiest changes that fit are told, the others counted as `left_out`."""
    words = wording(digest.subscriber.language, zone_info(digest.subscriber.schedule.zone))
    line = subject(digest, words)
    changes = [{**_change(entry.change, words, letterhead.home), "turns": entry.turns} for entry in digest.entries]
    body = _json(digest, line, changes, 0)
    told = len(changes)
    while len(body) > SIZE_LIMIT and told:
        told //= 2
        body = _json(digest, line, changes[:told], len(changes) - told)
    sender = mailbox(letterhead.sender)
    return enclosed(digest, f"{hashlib.sha256(body).hexdigest()}@{sender.domain}", line, body)


def _json(digest: Digest, line: str, changes: Sequence[Mapping[str, object]], left_out: int) -> bytes:
    """Standard Webhooks: a type, the time of the event, and its data. ASCII only, whatever a page says."""
    tally = digest.tally
    contents = {
        "type": "digest",
        "timestamp": digest.until,
        "data": {
            "subscriber": digest.subscriber.id,
            "subject": line,
            "is_alert": digest.is_alert,
            "is_trial": digest.is_trial,
            "delayed": {"due": digest.delay.due, "written": digest.delay.written} if digest.delay else None,
            "since": tally.since,
            "until": tally.until,
            "checks": {
                "made": tally.checks,
                "good": tally.good,
                "failed": {state.value: number for state, number in tally.failed},
            },
            "changes": changes,
            "left_out": left_out,
            "unread": [_unread(one) for one in digest.unread[:_NOTICES]],
            "unread_left_out": max(0, len(digest.unread) - _NOTICES),
            "legal_note": legal_note(digest.subscriber.language),
            "head": digest.head.token if digest.head else None,
        },
    }
    return json.dumps(encode(contents), ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _change(change: Change, words: Wording, site: str | None) -> Mapping[str, object]:
    day = effective_date(change)
    findings = sorted(change.findings, key=lambda finding: -finding.severity)
    return {
        "id": change.id,
        "target": change.target.id,
        "service": change.target.service,
        "service_name": change.target.service_name,
        "document_type": change.target.document_type,
        "versions": [change.before.number, change.after.number],
        "severity": change.severity.word,
        "suspect": change.suspect,
        "returned_to": change.after.returned_to,
        "first_seen": change.after.first_seen,
        "confirmed_at": change.after.confirmed_at,
        "effective_date": day.isoformat() if day else None,
        "url": link(change, site),
        "page": web_link(change.target.urls[0]),
        "findings": [_finding(finding, words) for finding in findings[:_FINDINGS]],
        "findings_left_out": max(0, len(findings) - _FINDINGS),
    }


def _finding(finding: Finding, words: Wording) -> Mapping[str, object]:
    return {
        "kind": finding.kind,
        "direction": finding.direction,
        "severity": finding.severity.word,
        "what": clipped(finding.what, _QUOTE),
        "headline": headline(finding, words),
        "section": [clipped(heading, _NAME) for heading in finding.section],
        "before": _quote(finding.before),
        "after": _quote(finding.after),
        "reason": explanation(finding, words),
        "rule": finding.rule,
        "law": list(anchors(finding.kind)),
    }


def _quote(quote: Quote | None) -> str | None:
    return None if quote is None else clipped(quote.text, _QUOTE)


def _unread(one: Unread) -> Mapping[str, object]:
    return {
        "target": one.target.id,
        "service_name": one.target.service_name,
        "document_type": one.target.document_type,
        "state": one.state,
        "since": one.since,
        "last_good": one.last_good,
        "cause": clipped(one.cause, _NAME),
        "is_news": one.is_news,
    }
