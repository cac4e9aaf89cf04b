"""The ways a message goes out: one file and one line in the registry each."""

from collections.abc import Mapping

from notifications.channels.channel import Channel
from notifications.channels.chat import ChatSettings
from notifications.channels.files import FilesSettings
from notifications.channels.smtp import SmtpSettings
from notifications.channels.webhook import WebhookSettings

# The settings of each kind of channel, by the name it has in the settings file; `.channel()` opens it.
CHANNELS: Mapping[str, type[SmtpSettings | FilesSettings | WebhookSettings | ChatSettings]] = {
    "smtp": SmtpSettings,
    "files": FilesSettings,
    "webhook": WebhookSettings,
    "apprise": ChatSettings,
}

__all__ = ["CHANNELS", "Channel", "ChatSettings", "FilesSettings", "SmtpSettings", "WebhookSettings"]
