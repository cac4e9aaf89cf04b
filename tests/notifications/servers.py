"""Mail servers and receivers of webhooks of a moment, on the loopback."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

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
