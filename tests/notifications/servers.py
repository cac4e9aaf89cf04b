"""Mail servers of a moment, on the loopback."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "clausewatch", "s3cret"


@dataclass
class Postmaster:
    """Answers as told; "drop" cuts the connection instead, "hang" answers nothing. Keeps what it took."""

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
        if self.data.startswith(("250", "drop")):
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
    if answer == "hang":
        await asyncio.Event().wait()  # until the server is stopped
    if answer == "drop" and isinstance(server.transport, asyncio.Transport):
        server.transport.abort()
    return "250 OK" if answer == "drop" else answer


def _authenticated(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: LoginPassword
) -> AuthResult:
    is_right = login.login == USER.encode() and login.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)
