"""What a host says to those who come."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Shut:
    """The host wishes no request before then."""

    until: datetime
