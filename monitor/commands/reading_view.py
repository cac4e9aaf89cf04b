"""A reading for people, on a terminal."""

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor.printing import counted, paper, plain
from notifications.visible import visible
from policy.model.changes import Fact, Polarity
from policy.model.readings import CELL, Block, BlockKind, Dropped, Policy, Reading, Section
from policy.words import suspicion_label

_DROPPED_SHOWN = 12  # pieces left out of the reading that are named


def show_reading(name: str, reading: Reading, facts: Sequence[Fact]) -> None:
    """Print what was read: how well, the text under its headings, what was left out, and the facts."""
    console = paper()
    console.rule(plain(name), align="left")
    console.print(plain(reading.title or "(no title)", "bold"))
    languages = ", ".join(reading.languages) or "not recognised"
    sizes = f"{counted(len(reading.sections), 'section')}, {counted(reading.words, 'word')}"
    console.print(plain(f"{reading.form}, {sizes}, language {languages}"))
    if reading.quality.is_ok:
        console.print(plain("Nothing doubtful: it can be compared.", "green"))
    for suspicion in reading.quality.suspicions:
        console.print(plain(f"Doubtful: {suspicion_label(suspicion)}", "bold red"))
    for note in reading.quality.notes:
        console.print(plain(note, "yellow"))
    _policies(console, reading.policies)
    for section in reading.sections:
        _section(console, section)
    _dropped(console, reading.dropped)
    _facts(console, facts)
    console.print(plain(f"text {reading.text_sha256}", "dim"))
    console.print(plain(f"page chrome {reading.chrome_sha256}", "dim"))


def _policies(console: Console, policies: Sequence[Policy]) -> None:
    if not policies:
        return
    console.print(plain(f"{len(policies)} policies on one page:", "bold"))
    for policy in policies:
        mark, style = ("read", "green") if policy.is_read else ("left out", "dim")
        size = counted(policy.words, "word")
        words = f"{policy.title} ({policy.kind}, {size}, {mark}), text {policy.text_sha256[:12]}"
        console.print(_indented(plain(words, style)))


def _section(console: Console, section: Section) -> None:
    console.print()
    if section.heading:
        console.print(plain(f"{'#' * max(section.level, 1)} {_numbered(section.number, section.heading)}", "bold cyan"))
    for block in section.blocks:
        console.print(_block(block))


def _block(block: Block) -> RenderableType:
    match block.kind:
        case BlockKind.ITEM | BlockKind.TERM | BlockKind.DESCRIPTION:
            mark = block.number or ("•" if block.kind is BlockKind.ITEM else "")
            style = "bold" if block.kind is BlockKind.TERM else ""
            return _indented(plain(f"{mark} {block.text}" if mark else block.text, style), 2 * max(block.level, 1))
        case BlockKind.ROW:
            return plain(CELL.join(block.cells) or block.text)
        case _:
            return plain(_numbered(block.number, block.text))


def _indented(text: Text, by: int = 2) -> RenderableType:
    return Padding(text, (0, 0, 0, by))


def _numbered(number: str | None, text: str) -> str:
    return f"{number} {text}" if number and not text.startswith(number) else text


def _dropped(console: Console, dropped: Sequence[Dropped]) -> None:
    if not dropped:
        return
    console.print()
    console.print(plain(f"Left out: {len(dropped)}", "bold"))
    for drop in dropped[:_DROPPED_SHOWN]:
        console.print(_indented(plain(f"{drop.reason}: {visible(drop.text, 100)}", "dim")))
    if len(dropped) > _DROPPED_SHOWN:
        console.print(_indented(plain(f"and {len(dropped) - _DROPPED_SHOWN} more (--json has all)", "dim")))


def _facts(console: Console, facts: Sequence[Fact]) -> None:
    if not facts:
        return
    table = Table(title="Facts", title_justify="left", box=None, pad_edge=False)
    for title in ("sort", "value", "words"):
        table.add_column(title, overflow="fold")
    once = {(fact.type, fact.value, fact.polarity, fact.role): fact for fact in reversed(facts)}
    for fact in sorted(once.values(), key=lambda one: one.type):
        value = ("not " if fact.polarity is Polarity.NEGATIVE else "") + fact.value
        role = f" ({fact.role})" if fact.role else ""
        table.add_row(
            plain(fact.type.value), plain(visible(f"{value}{role}", 80)), plain(visible(fact.quote.text, 120))
        )
    console.print()
    console.print(table)
