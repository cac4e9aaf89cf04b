"""The log of moves between states."""

from sqlalchemy import Connection, select

from policy.model.looks import Move, State
from storage.rows import Stored
from storage.seals import sealed
from storage.tables import moves

_INSERT = moves.insert()


def keep(db: Connection, row: Stored, move: Move) -> dict[str, object]:
    """The move is in the log; gives the columns of the target's row that change with it."""
    written, columns = row_to_be(row, move)
    db.execute(_INSERT, written)
    return columns


def row_to_be(row: Stored, move: Move) -> tuple[dict[str, object], dict[str, object]]:
    """The row with which a move is in the log, and the columns of the target's row that change with it."""
    columns = {
        "target_id": row.id,
        "seq": row.moves,
        "at": move.at,
        "before": move.before,
        "after": move.after,
        "cause": move.cause,
    }
    after = {"state": move.after, "since": move.at, "cause": move.cause, "moves": row.moves + 1}
    return sealed(moves, columns), after


def page(db: Connection, target_id: str, limit: int) -> tuple[Move, ...]:
    """The latest moves of a target, newest first."""
    latest = select(moves).where(moves.c.target_id == target_id).order_by(moves.c.seq.desc()).limit(limit)
    return tuple(Move(State(row.before), State(row.after), row.cause, row.at) for row in db.execute(latest))


def state_before_last(db: Connection, row: Stored) -> State:
    """Where the target came from by its last move."""
    last = select(moves.c.before).where(moves.c.target_id == row.id, moves.c.seq == row.moves - 1)
    return State(db.execute(last).scalar_one())
