"""The words a statement rests on: where they stand in their version, and how they look in their sentence."""

from urllib.parse import quote

from history.outline import anchor_of
from history.snippets import Snip
from policy.model.statements import Statement

_WHOLE = 160  # characters of a sentence that a link quotes whole
_ENDS = 5  # words at either end of a longer one
_AROUND = 150  # characters shown on either side of the words themselves


def place(statement: Statement) -> str:
    """The fragment of a version's page that leads to the sentence; browsers without text fragments find the section
    (W3C Community Group, URL Fragment Text Directives)."""
    found = statement.fact.quote
    here = anchor_of(found.section_id)
    line = statement.sentence
    if found.start < 0 or not line.strip():
        return here
    words = line.split()
    if len(line) <= _WHOLE or len(words) <= 2 * _ENDS:
        return f"{here}:~:text={_written(line)}"
    return f"{here}:~:text={_written(' '.join(words[:_ENDS]))},{_written(' '.join(words[-_ENDS:]))}"


def sentence(statement: Statement) -> tuple[Snip, ...]:
    """The sentence around the words it rests on, with those marked."""
    line, words = statement.sentence, statement.fact.quote.text
    at = line.find(words) if words else -1
    if at < 0:
        return (Snip(_cut(line, 2 * _AROUND), is_found=False),)
    before, after = line[:at], line[at + len(words) :]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    pieces = (Snip(before, is_found=False), Snip(words, is_found=True), Snip(_cut(after, _AROUND), is_found=False))
    return tuple(piece for piece in pieces if piece.text)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit].rpartition(' ')[0] or text[:limit]} …"


def _written(words: str) -> str:
    """A term of a text directive: its own signs are quoted too."""
    return quote(words.encode(errors="replace"), safe="").replace("-", "%2D")
