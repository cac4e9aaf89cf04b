"""Large archives to measure with, made quickly and the same on every run.

A few documents are recorded as the monitor would record them; the others are copies of their rows, under names and
times of their own.
"""

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import Connection, select, update

from policy.facts.statements import stated as stated_by
from policy.model.changes import Direction, Finding, Kind, Quote, Severity
from policy.model.looks import Checked, Event
from policy.model.readings import Block, BlockKind, Quality, Reading, Section
from policy.model.targets import DocumentType, Order, Target
from storage import SqlArchive, engines, findings, migrate, open_archive, shelves
from storage.hashes import sha256
from storage.json import to_json
from storage.packing import CHAIN, unpack
from storage.passages import index, passage_in
from storage.records import capture_members
from storage.seals import link, seal
from storage.tables import changes, facts, looks, moves, passages, stated, targets, versions
from tests.support.builders import HOUR, changed_look, first_look, held_look, same_look

VERSIONS = 20  # of each document
CHANGES = 5
BEGIN = datetime.fromisoformat("2025-01-06T08:00:00+00:00")
STEP = timedelta(days=4)
_ORIGINALS = 12
_SECTIONS = 20
_KINDS = (Kind.RETENTION, Kind.CONTACT, Kind.DATA_CATEGORY, Kind.PURPOSE, Kind.NAMED_THIRD_PARTY, Kind.RIGHTS)
_PROMISES = (
    "We keep your account data for {n} months after your last visit.",
    "Write to privacy{n}@acme.example with any question about this notice.",
    "We share your e-mail address and your location with Adspark {n} Inc. for advertising.",
    "You may ask for a copy of your data within {n} days of your request.",
)
_Look: TypeAlias = Callable[[Order], Checked]


def archive_of(url: str, documents: int, originals: int = _ORIGINALS) -> None:
    """An archive of that many documents, each with its versions, changes and looks; so many are no copies."""
    migrate(url)
    archive = open_archive(url)
    watched = [_target(number) for number in range(documents)]
    archive.enlist(watched, BEGIN)
    for number, target in enumerate(watched[:originals]):
        for at, look in _life(random.Random(number)):
            (order,) = archive.claim([target.id], at, HOUR)
            checked = _with_facts(look(order), target.service_name)
            if checked.event is Event.CHANGED:
                checked = _confirmed(archive, order, checked)
            archive.record(checked, [])
    archive.close()
    engine = engines.writer(url)
    with engine.begin() as db:
        recorded = [_rows(db, target.id) for target in watched[:originals]]
        for number, target in enumerate(watched[originals:], originals):
            _copy(db, recorded[number % originals], target.id, timedelta(minutes=7 * number))
    engine.dispose()


def _confirmed(archive: SqlArchive, order: Order, checked: Checked) -> Checked:
    """The look as that of a text seen an hour before, and held since."""
    assert checked.version is not None
    seen = held_look(order, checked.version.reading, checked.at - HOUR)
    archive.record(seen, [])
    (again,) = archive.claim([order.target.id], checked.at, HOUR)
    version = replace(checked.version, capture_id=seen.captures[0].id)
    return replace(checked, lease=again.lease, version=version)


def _with_facts(checked: Checked, brand: str) -> Checked:
    version = checked.version
    if version is None:
        return checked
    return replace(checked, stated=stated_by(version.number, version.reading, (brand,)))


def _target(number: int) -> Target:
    service, kind = f"s{number // 3:04}", tuple(DocumentType)[number % 3]
    return Target(
        id=f"{service}-{kind}",
        service=service,
        service_name=f"Service {number // 3}",
        document_type=kind,
        urls=(f"https://{service}.example/{kind}",),
        interval=timedelta(hours=12),
        language="en",
    )


def _life(chance: random.Random) -> Iterator[tuple[datetime, _Look]]:
    """The looks at one document: every version, with quiet looks between."""
    words = ["".join(chance.choice("aeioukstnrmpl") for _ in range(chance.randint(2, 9))) for _ in range(3_000)]
    text = Reading("html/1", "html", "Privacy Policy", ("en",), _sections(words, chance), (), (), Quality(), "0" * 64)
    for number in range(1, VERSIONS + 1):
        at = BEGIN + number * STEP
        before, text = text, _rewritten(text, number, words, chance)
        is_told = number % (VERSIONS // CHANGES) == 2
        found = _findings(before, text, chance) if is_told else ()
        yield at, _version_look(text, at, number, found)
        for late in (at + timedelta(days=1), at + timedelta(days=2)):
            yield late, partial(same_look, at=late)


def _version_look(text: Reading, at: datetime, number: int, found: tuple[Finding, ...]) -> _Look:
    if number == 1:
        return lambda order: first_look(order, text, at)
    if found:
        return lambda order: changed_look(order, text, at, number, found)
    return lambda order: replace(changed_look(order, text, at, number), changes=None)


def _sections(words: list[str], chance: random.Random) -> tuple[Section, ...]:
    made = []
    for number in range(_SECTIONS):
        heading = " ".join(chance.choices(words, k=3)).capitalize()
        blocks = tuple(
            Block(BlockKind.ITEM if chance.random() < 0.4 else BlockKind.PARAGRAPH, _sentence(words, chance), level=1)
            for _ in range(chance.randint(4, 10))
        )
        made.append(
            Section(f"s{number}-{heading.lower().replace(' ', '-')}", 2, None, heading, (heading,), "en", blocks)
        )
    return tuple(made)


def _sentence(words: list[str], chance: random.Random) -> str:
    promise = chance.choice(_PROMISES).format(n=chance.randint(1, 99))
    return f"{' '.join(chance.choices(words, k=chance.randint(8, 30)))}. {promise}".capitalize()


def _rewritten(text: Reading, number: int, words: list[str], chance: random.Random) -> Reading:
    """The text with four sections rewritten in one block each."""
    sections = list(text.sections)
    for place in chance.sample(range(_SECTIONS), 4):
        old = sections[place]
        at = chance.randrange(len(old.blocks))
        block = replace(old.blocks[at], text=_sentence(words, chance))
        sections[place] = replace(old, blocks=(*old.blocks[:at], block, *old.blocks[at + 1 :]))
    digest = hashlib.sha256(f"{words[0]} {number}".encode()).hexdigest()
    return replace(text, sections=tuple(sections), text_sha256=digest)


def _findings(before: Reading, after: Reading, chance: random.Random) -> tuple[Finding, ...]:
    made = []
    for old, new in zip(before.sections, after.sections, strict=True):
        for gone, come in zip(old.blocks, new.blocks, strict=True):
            if gone != come:
                quotes = (_quote(old, gone), _quote(new, come))
                kind, severity = chance.choice(_KINDS), chance.choice(tuple(Severity))
                why = "The words say something else."
                made.append(Finding(kind, Direction.CHANGED, severity, "one → other", new.path, *quotes, why, "made"))
    return tuple(made)


def _quote(section: Section, block: Block) -> Quote:
    at = section.text.index(block.text)
    return Quote(block.text, section.path, section.id, at, at + len(block.text))


def _rows(db: Connection, target_id: str) -> dict[str, list[dict[str, Any]]]:
    """Everything kept of a target, by table; looks with their capture's plain record beside."""
    kept = {
        table.name: [dict(row) for row in db.execute(select(table).where(table.c.target_id == target_id)).mappings()]
        for table in (versions, changes, looks, moves, stated, facts)
    }
    shelf = shelves.numbered(db, [target_id])[target_id]
    found = db.execute(select(passages).where(passages.c.shelf == shelf)).mappings()
    kept["passages"] = [dict(row) for row in found]
    wholes = {row["id"]: row["packed"] for row in kept["passages"]}
    for row in kept["passages"]:
        row["words"] = passage_in(row["packed"], wholes.get(row["base"])).words
    log = {row["seq"]: row for row in kept["looks"]}
    for seq, row in log.items():
        row["plain"] = unpack(row["packed"], unpack(log[seq - seq % CHAIN]["packed"]) if seq % CHAIN else b"")
    texts = {row["number"]: row for row in sorted(kept["versions"], key=lambda row: row["number"])}
    for number, row in texts.items():
        row["plain"] = unpack(row["packed"], b"" if number == row["keyframe"] else texts[number - 1]["plain"])
    for row in kept["changes"]:
        quoted = texts[row["before"]]["plain"], texts[row["number"]]["plain"]
        row["plain"] = findings.unpacked(row["form"], row["packed"], *quoted)
    target = db.execute(select(targets).where(targets.c.id == target_id)).mappings().one()
    own = ("id", "service", "document_type", "tags", "host_hash", "definition")
    kept["targets"] = [{name: value for name, value in target.items() if name not in own}]
    return kept


def _copy(db: Connection, kept: dict[str, list[dict[str, Any]]], target_id: str, later: timedelta) -> None:
    times = {
        "versions": ("first_seen", "confirmed_at"),
        "changes": ("at",),
        "looks": ("at",),
        "moves": ("at",),
        "stated": (),
        "facts": (),
    }
    wrote: dict[int, list[bytes]] = {}  # seals by the version they came with
    head, inforce = None, 0
    for table in (versions, changes, looks, moves, stated, facts):
        copied = []
        for row in kept[table.name]:
            own = row | {"target_id": target_id} | {name: row[name] + later for name in times[table.name]}
            if "capture_id" in row:
                own["capture_id"] = sha256(f"{target_id} {row['capture_id']}".encode())[:32]
            plain = own.pop("plain", b"")
            digest = {"sha256": sha256(to_json(capture_members(plain, own)) if table is looks else plain)}
            if "seal" in row:
                own["seal"] = seal(table, own | (digest if table in (versions, changes) else {}))
            if table in (versions, changes):
                wrote.setdefault(own["number"], []).append(own["seal"])
            if table is looks:
                seals = [one for number in range(inforce + 1, own["version"] + 1) for one in wrote[number]]
                own["link"] = head = link(head, looks, own | digest, seals)
                inforce = own["version"]
            copied.append(own)
        db.execute(table.insert(), copied)
    _copy_passages(db, kept["passages"], target_id)
    target = db.execute(select(targets).where(targets.c.id == target_id)).mappings().one()
    columns = {**kept["targets"][0], "head": head, "since": kept["targets"][0]["since"] + later}
    columns["seal"] = seal(targets, {**target, **columns})
    db.execute(update(targets).where(targets.c.id == target_id).values(columns))


def _copy_passages(db: Connection, kept: list[dict[str, Any]], target_id: str) -> None:
    """Ids are counted up by the database, and bases follow."""
    shelf = shelves.numbered(db, [target_id])[target_id]
    ids: dict[int, int] = {}
    said = []
    for row in sorted(kept, key=lambda row: row["id"]):
        own = row | {"shelf": shelf, "base": ids.get(row["base"])}
        old, words = own.pop("id"), own.pop("words")
        ids[old] = db.execute(passages.insert().returning(passages.c.id), own).scalar_one()
        said.append((ids[old], words))
    index(db, said)
