"""Reading knowledge files, with errors that name the file, the line and the remedy."""

import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from policy.knowledge.built import HOME, Table, table_of

__all__ = ["HOME", "KnowledgeError", "Table", "loaded", "only", "parsed", "refusal", "text", "words"]


class KnowledgeError(ValueError):
    """A knowledge file says something that cannot be; the message names file, line and remedy."""


def loaded(path: Path) -> Table:
    """What the file holds."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path.name}: {error.strerror}. Put the file back: {path}") from error
    table = table_of(path, source)
    return parsed(path, source) if table is None else table


def parsed(path: Path, source: bytes) -> Table:
    """The source of that file as TOML."""
    try:
        return tomllib.loads(source.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(f"{path.name}, line {line}: not UTF-8. Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path.name}: {error}. Mend the TOML there.") from error


def refusal(path: Path, needle: str, message: str, after: str = "") -> KnowledgeError:
    """An error that names the line where `needle` stands, counted from the line holding `after`."""
    lines = path.read_text("utf-8").splitlines()
    first = next((at for at, line in enumerate(lines) if after and after in line), 0)
    at = next((at for at in range(first, len(lines)) if needle in lines[at]), first)
    return KnowledgeError(f"{path.name}, line {at + 1}: {message}")


def words(path: Path, table: Table, key: str, header: str) -> tuple[str, ...]:
    """A list of strings, each once; a missing key is an empty list."""
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(word, str) and word.strip() for word in found):
        raise refusal(path, key, f"{key} must be a list of words in quotes", after=header)
    if len(set(found)) < len(found):
        word = next(word for word in found if found.count(word) > 1)
        raise refusal(path, f'"{word}"', f"{word!r} stands twice under {header}; take one away", after=header)
    return tuple(found)


def only(path: Path, table: Table, known: Iterable[str], header: str) -> None:
    """Refuse a key that nothing reads: a misspelt one must not silently do nothing."""
    for key in table:
        if key not in known:
            near = get_close_matches(key, tuple(known), n=1)
            remedy = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise refusal(
                path, key, f"unknown key {key!r}{f' under {header}' if header else ''}: {remedy}", after=header
            )


def text(path: Path, table: Table, key: str, header: str) -> str:
    """A string that must be there."""
    found = table.get(key)
    if not isinstance(found, str) or not found:
        raise refusal(path, key, f'{header} needs {key} = "…"', after=header)
    return found
