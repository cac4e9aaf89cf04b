"""The JSON addresses, described for machines (OpenAPI 3.1.0)."""

import re
from dataclasses import dataclass

from history.schemas import COUNT, SCHEMAS, TEXT, Schema, one_of, ref
from policy.model.changes import Kind, Polarity, Severity
from policy.model.targets import DocumentType

_PAGE: Schema = {"type": "integer", "minimum": 1, "default": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_FILTERS: dict[str, Schema] = {
    "severity": one_of(severity.word for severity in Severity),
    "kind": one_of(Kind),
    "service": TEXT,
    "type": one_of(DocumentType),
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}$"},
    "since": _DAY,
    "until": _DAY,
    "page": _PAGE,
}
_FACTS: dict[str, Schema] = {
    "q": TEXT,
    "value": TEXT,
    "role": TEXT,
    "polarity": one_of(Polarity),
    "service": TEXT,
    "type": one_of(DocumentType),
    "page": _PAGE,
}
_PARAMS = {
    "sort": "The sort of fact, such as recipient.",
    "service": "The service's short name, as in its address.",
    "target": "The document's id, such as acme-privacy.",
    "number": "The number of a version.",
    "section": "The section's name, as in the addresses of its version's page.",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with what it gives and what may be asked of it."""

    path: str
    summary: str
    schema: str
    query: dict[str, Schema]
    is_live: bool = False  # one that is stale or out of reach answers 503 with the same form


OPERATIONS = (
    Operation("/changes.json", "Changes, newest first.", "Changes", _FILTERS),
    Operation("/services.json", "Documents, a hundred services a page.", "Documents", {"page": _PAGE}),
    Operation("/services/{service}.json", "One service with its documents and latest changes.", "Service", {}),
    Operation("/status.json", "Every document as it stands, those not read first.", "Status", {"page": _PAGE}),
    Operation("/search.json", "Sections with all the words.", "Hits", {"q": TEXT, "past": one_of("1"), "page": _PAGE}),
    Operation("/facts.json", "The sorts of facts that versions in force state.", "Facts", {}),
    Operation("/facts/{sort}.json", "Statements of one sort, by what they say.", "Statements", _FACTS),
    Operation("/facts/{sort}/values.json", "Each thing stated, what most documents speak of first.", "Values", _FACTS),
    Operation("/{target}.json", "One document with its versions and changes.", "DocumentHistory", {}),
    Operation("/{target}/looks.json", "The looks at a document, newest first.", "Looks", {"page": _PAGE}),
    Operation("/{target}/versions/{number}.json", "One version with its text.", "Version", {}),
    Operation("/{target}/versions/{number}/facts.json", "What a version states.", "VersionFacts", {}),
    Operation("/{target}/changes/{number}.json", "The change that led to a version.", "ChangeRecord", {}),
    Operation("/{target}/on.json", "The version that stood at the end of a day (UTC).", "Dated", {"day": _DAY}),
    Operation("/{target}/compare.json", "Two versions, word by word.", "Comparison", {"from": COUNT, "to": COUNT}),
    Operation("/{target}/sections/{section}.json", "One section through its names and places.", "SectionHistory", {}),
    Operation("/health", "Whether somebody still looks.", "Health", {}, is_live=True),
)


def document(origin: str, prefix: str, name: str) -> dict[str, object]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}: the history of published policies",
            "version": "1",
            "description": "Read only. Members may be added; those that are here keep their names and meaning.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": f"{origin}{prefix}"}],
        "paths": {operation.path: {"get": _get(operation)} for operation in OPERATIONS},
        "components": {"schemas": SCHEMAS},
    }


def _get(operation: Operation) -> dict[str, object]:
    answer = {"content": {"application/json": {"schema": ref(operation.schema)}}}
    responses: dict[str, object] = {"200": {"description": operation.summary, **answer}}
    if operation.is_live:
        responses["503"] = {"description": "Nobody has looked for too long, or the archive cannot be asked.", **answer}
    else:
        responses["503"] = {"description": "The archive cannot be asked now.", "content": _PROBLEM}
        responses["304"] = {"description": "What the visitor holds is still true (If-None-Match)."}
        responses["400"] = {"description": "The question cannot be understood.", "content": _PROBLEM}
        responses["404"] = {"description": "There is no such thing.", "content": _PROBLEM}
    return {
        "operationId": re.sub(r"\W+", "_", operation.path.removesuffix(".json")).strip("_"),
        "summary": operation.summary,
        "parameters": [*_in_path(operation.path), *_in_query(operation.query)],
        "responses": responses,
    }


_PROBLEM = {"application/problem+json": {"schema": ref("Problem")}}  # RFC 9457


def _in_path(path: str) -> list[dict[str, object]]:
    names = re.findall(r"{(\w+)}", path)
    return [
        {"name": name, "in": "path", "required": True, "description": _PARAMS[name], "schema": TEXT} for name in names
    ]


def _in_query(query: dict[str, Schema]) -> list[dict[str, object]]:
    return [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in query.items()]
