"""Messages over SMTP (RFC 5321), each to its one recipient, on a protected connection unless the operator says no."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import Literal

from notifications.channels.posting import is_lookable
from notifications.headers import clean, mailbox
from policy.model.digests import Delivery, DeliveryState, Message

_STEPS = 10  # of a conversation at most, from the greeting over two hellos, TLS and login to the good-bye
_HOST = re.compile(r"[A-Za-z0-9.:-]{1,253}")  # a name or an address
Security = Literal["none", "starttls", "tls"]


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where mail is handed over; raises ValueError for what cannot work."""

    host: str
    sender: str  # envelope sender: a bare address, or `name <address>`
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0  # seconds, for each step of the conversation
    ca_file: str | None = None  # certificates to trust instead of the system's; None: the system's

    def __post_init__(self) -> None:
        if not _HOST.fullmatch(self.host) or not is_lookable(self.host):
            raise ValueError(f"host = {self.host!r} is not a mail server's name, such as 'smtp.company.example'")
        mailbox(self.sender)
        if not 0 < self.port < 65536:
            raise ValueError(f"port = {self.port} is not a port; usual are 587 (starttls), 465 (tls) and 25")
        if self.security not in ("none", "starttls", "tls"):
            raise ValueError(f"security = {self.security!r}: use 'starttls', 'tls' or 'none'")
        if bool(self.user) != bool(self.password):
            given, missing = ("user", "password") if self.user else ("password", "user")
            raise ValueError(f"there is a {given} but no {missing}: give both or neither")
        if not (self.user + self.password).isascii():
            raise ValueError("user and password may hold ASCII characters only")  # smtplib sends no others

    def channel(self) -> "SmtpChannel":
        return SmtpChannel(self)


@dataclass(frozen=True, slots=True)
class SmtpChannel:
    """A connection for every message: none waits behind another, and none suffers from another's failure."""

    settings: SmtpSettings

    def send(self, message: Message) -> Delivery:
        sender = mailbox(self.settings.sender).address
        return self._during(lambda server: _hand_over(server, sender, message))

    def trouble(self) -> str | None:
        greeting = self._during(lambda _: Delivery(DeliveryState.DELIVERED))
        return None if greeting.state is DeliveryState.DELIVERED else greeting.detail

    @property
    def _place(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def _during(self, act: Callable[[smtplib.SMTP], Delivery]) -> Delivery:
        """The answer of `act`; everything that fails around it is ours or the network's, so worth another try."""
        try:
            server = self._connect()
        except OSError as error:  # every smtplib.SMTPException is one
            return Delivery(DeliveryState.RETRY, f"{self._place}: {_advice(error)}")
        try:
            self._introduce(server)
            answer = act(server)
        except OSError as error:  # every smtplib.SMTPException is one
            server.close()
            return Delivery(DeliveryState.RETRY, f"{self._place}: {_advice(error)}")
        _leave(server)
        return answer

    def _connect(self) -> smtplib.SMTP:
        settings = self.settings
        if settings.security == "tls":
            context = ssl.create_default_context(cafile=settings.ca_file)
            return _BoundedTls(settings.host, settings.port, timeout=settings.timeout, context=context)
        return _Bounded(settings.host, settings.port, timeout=settings.timeout)

    def _introduce(self, server: smtplib.SMTP) -> None:
        if self.settings.security == "starttls":
            server.starttls(context=ssl.create_default_context(cafile=self.settings.ca_file))
        if self.settings.user:
            server.login(self.settings.user, self.settings.password)


class _Bounded(smtplib.SMTP):
    """A conversation that ends in time. The time of a step begins again with each byte that a server lets drip, and
    whoever waits for that one tells nobody else; connecting and the handshake of TLS are bounded as they are."""

    _limit: Timer | None = None  # None: the server has not been listened to yet
    _is_over = False

    def getreply(self) -> tuple[int, bytes]:
        """The server's next answer. Raises TimeoutError when all answers together took too long."""
        if self._limit is None:
            self._limit = Timer(_STEPS * self.timeout, self._end)
            self._limit.daemon = True
            self._limit.start()
        try:
            return super().getreply()
        finally:
            if self._is_over:  # what came of a line that was cut off is no answer
                self.close()
                raise TimeoutError

    def close(self) -> None:
        """No more is said, and no more waited for."""
        if self._limit is not None:
            self._limit.cancel()
        super().close()

    def _end(self) -> None:
        self._is_over = True
        if self.sock is not None:
            with suppress(OSError):  # the server was quicker
                self.sock.shutdown(socket.SHUT_RDWR)


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    """The same, on TLS from the first byte."""


def _hand_over(server: smtplib.SMTP, sender: str, message: Message) -> Delivery:
    """The server's word on this message and this recipient: a 5xx here is final, all else may pass."""
    try:
        server.sendmail(sender, [message.address], message.mime)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, reply = refusal.recipients[message.address]
        return _verdict(code, reply)
    except smtplib.SMTPDataError as refusal:
        return _verdict(refusal.smtp_code, refusal.smtp_error)
    return Delivery(DeliveryState.DELIVERED)


def _verdict(code: int, reply: bytes | str) -> Delivery:
    state = DeliveryState.REFUSED if 500 <= code < 600 else DeliveryState.RETRY
    return Delivery(state, f"{code} {_text(reply)}".strip())


def _leave(server: smtplib.SMTP) -> None:
    """The message has been answered; how the server says good-bye changes nothing."""
    try:
        server.quit()
    except OSError:
        server.close()


def _advice(error: Exception) -> str:
    """What went wrong and what an operator can do about it."""
    match error:
        case smtplib.SMTPAuthenticationError(smtp_code=code):
            return f"{code} the server refuses user or password. Check both; the password comes from the environment"
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=reply):
            return f"{code} {_text(reply)}".strip()
        case smtplib.SMTPNotSupportedError():
            return f"{error} Choose another security or leave out user and password"
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not trusted: {error.verify_message}"
        case ssl.SSLError():
            return f"no TLS connection: {error.reason}. Is this port for security = 'tls'?"
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            return "no answer in time"
        case OSError() if error.strerror:
            return error.strerror
    return str(error) or type(error).__name__


def _text(reply: bytes | str) -> str:
    return clean(reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply, 300)
