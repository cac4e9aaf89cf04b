"""What bytes are known by."""

import hashlib

from storage.errors import DamagedError


def sha256(plain: bytes) -> str:
    return hashlib.sha256(plain).hexdigest()


def verified(plain: bytes, digest: str, name: str) -> bytes:
    """The bytes, when they are the recorded ones; otherwise raises DamagedError with the name."""
    found = sha256(plain)
    if found != digest:
        raise DamagedError(f"{name} is damaged: its SHA-256 is {found}, recorded was {digest}")
    return plain
