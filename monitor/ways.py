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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What channels need that does not stand in their own table."""

    sender: str
    folder: Path  # of the settings file
    environment: Mapping[str, str]
    guard: Callable[[str], bool]  # which numeric addresses may be reached
    user_agent: str  # what every request says of us


def channels(table: Table, around: Surroundings) -> Mapping[str, ChannelSettings]:
    """The ways out by name; a wrong one is left out."""
    found = {name: _channel(table.table(name), name, around) for name in table.names()}
    return {name: way for name, way in found.items() if way is not None}


def password_variable(channel: str) -> str:
    """The environment variable that holds a channel's password."""
    return f"CLAUSEWATCH_{_upper(channel)}_PASSWORD"


def secret_variable(channel: str) -> str:
    """The environment variable that holds what a webhook signs with."""
    return f"CLAUSEWATCH_{_upper(channel)}_SECRET"


def url_variable(channel: str) -> str:
    """The environment variable that holds the address of a chat service: its password is a part of it."""
    return f"CLAUSEWATCH_{_upper(channel)}_URL"


def _upper(channel: str) -> str:
    return "".join(char if char.isalnum() else "_" for char in channel.upper())


def _channel(table: Table, name: str, around: Surroundings) -> ChannelSettings | None:
    kind = table.read("type", "", one_of(CHANNELS))
    way: ChannelSettings | None = None
    match kind:
        case "smtp":
            way = _smtp(table, around, _Secret(password_variable(name), around.environment))
        case "files":
            way = FilesSettings(around.folder / table.text("folder", "outbox"))
        case "webhook":
            way = _webhook(table, around, secret_variable(name))
        case "apprise":
            way = _chat(table, around, url_variable(name))
        case _ if not table.has("type"):
            table.wrong("type", 'write type = "smtp", "webhook", "apprise" or "files"')
    if kind:
        table.close()
    return way


@dataclass(frozen=True, slots=True)
class _Secret:
    """Where a channel's password is."""

    variable: str
    environment: Mapping[str, str]

    @property
    def value(self) -> str:
        return self.environment.get(self.variable) or self.environment.get("CLAUSEWATCH_SMTP_PASSWORD", "")


def _webhook(table: Table, around: Surroundings, variable: str) -> WebhookSettings | None:
    table.secret("secret", variable)
    url, ca_file = table.text("url", ""), table.text("ca_file", "")
    timeout = table.read("timeout", timedelta(seconds=15), positive)
    secrets = around.environment.get(variable, "")
    if not secrets:
        table.wrong("type", f"there is nothing to sign with: set {variable} (docs/telling.md says how to make one)")
        return None
    try:
        return WebhookSettings(
            url=url,
            secrets=secrets,
            guard=around.guard,
            clock=now,
            user_agent=around.user_agent,
            timeout=timeout.total_seconds(),
            ca_file=str(around.folder / ca_file) if ca_file else None,
        )
    except ValueError as mistake:
        table.wrong("url", str(mistake))
        return None


def _chat(table: Table, around: Surroundings, variable: str) -> ChatSettings | None:
    table.secret("url", variable)
    timeout = table.read("timeout", timedelta(seconds=60), positive)
    url = around.environment.get(variable, "")
    if not url:
        table.wrong("type", f"there is no address of a chat service: set {variable} (docs/telling.md)")
        return None
    try:
        return ChatSettings(url, around.guard, around.user_agent, timeout.total_seconds())
    except ValueError as mistake:
        table.wrong("type", str(mistake))
        return None


def _smtp(table: Table, around: Surroundings, secret: _Secret) -> SmtpSettings | None:
    table.secret("password", secret.variable)
    host = table.text("host", "")
    security = cast("Security", table.read("security", "starttls", one_of(_SECURITIES)))
    port = table.count("port", {"starttls": 587, "tls": 465, "none": 25}[security], 1, 65535)
    user, ca_file = table.text("user", ""), table.text("ca_file", "")
    if not host:
        table.wrong("host", "write the name of your mail server, such as smtp.company.example")
        return None
    if user and not secret.value:
        table.wrong("user", f"there is no password for it: set {secret.variable}")
        return None
    try:
        return SmtpSettings(
            host=host,
            sender=mailbox(around.sender).address,
            port=port,
            security=security,
            user=user,
            password=secret.value if user else "",
            ca_file=str(around.folder / ca_file) if ca_file else None,
        )
    except ValueError as mistake:
        table.wrong("host", str(mistake))
        return None
