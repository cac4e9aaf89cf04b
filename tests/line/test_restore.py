"""The restore drill: backed up while a watch writes, restored elsewhere, verified, and telling goes on from there."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from storage import back_up, restore
from storage.verifying import Verification
from tests.line.house import line, text_of, write
from tests.line.policies import CHANGED, POLICY
from tests.support.site import Site, page

NAMES = ("acme", "bolt", "crux")
AGAIN = CHANGED.replace("36 months", "48 months")


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'clausewatch.db'}"


@pytest.mark.slow
async def test_what_was_backed_up_under_load_goes_on_elsewhere(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    away.mkdir()
    async with Site(**{name: page(POLICY.replace("Acme", name)) for name in NAMES}) as site:
        write(home, {name: site.url(name) for name in NAMES})
        with line(home) as watch:
            await watch.look()
            site.pages["/acme"] = page(CHANGED.replace("Acme", "acme"))
            await watch.look_twice()
            watch.tell()
            told = {mail["Message-ID"] for mail in watch.mails()}
            site.pages |= {f"/{name}": page(AGAIN.replace("Acme", name)) for name in NAMES}
            looking = asyncio.create_task(watch.look_twice())
            backups = [tmp_path / f"{number}.db" for number in range(4)]
            for backup in backups:
                await asyncio.to_thread(back_up, _url(home), backup)
            await looking
            await asyncio.to_thread(back_up, _url(home), tmp_path / "last.db")
            ahead, wanted = watch.clock.ahead, watch.changes()
        for backup in (*backups, tmp_path / "last.db"):
            assert list(Verification(f"sqlite:///{backup}", watch.clock()).faults()) == []

        write(away, {name: site.url(name) for name in NAMES})
        restore(tmp_path / "last.db", _url(away))
        shutil.rmtree(away / "outbox", ignore_errors=True)
        with line(away, ahead=ahead) as moved:
            moved.tell(timedelta(hours=2))
            moved.tell(timedelta(hours=2))
            (mail,) = moved.mails()
            assert moved.changes() == wanted
            assert {one.event.value for one in await moved.look_twice()} == {"unchanged"}
        assert list(Verification(_url(away), moved.clock()).faults()) == []
    assert len(told) == 1
    assert mail["Message-ID"] not in told
    assert all(name in text_of(mail) for name in NAMES)
    assert "4 years" in text_of(mail)
    assert "12 months to 36" not in text_of(mail)
