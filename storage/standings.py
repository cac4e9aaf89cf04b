"""What stands for a target before a look."""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, select

from policy.model.looks import Standing, State, Version
from policy.model.readings import Source
from storage import bodies, captures, pasts, readings, statements
from storage.athand import AtHand
from storage.errors import DamagedError
from storage.rows import Known, target_of, version_of
from storage.tables import held, looks, stated, targets, versions

_REMEMBERED = 10  # texts
_BESIDE = targets.outerjoin(stated, stated.c.target_id == targets.c.id).outerjoin(
    held, held.c.target_id == targets.c.id
)
_TARGET = (
    select(targets, stated.c.number, stated.c.eyes, stated.c.notes, held.c.base, held.c.sha256, held.c.packed)
    .select_from(_BESIDE)
    .where(targets.c.id == bindparam("target"))
)
_LAST = func.max(versions.c.number).label("last")
_RECENT = (
    select(versions.c.text_sha256, _LAST)
    .where(versions.c.target_id == bindparam("target"))
    .group_by(versions.c.text_sha256)
    .order_by(_LAST.desc())
    .limit(_REMEMBERED)
)


def standing(db: Connection, target_id: str, recipe: str, at_hand: AtHand) -> Standing:
    """All that a look needs of the past; what its record will need of it is at hand from now on. Raises KeyError for a
    target never enlisted."""
    row = db.execute(_TARGET, {"target": target_id}).first()
    if row is None:
        raise KeyError(target_id)
    chain = readings.in_force(db, [target_id]).get(target_id, ()) if row.versions else ()
    given = readings.given(chain) if chain else None
    known: Known = {}  # what is held differs in little from what is in force
    version = None if given is None else version_of(given.row, given.members, known)
    held, said = (None, None) if row.sha256 is None else readings.text_held(db, target_id, row, given, known)
    if given is not None:
        at_hand.keep(replace(given, held=held, said=said))
    is_other = version is not None and version.reading.recipe != recipe
    return Standing(
        target=target_of(row.definition),
        state=State(row.state),
        since=row.since,
        version=version,
        recent=() if held is None else _recent(db, target_id),
        held=held,
        failures=row.failures,
        last_good=row.last_good,
        sources=sources(db, version) if version is not None and is_other else (),
        past=pasts.read(row.past),
        eyes=row.eyes or "",
        notes="" if held is None and not is_other else statements.memory(row, row.versions),
    )


def _recent(db: Connection, target_id: str) -> tuple[tuple[str, int], ...]:
    """The last ten texts, newest first, each with the last version that had it."""
    return tuple((row.text_sha256, row.last) for row in db.execute(_RECENT, {"target": target_id}))


def sources(db: Connection, version: Version) -> tuple[Source, ...]:
    """The pages of a version as they came, with what the server said of each in the look that brought them.

    Raises DamagedError when one is missing."""
    seen = captures.row_of(db, version.target_id, version.capture_id)
    if seen is None:
        raise DamagedError(f"capture {version.capture_id} of {version.target_id} is missing")
    since = (looks.c.target_id == version.target_id, looks.c.seq >= seen.seq - seen.ordinal)
    pages = select(looks).where(*since).order_by(looks.c.seq)
    answers = (captures.read(db, row).response for row in db.execute(pages.limit(len(version.bodies))))
    sources = []
    for digest, answer in zip(version.bodies, answers, strict=True):
        body = bodies.read(db, digest)
        if body is None or answer is None:
            raise DamagedError(f"body {digest} of version {version.number} of {version.target_id} is missing")
        sources.append(Source(answer.url, answer.header("content-type"), body))
    return tuple(sources)
