"""What a look was given of its target, at hand until it is recorded: to read it again takes half a millisecond."""

from collections.abc import Iterable
from dataclasses import dataclass

from policy.model.looks import Held, Version
from storage.remembering import Remembered
from storage.rows import Members, Stored

_MOST = 48  # targets: those thought through, and those that wait to be written down
_LONG = 256 * 1024  # bytes of a reading that is read again rather than held


@dataclass(frozen=True, slots=True)
class Given:
    """The version in force with its reading as it was packed, checked against its seal, and the text held beside it;
    of both readings the members, as JSON has them."""

    row: Stored
    plain: bytes
    members: Members
    held: Held | None = None
    said: Members | None = None  # of the text held, as a version would have them; None: no text is

    def members_of(self, version: Version) -> Members | None:
        """Those of the reading of a version that is made of the text held; None: it is made of another."""
        return self.said if self.held is not None and version.reading == self.held.reading else None


class AtHand:
    """What looks were given, by their target, until they are recorded or others take the place."""

    def __init__(self) -> None:
        self._given: Remembered[str, Given] = Remembered(_MOST)

    def keep(self, given: Given) -> None:
        if len(given.plain) <= _LONG:
            self._given.keep(given.row.target_id, given)

    def taken(self, target_ids: Iterable[str]) -> dict[str, Given]:
        """Of these targets, which are at hand no more."""
        found = ((target_id, self._given.take(target_id)) for target_id in target_ids)
        return {target_id: given for target_id, given in found if given is not None}
