"""The state of the watch as numbers, in the text format of Prometheus."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.release import release
from policy.model.looks import State
from policy.model.shelf import DocumentCard

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted at one tick."""

    documents: Sequence[DocumentCard]
    waiting: int  # messages in the outbox
    dead: int  # messages given up
    free: int | None  # bytes on the archive's disk; None: it is not ours
    at: datetime


def exposition(numbers: Numbers) -> str:
    """All of them, each with its help and type."""
    return "".join(f"{line}\n" for line in _lines(numbers))


def write(path: Path, numbers: Numbers) -> None:
    """The file holds these numbers; whoever reads it meanwhile sees the old ones or the new ones, whole. Raises
    OSError."""
    passing = path.with_name(f"{path.name}.new")
    passing.write_text(exposition(numbers), "utf-8")
    passing.replace(path)


def _lines(numbers: Numbers) -> Iterator[str]:
    cards = numbers.documents
    yield from _gauge("build_info", "The release.", [({"version": release()}, 1)])
    yield from _gauge("tick_timestamp_seconds", "The last good tick.", [({}, numbers.at.timestamp())])
    yield from _gauge("outbox_messages", "Messages to be sent.", [({}, numbers.waiting)])
    yield from _gauge("outbox_dead_messages", "Messages given up.", [({}, numbers.dead)])
    if numbers.free is not None:
        yield from _gauge("disk_free_bytes", "Room on the archive's disk.", [({}, numbers.free)])
    states = [({"state": state.value}, sum(card.state is state for card in cards)) for state in State]
    yield from _gauge("targets", "Targets by state.", states)
    for name, says, at in (
        ("last_checked", "The last look, good or not.", [card.last_checked for card in cards]),
        (
            "last_good",
            "The last look at which the document was read: its freshness.",
            [card.last_good for card in cards],
        ),
        ("next_check", "The next look.", [card.next_check_at for card in cards]),
    ):
        known = [(_of(card), time.timestamp()) for card, time in zip(cards, at, strict=True) if time is not None]
        yield from _gauge(f"target_{name}_timestamp_seconds", says, known)
    intervals = [(_of(card), card.target.interval.total_seconds()) for card in cards]
    yield from _gauge("target_interval_seconds", "The time wanted between two looks.", intervals)
    yield from _gauge("target_state", "1 for the state a target is in.", [(_of(card, card.state), 1) for card in cards])
    versions = [(_of(card), card.versions) for card in cards]
    yield from _gauge("target_versions", "Versions kept.", versions)


def _of(card: DocumentCard, state: State | None = None) -> dict[str, str]:
    labels = {"target": card.target.id}
    return labels if state is None else {**labels, "state": state.value}


def _gauge(name: str, says: str, samples: Iterable[tuple[dict[str, str], float]]) -> Iterator[str]:
    yield f"# HELP clausewatch_{name} {says}"
    yield f"# TYPE clausewatch_{name} gauge"
    for labels, number in samples:
        written = ",".join(f'{label}="{value.translate(_ESCAPES)}"' for label, value in labels.items())
        yield f"clausewatch_{name}{f'{{{written}}}' if written else ''} {number:.15g}"
