"""Sections found by the words of a question."""

import sqlite3
import unicodedata
from contextlib import closing
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, column, select, table, text

from policy.model.shelf import FoundSection
from storage.passages import passage_of, wholes
from storage.rows import target_of
from storage.tables import passages, shelves, targets

_WORDS = 12  # of a question; more narrow nothing down
_SHORT = 2  # letters of a word that is looked for whole
_NAMED = 256  # words that begin alike and are named one by one
_TOKENS = "unicode61 remove_diacritics 2"  # of the index, as its migration made it
_INDEX = table("passages_words", column("rowid"))  # of SQLite; on PostgreSQL a column of that name
_TERMS = text("SELECT term FROM passages_words_terms WHERE term >= :first AND term < :last LIMIT :most")
_FOUND_POSTGRES: ColumnElement[bool] = text(  # type: ignore[assignment] # a text is a condition too
    "passages.passages_words @@ to_tsquery('simple', :asked)"
)


def search(db: Connection, question: str, is_past: bool, limit: int, offset: int) -> tuple[FoundSection, ...]:
    """The passages in which every word of the question begins a word, or is one when it has only a letter or two; what
    was written down last comes first."""
    words = _asked(question)
    if not words:
        return ()
    wanted = select(passages, targets.c.definition).join(shelves, shelves.c.id == passages.c.shelf)
    wanted = wanted.join(targets, targets.c.id == shelves.c.target_id)
    if db.dialect.name == "postgresql":
        asked = " & ".join(f"'{word}'" if _is_whole(word) else f"'{word}':*" for word in words)
        wanted = wanted.where(_FOUND_POSTGRES).order_by(passages.c.id.desc())
    else:
        asked = " AND ".join(_beginning(db, word) for word in words)
        # In the order of the index, so that SQLite stops at the limit instead of sorting every hit.
        wanted = wanted.join(_INDEX, _INDEX.c.rowid == passages.c.id).where(text("passages_words MATCH :asked"))
        wanted = wanted.order_by(_INDEX.c.rowid.desc())
    if not is_past:
        wanted = wanted.where(passages.c.until.is_(None))
    rows = db.execute(wanted.limit(limit).offset(offset), {"asked": asked}).all()
    bases = wholes(db, rows)
    found = ((row, passage_of(row, bases)) for row in rows)
    return tuple(
        FoundSection(target_of(row.definition), row.number, row.until, one.section_id, one.heading, one.said)
        for row, one in found
    )


def _beginning(db: Connection, word: str) -> str:
    """The words that begin so, for FTS5. A few are named: it walks along the passages of each and stops at the limit,
    while for a beginning it gathers every passage first."""
    if _is_whole(word):
        return f'"{word}"'
    first = _as_indexed(word)
    bounds = {"first": first, "last": f"{first}\U0010ffff", "most": _NAMED + 1}
    named = [f'"{term}"' for term in db.execute(_TERMS, bounds).scalars()] if first else []
    return f"({' OR '.join(named)})" if 0 < len(named) <= _NAMED else f'"{word}"*'


def _is_whole(word: str) -> bool:
    """One or two Latin letters begin too many words to mean any but themselves."""
    return len(word) <= _SHORT and word.isascii()


@lru_cache(maxsize=10_000)
def _as_indexed(word: str) -> str:
    """The word as SQLite's index has it, by SQLite's own tables of letters; empty: not as one word."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE VIRTUAL TABLE said USING fts5(word, tokenize='{_TOKENS}')")
        db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(said, 'row')")
        db.execute("INSERT INTO said VALUES (?)", (word,))
        terms = [str(term) for (term,) in db.execute("SELECT term FROM terms")]
    return terms[0] if len(terms) == 1 else ""


def _asked(question: str) -> list[str]:
    """Words that every database takes for one word each. SQLite's tables end with Unicode 6.1: what they may not know
    for a letter would split a word, and an index without places cannot look for two words in a row."""
    known = unicodedata.normalize("NFC", question)
    letters = "".join(sign if unicodedata.ucd_3_2_0.category(sign)[0] in "LN" else " " for sign in known)
    return letters.split()[:_WORDS]
