"""What every channel can do."""

from typing import Protocol

from policy.model.digests import Delivery, Message


class Channel(Protocol):
    """Blocks until the other side has answered; belongs in a thread. What the world does is in the answer, never an
    exception."""

    def send(self, message: Message) -> Delivery:
        """Hand one message over, whole or not at all."""
        ...

    def trouble(self) -> str | None:
        """What would keep a message from going out now, with a remedy; None: nothing found."""
        ...
