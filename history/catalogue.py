"""Every document as it stands, read again only after something was recorded."""

from history.library import Library
from policy.model.shelf import DocumentCard


class Catalogue:
    """Most pages name documents, and with thousands of them reading all takes longer than the page."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: tuple[str, tuple[DocumentCard, ...]] | None = None

    def documents(self) -> tuple[DocumentCard, ...]:
        """Every target and where it stands, by id."""
        stamp = self._library.stamp()  # before the reading: what is recorded in between is read again next time
        read = self._read
        if read is None or read[0] != stamp:
            read = self._read = (stamp, self._library.documents())
        return read[1]
