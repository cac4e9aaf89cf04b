"""The forms of the JSON answers (JSON Schema 2020-12, as OpenAPI 3.1 has it); `history.plain` writes what they say.

Every object names all its members and allows no others: a member that is added is added here, or the tests say so.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias

from history.redlining import SectionMark
from policy.model.changes import Direction, FactType, Kind, Op, Polarity, Severity, Verdict
from policy.model.looks import Event, State, VersionCause
from policy.model.readings import BlockKind, Suspicion
from policy.model.targets import DocumentType

Schema: TypeAlias = dict[str, object]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
_TIME: Schema = {"type": "string", "format": "date-time"}
PLACE: Schema = {"type": "integer", "minimum": -1}  # in the text of a section; -1: in its heading
_HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def listed(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(words: Iterable[StrEnum | str]) -> Schema:
    return {"type": "string", "enum": [str(word) for word in words]}


def form(**members: Schema) -> Schema:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def paged(**members: Schema) -> Schema:
    """A list in pages: `total` counts all, `page` from 1."""
    return form(total=COUNT, page={"type": "integer", "minimum": 1}, pages={"type": "integer", "minimum": 1}, **members)


_SEVERITY = one_of(severity.word for severity in reversed(Severity))
TARGET = form(
    id=TEXT,
    service=TEXT,
    service_name=TEXT,
    document_type=one_of(DocumentType),
    urls=listed(TEXT),
    language=maybe(TEXT),
    jurisdiction=maybe(TEXT),
    interval_seconds=COUNT,
    tags=listed(TEXT),
)
_VERSION_CARD = form(
    number=COUNT,
    cause=one_of(VersionCause),
    title=TEXT,
    languages=listed(TEXT),
    text_sha256=_HASH,
    first_seen=_TIME,
    confirmed_at=_TIME,
    returned_to=maybe(COUNT),
)
_QUOTED = form(section=listed(TEXT), section_id=TEXT, start=PLACE, end=PLACE)
_FINDING = form(
    kind=one_of(Kind),
    direction=one_of(Direction),
    severity=_SEVERITY,
    what=TEXT,
    section=listed(TEXT),
    old_quote=maybe(TEXT),
    new_quote=maybe(TEXT),
    reason=TEXT,
    rule=TEXT,
    severity_reason=TEXT,
    anchors=listed(TEXT),
    old_place=maybe(_QUOTED),
    new_place=maybe(_QUOTED),
)
_CHANGE_MEMBERS = {
    "id": TEXT,
    "target": ref("Target"),
    "before": ref("VersionCard"),
    "after": ref("VersionCard"),
    "verdict": one_of(verdict.word for verdict in Verdict),
    "severity": _SEVERITY,
    "suspect": maybe(one_of(Suspicion)),
    "edits": COUNT,
    "findings": listed(ref("Finding")),
}
MOVE = form(at=_TIME, before=one_of(State), after=one_of(State), cause=TEXT)
_DOCUMENT_MEMBERS = {
    "target": ref("Target"),
    "state": one_of(State),
    "since": _TIME,
    "cause": TEXT,
    "latest": maybe(ref("VersionCard")),
    "versions": COUNT,
    "changes": COUNT,
    "last_checked": maybe(_TIME),
    "last_good": maybe(_TIME),
    "next_check_at": maybe(_TIME),
}
_BLOCK = form(kind=one_of(BlockKind), text=TEXT, level=COUNT, number=maybe(TEXT), cells=listed(TEXT))
SECTION = form(
    id=TEXT,
    level=COUNT,
    number=maybe(TEXT),
    heading=TEXT,
    path=listed(TEXT),
    language=maybe(TEXT),
    text=TEXT,
    blocks=listed(_BLOCK),
)
VERSION = form(
    target_id=TEXT,
    number=COUNT,
    cause=one_of(VersionCause),
    title=TEXT,
    languages=listed(TEXT),
    recipe=TEXT,
    text_sha256=_HASH,
    bodies=listed(_HASH),
    first_seen=_TIME,
    confirmed_at=_TIME,
    returned_to=maybe(COUNT),
    url=maybe(TEXT),
    sections=listed(ref("Section")),
)
_MARKS = listed(one_of(mark.lower() for mark in SectionMark))
_TOUCHED = form(
    what=_MARKS,
    before=maybe(ref("Section")),
    after=maybe(ref("Section")),
    lines=listed(listed(form(op=one_of(Op), text=TEXT))),
)
STATEMENT = form(
    type=one_of(FactType),
    value=TEXT,
    role=TEXT,
    polarity=one_of(Polarity),
    condition=TEXT,
    rule=TEXT,
    times=COUNT,
    sentence=TEXT,
    quote=TEXT,
    section=listed(TEXT),
    section_name=TEXT,
    start=PLACE,
    end=PLACE,
)
LOOK = form(at=_TIME, event=one_of(Event), url=TEXT, status=maybe(COUNT), detail=TEXT, version=maybe(COUNT))
_EPISODE = form(
    version=ref("VersionCard"),
    what=_MARKS,
    before=maybe(ref("Section")),
    after=maybe(ref("Section")),
    name=maybe(TEXT),
    change=maybe(TEXT),
    findings=listed(ref("Finding")),
)

SCHEMAS: dict[str, Schema] = {
    "Target": TARGET,
    "VersionCard": _VERSION_CARD,
    "Finding": _FINDING,
    "Change": form(**_CHANGE_MEMBERS),
    "ChangeRecord": form(**_CHANGE_MEMBERS, before_last_read=maybe(_TIME)),
    "Section": SECTION,
    "Version": VERSION,
    "Document": form(**_DOCUMENT_MEMBERS),
    "DocumentHistory": form(
        **_DOCUMENT_MEMBERS, history=listed(ref("VersionCard")), told=listed(ref("Change")), moves=listed(MOVE)
    ),
    "Changes": paged(changes=listed(ref("Change"))),
    "Documents": paged(documents=listed(ref("Document"))),
    "Status": paged(troubled=COUNT, unsteady=COUNT, documents=listed(ref("Document"))),
    "Service": form(service=TEXT, name=TEXT, documents=listed(ref("Document")), changes=listed(ref("Change"))),
    "Statement": STATEMENT,
    "Facts": form(types=listed(form(type=one_of(FactType), statements=COUNT))),
    "Statements": paged(
        statements=listed(form(target=ref("Target"), version=COUNT, statement=ref("Statement"))),
    ),
    "Values": paged(values=listed(form(value=TEXT, role=TEXT, affirmed=COUNT, denied=COUNT))),
    "VersionFacts": form(target_id=TEXT, version=COUNT, statements=listed(ref("Statement"))),
    "Looks": form(target_id=TEXT, page=COUNT, looks=listed(LOOK)),
    "Hits": form(
        page=COUNT,
        has_more={"type": "boolean"},
        hits=listed(
            form(target=ref("Target"), version=COUNT, until=maybe(COUNT), section=TEXT, heading=TEXT, text=TEXT)
        ),
    ),
    "Comparison": form(
        target_id=TEXT,
        **{"from": COUNT},
        to=COUNT,
        comparable={"type": "boolean"},
        changes=listed(TEXT),
        sections=listed(_TOUCHED),
        links=listed(form(words=TEXT, before=maybe(TEXT), after=maybe(TEXT))),
    ),
    "Dated": form(
        target_id=TEXT,
        day={"type": "string", "format": "date"},
        at=_TIME,
        version=maybe(ref("VersionCard")),
        following=maybe(ref("VersionCard")),
        read_before=maybe(LOOK),
        read_after=maybe(LOOK),
        is_same_after={"type": "boolean"},
        has_gone={"type": "boolean"},
    ),
    "SectionHistory": form(
        target_id=TEXT,
        section=TEXT,
        names=listed(TEXT),
        in_force={"type": "boolean"},
        latest=ref("Section"),
        history=listed(_EPISODE),
    ),
    "Problem": form(title=TEXT, status=COUNT, detail=TEXT),
    "Health": form(status=one_of(("ok", "stale", "waiting", "unreachable")), last_look=maybe(_TIME), documents=COUNT),
}
