"""The messages of each room that speaks, and its catalogues brought up to date with them.

    python -m tests.catalogues

takes new messages into every `.po`, drops those no longer said, and compiles the `.mo`. Then translate what is empty,
and call it again. A message is what stands in `say("…")` or `count("…", "…", n)`, in code or in a template, and what
is a value in a table at the top of a module of words; a pair in such a table is a singular and its plural.
"""

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from policy.catalogues import LANGUAGES
from policy.knowledge.taxonomy import taxonomy

ROOT = Path(__file__).parents[1]
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
Said: TypeAlias = str | tuple[str, str]
_PLURALS = {"id": "nplurals=1; plural=0;"}  # Indonesian has one form; Babel takes it for English
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue does not change because a day has passed


def of_policy() -> frozenset[Said]:
    """The shared words: labels, phrases, names and definitions of the taxonomy; reasons have a file of their own."""
    names = ("words.py", "phrases.py", "factwords.py", "speech.py", "causes.py", "effect.py")
    modules = [ROOT / "policy" / name for name in names]
    in_code = {said for path in modules for said in (*_in_tables(path), *_in_calls(path))}
    labels = {entry.label for table in taxonomy().entries.values() for entry in table.values()}
    return frozenset(in_code | labels | {kind.definition for kind in taxonomy().kinds.values()})


def of_notifications() -> frozenset[Said]:
    """What only digests say."""
    return _of_room(ROOT / "notifications")


def of_history() -> frozenset[Said]:
    """What only pages say; tables of words stand in two modules, those of others are for machines."""
    return _of_room(ROOT / "history", ("wording.py", "filtering.py"))


def _of_room(home: Path, tables: Collection[str] = ()) -> frozenset[Said]:
    found: set[Said] = set()
    for path in home.rglob("*.py"):
        found |= {*(_in_tables(path) if not tables or path.name in tables else ()), *_in_calls(path)}
    for path in (home / "templates").iterdir():
        found |= set(_in_template(path))
    return frozenset(found)


ROOMS: Mapping[str, Callable[[], frozenset[Said]]] = {
    "policy": of_policy,
    "notifications": of_notifications,
    "history": of_history,
}


def po_path(room: str, language: str) -> Path:
    return ROOT / room / "locale" / f"{language}.po"


def read(room: str, language: str) -> Catalog:
    """The catalogue as it lies in the room; an empty one when there is none yet."""
    path = po_path(room, language)
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as file:
        catalog = read_po(file, language)
    catalog.creation_date = catalog.revision_date = _LONG_AGO
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """The `.mo` of a catalogue; the same catalogue gives the same bytes."""
    written = BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def renewed(room: str, language: str) -> Catalog:
    """The catalogue with exactly the messages the room says, translations kept."""
    known = read(room, language)
    catalog = Catalog(language, project="Clausewatch", version="1", fuzzy=False, msgid_bugs_address="none")
    catalog.header_comment = f"# What {room} says, in {language}."
    catalog.last_translator, catalog.language_team = "The Clausewatch authors", language
    catalog.creation_date = catalog.revision_date = _LONG_AGO
    if language in _PLURALS:
        catalog.mime_headers = [("Plural-Forms", _PLURALS[language])]
    for said in ROOMS[room]():
        message = known.get(said if isinstance(said, str) else said[0])
        catalog.add(said, message.string if message else None)
    return catalog


def main() -> None:
    for room in ROOMS:
        for language in TRANSLATED:
            catalog = renewed(room, language)
            path = po_path(room, language)
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalog, width=120, sort_output=True, no_location=True)
            path.with_suffix(".mo").write_bytes(compiled(read(room, language)))


def _in_tables(path: Path) -> Iterator[Said]:
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict):
            for value in statement.value.values:
                yield from _strings(value)


def _strings(value: ast.expr) -> Iterator[Said]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Tuple(elts=[ast.Constant(value=str(one)), ast.Constant(value=str(many))]):
            yield one, many


def _in_calls(path: Path) -> Iterator[Said]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str(text))]):
                yield text
            case ast.Call(
                func=ast.Attribute(attr="count"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), _],
            ):
                yield one, many


def _in_template(path: Path) -> Iterator[Said]:
    parsed = Environment(autoescape=True).parse(path.read_text("utf-8"))
    for _, function, message in extract_from_ast(parsed, ("say", "count")):
        match function, message:
            case ("say", str(text) | (str(text), *_)):
                yield text
            case ("count", (str(one), str(many), *_)):
                yield one, many
            case _:
                raise ValueError(f"{path.name}: {function}() is given no fixed words: {message}")


if __name__ == "__main__":
    main()
