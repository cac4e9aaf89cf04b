"""Files that people mistake for documents we read: what they are, and what to do with them."""

_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB: the container of old Office files, and of encrypted new ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE = "save it as DOCX or PDF"
_PACKAGES = (
    (b"application/vnd.oasis.opendocument", f"an OpenDocument file: {_SAVE}"),
    (b"application/epub+zip", f"an e-book (EPUB): {_SAVE}"),
    (b"xl/workbook", "an Excel file: save it as PDF"),
    (b"ppt/presentation", "a PowerPoint file: save it as PDF"),
    (b"Index/Document.iwa", f"a Pages file: {_SAVE}"),
)
_PICTURE = "a picture: there is no text in it to read"
_PACKED = "a compressed file: unpack it"
_BEGINNINGS = (
    (b"{\\rtf", f"an RTF file: {_SAVE}"),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b\x08", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ\x00", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
)
_ZIP = b"PK\x03\x04"


def is_foreign_text(body: bytes) -> bool:
    """Whether it looks like text and is the source of a word processor's."""
    return body.lstrip()[:5] == b"{\\rtf"


def foreign(body: bytes) -> str:
    """What bytes are that are no document of ours, in words that say what to do."""
    if body.startswith(_LEGACY):
        is_locked = _ENCRYPTED in body
        return "the document is encrypted: save it without a password" if is_locked else f"an old Office file: {_SAVE}"
    if body.startswith(_ZIP):
        return next((words for sign, words in _PACKAGES if sign in body), "a ZIP archive: unpack it")
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return _PICTURE
    found = (words for sign, words in _BEGINNINGS if body.lstrip().startswith(sign))
    return next(found, "these bytes are neither HTML, text, Markdown, PDF nor DOCX")
