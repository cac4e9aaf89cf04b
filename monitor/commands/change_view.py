"""What changed, for people, on a terminal: findings first, then the redline."""

from collections.abc import Iterator
from typing import TypeAlias

from rich.text import Text

from monitor.printing import hanging, paper, plain
from policy.model.changes import (
    Added,
    ChangeSet,
    Edited,
    Finding,
    LinkChange,
    Moved,
    Op,
    Passage,
    Removed,
    Renamed,
    SectionChange,
    Severity,
    Span,
    Verdict,
)
from policy.model.readings import Link, Section
from policy.phrases import explanation, matter, phrase
from policy.words import severity_label, suspicion_label, verdict_label

_Row: TypeAlias = tuple[str, Text]  # a sign, and the words it stands before

_VERDICT_STYLES = {Verdict.MATERIAL: "bold red", Verdict.MINOR: "bold yellow"}
_SEVERITY_STYLES = {Severity.CRITICAL: "bold red", Severity.MAJOR: "red", Severity.MINOR: "yellow"}
# Marked by signs as well as by colour, for those who see none and for files.
_SPANS = {Op.EQUAL: ("", "", ""), Op.DELETE: ("[-", "-]", "red strike"), Op.INSERT: ("{+", "+}", "green")}
_KEPT = 60  # characters of unchanged text shown at each side of a change


def show_changes(name: str, changes: ChangeSet) -> None:
    """Print the verdict, each finding with its quotes, and the redline of every section that changed."""
    console = paper()
    console.rule(plain(name), align="left")
    console.print(plain(verdict_label(changes.verdict), _VERDICT_STYLES.get(changes.verdict, "bold")))
    if changes.suspect:
        console.print(plain(f"Doubtful: {suspicion_label(changes.suspect)}; nothing is concluded from it", "bold red"))
    for finding in changes.findings:
        console.print()
        for sign, words in _finding(finding):
            console.print(hanging(console, sign, words))
    for change in changes.changes:
        console.print()
        for sign, words in _change(change):
            console.print(hanging(console, sign, words))
    for link in changes.links:
        console.print(_link_change(link))


def _finding(finding: Finding) -> Iterator[_Row]:
    head, what = f"{severity_label(finding.severity)}: {phrase(finding)}", matter(finding)
    yield "", plain(f"{head}: {what}" if what else head, _SEVERITY_STYLES.get(finding.severity, "bold"))
    yield "  ", plain(_trail(finding.section), "cyan")
    yield "  ", plain(f"{explanation(finding)} ({finding.rule})")
    if finding.before:
        yield "  - ", plain(f"“{finding.before.text}”", "red")
    if finding.after:
        yield "  + ", plain(f"“{finding.after.text}”", "green")


def _change(change: SectionChange) -> Iterator[_Row]:
    match change:
        case Added(section):
            yield _title("added", section)
            yield from (("+ ", plain(block.text, "green")) for block in section.blocks)
        case Removed(section):
            yield _title("removed", section)
            yield from (("- ", plain(block.text, "red")) for block in section.blocks)
        case Edited(_, after, passages):
            yield _title("edited", after)
            yield from (row for passage in passages for row in _passage(passage))
        case Moved(before, after):
            yield _title(f"moved from {_trail(before.path)}", after)
        case Renamed(before, after):
            yield _title(f"renamed from {before.heading}", after)


def _passage(passage: Passage) -> Iterator[_Row]:
    """Nothing for a block that stayed as it was."""
    before, after = passage.before, passage.after
    if before is None and after is not None:
        yield "+ ", plain(after.text, "green")
    elif after is None and before is not None:
        yield "- ", plain(before.text, "red")
    elif any(span.op is not Op.EQUAL for span in passage.spans):
        yield "~ ", Text.assemble(*(_span(span) for span in passage.spans))


def _span(span: Span) -> Text:
    before, after, style = _SPANS[span.op]
    words = span.text
    if span.op is Op.EQUAL and len(words) > 3 * _KEPT:
        words = f"{words[:_KEPT]} … {words[-_KEPT:]}"
    return Text.assemble(before, plain(words), after, style=style)


def _title(what: str, section: Section) -> _Row:
    return "", plain(f"{_trail(section.path)}: {what}", "bold cyan")


def _trail(path: tuple[str, ...]) -> str:
    return " › ".join(path) or "(beginning)"


def _link_change(change: LinkChange) -> Text:
    return plain(f"link: {_link(change.before)} → {_link(change.after)}")


def _link(link: Link | None) -> str:
    return f"{link.words} ({link.target})" if link else "none"
