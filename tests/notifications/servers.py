"""Mail servers and receivers of webhooks of a moment, on the loopback."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, repeat
from threading import Event, Thread
from typing import BinaryIO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "clausewatch", "s3cret"


@dataclass
class Postmaster:
    """Answers as told; "drop" cuts the connection instead, "hang" answers nothing, "late" takes the message and then
    answers nothing. Keeps what it took."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    mail: str = "250 OK"
    refuses: tuple[str, ...] = ()  # recipients that do not exist
    taken: list[Envelope] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 – named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await _answered(server, self.mail)

    async def handle_RCPT(  # noqa: N802 – named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return await _answered(server, self.rcpt)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 – as above
        if self.data.startswith(("250", "drop", "late")):
            self.taken.append(envelope)
        return await _answered(server, self.data)


@contextmanager
def smtp_server(
    postmaster: Postmaster, tls: ssl.SSLContext | None = None, *, implicit: bool = False, asks_login: bool = False
) -> Iterator[int]:
    """The port of a running server; with a context it speaks STARTTLS, or TLS from the first byte if implicit."""
    controller = Controller(
        postmaster,
        "127.0.0.1",
        free_port(),
        ssl_context=tls if implicit else None,
        tls_context=None if implicit else tls,
        server_hostname="localhost",
        require_starttls=tls is not None and not implicit,
        auth_required=asks_login and not implicit,
        auth_require_tls=not implicit,  # aiosmtpd counts only STARTTLS as TLS
        authenticator=_authenticated if asks_login else None,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@dataclass
class Script:
    """A mail server that does as told at one moment of its first conversation with each recipient: "hang" says no more,
    "drip" says a sign now and then and never ends, "drop" cuts the connection, anything else is said. Then it does as
    any other; keeps the mails it took."""

    moment: str  # "greeting", "HELO", "MAIL", "RCPT", "DATA", "text": in the middle of it, or "dot": after its end
    act: str
    takes: bool = False  # the mail of that conversation is taken all the same
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    over: Event = field(default_factory=Event)  # set when nobody waits any more

    def serve(self, opened: socket.socket) -> None:
        with suppress(OSError), opened, opened.makefile("rb") as lines:
            conversation = _Conversation(self, opened, lines)
            conversation.hold()


class _OverError(OSError):
    """The conversation ends here."""


class _Conversation:
    def __init__(self, script: Script, opened: socket.socket, lines: BinaryIO) -> None:
        self._script, self._opened, self._lines, self._reader = script, opened, lines, ""

    def hold(self) -> None:
        self._say("greeting", "220 ready")
        while line := self._lines.readline().decode().strip():
            verb = line[:4].upper().replace("EHLO", "HELO")
            if verb == "QUIT":
                self._opened.sendall(b"221 bye\r\n")
                return
            if verb == "RCPT":
                self._reader = line.partition("<")[2].rstrip(">")
            if self._say(verb, "354 go on" if verb == "DATA" else "250 OK") and verb == "DATA":
                self._take()

    def _take(self) -> None:
        text = b""
        for line in iter(self._lines.readline, b".\r\n"):
            text += line
            if self._is_now("text"):
                self._do()
        if not self._is_now("dot") or self._script.takes:
            self._script.taken.append((self._reader, text))
        self._say("dot", "250 taken")

    def _say(self, moment: str, usual: str) -> bool:
        """Whether the conversation goes on as usual."""
        if self._is_now(moment):
            self._do()
            return False
        self._opened.sendall(f"{usual}\r\n".encode())
        return True

    def _is_now(self, moment: str) -> bool:
        return self._script.moment == moment and (self._reader or "nobody") not in self._script.failed

    def _do(self) -> None:
        self._script.failed.add(self._reader or "nobody")
        if self._script.act == "hang":
            self._script.over.wait(20)
        for sign in chain(b"250 ", repeat(ord("O"))) if self._script.act == "drip" else ():
            if self._script.over.wait(0.05):
                break
            self._opened.sendall(bytes((sign,)))
        if self._script.act in ("hang", "drip", "drop"):
            raise _OverError
        self._opened.sendall(f"{self._script.act}\r\n".encode())


@contextmanager
def scripted_server(script: Script) -> Iterator[int]:
    """The port of a server that follows the script, one conversation beside another, until it is left."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with suppress(OSError):  # the listener is closed
                while True:
                    opened, _ = listener.accept()
                    Thread(target=script.serve, args=(opened,), daemon=True).start()

        accepting = Thread(target=accept, daemon=True)
        accepting.start()
        yield listener.getsockname()[1]
        script.over.set()
        listener.shutdown(socket.SHUT_RDWR)
    accepting.join()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


async def _answered(server: SMTP, answer: str) -> str:
    if answer in ("hang", "late"):
        await asyncio.Event().wait()  # until the server is stopped
    if answer == "drop" and isinstance(server.transport, asyncio.Transport):
        server.transport.abort()
    return "250 OK" if answer == "drop" else answer


def _authenticated(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: LoginPassword
) -> AuthResult:
    is_right = login.login == USER.encode() and login.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


@dataclass
class Receiver:
    """Takes what is posted and answers as told; "drip" answers one byte at a time, "hang" not at all."""

    answer: bytes = b"HTTP/1.1 204 No Content\r\n\r\n"
    manner: str = "whole"
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    pause: Event = field(default_factory=Event)  # set when nobody waits any more

    def serve(self, opened: socket.socket) -> None:
        with suppress(OSError), opened, opened.makefile("rb") as lines:
            if not lines.readline():
                return  # only a look whether we are there
            headers = dict(_header(line) for line in iter(lines.readline, b"\r\n"))
            self.taken.append((headers, lines.read(int(headers["content-length"]))))
            if self.manner == "hang":
                lines.read()  # until the other side gives up
            step = 1 if self.manner == "drip" else max(1, len(self.answer))
            for place in range(0, len(self.answer), step):
                opened.sendall(self.answer[place : place + step])
                if self.manner == "drip":
                    self.pause.wait(0.02)


@contextmanager
def https_server(receiver: Receiver, tls: ssl.SSLContext) -> Iterator[int]:
    """The port of a server that takes one request after another until it is left."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with suppress(OSError):  # the listener is closed
                while True:
                    plain, _ = listener.accept()
                    with suppress(OSError):  # the other side does not trust us
                        receiver.serve(tls.wrap_socket(plain, server_side=True))
                    plain.close()

        thread = Thread(target=accept, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        receiver.pause.set()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("ascii").partition(":")
    return name.lower(), value.strip()
