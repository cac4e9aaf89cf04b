"""Pages that cannot be read: each a named outcome, no version, no mail about a change, and the operator sees it."""

import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from aiohttp import web

from policy.model.captures import Failure
from policy.model.looks import Event, State
from policy.model.readings import Suspicion
from tests.line.house import line, text_of, write
from tests.line.policies import POLICY
from tests.support.sampling import sampled
from tests.support.site import Handler, Site, answer, drip, page


async def _fifty_megabytes(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    try:
        for _ in range(50):
            await response.write(b"<p>again</p>" * 87_382)
    except (ConnectionError, OSError):  # it hangs up on us, as it should
        pass
    return response


async def _round_and_round(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": request.path})


WALL = """<html><head><title>Before you continue</title></head><body><h1>We value your privacy</h1>
<p>We and our 812 partners store cookies on your device. Please accept to continue.</p>
<button>Accept all</button><button>Reject all</button></body></html>"""

BROKEN: Mapping[str, tuple[Handler, str, State]] = {
    "missing": (answer(404, b"no"), Failure.NOT_FOUND, State.UNREACHABLE),
    "crash": (answer(500, b"oops"), Failure.SERVER, State.UNREACHABLE),
    "empty": (answer(200, b""), Failure.EMPTY, State.SUSPECT),
    "picture": (answer(200, b"\x89PNG\r\n\x1a\n" + bytes(500), "image/png"), Failure.TYPE, State.SUSPECT),
    "huge": (_fifty_megabytes, Failure.TOO_LARGE, State.SUSPECT),
    "drip": (drip(0.05), Failure.TIMEOUT, State.UNREACHABLE),
    "loop": (_round_and_round, Failure.REDIRECT, State.UNREACHABLE),
    "wall": (page(WALL), Suspicion.CONSENT_WALL, State.SUSPECT),
    "forbidden": (answer(403, b"no"), Failure.BLOCKED, State.BLOCKED),
    "busy": (answer(429, b"later", Retry_After="3600"), Failure.THROTTLED, State.THROTTLED),
}


@asynccontextmanager
async def _served() -> AsyncIterator[Site]:
    async with Site() as site:
        site.pages["/policy"] = page(POLICY)
        yield site


@pytest.mark.parametrize("name", sampled(BROKEN, 4))
async def test_a_page_that_breaks_is_named_and_changes_nothing(name: str, tmp_path: Path) -> None:
    broken, reason, state = BROKEN[name]
    async with _served() as site:
        write(tmp_path, {"acme": site.url("policy")}, timeout="1s")
        with line(tmp_path) as watch:
            await watch.look()
            site.pages["/policy"] = broken
            (look,) = await watch.look(timedelta(hours=14))
            watch.tell(timedelta(hours=2))
            card = watch.documents()["acme-privacy"]
            (mail,) = watch.mails()
            changes = watch.changes()
    assert look.event in (Event.FAILED, Event.SUSPECT)
    assert (card.state, card.versions, changes) == (state, 1, ())
    assert reason in card.cause or look.event is Event.SUSPECT
    assert "acme" in text_of(mail)
    assert "not read" in text_of(mail).lower()


async def test_a_page_the_robots_file_forbids_is_not_fetched(tmp_path: Path) -> None:
    async with _served() as site:
        site.pages["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /policy", "text/plain")
        write(tmp_path, {"acme": site.url("policy")})
        with line(tmp_path) as watch:
            (look,) = await watch.look()
            card = watch.documents()["acme-privacy"]
    assert look.event is Event.FAILED
    assert (card.state, card.versions) == (State.BLOCKED, 0)
    assert "robots" in card.cause
    assert site.asked["/policy"] == 0


async def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    application = web.Application()
    application.router.add_get("/policy", page(POLICY))
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    port = runner.addresses[0][1]
    write(tmp_path, {"acme": f"https://127.0.0.1:{port}/policy"})
    with line(tmp_path) as watch:
        await watch.look()
        card = watch.documents()["acme-privacy"]
    await runner.cleanup()
    assert (card.state, card.versions) == (State.UNREACHABLE, 0)
    assert Failure.TLS in card.cause or Failure.ROBOTS_UNREACHABLE in card.cause


async def test_a_host_nobody_listens_at_is_unreachable(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        write(tmp_path, {"acme": f"http://127.0.0.1:{taken.getsockname()[1]}/policy"})
        with line(tmp_path) as watch:
            await watch.look()
            card = watch.documents()["acme-privacy"]
    assert (card.state, card.versions) == (State.UNREACHABLE, 0)
