"""The state of the watch as numbers, in the text format of Prometheus."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.release import release
from monitor.whole import write_whole
from policy.model.looks import State
from policy.model.shelf import DocumentCard

_FOR_ALL = 0o644
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


@dataclass(frozen=True, slots=True)
class Sample:
    """One metric: what it is, and its numbers by their labels."""

    name: str
    says: str
    numbers: Sequence[tuple[Mapping[str, str], float]]
    kind: str = "gauge"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted at one tick of the daemon."""

    documents: Sequence[DocumentCard]
    waiting: int  # messages in the outbox
    dead: int  # messages given up
    free: int  # bytes on the disk of ours that has least
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """What is counted at one tick of a worker."""

    worker: str
    in_hand: int  # targets
    looks: int  # since it began
    free: int  # bytes on the disk of ours that has least
    at: datetime


def write(path: Path, samples: Iterable[Sample]) -> None:
    """The file holds these numbers; whoever reads it meanwhile sees the old ones or the new ones, whole. Everybody
    may: collectors run as somebody else, and the service has a umask that keeps its other files to itself. Raises
    OSError."""
    write_whole(path, "".join(f"{line}\n" for sample in samples for line in _lines(sample)), _FOR_ALL)


def of_daemon(numbers: Numbers) -> tuple[Sample, ...]:
    """Of the whole watch, by target where it can be."""
    cards = numbers.documents
    states = [({"state": state.value}, sum(card.state is state for card in cards)) for state in State]
    return (
        Sample("build_info", "The release.", [({"version": release()}, 1)]),
        Sample("tick_timestamp_seconds", "The last good tick.", [({}, numbers.at.timestamp())]),
        Sample("outbox_messages", "Messages to be sent.", [({}, numbers.waiting)]),
        Sample("outbox_dead_messages", "Messages given up.", [({}, numbers.dead)]),
        Sample("disk_free_bytes", "Room on the archive's disk.", [({}, numbers.free)]),
        Sample("targets", "Targets by state.", states),
        *_of_targets(cards),
    )


def _of_targets(cards: Sequence[DocumentCard]) -> Iterator[Sample]:
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
        yield Sample(f"target_{name}_timestamp_seconds", says, known)
    intervals = [(_of(card), card.target.interval.total_seconds()) for card in cards]
    yield Sample("target_interval_seconds", "The time wanted between two looks.", intervals)
    yield Sample("target_state", "1 for the state a target is in.", [(_of(card, card.state), 1) for card in cards])
    yield Sample("target_versions", "Versions kept.", [(_of(card), card.versions) for card in cards])


def of_worker(work: Work) -> tuple[Sample, ...]:
    """Of one worker, under its name: beside those of the daemon and of other workers none is said twice."""
    own = {"worker": work.worker}
    return (
        Sample("worker_tick_timestamp_seconds", "The last good tick of a worker.", [(own, work.at.timestamp())]),
        Sample("worker_targets_in_hand", "Targets it is looking at.", [(own, work.in_hand)]),
        Sample("worker_looks_total", "Looks recorded since it began.", [(own, work.looks)], "counter"),
        Sample("worker_disk_free_bytes", "Room on its disk.", [(own, work.free)]),
    )


def _of(card: DocumentCard, state: State | None = None) -> dict[str, str]:
    labels = {"target": card.target.id}
    return labels if state is None else {**labels, "state": state.value}


def _lines(sample: Sample) -> Iterator[str]:
    yield f"# HELP clausewatch_{sample.name} {sample.says}"
    yield f"# TYPE clausewatch_{sample.name} {sample.kind}"
    for labels, number in sample.numbers:
        written = ",".join(f'{label}="{value.translate(_ESCAPES)}"' for label, value in labels.items())
        yield f"clausewatch_{sample.name}{f'{{{written}}}' if written else ''} {number:.15g}"
