"""The demonstration from the first look to the history page, told on the terminal while it happens."""

import asyncio
import secrets
import socket
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rich.console import Console

from monitor.assembly import House, opened_house
from monitor.clock import now
from monitor.cycle import LEASE, awaiting_confirmation, look
from monitor.demo.folder import write_folder
from monitor.demo.mailbox import Mailbox
from monitor.demo.pages import Edition
from monitor.demo.site import HOST, ExampleSite
from monitor.demo.telling import chapter, documents, letter, line, outcome
from monitor.printing import paper
from monitor.settings import Settings, load
from monitor.showing import show
from monitor.signals import stop_on_signals
from monitor.targets import load as load_targets
from monitor.telling import tell
from policy.model.digests import Delivery, DeliveryState, Message
from policy.model.looks import Checked
from policy.model.targets import Order, Target


def run(*, serve: bool = True, folder: Path | None = None) -> int:
    """Play the demonstration in this folder, or in one that is gone afterwards; the exit status. Raises
    FileExistsError when the folder is a watch already."""
    console = paper()
    if folder is not None:
        return asyncio.run(_play(folder.absolute(), console, serve))
    with tempfile.TemporaryDirectory(prefix="clausewatch-demo-") as name:
        return asyncio.run(_play(Path(name), console, serve))


@dataclass(frozen=True, slots=True)
class _Stage:
    """What is made up, and the settings of the watch that knows nothing of it."""

    site: ExampleSite
    mailbox: Mailbox
    settings: Settings
    targets: tuple[Target, ...]
    console: Console


async def _play(folder: Path, console: Console, serve: bool) -> int:
    site, mailbox = ExampleSite(lambda: secrets.token_hex(8)), Mailbox()
    async with AsyncExitStack() as opened:
        address = await opened.enter_async_context(site.opened())
        mail_port = await opened.enter_async_context(mailbox.opened())
        path = write_folder(folder, address, mail_port, _free_port())
        settings = load(path, environment={})  # not the operator's own archive and passwords
        targets = load_targets(settings.targets_folder, settings.rhythm.interval)
        stage = _Stage(site, mailbox, settings, targets, console)
        chapter(console, "A site is up", f"{len(targets)} invented policies at {address}, watched from {folder}")
        documents(console)
        told = await _watch(stage)
        _show_letters(stage, told)
        if serve:
            await _serve(stage)
    is_told = bool(mailbox.letters) and all(delivery.state is DeliveryState.DELIVERED for _, delivery in told)
    return 0 if is_told else 1


def _free_port() -> int:
    """A port nobody listens on now; the links in the mail need it before the history is served."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


async def _watch(stage: _Stage) -> tuple[tuple[Message, Delivery], ...]:
    """Look, let the publishers edit, look again until what is new is confirmed, and tell."""
    console = stage.console

    def report(order: Order, checked: Checked) -> None:
        line(console, order.target, checked)

    with opened_house(stage.settings, stage.targets, now, report) as house:
        chapter(console, "First look", "every policy is fetched, read, and kept with its bytes")
        await _look(house, stage.targets)
        first_over = now()
        stage.site.edition = Edition.SECOND
        chapter(console, "The publishers edit", "and at one of them the server breaks down")
        again = now()
        chapter(console, "Second look", "a text that is new is seen again before it is believed")
        found = await _look(house, stage.targets)
        found = (*found, *await _confirmed(house, found, console))
        outcome(console, found)
        chapter(console, "Telling", "one digest by SMTP for the one reader there is")
        return await asyncio.to_thread(_tell, house, first_over, again)


async def _look(house: House, targets: Sequence[Target]) -> tuple[Checked, ...]:
    ids = [target.id for target in targets]
    return await look(await asyncio.to_thread(house.archive.claim, ids, now(), LEASE), house.looking)


async def _confirmed(house: House, found: Sequence[Checked], console: Console) -> tuple[Checked, ...]:
    """The looks that saw the new texts again, once it was time."""
    held = awaiting_confirmation(found, house.looking.pace.confirm_after)
    if not held:
        return ()
    with console.status(f"{len(held)} new texts, seen again in {house.looking.pace.confirm_after.seconds} seconds"):
        wait = max(one.next_check_at for one in held) - now()
        await asyncio.sleep(max(wait.total_seconds(), 0))
    orders = await asyncio.to_thread(house.archive.claim, [one.target_id for one in held], now(), LEASE)
    return await look(orders, house.looking)


def _tell(house: House, first_over: datetime, again: datetime) -> tuple[tuple[Message, Delivery], ...]:
    """Tell as the daemon does, except that a page counts as unread after seconds, not days: whoever was read in the
    second round is read, whoever was not is named."""
    moment = now()
    allowance = moment - (first_over + (again - first_over) / 2)
    return tell(replace(house.telling, allowance=allowance), moment)


def _show_letters(stage: _Stage, told: Sequence[tuple[Message, Delivery]]) -> None:
    for message, delivery in told:
        if delivery.state is not DeliveryState.DELIVERED:
            stage.console.print(f"not delivered: {message.subject}: {delivery.detail}")
    for raw in stage.mailbox.letters:
        letter(stage.console, raw)


async def _serve(stage: _Stage) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)

    def ready(address: str) -> None:
        chapter(stage.console, "The history", f"{address} until you press Ctrl-C")

    await show(stage.settings, stop, ready)
