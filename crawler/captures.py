"""The record an attempt begins with."""

import hashlib
from datetime import datetime

from policy.model.captures import Capture
from policy.model.targets import Order


def blank_capture(order: Order, url: str, started: datetime) -> Capture:
    """The record of an attempt that has only begun. Its id follows from target, address and start."""
    address = url.encode(errors="replace").decode()  # a lone surrogate can be kept nowhere
    identity = f"{order.target.id}|{address}|{started.isoformat()}"
    return Capture(
        id=hashlib.sha256(identity.encode()).hexdigest()[:24],
        target_id=order.target.id,
        trigger=order.trigger,
        url=address,
        started=started,
        finished=started,
    )
