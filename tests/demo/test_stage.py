"""What the demonstration makes up: the site and the mailbox; and the folder it writes for the watch."""

import asyncio
import itertools
import smtplib
from email.message import EmailMessage
from pathlib import Path

import aiohttp
import pytest

from monitor.demo.folder import write_folder
from monitor.demo.mailbox import HOST, Mailbox
from monitor.demo.pages import PAGES, Edition
from monitor.demo.site import ExampleSite
from monitor.settings import load
from monitor.targets import load as load_targets


async def fetched(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


async def test_two_answers_of_one_page_differ_only_in_their_tokens() -> None:
    counter = itertools.count()
    async with ExampleSite(lambda: f"token-{next(counter)}").opened() as address:
        one, other = await fetched(f"{address}{PAGES[0].path}"), await fetched(f"{address}{PAGES[0].path}")

    assert one != other
    assert one[1].replace("token-0", "token-1") == other[1]


async def test_the_second_edition_has_a_page_that_fails() -> None:
    site = ExampleSite(lambda: "token")
    site.edition = Edition.SECOND
    async with site.opened() as address:
        answers = {page.service: (await fetched(f"{address}{page.path}"))[0] for page in PAGES}

    assert answers == {page.service: 503 if page.service == "pebblebank" else 200 for page in PAGES}


async def test_the_mailbox_keeps_what_was_sent_dots_and_all() -> None:
    sent = EmailMessage()
    sent["Subject"] = "A letter"
    sent.set_content("first\n.\n..two dots\nlast\n")
    mailbox = Mailbox()

    def send(port: int) -> None:
        with smtplib.SMTP(HOST, port, timeout=10) as server:
            server.send_message(sent, "a@watcher.example", ["b@reader.example"])

    async with mailbox.opened() as port:
        await asyncio.to_thread(send, port)

    (letter,) = mailbox.letters
    assert letter.replace(b"\r\n", b"\n") == sent.as_bytes()


def test_the_folder_is_a_watch_without_mistakes(tmp_path: Path) -> None:
    path = write_folder(tmp_path, "http://127.0.0.1:8000", mail_port=2525, site_port=8321)
    settings = load(path, environment={})

    targets = load_targets(settings.targets_folder, settings.rhythm.interval)

    assert {target.id for target in targets} == {page.target_id for page in PAGES}
    assert {target.urls[0] for target in targets} == {f"http://127.0.0.1:8000{page.path}" for page in PAGES}


def test_a_watch_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "clausewatch.toml").write_text("# mine")

    with pytest.raises(FileExistsError):
        write_folder(tmp_path, "http://127.0.0.1:8000", mail_port=2525, site_port=8321)

    assert (tmp_path / "clausewatch.toml").read_text() == "# mine"
