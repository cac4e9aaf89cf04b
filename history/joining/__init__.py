"""The pages by which people subscribe and leave: the only ones that write, there when the operator opens them."""

from history.joining.app import front
from history.joining.office import Office

__all__ = ["Office", "front"]
