"""What a host wishes outlives the process that heard it, however absurdly it is said."""

from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from policy.model.looks import State
from tests.line.house import line, write
from tests.line.policies import CHANGED, POLICY
from tests.support.site import Site, answer, page

pytestmark = pytest.mark.slow(1)


@pytest.mark.parametrize("wish", ["86400", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_wish_holds_in_the_next_process_for_a_day_at_most(wish: str, tmp_path: Path) -> None:
    async with Site(first=page(POLICY), second=page(POLICY.replace("Acme", "Bolt"))) as site:
        write(tmp_path, {name: site.url(name) for name in ("first", "second")})
        with line(tmp_path) as watch:
            await watch.look()
            site.pages |= {f"/{name}": answer(429, Retry_After=wish) for name in ("first", "second")}
            await watch.look(timedelta(hours=14))
            asked, ahead = site.asked.total(), watch.clock.ahead
        site.pages |= {"/first": page(POLICY), "/second": page(POLICY.replace("Acme", "Bolt"))}
        with line(tmp_path, ahead=ahead + timedelta(hours=23)) as watch:
            for target in watch.targets:
                await watch.look_at(target.id)
            meanwhile = site.asked.total()
        with line(tmp_path, ahead=ahead + timedelta(hours=25)) as watch:
            for target in watch.targets:
                await watch.look_at(target.id)
            states = {card.state for card in watch.documents().values()}
    assert meanwhile == asked
    assert states == {State.OK}


async def test_a_server_that_swears_by_its_first_answer_is_asked_anew_within_a_week(tmp_path: Path) -> None:
    text, whole = [POLICY], 0

    async def sworn(request: web.Request) -> web.Response:
        nonlocal whole
        if "If-None-Match" in request.headers:
            return web.Response(status=304)
        whole += 1
        return web.Response(text=text[0], content_type="text/html", headers={"ETag": '"for ever"'})

    async with Site(privacy=sworn) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        with line(tmp_path) as watch:
            await watch.look()
            text[0] = CHANGED
            for _ in range(16):
                await watch.look_twice(timedelta(hours=12))
            versions = watch.documents()["acme-privacy"].versions
    assert versions == 2
    assert 3 <= whole <= 5
