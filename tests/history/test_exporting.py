"""The site as files."""

import asyncio
import posixpath
import re
from urllib.parse import quote, unquote

import pytest

from history import SiteSettings, application
from history.exporting import ExportError, export, file_of
from policy.model.shelf import DocumentCard
from tests.history.exhibits import KOPI, exhibition
from tests.history.payloads import PAYLOADS
from tests.history.reader import NOW, Answer
from tests.support.shelf import ShelfArchive


def written(library: ShelfArchive, address: str = "https://watch.example") -> dict[str, bytes]:
    site = SiteSettings(address)
    files: dict[str, bytes] = {}
    count = asyncio.run(export(application(library, site, lambda: NOW), site.prefix, files.__setitem__))
    assert count == len(files)
    return files


@pytest.mark.parametrize("address", ["https://watch.example", "https://company.example/policies"])
def test_every_link_of_every_file_leads_to_a_file(address: str) -> None:
    files = written(exhibition(), address)
    assert {"index.html", "services/kopi.html", "kopi-privacy.html", "kopi-privacy/changes/2.html"} <= set(files)
    assert {"ru/index.html", "id/kopi-privacy/changes/2.html", "ru/feed.atom"} <= set(files)
    assert [name for name in files if name.startswith("en/")] == []
    for name, body in files.items():
        if not name.endswith(".html"):
            continue
        for link in Answer(200, {}, body).page.xpath("//a/@href | //link[not(@rel='canonical')]/@href"):
            target = str(link).partition("#")[0]
            if target and not target.startswith("https:"):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target))) in files, name


def test_a_file_says_what_the_page_says_without_what_only_a_server_can_answer() -> None:
    page = Answer(200, {}, written(exhibition())["kopi-privacy/changes/2.html"]).page
    words = page.text_content()
    assert "Data kept longer" in words
    assert page.xpath("//form | //a[contains(@href, 'search')]") == []
    assert "script-src 'none'" in page.xpath("string(//meta[@http-equiv]/@content)")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/?page=2", "index~page=2.html"),
        ("/kopi-privacy/changes/2?layout=beside", "kopi-privacy/changes/2~layout=beside.html"),
        ("/style.css?v=1", "style.css"),
        ("/../../etc/passwd", "_/_/etc/passwd.html"),
        ("/%2e%2e/x", "_/x.html"),
        ("/a%2fb", "a%2Fb.html"),
        ("/bodies/00ff", "bodies/00ff.txt"),
    ],
)
def test_no_address_leaves_the_folder(address: str, file: str) -> None:
    assert file_of(address, "") == file


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_hostile_name_is_more_than_a_name(payload: str) -> None:
    name = quote(payload.encode(errors="surrogatepass"), safe="")
    for address in (f"/{name}", f"/{name}/changes/2", f"/?q={name}", f"/{name}.json", f"/services/{name}/feed.atom"):
        file = file_of(address, "")
        assert posixpath.normpath(file) == file
        assert not file.startswith(("/", "."))
        assert re.fullmatch(r"[\w./~=%+-]+", file, re.ASCII)
        assert "/." not in file


class Broken(ShelfArchive):
    def documents(self) -> tuple[DocumentCard, ...]:
        raise RuntimeError("gone")


def test_a_page_that_cannot_be_made_ends_the_export() -> None:
    with pytest.raises((ExportError, RuntimeError)):
        written(Broken(KOPI))
