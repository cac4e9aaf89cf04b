"""What is asked of a server, and what it answers."""

from dataclasses import dataclass

from crawler.settings import Caps
from policy.model.captures import Response


@dataclass(slots=True)
class Plea:
    """The owner's reason to fetch a page that robots.txt does not allow, and whether it was needed."""

    reason: str
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: what, how, to which ports besides 80 and 443, and how much of the answer is taken."""

    url: str
    headers: tuple[tuple[str, str], ...]
    caps: Caps
    ports: frozenset[int] = frozenset()
    whole: bool = True  # false: a body over the caps is cut there instead of refused
    plea: Plea | None = None  # None: what robots.txt does not allow is not fetched


@dataclass(frozen=True, slots=True)
class Answer:
    """The server's answer; the body is content-decoded, and empty for every status that carries no page."""

    response: Response
    body: bytes
    note: str = ""  # how the body came to be, where it is not as the server sent it
    onward: str | None = None  # where the page's own scripts sent the browser; None: they stayed
