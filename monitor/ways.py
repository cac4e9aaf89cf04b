"""The ways by which subscribers are told, as written in the settings: channels, with their secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast

from monitor.clock import now
from monitor.measures import positive
from monitor.tables import Table, one_of
from notifications.channels import (
    CHANNELS,
    ChannelSettings,
    ChatSettings,
    FilesSettings,
    SmtpSettings,
    WebhookSettings,
)
from notifications.channels.smtp import Security
from notifications.headers import mailbox

_SECURITIES = ("starttls", "tls", "none")
_COMMON = "CLAUSEWATCH_SMTP_PASSWORD"  # the password at mail servers that have none of their own


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What channels need that does not stand in their own table."""

    sender: str
    folder: Path  # of the settings file
    environment: Mapping[str, str]
    guard: Callable[[str], bool]  # which numeric addresses may be reached
    user_agent: str  # what every request says of us


def channels(table: Table, around: Circumstances) -> Mapping[str, ChannelSettings]:
    """The ways out by name; a wrong one is left out."""
    found = {name: _channel(table.table(name), name, around) for name in table.names()}
    return {name: way for name, way in found.items() if way is not None}


def _channel(table: Table, name: str, around: Circumstances) -> ChannelSettings | None:
    kind = table.read("type", "", one_of(CHANNELS))
    way: ChannelSettings | None = None
    match kind:
        case "smtp":
            way = _smtp(table, around, _secret(table, "password", name, around.environment))
        case "files":
            way = FilesSettings(around.folder / table.text("folder", "outbox"))
        case "webhook":
            way = _webhook(table, around, _secret(table, "secret", name, around.environment))
        case "apprise":
            way = _chat(table, around, _secret(table, "url", name, around.environment))
        case _ if not table.has("type"):
            table.wrong("type", 'write type = "smtp", "webhook", "apprise" or "files"')
    if kind:
        table.close()
    return way


@dataclass(frozen=True, slots=True)
class _Secret:
    """What a channel keeps out of the file, and the environment variable it comes in; empty: it is not set."""

    variable: str
    value: str


def _secret(table: Table, key: str, channel: str, environment: Mapping[str, str]) -> _Secret:
    """Noted as a mistake where the file has it."""
    name = "".join(char if char.isalnum() else "_" for char in channel.upper())
    variable = f"CLAUSEWATCH_{name}_{key.upper()}"
    table.secret(key, variable)
    return _Secret(variable, environment.get(variable, ""))


def _webhook(table: Table, around: Circumstances, secret: _Secret) -> WebhookSettings | None:
    url, ca_file = table.text("url", ""), table.text("ca_file", "")
    timeout = table.read("timeout", timedelta(seconds=15), positive)
    if not secret.value:
        remedy = f"there is nothing to sign with: set {secret.variable} (docs/telling.md says how to make one)"
        table.wrong("type", remedy)
        return None
    return table.made(
        "url",
        None,
        lambda: WebhookSettings(
            url=url,
            secrets=secret.value,
            guard=around.guard,
            clock=now,
            user_agent=around.user_agent,
            timeout=timeout.total_seconds(),
            ca_file=str(around.folder / ca_file) if ca_file else None,
        ),
    )


def _chat(table: Table, around: Circumstances, url: _Secret) -> ChatSettings | None:
    timeout = table.read("timeout", timedelta(seconds=60), positive)
    if not url.value:
        table.wrong("type", f"there is no address of a chat service: set {url.variable} (docs/telling.md)")
        return None
    return table.made(
        "type", None, lambda: ChatSettings(url.value, around.guard, around.user_agent, timeout.total_seconds())
    )


def _smtp(table: Table, around: Circumstances, own: _Secret) -> SmtpSettings | None:
    host = table.text("host", "")
    security = cast("Security", table.read("security", "starttls", one_of(_SECURITIES)))
    port = table.count("port", {"starttls": 587, "tls": 465, "none": 25}[security], 1, 65535)
    user, ca_file = table.text("user", ""), table.text("ca_file", "")
    password = own.value or around.environment.get(_COMMON, "")
    if not host:
        table.wrong("host", "write the name of your mail server, such as smtp.company.example")
        return None
    if user and not password:
        table.wrong("user", f"there is no password for it: set {own.variable}")
        return None
    return table.made(
        "host",
        None,
        lambda: SmtpSettings(
            host=host,
            sender=mailbox(around.sender).address,
            port=port,
            security=security,
            user=user,
            password=password if user else "",
            ca_file=str(around.folder / ca_file) if ca_file else None,
        ),
    )
