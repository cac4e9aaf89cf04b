"""What versions say, as it is kept to be found by its words: the same as the versions say."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from storage.errors import DamagedError
from storage.passages import passage_in
from storage.rows import Members
from storage.verifying.faults import Fault, Round
from storage.verifying.texts import Texts

_REMEDY = "take it from a backup, or find all of it again: remove the rows of the target from `passages`, then migrate"
_KEPT = "SELECT * FROM passages WHERE shelf = (SELECT id FROM shelves WHERE target_id = :id) ORDER BY id"
_Span = tuple[str, int, int | None]  # a face, the version that brought it, and the first without it


def faults(turn: Round, texts: Texts) -> Iterator[Fault]:
    """Passages that are not what a version said, and versions whose words cannot be found."""
    name = texts.target_id
    rows = list(turn.stored(_KEPT, id=name))
    wholes = {row["id"]: row["packed"] for row in rows if row["base"] is None}
    for row in rows:
        turn.counted["passages"] += 1
        trouble = _trouble(row, wholes)
        if trouble:
            yield Fault(f"passage {row['id']} of {name}", trouble, _REMEDY)
    if set(texts.faces) != set(texts.versions):
        return  # said of the versions
    found = {(row["face"].hex(), row["number"], row["until"]) for row in rows}
    if len(found) < len(rows):
        yield Fault(f"passages of {name}", "say the same twice", _REMEDY)
    found = _joined(found)
    for face, number, until in sorted(found ^ _spans(texts), key=str)[:1]:
        words = "is not found" if (face, number, until) not in found else "is found, and was never said so"
        span = f"from version {number} {f'to {until}' if until else 'on'}"
        yield Fault(f"passages of {name}", f"section {face[:16]}… {span} {words}", _REMEDY)


def _trouble(row: Members, wholes: Mapping[int, bytes]) -> str:
    """Empty: the passage says what its face stands for."""
    if row["base"] is not None and row["base"] not in wholes:
        return f"is a patch of passage {row['base']}, which is not there"
    try:
        passage = passage_in(row["packed"], wholes.get(row["base"]))
    except (DamagedError, UnicodeError) as error:
        return f"cannot be read: {error}"
    if passage.face != row["face"].hex():
        return "does not say what it is known by"
    return ""


def _joined(spans: set[_Span]) -> set[_Span]:
    """Spans of one section that meet are one: the version between them was let go."""
    found: set[_Span] = set()
    for face, some in groupby(sorted(spans, key=lambda span: span[:2]), key=itemgetter(0)):
        first, *more = some
        for span in more:
            if first[2] == span[1]:
                first = (face, first[1], span[2])
            else:
                found.add(first)
                first = span
        found.add(first)
    return found


def _spans(texts: Texts) -> set[_Span]:
    """From which version on, and until which, each section can be found; only kept versions tell."""
    since: dict[str, int] = {}
    found: set[_Span] = set()
    for number, faces in sorted(texts.faces.items()):
        for face in [one for one in since if one not in faces]:
            found.add((face, since.pop(face), number))
        for face in faces:
            since.setdefault(face, number)
    return found | {(face, number, None) for face, number in since.items()}
