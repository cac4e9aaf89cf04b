"""How the operator hears of what only they can mend: by the outbox, so that a dead mail server only delays it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.operations import Operator
from monitor.ports import Archive
from notifications.bulletin import bulletin, notice_words
from policy.model.looks import Notice


@dataclass(frozen=True, slots=True)
class Alarm:
    """Seals what is to be said; the same said again is the same message, and is sent once."""

    archive: Archive
    operator: Operator | None  # None: the log has to do
    sender: str

    def notice(self, notice: Notice, now: datetime) -> None:
        """A target is not read for so many days, or is read again."""
        self.trouble(*notice_words(notice), now)

    def network(self, is_lost: bool, targets: int, now: datetime) -> None:
        """Our own network is lost, or back."""
        at = f"{now:%Y-%m-%d %H:%M} UTC"
        if is_lost:
            lines = (f"At {at} {targets} documents could not be reached in one round.", "No document is blamed for it.")
            self.trouble("Our own network seems lost", lines, now)
        else:
            self.trouble("Our own network is back", (f"Documents are reached again since {at}.",), now)

    def trouble(self, subject: str, lines: Sequence[str], now: datetime) -> None:
        """Something is wrong, or right again; `lines` tell one such time from another."""
        if self.operator is not None:
            to = self.operator
            self.archive.seal(bulletin(to.address, to.channel, self.sender, subject, lines, now))
