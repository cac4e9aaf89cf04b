"""`clausewatch look`"""

import asyncio
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from monitor.assembly import House, now, opened_house
from monitor.commands.calling import settings_option, watched
from monitor.commands.printing import say
from monitor.cycle import LEASE, awaiting_confirmation, look
from monitor.daemon import GRACE, stop_on_signals
from monitor.settings import Settings
from monitor.targets import chosen
from notifications.visible import visible
from policy.model.looks import Checked, Event
from policy.model.targets import Order, Target
from policy.words import event_label


@click.command()
@settings_option
@click.argument("names", metavar="[TARGET]…", nargs=-1)
@click.pass_context
def command(ctx: click.Context, path: Path, names: tuple[str, ...]) -> None:
    """Look once now, due or not, at all targets or at those named (by target or service); a new text is fetched a
    second time before it counts."""
    settings, targets = watched(path)
    wanted = chosen(targets, names)
    if not wanted:
        say(f"Nothing is watched: there are no documents in {settings.targets_folder}. Try: clausewatch add https://…")
        return
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    found = asyncio.run(_round(settings, targets, wanted))
    read = [one for one in found if one.event not in (Event.FAILED, Event.SUSPECT)]
    say(f"{len(found)} of {len(wanted)} looked at, {len(read)} read.")
    if len(read) < len(wanted):
        ctx.exit(1)


async def _round(settings: Settings, targets: tuple[Target, ...], wanted: Sequence[Target]) -> tuple[Checked, ...]:
    stop = asyncio.Event()
    stop_on_signals(stop)
    progress = Progress(
        TextColumn("looking"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True,
    )  # fmt: skip
    with progress:
        bar = progress.add_task("looking", total=len(wanted))

        def report(order: Order, checked: Checked) -> None:
            progress.advance(bar)
            click.echo(_line(order, checked))

        with opened_house(settings, targets, now, report) as house:
            looking = asyncio.create_task(_look(house, [target.id for target in wanted], stop))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait((looking, stopping), return_when=asyncio.FIRST_COMPLETED)
            if not looking.done():
                await house.fetcher.stop(GRACE)
            stopping.cancel()
            return await looking


async def _look(house: House, ids: Sequence[str], stop: asyncio.Event) -> tuple[Checked, ...]:
    """One round, and a second at what showed a new text, once the time to confirm it has come."""
    orders = await asyncio.to_thread(house.archive.claim, ids, now(), LEASE)
    if len(orders) < len(ids):
        say(f"{len(ids) - len(orders)} are being looked at by somebody else; left out.")
    found = await look(orders, house.looking)
    held = awaiting_confirmation(found, house.looking.pace.confirm_after)
    if held and not stop.is_set():
        wait = max(one.next_check_at for one in held) - now()
        say(f"{len(held)} new: seen again in {max(wait.total_seconds(), 0):.0f} seconds.")
        if await _waited(stop, wait.total_seconds()):
            again = await asyncio.to_thread(house.archive.claim, [one.target_id for one in held], now(), LEASE)
            confirmed = {one.target_id: one for one in await look(again, house.looking)}
            return tuple(confirmed.get(one.target_id, one) for one in found)
    return found


async def _waited(stop: asyncio.Event, seconds: float) -> bool:
    """False: stopped before the time was over."""
    try:
        await asyncio.wait_for(stop.wait(), max(seconds, 0))
    except TimeoutError:
        return True
    return False


def _line(order: Order, checked: Checked) -> str:
    findings = len(checked.changes.findings) if checked.changes else 0
    words = [f"{order.target.id}: {event_label(checked.event)}"]
    if findings:
        words.append(f"{findings} findings")
    if checked.event in (Event.FAILED, Event.SUSPECT) and checked.move is not None:
        words.append(visible(checked.move.cause))
    return ", ".join(words)
