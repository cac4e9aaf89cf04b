"""Messages as `.eml` files in a folder: for trying out, for archives, and for mail programs that collect from one."""

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from policy.model.digests import Delivery, DeliveryState, Message

_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class FilesSettings:
    folder: Path

    def channel(self) -> "FilesChannel":
        return FilesChannel(self)


@dataclass(frozen=True, slots=True)
class FilesChannel:
    """One file a message, complete or absent; the same message again is the same file."""

    settings: FilesSettings

    def send(self, message: Message) -> Delivery:
        path = self.settings.folder / _file_name(message)
        try:
            self.settings.folder.mkdir(parents=True, exist_ok=True)
            _write(path, message.mime)
        except OSError as error:
            return Delivery(DeliveryState.RETRY, f"cannot write {path}: {error.strerror}. Make the folder writable")
        return Delivery(DeliveryState.DELIVERED, str(path))

    def trouble(self) -> str | None:
        folder = self.settings.folder
        nearest = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
        if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
            return None
        return f"cannot write into {folder}. Make {nearest} a writable folder"


def _file_name(message: Message) -> str:
    """Sorts by time, says for whom, and is the same for the same message."""
    reader = _UNSAFE.sub("-", message.subscriber_id).strip("-")[:40] or "subscriber"
    digest = hashlib.sha256(message.id.encode()).hexdigest()[:12]
    return f"{message.until.astimezone(UTC):%Y%m%dT%H%M%SZ}-{reader}-{digest}.eml"


def _write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)  # or the new name may be lost with the power
    finally:
        os.close(folder)
