"""A look that knows the texts of the past."""

from dataclasses import dataclass, replace

from policy.facts.statements import eyes, recall, stated
from policy.looking.look import Look
from policy.looking.pages import surface_of
from policy.model.captures import Fetched
from policy.model.looks import Standing, Version, VersionCause
from policy.model.readings import Reading
from policy.model.statements import Stated
from policy.reading import read


@dataclass(frozen=True, slots=True)
class TextLook(Look):
    """A look that knows the texts of the past."""

    standing: Standing

    def technical(self) -> Version | None:
        """The version in force read again by today's recipe; None: it was read by today's (law 1)."""
        version, target = self.standing.version, self.order.target
        if version is None or not self.standing.sources:
            return None
        reading = read(self.standing.sources, target.reading)
        self.recall()
        return replace(
            version,
            number=version.number + 1,
            cause=VersionCause.TECHNICAL,
            reading=reading,
            confirmed_at=self.now,
            first_seen=self.now,
            returned_to=None,
        )

    def stated(self, version: Version | None) -> Stated | None:
        """What the version states that comes in force; without one, what the version in force states when other eyes
        than today's found it (law 1), or none did yet. None: that is known already."""
        if version is None and self.standing.eyes != eyes():
            version = self.standing.version
        if version is None:
            return None
        target = self.order.target
        return stated(version.number, version.reading, (target.service_name, *target.brands))

    def sighted(self, skeleton: str) -> Reading | None:
        """What pages of this mark-up say, when it is what is held; None: it is not known."""
        held = self.standing.held
        return held.reading if held is not None and skeleton == self.standing.past.sighted != "" else None

    def surface(self) -> str:
        """The surface of the pages that came."""
        return surface_of(self.outcome, self.order.target.reading) if isinstance(self.outcome, Fetched) else ""

    def recall(self) -> None:
        """What the version in force states need not be found again to be compared with."""
        version = self.standing.version
        if version is not None and self.standing.eyes == eyes():
            recall(version.reading, self.standing.notes)
