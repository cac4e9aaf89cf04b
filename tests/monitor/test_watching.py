"""The commands as an operator calls them: each its own process."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process

import pytest

from tests.monitor.conftest import Called, Watch
from tests.monitor.pages import html, policy, policy_page
from tests.support.site import Site, answer, page

pytestmark = pytest.mark.slow


@pytest.fixture
def local(watch: Watch) -> Watch:
    """A watch of a site on this machine that need not wait."""
    watch.replace("allowed_networks = []", 'allowed_networks = ["127.0.0.0/8"]')
    watch.replace('spacing = "10s"', 'spacing = "0s"')
    watch.replace('confirm_after = "90s"', 'confirm_after = "100ms"')
    watch.replace('schedule = "daily 08:00 UTC"', 'schedule = "at once"')
    watch.replace("port = 8321", "port = 0")
    return watch


async def started(watch: Watch, *arguments: str) -> Process:
    code = "import sys; from monitor.cli import main; sys.exit(main())"
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, *arguments, "--settings", str(watch.settings), stdout=PIPE, stderr=PIPE
    )


async def called(watch: Watch, *arguments: str) -> Called:
    process = await started(watch, *arguments)
    out, err = await process.communicate()
    assert process.returncode is not None
    return Called(process.returncode, out.decode(), err.decode())


def policy_html(days: int) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in policy(days).splitlines() if line and not line.startswith("#"))
    return html("Privacy Policy", f"<main><h1>Privacy Policy</h1>{paragraphs * 4}</main>")


async def test_a_change_goes_from_its_page_to_the_outbox(local: Watch) -> None:
    async with Site(privacy=page(policy_html(30))) as site:
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{site.url("privacy")}"\n')
        first = await called(local, "look")
        site.pages["/privacy"] = page(policy_html(90))
        second = await called(local, "look", "acme")
    dry, told = await called(local, "tell", "--dry"), await called(local, "tell")
    (row,) = [json.loads(line) for line in (await called(local, "targets", "--json")).out.splitlines()]

    assert (first.status, "First version" in first.out) == (0, True)
    assert (second.status, "acme-privacy: Changed" in second.out) == (0, True)
    assert "Subject:" in dry.out
    assert (told.status, "counsel: sent" in told.out) == (0, True)
    assert len(list((local.folder / "outbox").iterdir())) == 1
    assert (row["state"], row["versions"], row["changes"]) == ("changed", 2, 1)


async def test_a_page_that_fails_is_named_and_ends_with_one(local: Watch) -> None:
    async with Site(privacy=answer(503)) as site:
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{site.url("privacy")}"\n')
        looked = await called(local, "look")
    listed = await called(local, "targets")

    assert looked.status == 1
    assert "acme-privacy: Not read, server" in looked.out
    assert "server" in listed.out


async def test_the_daemon_ends_cleanly_and_is_alone(local: Watch) -> None:
    async with Site(privacy=page(policy_page())) as site:
        local.target(f'[[documents]]\ntype = "privacy"\nurl = "{site.url("privacy")}"\n')
        daemon = await started(local, "run", "--serve")
        assert daemon.stderr is not None
        async for line in daemon.stderr:
            if b"looked target=acme-privacy event=first" in line:
                break
        second = await called(local, "run")
        daemon.send_signal(signal.SIGTERM)
        _, err = await daemon.communicate()

    assert daemon.returncode == 0
    assert b"Traceback" not in err
    assert second.status == 1
    assert "already works on this database" in second.err
