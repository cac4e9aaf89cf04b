"""A connection nobody vouches for is no connection."""

import hashlib
import socket
import ssl
from pathlib import Path

import pytest
import trustme

from policy.model.captures import Failure, Fetched, captures_of
from tests.crawler.sites import failure_of, fetch_one, fetcher, order, running_site


def context_for(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


async def test_the_facts_of_a_protected_connection_are_kept(authority: trustme.CA, trusted: Path) -> None:
    certificate = authority.issue_cert("127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    async with running_site(tls=context) as site:
        site.serve("/privacy")

        outcome = await fetch_one(fetcher(authorities=trusted), order(site.url()))

    assert isinstance(outcome, Fetched)
    response = outcome.pages[0].capture.response
    assert response is not None
    assert response.tls is not None
    der = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    assert response.tls.leaf_sha256 == hashlib.sha256(der).hexdigest()
    assert response.tls.version == "TLSv1.3"
    assert response.tls.cipher.startswith("TLS_")
    assert response.tls.not_after.endswith("+00:00")


async def test_a_certificate_of_an_unknown_authority_is_refused(authority: trustme.CA) -> None:
    async with running_site(tls=context_for(authority, "127.0.0.1")) as site:
        site.serve("/privacy")

        assert failure_of(await fetch_one(fetcher(), order(site.url()))) is Failure.TLS
        assert site.seen == []


async def test_a_certificate_for_another_name_is_refused(authority: trustme.CA, trusted: Path) -> None:
    async with running_site(tls=context_for(authority, "other.example")) as site:
        site.serve("/privacy")

        assert failure_of(await fetch_one(fetcher(authorities=trusted), order(site.url()))) is Failure.TLS


async def test_old_protocols_are_refused(authority: trustme.CA, trusted: Path) -> None:
    context = context_for(authority, "127.0.0.1")
    with pytest.warns(DeprecationWarning, match=r"TLSv1_1 is deprecated"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    async with running_site(tls=context) as site:
        outcome = await fetch_one(fetcher(authorities=trusted), order(site.url()))

    assert failure_of(outcome) in {Failure.TLS, Failure.CONNECT}  # a server may also just hang up
    assert site.seen == []


async def test_a_server_without_tls_is_no_https_server() -> None:
    async with running_site() as site:
        address = site.url().replace("http:", "https:")

        assert failure_of(await fetch_one(fetcher(), order(address))) is Failure.TLS


async def test_a_distrusted_certificate_is_named_in_the_same_words_each_time(authority: trustme.CA) -> None:
    async with running_site(tls=context_for(authority, "127.0.0.1")) as site:
        site.serve("/privacy")
        outcomes = [await fetch_one(fetcher(), order(site.url())) for _ in range(2)]

    assert {captures_of(outcome)[0].detail for outcome in outcomes} == {
        "no trusted connection: unable to get local issuer certificate"
    }


async def test_a_server_that_speaks_no_tls_is_named_without_pythons_own_names() -> None:
    async with running_site() as site:
        site.serve("/privacy")
        outcome = await fetch_one(fetcher(), order(site.url().replace("http:", "https:")))

    detail = captures_of(outcome)[0].detail
    assert detail.startswith("no trusted connection: ")
    assert [sign for sign in ("0x", "_", "<", "[") if sign in detail] == []


async def test_a_port_nobody_listens_at_is_named_without_numbers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = await fetch_one(fetcher(), order(f"http://127.0.0.1:{free.getsockname()[1]}/privacy"))

    assert captures_of(outcome)[0].detail == "no connection: Connection refused"
