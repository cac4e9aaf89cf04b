"""The findings of a change as they are packed: each quote by its place in the reading that has the words, and without
the names of members. What is sealed, and what is given back, is their JSON, whole."""

from collections.abc import Sequence

from storage.errors import DamagedError
from storage.json import from_json, to_json
from storage.packing import pack, unpack
from storage.rows import Members, Parsed

_LEVEL = 3  # behind two long readings: as few bytes as at 10, for a third of the time
TERSE = 1  # the form written now; NULL stands for the one of before: the whole JSON, beside another prefix
_NAMES = ("kind", "direction", "severity", "what", "reason", "rule", "section", "before", "after")
_QUOTED = ("before", "after")  # in the order of the readings
_HEADING = -1  # where a quote of a heading begins
_Sections = Sequence[Members]

# What was beside them before their quotes were places (NULL in the column `form`). Part of the format: never edited.
WHOLE = (
    b'[{"after":{"end":0,"is":"Quote","section":["Contact"],"section_id":"","start":0,"text":""},"before":null,'
    b'"direction":"removed","is":"Finding","kind":"retention-change","reason":"","rule":"","section":[],"severity":1,'
    b'"what":""},{"after":null,"before":{"end":0,"is":"Quote","section":["Retention"],"section_id":"","start":0,"text":""}'
    b',"direction":"added","is":"Finding","kind":"data-category-change","reason":"","rule":"","section":["'
)
_USUAL = (
    b'[["effective-date-change","changed",0,"20 \xe2\x86\x92 20","The date of the document changed: ","dates/own",null,'
    b'[["editorial-change","changed",0,"","The wording changed; no change in the facts was found.","fallback/wording",'
    b'["unclassified-change","changed",1,"","Something no rule names: ","fallback/new-words",'
    b'["rights-procedure-change","narrowed",1,"","","themes/edited",null,[['
    b'"negative-promise-change","removed",3,"","A promise not to do something is gone: ","promises/set",null,[['
    b'"controller-change","changed",3,"","Responsible company: ","controllers/replaced",null,'
    b'["named-third-party-change","added",1,"","Now names: ","thirdparties/set",null,null,'
    b'["purpose-change","added",2,"","Now also uses data for: ","purposes/set",null,null,'
    b'["data-category-change","added",2,"","Now also collects: ","categories/set",null,null,'
    b'["retention-change","widened",2,"P \xe2\x86\x92 P","Keeps data longer: P","periods/replaced",null,'
    b'["contact-change","changed",2,"@","A contact changed: ","contacts/email",null,['
)


def packed(
    plain: bytes, before: bytes, after: bytes, members: tuple[Members | None, Members | None] = (None, None)
) -> bytes:
    """Findings between two readings; `plain` is their JSON. `members` are those of the readings; None: nobody has
    parsed that one."""
    sides = _sections(before, members[0]), _sections(after, members[1])
    parsed: Parsed = from_json(plain)
    terse = to_json([_shortened(finding, sides) for finding in parsed])
    is_whole = _written_out(terse, sides) == plain  # what would not come back is kept as it is
    return pack(terse if is_whole else plain, before + after + _USUAL, _LEVEL)


def unpacked(form: int | None, column: bytes, before: bytes, after: bytes) -> bytes:
    """The JSON of the findings again. Raises DamagedError when they are not what was packed."""
    if form is None:
        return unpack(column, WHOLE + before + after)
    if form != TERSE:
        raise DamagedError(f"they are packed in form {form}, and there is none but {TERSE}")
    terse = unpack(column, before + after + _USUAL)
    try:
        return _written_out(terse, (_sections(before), _sections(after)))
    except (LookupError, TypeError, ValueError) as error:
        raise DamagedError(f"they do not fit the readings they quote: {error}") from error


def _sections(reading: bytes, known: Members | None = None) -> _Sections:
    parsed: Parsed = from_json(reading) if known is None else known
    sections: _Sections = parsed["sections"]
    return sections


def _shortened(finding: Members, sides: tuple[_Sections, _Sections]) -> Parsed:
    """The members in the order of their names: a quote as its place, and the trail of a quote not said twice."""
    if set(finding) != {"is", *_NAMES}:
        return finding
    short = finding | {
        name: _place(finding[name], sections) for name, sections in zip(_QUOTED, sides, strict=True) if finding[name]
    }
    if finding["section"] == _trail(finding):
        short["section"] = None
    return [short[name] for name in _NAMES]


def _place(quote: Members, sections: _Sections) -> Parsed:
    """The section's number, where the words begin in it, and how many signs they are; the quote where no section of
    that reading has it so."""
    for number, section in enumerate(sections):
        place = [number, quote["start"], quote["end"] - quote["start"]]
        if section["id"] == quote["section_id"] and _quote(place, sections) == quote:
            return place
    return quote


def _written_out(terse: bytes, sides: tuple[_Sections, _Sections]) -> bytes:
    parsed: Parsed = from_json(terse)
    return to_json([_finding(one, sides) for one in parsed])


def _finding(short: Parsed, sides: tuple[_Sections, _Sections]) -> Parsed:
    if isinstance(short, dict):
        return short
    finding = dict(zip(_NAMES, short, strict=True))
    for name, sections in zip(_QUOTED, sides, strict=True):
        if isinstance(finding[name], list):
            finding[name] = _quote(finding[name], sections)
    if finding["section"] is None:
        finding["section"] = _trail(finding)
    return finding | {"is": "Finding"}


def _quote(place: Sequence[int], sections: _Sections) -> Members:
    number, start, signs = place
    section = sections[number]
    end = start + signs
    words = section["heading"] if start == _HEADING else _text(section)[start:end]
    return {
        "is": "Quote",
        "text": words,
        "section": section["path"],
        "section_id": section["id"],
        "start": start,
        "end": end,
    }


def _text(section: Members) -> str:
    """As `Section.text` has it, which quotes count in."""
    return "\n".join(block["text"] for block in section["blocks"])


def _trail(finding: Members) -> Parsed:
    """Where what is found stands now, or stood."""
    return (finding["after"] or finding["before"] or {}).get("section")
