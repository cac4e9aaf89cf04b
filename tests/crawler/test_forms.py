"""What a body is, its first bytes decide; the stated type only where they do not."""

import io
import zipfile

import pytest

from crawler.forms import unreadable


def archive(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "content")
    return held.getvalue()


HTML = b"<!DOCTYPE html><p>We collect your name.</p>"
DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        (HTML, "text/html; charset=utf-8"),
        (HTML, None),
        (HTML, "application/octet-stream"),
        (HTML, "image/png"),
        (b"\n\n<!-- a --><!-- b -->\n<html lang=en>", "application/json"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "application/xml"),
        (b"\xef\xbb\xbf<html>", "text/xml"),
        ("\ufeff<html>".encode("utf-16-le"), "text/html"),
        ("\ufeffPrivacy policy".encode("utf-16-be"), "text/plain"),
        (b"<div>We collect your name.</div>", "text/html"),
        (b"# Privacy\n\nWe collect your name.", "text/markdown"),
        (b"Privacy\n\nWe collect your name.", "text/plain"),
        ("Kami mengumpulkan nama Anda — semuanya.".encode(), None),
        ("Мы собираем имя.".encode("koi8-r"), "text/plain"),
        ("個人情報".encode("iso-2022-jp"), "text/plain"),
        (b"MZ is how this sentence begins.", "text/plain"),
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"%PDF-1.7\n...", "application/octet-stream"),
        (b"\r\n junk %PDF-1.4", None),
        (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DOCX, "application/octet-stream"),
    ],
)
def test_a_form_we_read_is_let_through_whatever_the_header_says(body: bytes, stated: str | None) -> None:
    assert unreadable(body, stated) is None


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "image/png"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "text/html"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "text/html"),
        (b"GIF89a\x01\0\x01\0\x80\0\0", "text/html"),
        (b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0", None),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f", "text/html"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "text/html"),
        (archive("a.txt"), "application/zip"),
        (archive("a.txt"), "text/html"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(32), "application/msword"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0", "application/octet-stream"),
        (bytes(100), "application/octet-stream"),
        (bytes(100), "text/html"),
        (b"some words of text", "application/octet-stream"),
        (b"some words of text", "application/pdf"),
        (b"some words of text", "image/jpeg"),
        (b'{"policy": "ours"}', "application/json"),
        (b"body { color: red }", "text/css"),
        (b"alert(1)", "text/javascript"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"<rss><channel/></rss>", "application/rss+xml"),
    ],
)
def test_any_other_form_is_named_and_refused(body: bytes, stated: str | None) -> None:
    assert unreadable(body, stated)


def test_a_page_of_nothing_but_comment_starts_is_judged_at_once() -> None:
    assert unreadable(b"<!---->" * 600, "image/png")
