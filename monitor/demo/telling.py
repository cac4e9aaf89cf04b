"""How the demonstration looks on a terminal."""

from collections.abc import Sequence
from email import message_from_bytes
from email.policy import default

from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.demo.pages import PAGES
from monitor.printing import plain
from notifications.visible import visible
from policy.model.looks import Checked, Event
from policy.model.targets import Target
from policy.words import event_label, kind_label

_STYLES = {Event.CHANGED: "green", Event.FAILED: "red", Event.HELD: "yellow", Event.UNCHANGED: "dim"}


def chapter(console: Console, title: str, line: str) -> None:
    console.print()
    console.rule(plain(title, "bold"), align="left")
    console.print(plain(line, "dim"))


def documents(console: Console) -> None:
    """What is watched, and what its second edition will bring."""
    table = Table(box=None, pad_edge=False)
    for title in ("company", "document", "will change"):
        table.add_column(title, overflow="fold")
    for page in PAGES:
        table.add_row(plain(page.company), plain(page.title), plain(page.changed, "dim"))
    console.print(table)


def line(console: Console, target: Target, checked: Checked) -> None:
    """One look as it ends."""
    cause = f": {checked.move.cause}" if checked.event is Event.FAILED and checked.move else ""
    said = plain(event_label(checked.event) + cause, _STYLES.get(checked.event, ""))
    console.print(Text(f"  {target.id:<24}").append_text(said))


def outcome(console: Console, found: Sequence[Checked]) -> None:
    """What the changes are, by document."""
    table = Table(box=None, pad_edge=False, title="What changed in meaning", title_justify="left")
    for title in ("document", "kind", "severity"):
        table.add_column(title, overflow="fold")
    for checked in sorted(found, key=lambda one: one.target_id):
        for finding in checked.changes.findings if checked.changes else ():
            table.add_row(plain(checked.target_id), plain(kind_label(finding.kind)), plain(finding.severity.word))
    console.print()
    console.print(table)


def letter(console: Console, raw: bytes) -> None:
    """A letter as it lies in the mailbox: its head and its plain text part."""
    console.print()
    parsed = message_from_bytes(raw, policy=default)
    for name in ("From", "To", "Subject"):
        console.print(plain(f"{name}: {visible(str(parsed[name]))}", "bold"))
    body = parsed.get_body(("plain",))
    console.print()
    text = "" if body is None else str(body.get_content())
    for row in text.splitlines():
        console.print(Text(row))
