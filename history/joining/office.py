"""What the pages ask for; the monitor fits it."""

from datetime import datetime
from typing import Protocol

from policy.model.subscriptions import Asked, Wish


class Office(Protocol):
    """Takes what people say in forms and links. Its answers do not tell an address it knows from one it does not."""

    def ask(self, wish: Wish, peer: str, now: datetime) -> Asked:
        """Write to that address and ask whether the wish is theirs; `peer` is where the request came from."""
        ...

    def confirm(self, token: str, now: datetime) -> bool:
        """Say yes to a wish. False: the token was used, is too old, or never was one."""
        ...

    def leave(self, token: str, now: datetime) -> bool:
        """Tell that reader nothing any more. False: the token was never one."""
        ...
