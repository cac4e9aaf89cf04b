"""Values of which a look makes thousands: blocks, facts, quotes. Whoever checks types finds them frozen as all others
are, and nothing may change one; the running program does not ask at each member, which took two thirds of making one
(docs/decisions/0019)."""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """As `dataclasses.dataclass`; what is said to be frozen is compared and hashed so."""
        return partial(dataclasses.dataclass, slots=slots, unsafe_hash=frozen)
