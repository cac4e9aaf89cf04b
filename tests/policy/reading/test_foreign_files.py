"""Files of kinds that are not read."""

import pytest

from policy.model.readings import Reading, Source, Suspicion
from policy.reading import read
from tests.policy.reading.paper import package


def reading(body: bytes) -> Reading:
    return read((Source("https://acme.example/privacy", None, body),))


CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
FOREIGN = {
    "doc": (CONTAINER + "WordDocument".encode("utf-16-le"), "an old Office file: save it as DOCX or PDF"),
    "locked docx": (
        CONTAINER + "EncryptedPackage".encode("utf-16-le"),
        "the document is encrypted: save it without a password",
    ),
    "odt": (
        package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "an OpenDocument file: save it as DOCX or PDF",
    ),
    "rtf": (rb"{\rtf1\ansi We keep it for two years.\par}", "an RTF file: save it as DOCX or PDF"),
    "xlsx": (package({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "an Excel file: save it as PDF"),
    "zip": (package({"privacy.txt": "We keep it for two years."}), "a ZIP archive: unpack it"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "a picture: there is no text in it to read"),
    "webp": (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(64), "a picture: there is no text in it to read"),
    "gzip": (b"\x1f\x8b\x08" + bytes(64), "a compressed file: unpack it"),
    "bytes": (bytes(range(32)) * 8, "these bytes are neither HTML, text, Markdown, PDF nor DOCX"),
}


@pytest.mark.parametrize(("body", "note"), FOREIGN.values(), ids=FOREIGN)
def test_a_file_of_another_kind_is_refused_in_words_that_say_what_to_do(body: bytes, note: str) -> None:
    seen = reading(body)
    assert seen.quality.suspicions == (Suspicion.UNREADABLE,)
    assert seen.quality.notes == (note,)
