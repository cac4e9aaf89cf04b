"""The ways a message goes out: one file and one line in the registry each."""

from collections.abc import Mapping

from notifications.channels.channel import Channel
from notifications.channels.files import FilesSettings
from notifications.channels.smtp import SmtpSettings
from notifications.channels.webhook import WebhookSettings

# The settings of each kind of channel, by the name it has in the settings file; `.channel()` opens it.
CHANNELS: Mapping[str, type[SmtpSettings] | type[FilesSettings] | type[WebhookSettings]] = {
    "smtp": SmtpSettings,
    "files": FilesSettings,
    "webhook": WebhookSettings,
}

__all__ = ["CHANNELS", "Channel", "FilesSettings", "SmtpSettings", "WebhookSettings"]
