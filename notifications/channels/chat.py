"""Digests as messages of a chat service, by Apprise (https://appriseit.com), which speaks to a hundred of them.

Apprise opens its sockets where it likes. Therefore it works in a process of its own, in which every connection passes
our guard (an audit hook, PEP 578) and no program is started; and which is ended when it takes too long.
"""

import logging
import multiprocessing
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing.connection import Connection
from urllib.parse import unquote

from notifications.channels.posting import Guard
from notifications.channels.texts import chat_text
from notifications.headers import clean
from policy.model.digests import Delivery, DeliveryState, Message

_SENT, _FAILED, _UNKNOWN = "sent", "failed", "unknown"
_GRACE = 5.0  # seconds for a process to end after it has answered
_SECRET = re.compile(r"[^/:@?&=]{5,}")  # a piece of an address long enough to be one
_CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_STARTING = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"})


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """One room of one service; raises ValueError for what cannot work."""

    url: str = field(repr=False)  # in Apprise's form; it holds the secret
    guard: Guard  # which numeric addresses a socket may be opened to; can be pickled
    user_agent: str  # what the service hears of us
    timeout: float = 60.0  # seconds, for the whole message

    def __post_init__(self) -> None:
        if find_spec("apprise") is None:
            raise ValueError('Apprise is not installed: pip install "clausewatch[apprise]"')
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*://[!-~]{1,2000}", self.url, re.IGNORECASE):
            raise ValueError("the address of a chat service looks like tgram://bot-token/chat-id; see appriseit.com")

    def channel(self) -> "ChatChannel":
        return ChatChannel(self)


@dataclass(frozen=True, slots=True)
class ChatChannel:
    """One message, one process. What a service answers is yes or no: a no is tried again like silence."""

    settings: ChatSettings

    def send(self, message: Message) -> Delivery:
        if message.mime.startswith(b"{"):
            return Delivery(DeliveryState.RETRY, "JSON was sealed for a chat: its subscriber changed the channel")
        answer, said = self._during((message.subject, chat_text(message)))
        if answer == _SENT:
            return Delivery(DeliveryState.DELIVERED)
        return Delivery(DeliveryState.RETRY, _advice(answer, said))

    def trouble(self) -> str | None:
        """Only whether the address is one: a room must not get a message that means nothing."""
        answer, said = self._during(None)
        return None if answer == _SENT else _advice(answer, said)

    def _during(self, letter: tuple[str, str] | None) -> tuple[str, str]:
        context = multiprocessing.get_context("spawn")
        mine, theirs = context.Pipe(duplex=False)
        work = context.Process(target=_work, args=(theirs, self.settings, letter), daemon=True)
        work.start()
        theirs.close()
        try:
            if not mine.poll(self.settings.timeout):
                return _FAILED, "no answer in time"
            answer, said = mine.recv()
            return str(answer), _discreet(str(said), self.settings.url)
        except EOFError:  # it ended without a word
            return _FAILED, "Apprise ended without an answer"
        finally:
            mine.close()
            work.join(_GRACE if not work.is_alive() else 0)
            work.kill()
            work.join()


def _work(answer: Connection, settings: ChatSettings, letter: tuple[str, str] | None) -> None:
    """In the process of its own."""
    heard: list[str] = []
    import apprise  # takes a second to load, and is not there unless it was asked for

    listener = _Listener(heard.append)
    listener.setLevel(logging.WARNING)
    apprise.logger.addHandler(listener)
    sys.addaudithook(_Fence(settings.guard))
    service = apprise.Apprise(asset=apprise.AppriseAsset(app_id=settings.user_agent))
    if not service.add(settings.url):
        answer.send((_UNKNOWN, ""))
        return
    if letter is None:
        answer.send((_SENT, ""))
        return
    title, body = letter
    is_taken = service.notify(body, title, body_format=apprise.NotifyFormat.TEXT)
    answer.send((_SENT if is_taken else _FAILED, " ".join(heard)))


class _Listener(logging.Handler):
    """Hears why a service did not take a message; Apprise says it nowhere else."""

    def __init__(self, hear: Callable[[str], None]) -> None:
        super().__init__()
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self._hear(record.getMessage())


class _Fence:
    """Refuses what would leave the process past the guard. A hook cannot be taken away again."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def __call__(self, event: str, details: tuple[object, ...]) -> None:
        if event in _CONNECTING and not self._may_reach(details[1]):
            raise ConnectionRefusedError("the service lies in a network that may not be reached")
        if event in _STARTING:
            raise PermissionError("no other program is started for a message")

    def _may_reach(self, address: object) -> bool:
        """Numeric addresses that the guard allows; a name, or a socket of this machine, is none."""
        host = address[0] if isinstance(address, tuple) and address else ""
        return isinstance(host, str) and self._guard(host)


def _advice(answer: str, said: str) -> str:
    if answer == _UNKNOWN:
        return "Apprise does not understand the address of the chat service"
    return f"the chat service did not take it: {clean(said, 300) or 'no reason was given'}"


def _discreet(said: str, url: str) -> str:
    """What was said, without the pieces of the address: they are passwords."""
    for piece in _pieces(url):
        said = said.replace(piece, "…")
    return said


def _pieces(url: str) -> Iterable[str]:
    with suppress(ValueError):
        plain = url.partition("://")[2]
        yield from sorted({*_SECRET.findall(plain), *_SECRET.findall(unquote(plain))}, key=len, reverse=True)
