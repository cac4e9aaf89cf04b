"""Writes a target file for its owner to read, correct and keep."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from policy.model.targets import DocumentType


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be watched; the id tells it from others of its type, None: it is the only one."""

    document_type: DocumentType
    url: str
    language: str | None
    note: str  # how it was found, for the owner
    id: str | None = None
    landing: str = ""  # where its address led when it was found


def target_file(service: str, name: str, documents: Sequence[Document]) -> str:
    """The text of `targets/<service>.toml`; `monitor.targets.load` reads it."""
    lines = [
        "# Written by clausewatch add. Look it over: what is wrong or missing is yours to correct.",
        "# Every key is described in docs/settings.md.",
        f"name = {_text(name)}",
        f"service = {_text(service)}",
        '# jurisdiction = "EU"',
        "# Own and sister brands, which are never third parties.",
        f"brands = [{_text(name)}]",
    ]
    for document in documents:
        lines += ["", *_document(document)]
    return "\n".join(lines) + "\n"


def _document(document: Document) -> list[str]:
    lines = ["[[documents]]", f"# {_printable(document.note)}", f"type = {_text(document.document_type)}"]
    if document.id:
        lines.append(f"id = {_text(document.id)}")
    lines.append(f"url = {_text(document.url)}")
    if document.language:
        lines.append(f"language = {_text(document.language)}")
    return lines


def _text(value: str) -> str:
    """A TOML basic string: JSON's form, once what TOML forbids is gone."""
    return json.dumps(_printable(value), ensure_ascii=False)


def _printable(value: str) -> str:
    return "".join(char for char in value if char.isprintable())
