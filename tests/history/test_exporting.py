"""The site as files."""

import asyncio
import posixpath
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote

import pytest

from history import SiteSettings, application
from history.exporting import ExportError, FileSite, export
from policy.catalogues import LANGUAGES
from policy.model.shelf import DocumentCard
from tests.history.exhibits import KOPI, exhibition, reread
from tests.history.payloads import PAYLOADS
from tests.history.reader import NOW, Answer
from tests.support.sampling import sampled
from tests.support.shelf import ShelfArchive

ALL = FileSite("", LANGUAGES)


def written(library: ShelfArchive, address: str, languages: Sequence[str] = LANGUAGES) -> dict[str, bytes]:
    site = SiteSettings(address)
    files: dict[str, bytes] = {}
    count = asyncio.run(export(application(library, site, lambda: NOW), site.prefix, files.__setitem__, languages))
    assert count == len(files)
    return files


def loose(files: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """Every link to a file that is not there, with the file it stands in."""
    found = set()
    for name, body in pages(files).items():
        for link in Answer(200, {}, body).page.xpath("//a/@href | //link[not(@rel='canonical')]/@href"):
            target = str(link).partition("#")[0]
            if target and not target.startswith(("https:", "mailto:")):
                place = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target)))
                found |= set() if place in files else {(name, target)}
    return found


def pages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: body for name, body in files.items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return written(exhibition(), "https://company.example/policies")


@pytest.mark.slow(1)
def test_every_link_of_every_file_leads_to_a_file(files: dict[str, bytes]) -> None:
    assert {"index.html", "services/kopi.html", "kopi-privacy.html", "kopi-privacy/changes/2.html"} <= set(files)
    assert {"ru/index.html", "id/kopi-privacy/changes/2.html", "feed.atom", "ru/feed.atom"} <= set(files)
    assert [name for name in files if name.startswith("en/")] == []
    assert loose(files) == set()


@pytest.mark.slow(1)
def test_the_language_is_chosen_from_page_to_page(files: dict[str, bytes]) -> None:
    for name in ("kopi-privacy/changes/2.html", "ru/kopi-privacy/changes/2.html"):
        links = Answer(200, {}, files[name]).page.xpath("//nav[@class='tongues']//a/@href")
        places = [posixpath.normpath(posixpath.join(posixpath.dirname(name), str(link))) for link in links]
        assert places == [f"{folder}kopi-privacy/changes/2.html" for folder in ("", "id/", "ru/")]


@pytest.mark.slow(1)
def test_one_language_is_a_whole_site(files: dict[str, bytes]) -> None:
    alone = written(exhibition(), "https://watch.example", ("ru",))
    assert set(alone) == {name for name in files if not re.match("(id|ru)/", name)}
    assert Answer(200, {}, alone["kopi-privacy.html"]).page.get("lang") == "ru"
    assert Answer(200, {}, alone["kopi-privacy.html"]).page.xpath("//nav[@class='tongues']//a") != []
    assert loose(alone) == set()


@pytest.mark.slow(0)
def test_a_file_says_what_the_page_says_without_what_only_a_server_can_answer(files: dict[str, bytes]) -> None:
    page = Answer(200, {}, files["kopi-privacy/changes/2.html"]).page
    assert "Data kept longer" in page.text_content()
    assert page.xpath("//form | //a[contains(@href, 'search')]") == []
    assert "script-src 'none'" in page.xpath("string(//meta[@http-equiv]/@content)")
    assert [name for name in files if "value" in name.rpartition("/")[2] and "~" in name] == []
    stated = [name for name in pages(files) if re.match(r"kopi-privacy/versions/\d+/facts", name)]
    assert stated == ["kopi-privacy/versions/3/facts.html"]


@pytest.mark.slow(0)
def test_words_stand_in_their_pages_alone_and_no_link_leads_to_them_as_json(files: dict[str, bytes]) -> None:
    assert [name for name in files if re.search(r"/(versions|sections)/[^/]+\.json$", name)] == []
    assert {"kopi-privacy.json", "kopi-privacy/changes/2.json", "kopi-privacy/versions/3/facts.json"} <= set(files)
    page = Answer(200, {}, files["kopi-privacy/versions/2.html"]).page
    assert page.xpath("//p[@class='also']") == []
    assert page.xpath("//p[@class='steps']/a/text()[contains(., 'Version')]") == [" Version 1", "Version 3 "]


def test_a_version_of_our_own_making_says_so_on_a_disk_too() -> None:
    alone = written(reread(), "https://watch.example", ("en",))
    assert "There is no change here." in Answer(200, {}, alone["kopi-privacy/changes/2.html"]).words()
    assert loose(alone) == set()


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
    assert ALL.file_of(address) == file


@pytest.mark.parametrize("payload", sampled(PAYLOADS, 24))
def test_no_hostile_name_is_more_than_a_name(payload: str) -> None:
    name = quote(payload.encode(errors="surrogatepass"), safe="")
    for address in (f"/{name}", f"/{name}/changes/2", f"/?q={name}", f"/{name}.json", f"/services/{name}/feed.atom"):
        file = ALL.file_of(address)
        assert posixpath.normpath(file) == file
        assert not file.startswith(("/", "."))
        assert re.fullmatch(r"[\w./~=%+-]+", file, re.ASCII)
        assert "/." not in file


class Broken(ShelfArchive):
    def documents(self) -> tuple[DocumentCard, ...]:
        raise RuntimeError("gone")


def test_a_page_that_cannot_be_made_ends_the_export() -> None:
    with pytest.raises((ExportError, RuntimeError)):
        written(Broken(KOPI), "https://watch.example")
