"""`clausewatch look`"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from gettext import NullTranslations
from pathlib import Path

import click

from monitor.assembly import House, opened_house
from monitor.clock import now
from monitor.commands.calling import json_option, settings_option, watched
from monitor.commands.progress import progress_bar
from monitor.cycle import LEASE, Report, awaiting_confirmation, look
from monitor.daemon import GRACE
from monitor.gleaning import firsts, glean
from monitor.printing import Results, as_json, counted, say
from monitor.settings import Settings
from monitor.signals import stop_on_signals
from monitor.targets import chosen
from notifications.visible import visible
from policy.causes import cause_words
from policy.looking.states import failure_words
from policy.model.changes import Finding
from policy.model.looks import Checked, Event
from policy.model.readings import Suspicion
from policy.model.targets import Fetching, Order, Target
from policy.phrases import matter, phrase
from policy.speech import Speech
from policy.words import event_label, severity_label, suspicion_label

_SHOWN = 3  # findings of one change
_ENGLISH = Speech("en", NullTranslations())
_LAST = timedelta(seconds=2)  # what an impatient operator still gives us, to give leases back


@click.command()
@settings_option
@json_option
@click.argument("names", metavar="[TARGET]…", nargs=-1)
@click.pass_context
def command(ctx: click.Context, path: Path, wants_json: bool, names: tuple[str, ...]) -> None:
    """Look once now, due or not, at all targets or at those named (by target or service); a new text is fetched a
    second time before it counts."""
    settings, targets = watched(path)
    wanted = chosen(targets, names)
    if not wanted:
        say(f"Nothing is watched: there are no documents in {settings.targets_folder}. Try: clausewatch add https://…")
        return
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    signals = Signals()
    results = Results()

    def report(order: Order, checked: Checked) -> None:
        results.show(as_json(answer(order, checked)) if wants_json else line(order, checked))

    found = asyncio.run(_round(settings, targets, wanted, report, signals))
    read = [one for one in found if one.event not in (Event.FAILED, Event.SUSPECT)]
    say(f"{len(found)} of {len(wanted)} looked at, {len(read)} read.")
    if signals.stop.is_set():
        ctx.exit(130)
    results.close()
    if len(read) < len(wanted):
        ctx.exit(1)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the operator wants: that it stops, and that it stops now."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    hurry: asyncio.Event = field(default_factory=asyncio.Event)


async def _round(
    settings: Settings, targets: tuple[Target, ...], wanted: Sequence[Target], report: Report, signals: Signals
) -> tuple[Checked, ...]:
    stop_on_signals(signals.stop, signals.hurry)
    with progress_bar() as progress:
        bar = progress.add_task("looking", total=len(wanted))

        def advance(order: Order, checked: Checked) -> None:
            progress.advance(bar)
            report(order, checked)

        with opened_house(settings, targets, now, advance) as house:
            looking = asyncio.create_task(_look(house, [target.id for target in wanted], signals.stop))
            return await _ended(looking, house, signals)


async def _ended(looking: asyncio.Task[tuple[Checked, ...]], house: House, signals: Signals) -> tuple[Checked, ...]:
    """What was found when the looks are over, or were stopped."""
    await _first(looking, signals.stop)
    if looking.done():
        return await looking
    say(f"Stopping: what is under way may take {GRACE.seconds} seconds more. Ctrl-C again ends it at once.")
    halting = asyncio.create_task(house.fetcher.stop(GRACE))
    await _first(looking, signals.hurry)
    if not looking.done():
        await house.fetcher.stop(timedelta())
        await asyncio.wait({looking}, timeout=_LAST.total_seconds())
        looking.cancel()
    await asyncio.wait({halting, looking})
    return () if looking.cancelled() else await looking


async def _first(looking: asyncio.Task[tuple[Checked, ...]], event: asyncio.Event) -> None:
    """The looks are over, or the event came before."""
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait((looking, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def _look(house: House, ids: Sequence[str], stop: asyncio.Event) -> tuple[Checked, ...]:
    """One round, and a second at what showed a new text, once the time to confirm it has come."""
    orders = await asyncio.to_thread(house.archive.claim, ids, now(), LEASE)
    if len(orders) < len(ids):
        _say_taken(house, [name for name in ids if name not in {order.target.id for order in orders}])
    found = await _looked(house, orders, stop)
    await glean(list(firsts(found)), house.looking, stop.is_set)
    held = awaiting_confirmation(found, house.looking.pace.confirm_after)
    if held and not stop.is_set():
        wait = max(one.next_check_at for one in held) - now()
        say(f"{len(held)} new: seen again in {counted(max(round(wait.total_seconds()), 0), 'second')}.")
        if await _waited(stop, wait.total_seconds()):
            again = await asyncio.to_thread(house.archive.claim, [one.target_id for one in held], now(), LEASE)
            confirmed = {one.target_id: one for one in await _looked(house, again, stop)}
            return tuple(confirmed.get(one.target_id, one) for one in found)
    return found


async def _looked(house: House, orders: Sequence[Order], stop: asyncio.Event) -> tuple[Checked, ...]:
    """The looks at these targets; once stopped, those not recorded are not leased any more."""
    try:
        return await look(orders, house.looking)
    finally:
        if stop.is_set():
            house.archive.release(orders)


def _say_taken(house: House, ids: Sequence[str]) -> None:
    """Who is left out, and when they are free at the latest."""
    until = max(house.archive.leased(ids, now()).values(), default=None)
    free = f" until {until:%Y-%m-%d %H:%M:%S} UTC at the latest" if until else ""
    are = "is" if len(ids) == 1 else "are"
    say(f"{counted(len(ids), 'target')} {are} being looked at by somebody else{free}; left out: {', '.join(ids)}")


async def _waited(stop: asyncio.Event, seconds: float) -> bool:
    """False: stopped before the time was over."""
    try:
        await asyncio.wait_for(stop.wait(), max(seconds, 0))
    except TimeoutError:
        return True
    return False


def line(order: Order, checked: Checked) -> str:
    """What became of one look, for people."""
    findings = sorted(checked.changes.findings if checked.changes else (), key=lambda one: -one.severity)
    told = tuple(dict.fromkeys(map(_told, findings)))  # what several say alike is said once
    words = [f"{order.target.id}: {event_label(checked.event)}"]
    if findings:
        words.append(counted(len(findings), "finding"))
    cause = cause_of(checked)
    if cause:
        words.append(visible(cause_words(cause, _ENGLISH)))
    if order.target.fetching is Fetching.PLAIN and _needs_script(checked):
        words.append('fetch = "auto" in its target file has a browser render it')
    return "\n".join((", ".join(words), *(f"  {visible(one)}" for one in told[:_SHOWN])))


def _needs_script(checked: Checked) -> bool:
    troubles = checked.past.troubles
    return any(run.sign == Suspicion.NEEDS_SCRIPT.value and run.last == checked.at for run in troubles)


def _told(finding: Finding) -> str:
    """Such as "major: Contact e-mail changed: one → other"."""
    what = matter(finding)
    return f"{severity_label(finding.severity).lower()}: {phrase(finding)}{f': {what}' if what else ''}"


def answer(order: Order, checked: Checked) -> dict[str, object]:
    """What became of one look, for programs."""
    return {
        "id": order.target.id,
        "at": checked.at.isoformat(),
        "event": checked.event.value,
        "version": checked.version.number if checked.version else None,
        "verdict": checked.changes.verdict.word if checked.changes else None,
        "findings": len(checked.changes.findings) if checked.changes else 0,
        "cause": cause_of(checked),
        "next_check_at": checked.next_check_at.isoformat(),
    }


def cause_of(checked: Checked) -> str:
    """Why a page was not read or not believed, and how it was fetched, where that is no matter of course; empty: it was
    believed."""
    if checked.event not in (Event.FAILED, Event.SUSPECT):
        return ""
    failures = {capture.failure: None for capture in checked.captures if capture.failure is not None}
    if failures:
        return failure_words(tuple(failures)[-1], checked.captures)
    how = tuple(dict.fromkeys(capture.detail for capture in checked.captures if capture.detail))
    if checked.move is not None:
        return "; ".join((checked.move.cause, *how))
    signs = {suspicion.value: suspicion for suspicion in Suspicion}
    now_seen = (signs[run.sign] for run in checked.past.troubles if run.last == checked.at and run.sign in signs)
    return "; ".join((", ".join(suspicion_label(suspicion) for suspicion in now_seen), *how))
