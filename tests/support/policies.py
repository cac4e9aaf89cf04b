"""Readings made of plain text, for rooms that look at words."""

from policy.model.readings import Reading, Source
from policy.reading import read


def policy(text: str, content_type: str = "text/plain; charset=utf-8") -> Reading:
    """What is read of that text."""
    return read((Source("https://acme.example/privacy", content_type, text.encode("utf-8", "replace")),))
