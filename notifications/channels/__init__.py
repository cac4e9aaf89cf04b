"""The ways a message goes out: one file and one line in the registry each."""

from collections.abc import Mapping
from typing import TypeAlias

from notifications.channels.channel import Channel
from notifications.channels.chat import ChatSettings
from notifications.channels.files import FilesSettings
from notifications.channels.smtp import SmtpSettings
from notifications.channels.webhook import WebhookSettings

ChannelSettings: TypeAlias = SmtpSettings | FilesSettings | WebhookSettings | ChatSettings

# The settings of each kind of channel, by the name it has in the settings file; `.channel()` opens it.
CHANNELS: Mapping[str, type[ChannelSettings]] = {
    "smtp": SmtpSettings,
    "files": FilesSettings,
    "webhook": WebhookSettings,
    "apprise": ChatSettings,
}

__all__ = [
    "CHANNELS",
    "Channel",
    "ChannelSettings",
    "ChatSettings",
    "FilesSettings",
    "SmtpSettings",
    "WebhookSettings",
]
