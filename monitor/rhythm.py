"""How often things happen, from the table [schedule]."""

from dataclasses import dataclass
from datetime import timedelta

from monitor.measures import positive, share
from monitor.tables import Table

_SLOWEST_TICK = timedelta(minutes=1)  # half of what the daemon's lock lasts, a fifth of WatchdogSec in our unit


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often things happen."""

    interval: timedelta = timedelta(hours=12)  # between two looks at a target that does not say otherwise
    jitter: float = 0.1  # share of the interval by which looks are spread
    confirm_after: timedelta = timedelta(seconds=90)  # a new text is seen again
    not_read_allowance: timedelta = timedelta(days=2)
    tick: timedelta = timedelta(seconds=15)
    readers: int = 1  # processes that read and judge
    adapts: bool = False  # looks come sooner after a change, and less often while nothing happens
    fastest: timedelta = timedelta(hours=6)  # the bounds of that
    slowest: timedelta = timedelta(days=7)


def rhythm_of(table: Table) -> Rhythm:
    usual = Rhythm()
    rhythm = Rhythm(
        interval=table.read("interval", usual.interval, positive),
        jitter=table.read("jitter", usual.jitter, _jitter),
        confirm_after=table.read("confirm_after", usual.confirm_after, positive),
        not_read_allowance=table.read("not_read_allowance", usual.not_read_allowance, positive),
        tick=table.read("tick", usual.tick, _tick),
        readers=table.count("readers", usual.readers, 1, 64),
        adapts=table.flag("adapts", usual.adapts),
        fastest=table.read("fastest", usual.fastest, positive),
        slowest=table.read("slowest", usual.slowest, positive),
    )
    if rhythm.fastest > rhythm.slowest:
        table.wrong("fastest", f"it must not be longer than slowest, which is {rhythm.slowest}")
    table.close()
    return rhythm


def _tick(text: str) -> timedelta:
    """The watchdog of systemd and the lock of the daemon wait for minutes, not for hours, to hear of a tick."""
    tick = positive(text)
    if tick > _SLOWEST_TICK:
        raise ValueError(f'at most "{_SLOWEST_TICK.seconds}s": whoever waits for a sign of life hears one at each tick')
    return tick


def _jitter(text: str) -> float:
    part = share(text)
    if part > 0.5:
        raise ValueError('at most "50%", or two looks could fall together')
    return part
