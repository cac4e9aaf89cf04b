"""`verify` over what a real watch wrote: clean, with every version read again, and loud when a row is changed."""

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from history import SiteSettings, application
from monitor.cli import main
from policy.heads import head_of
from storage import open_library
from storage.verifying import Verification
from tests.history.visitor import Visitor
from tests.line.house import line, text_of, write
from tests.line.policies import CHANGED, POLICY
from tests.support.intruder import intruder
from tests.support.site import Site, answer, page

HEAD = re.compile(r"\d{4}-\d\d-\d\d:[0-9a-f]{64}")


def _verified(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[dict[str, object]]]:
    capsys.readouterr()
    status = main(["verify", "--settings", str(folder / "clausewatch.toml"), "--json", *more])
    return status, [json.loads(row) for row in capsys.readouterr().out.splitlines()]


@pytest.mark.slow(1)
async def test_a_watch_verifies_and_a_changed_row_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with Site(acme=page(POLICY), bolt=page(POLICY.replace("Acme", "Bolt"))) as site:
        write(tmp_path, {name: site.url(name) for name in ("acme", "bolt")})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages |= {"/acme": page(CHANGED), "/bolt": answer(500)}
            await watch.look_twice()
            watch.tell()
            await watch.look_twice()
            verification = Verification(f"sqlite:///{tmp_path / 'clausewatch.db'}", watch.clock())
    assert list(verification.faults()) == []
    assert dict(verification.summary.counted)["versions read again"] == 3

    with intruder(f"sqlite:///{tmp_path / 'clausewatch.db'}") as db:
        db.execute(text("UPDATE changes SET severity = 1 WHERE target_id = 'acme-privacy'"))
    status, (fault, *_) = _verified(tmp_path, capsys, "--quick")
    assert (status, fault["where"]) == (1, "change acme-privacy/2")


async def test_a_watch_goes_on_from_the_heads_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heads = str(tmp_path / "heads.json")
    async with Site(acme=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("acme")})
        with line(tmp_path) as watch:
            await watch.look()
            status, (summary,) = _verified(tmp_path, capsys, "--heads", heads)
            assert (status, summary["faults"]) == (0, 0)
            await watch.look_at("acme-privacy")
    assert _verified(tmp_path, capsys, "--against", heads)[0] == 0


@pytest.mark.slow(1)
async def test_a_head_that_a_mail_and_a_page_printed_is_checked_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Site(acme=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("acme")})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages |= {"/acme": page(CHANGED)}
            await watch.look_twice(timedelta(hours=40))
            watch.tell()
            (mail,) = watch.mails()
            library = open_library(f"sqlite:///{tmp_path / 'clausewatch.db'}")
            app = application(library, SiteSettings("https://history.example"), watch.clock)
            shown = (await asyncio.to_thread(Visitor(app).get, "/en/")).text
            library.close()
            await watch.look_twice(timedelta(hours=40))
            verification = Verification(f"sqlite:///{tmp_path / 'clausewatch.db'}", watch.clock())
    (token,) = HEAD.findall(text_of(mail))
    assert token in shown
    assert list(verification.faults(rereads=False, printed=[head_of(token)])) == []
    status, found = _verified(tmp_path, capsys, "--quick", "--head", f"{token[:-4]}ffff")
    assert (status, found[-2]["where"]) == (1, f"head {token[:-4]}ffff")
    assert main(["verify", "--settings", str(tmp_path / "clausewatch.toml"), "--head", "ffff"]) == 2
    assert "the foot of a digest" in capsys.readouterr().err


def test_heads_that_are_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {})
    (tmp_path / "heads.json").write_text('{"a": 1}')
    status = main(
        ["verify", "--settings", str(tmp_path / "clausewatch.toml"), "--against", str(tmp_path / "heads.json")]
    )
    assert status == 2
    assert "clausewatch verify --heads FILE" in capsys.readouterr().err


@pytest.mark.slow(1)
async def test_damage_in_one_digest_keeps_no_other_from_its_reader(tmp_path: Path) -> None:
    async with Site(acme=page(POLICY), bolt=page(POLICY.replace("Acme", "Bolt"))) as site:
        write(tmp_path, {name: site.url(name) for name in ("acme", "bolt")})
        settings = tmp_path / "clausewatch.toml"
        other = 'id = "other"\naddress = "other@firm.example"\nchannel = "folder"\nschedule = "at once"'
        scope = '[subscribers.scope]\nservices = ["bolt"]'
        settings.write_text(f"{settings.read_text()}\n[[subscribers]]\n{other}\n{scope}\n")
        with line(tmp_path) as watch:
            await watch.look()
            site.pages |= {"/acme": page(CHANGED), "/bolt": page(CHANGED.replace("Acme", "Bolt"))}
            await watch.look_twice()
            with intruder(f"sqlite:///{tmp_path / 'clausewatch.db'}") as db:
                db.execute(text("UPDATE changes SET packed = zeroblob(9) WHERE target_id = 'acme-privacy'"))
            watch.tell()
            (mail,) = watch.mails()
    assert mail["To"] == "other@firm.example"
