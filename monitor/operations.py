"""How a watch is kept running, as settings: who hears of trouble, what hears that all is well, and how it is logged."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from monitor.measures import size
from monitor.tables import Table, one_of, or_none
from monitor.web import mail_address, web_address

_NAME = "{name}"  # of a worker, in the address of its heartbeat
_LOGS = ("text", "json")


@dataclass(frozen=True, slots=True)
class Operator:
    """Who hears what only an operator can mend."""

    address: str
    channel: str


@dataclass(frozen=True, slots=True)
class Operations:
    """The table [operations]; its defaults ask for nothing outside of this machine."""

    log: str = _LOGS[0]
    operator: Operator | None = None  # None: trouble stands in the log only
    heartbeat: str | None = None  # https address that hears of the daemon's good ticks; None: nothing does
    worker_heartbeat: str | None = None  # the same for workers, "{name}" in it for the name of each
    metrics: Path | None = None  # file for a collector of Prometheus; None: none is written
    room: int = 256 * 1024**2  # bytes free on the archive's disk, below which nothing is looked at

    def heartbeat_of(self, worker: str) -> str | None:
        """The address that hears of this worker's good ticks."""
        return self.worker_heartbeat.replace(_NAME, worker) if self.worker_heartbeat else None

    def metrics_of(self, worker: str) -> Path | None:
        """The worker's own file, beside that of the daemon: a collector reads all of a folder."""
        file = self.metrics
        return file.with_name(f"{file.stem}-{worker}{file.suffix}") if file else None


def operations(table: Table, folder: Path, mails: tuple[str, ...]) -> Operations:
    """What the table says; `mails` are the channels that carry mail."""
    usual = Operations()
    found = Operations(
        log=table.read("log", usual.log, one_of(_LOGS)),
        operator=_operator(table, mails),
        heartbeat=table.read("heartbeat", None, or_none(_https)),
        worker_heartbeat=table.read("worker_heartbeat", None, or_none(_https_of_workers)),
        metrics=table.read("metrics", None, or_none(lambda text: folder / text)),
        room=table.read("room", usual.room, size),
    )
    table.close()
    return found


def _operator(table: Table, mails: tuple[str, ...]) -> Operator | None:
    address, channel = table.read("operator", None, or_none(mail_address)), table.text("channel", "mail")
    if not address:
        return None
    if channel not in mails:
        known = ", ".join(mails) or "none yet"
        table.wrong("channel", f"name a channel of type smtp or files under [channels]: {known}")
        return None
    return Operator(address, channel)


def _https(text: str) -> str:
    web_address(text)
    if urlsplit(text).scheme != "https":
        raise ValueError("write an https:// address: whoever reads it on the way could keep it beating")
    return text


def _https_of_workers(text: str) -> str:
    _https(text.replace(_NAME, "name"))
    return text
