"""No door leads to a private address."""

import socket
from collections import Counter
from ipaddress import IPv4Address, IPv6Address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import is_reachable
from policy.model.captures import Failure
from tests.crawler.sites import Site, failure_of, fetch_all, fetcher, order, page_of, running_site

TABLES = Path(__file__).parent / "tables"
PRIVATE = (TABLES / "private-addresses.txt").read_text(encoding="utf-8").split()
PUBLIC = (TABLES / "public-addresses.txt").read_text(encoding="utf-8").split()


def test_the_table_is_long_enough() -> None:
    assert len(set(PRIVATE)) >= 60


@pytest.mark.parametrize("address", ["", *PRIVATE])
def test_a_private_address_or_none_at_all_is_out_of_reach(address: str) -> None:
    assert not is_reachable(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_within_reach(address: str) -> None:
    assert is_reachable(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::ffff:127.0.0.1", "::1"])
def test_a_network_the_owner_allowed_is_within_reach(address: str) -> None:
    assert is_reachable(address, (ip_network("127.0.0.0/8"), ip_network("::1/128")))


@pytest.mark.parametrize("address", ["10.0.0.1", "::1", "169.254.169.254", "2002:a00:1::"])
def test_allowing_one_network_opens_no_other(address: str) -> None:
    assert not is_reachable(address, (ip_network("127.0.0.0/8"),))


@given(st.ip_addresses(v=4))
def test_an_address_in_disguise_reaches_no_further_than_itself(inner: IPv4Address) -> None:
    number = int(inner)
    forms = (
        IPv6Address(0xFFFF << 32 | number),
        IPv6Address(0x64FF9B << 96 | number),
        IPv6Address(0x2002 << 112 | number << 80),
        IPv6Address(0x20010000 << 96 | number << 64 | 0xFFFFFFFF),
        IPv6Address(0x20010000 << 96 | 0x08080808 << 64 | number ^ 0xFFFFFFFF),
    )
    for form in forms:
        assert not is_reachable(str(form)) or is_reachable(str(inner))


HOSTS = (TABLES / "private-hosts.txt").read_text(encoding="utf-8").split()


async def test_no_form_of_a_private_host_opens_a_connection(site: Site) -> None:
    assert len(set(HOSTS)) >= 60
    orders = [order(f"http://{host}:{site.port}/privacy", name=f"t{n}") for n, host in enumerate(HOSTS)]

    outcomes = await fetch_all(fetcher(allowed_networks=()), *orders)

    assert site.seen == []
    failures = Counter(failure_of(outcome) for outcome in outcomes.values())
    assert failures.keys() <= {Failure.ADDRESS, Failure.DNS}
    assert failures[Failure.ADDRESS] >= 50, failures


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
async def test_a_redirect_to_a_private_address_is_refused(site: Site, host: str) -> None:
    async with running_site("127.0.0.2") as outside:
        outside.serve("/privacy", status=302, Location=f"http://{host}:{site.port}/privacy")
        allowed = (ip_network("127.0.0.2/32"),)

        outcome = await fetch_all(fetcher(allowed_networks=allowed), order(outside.url()))

    assert failure_of(outcome["acme-privacy"]) is Failure.ADDRESS
    assert site.seen == []


async def test_robots_txt_is_no_way_in_either(site: Site) -> None:
    async with running_site("127.0.0.2") as outside:
        outside.serve("/robots.txt", status=302, Location=site.url("/robots.txt"))

        outcome = await fetch_all(fetcher(allowed_networks=(ip_network("127.0.0.2/32"),)), order(outside.url()))

    assert failure_of(outcome["acme-privacy"]) is Failure.ROBOTS_UNREACHABLE
    assert site.seen == []


async def test_a_name_is_judged_by_the_address_the_socket_would_get(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rebound(_host: str, port: int, *_args: object, **_more: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("127.0.0.1", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)

    outcome = await fetch_all(fetcher(allowed_networks=()), order(f"http://public.example:{site.port}/privacy"))

    assert failure_of(outcome["acme-privacy"]) is Failure.ADDRESS
    assert site.seen == []


async def test_a_target_may_name_a_port_of_its_own(site: Site) -> None:
    outcome = await fetch_all(fetcher(), order(site.url()))

    assert page_of(outcome["acme-privacy"])
