"""Every form of a private address, through every door of the crawler: none is even dialled."""

from collections import Counter
from ipaddress import ip_network

import pytest
from aiohttp import web

from crawler.rendering.proxy import FilteringProxy
from policy.model.captures import Failure
from tests.crawler.rendering.test_proxy import MIB, said
from tests.crawler.sites import failure_of, fetch_all, fetcher, order, running_site
from tests.support.dialling import PRIVATE_HOSTS, dialled

OUTSIDE = "127.77.0.1"  # stands for a public site: the only network the owner of the test opens
ALLOWED = (ip_network("127.77.0.0/16"),)
REFUSED = {Failure.ADDRESS, Failure.DNS, Failure.REDIRECT, Failure.ROBOTS_UNREACHABLE}


async def test_no_page_address_is_dialled() -> None:
    orders = [order(f"http://{host}/privacy", name=f"t{n}") for n, host in enumerate(PRIVATE_HOSTS)]
    with dialled() as addresses:
        outcomes = await fetch_all(fetcher(allowed_networks=()), *orders)
    assert addresses == []
    assert {failure_of(outcome) for outcome in outcomes.values()} <= REFUSED


async def test_no_redirect_leads_to_one() -> None:
    async with running_site(OUTSIDE) as outside:
        orders = []
        for n, host in enumerate(PRIVATE_HOSTS):
            address = outside.serve(f"/{n}", status=302, Location=f"http://{host}/privacy")
            orders.append(order(address, name=f"t{n}"))
        with dialled() as addresses:
            outcomes = await fetch_all(fetcher(allowed_networks=ALLOWED), *orders)
    failures = Counter(failure_of(outcome) for outcome in outcomes.values())
    assert set(addresses) == {OUTSIDE}
    assert failures.keys() <= REFUSED
    assert failures[Failure.ADDRESS] >= 50, failures


@pytest.mark.slow(1)
async def test_no_robots_txt_leads_to_one() -> None:
    hosts = {f"127.77.1.{n + 1}": host for n, host in enumerate(PRIVATE_HOSTS)}

    async def elsewhere(request: web.BaseRequest) -> web.StreamResponse:
        inner = hosts[request.headers["Host"].split(":")[0]]
        return web.Response(status=302, headers={"Location": f"http://{inner}/robots.txt"})

    async with running_site("0.0.0.0") as outside:  # noqa: S104 – every address of the loopback
        outside.answers["/robots.txt"] = elsewhere
        orders = [order(f"http://{host}:{outside.port}/privacy", name=host) for host in hosts]
        with dialled() as addresses:
            outcomes = await fetch_all(fetcher(allowed_networks=ALLOWED), *orders)
    assert set(addresses) == set(hosts)
    assert Counter(map(failure_of, outcomes.values())).keys() <= REFUSED
    assert outside.asked("/privacy") == 0


async def test_no_request_of_a_browser_reaches_one() -> None:
    proxy = FilteringProxy(ALLOWED, connect_timeout=1.0)
    port = await proxy.open()
    proxy.begin((), MIB)
    hosts = [host for host in PRIVATE_HOSTS if host.isascii()]  # a browser sends no others
    with dialled() as addresses:
        for host in hosts:
            assert not (await said(port, f"GET http://{host}/ HTTP/1.1\r\n\r\n")).startswith("HTTP/1.1 2")
            assert not (await said(port, f"CONNECT {host}:443 HTTP/1.1\r\n\r\n")).startswith("HTTP/1.1 2")
    proxy.close()
    assert Counter(addresses) == {"127.0.0.1": 2 * len(hosts)}  # ours, to the proxy itself
