import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.commands.add import numbered, slug_of
from monitor.target_files import Document
from monitor.targets import load
from monitor.web import same_page
from policy.model.targets import DocumentType
from tests.monitor.conftest import Call, Called, Watch
from tests.monitor.pages import html, links, policy_page
from tests.support.site import Site, answer, page


@pytest.fixture
def local(watch: Watch) -> Watch:
    """A watch that may fetch from this machine, and need not wait."""
    watch.replace("allowed_networks = []", 'allowed_networks = ["127.0.0.0/8"]')
    watch.replace('spacing = "10s"', 'spacing = "0s"')
    return watch


def shop() -> Site:
    menu = links(("/p", "Privacy Policy"), ("/t", "Terms of Service"))
    home = html("Acme", '<meta property="og:site_name" content="Acme Shop">', menu)
    return Site(**{"": page(home), "p": page(policy_page()), "t": page(policy_page("Terms of Service"))})


def adding(call: Call, watch: Watch) -> Callable[..., Called]:
    return lambda *arguments: call("add", "--settings", watch.settings, *arguments)


async def test_add_writes_a_file_that_can_be_watched(call: Call, local: Watch) -> None:
    async with shop() as site:
        called = await asyncio.to_thread(adding(call, local), site.address)

    targets = load(local.folder / "targets", timedelta(hours=12))
    assert called.status == 0
    assert called.out.strip() == str(local.folder / "targets" / "127-0-0-1.toml")
    assert [target.id for target in targets] == ["127-0-0-1-privacy", "127-0-0-1-terms"]
    assert {target.service_name for target in targets} == {"Acme Shop"}
    assert {target.language for target in targets} == {"en"}


async def test_add_overwrites_nothing_and_shows_what_it_found(call: Call, local: Watch) -> None:
    mine = local.target(f"# mine\n{policy_target()}", "127-0-0-1")

    async with shop() as site:
        called = await asyncio.to_thread(adding(call, local), site.address)

    assert called.status == 1
    assert mine.read_text("utf-8").startswith("# mine")
    assert "is there already" in called.err
    assert "[[documents]]" in called.out


async def test_several_pages_of_a_host_stand_in_one_file(call: Call, local: Watch) -> None:
    async with shop() as site:
        called = await asyncio.to_thread(adding(call, local), site.url("p"), site.url("t"))

    assert called.status == 0
    assert len(load(local.folder / "targets", timedelta(hours=12))) == 2


async def test_a_page_can_be_taken_as_what_its_owner_says(call: Call, local: Watch) -> None:
    async with shop() as site:
        called = await asyncio.to_thread(adding(call, local), "--type", "processing", site.url("p"))

    (target,) = load(local.folder / "targets", timedelta(hours=12))
    assert called.status == 0
    assert target.document_type is DocumentType.PROCESSING


async def test_what_robots_forbid_is_not_added(call: Call, local: Watch) -> None:
    async with shop() as site:
        site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /\n")
        called = await asyncio.to_thread(adding(call, local), site.address)

    assert called.status == 1
    assert "robots" in called.err
    assert site.asked["/"] == 0
    assert list((local.folder / "targets").iterdir()) == []


async def test_one_site_that_fails_does_not_stop_the_others(call: Call, local: Watch) -> None:
    async with shop() as site:
        called = await asyncio.to_thread(adding(call, local), site.url("missing"), site.url("p"))

    assert called.status == 1
    assert "not-found" in called.err
    assert len(load(local.folder / "targets", timedelta(hours=12))) == 1


async def test_read_takes_a_page_from_an_address(call: Call, local: Watch) -> None:
    async with shop() as site:
        called = await asyncio.to_thread(
            call, "read", "--json", "--settings", local.settings, site.url("missing"), site.url("p")
        )

    assert called.status == 1
    assert f"{site.url('missing')}: not fetched (not-found)" in called.err
    assert '"title": "Privacy Policy' in called.out


@pytest.mark.parametrize("url", ["ftp://acme.example", "https://me:hush@acme.example/", "https://a b.example/"])
def test_a_bad_address_is_a_usage_mistake(call: Call, local: Watch, url: str) -> None:
    assert adding(call, local)(url).status == 2


@pytest.mark.parametrize(
    ("host", "slug"), [("www.acme.example", "www-acme-example"), ("müller.example", "xn-mller-kva-example")]
)
def test_a_service_is_named_after_its_host(host: str, slug: str) -> None:
    assert slug_of(host) == slug


def test_a_second_document_of_a_type_has_an_id_of_its_own() -> None:
    first, second = (Document(DocumentType.PRIVACY, f"https://a.example/{n}", None, "") for n in (1, 2))

    assert [one.id for one in numbered("acme", (first, second))] == [None, "acme-privacy-2"]


def policy_target() -> str:
    return '[[documents]]\ntype = "privacy"\nurl = "https://www.acme.example/privacy"\n'


async def test_an_id_used_in_another_file_is_not_written_a_second_time(call: Call, local: Watch) -> None:
    mine = local.target(f'service = "127-0-0-1"\n{policy_target()}', "mine")

    async with shop() as site:
        called = await asyncio.to_thread(adding(call, local), site.address)

    assert called.status == 1
    assert [path.name for path in mine.parent.iterdir()] == ["mine.toml"]
    assert f"127-0-0-1-privacy in {mine}" in called.err
    assert "[[documents]]" in called.out


async def test_a_page_robots_txt_forbids_gets_fitting_advice(call: Call, local: Watch) -> None:
    async with Site(**{"robots.txt": answer(200, b"User-agent: *\nDisallow: /\n", "text/plain")}) as site:
        called = await asyncio.to_thread(adding(call, local), site.url("p"))

    assert called.status == 1
    assert "ask its owner, or read it by hand" in called.err
    assert "browser" not in called.err


async def test_a_picture_gets_fitting_advice(call: Call, local: Watch) -> None:
    async with Site(logo=answer(200, b"\x89PNG", "image/png")) as site:
        called = await asyncio.to_thread(adding(call, local), site.url("logo"))

    assert called.status == 1
    assert "name the address of the policy itself" in called.err


async def test_what_is_watched_already_is_not_watched_twice(call: Call, local: Watch) -> None:
    async with shop() as site:
        mine = f'[[documents]]\ntype = "privacy"\nurl = "{site.url("p").replace("/p", "/%70/")}"\n'
        local.target(mine, "mine")
        site.pages["/old"] = answer(301, location="/p")
        calls = [await asyncio.to_thread(adding(call, local), site.url(name)) for name in ("p", "old", "")]
        again = await asyncio.to_thread(adding(call, local), site.url("t"))

    assert [called.status for called in (*calls, again)] == [0, 0, 0, 0]
    assert all("is watched already: mine-privacy in " in called.err for called in calls)
    assert "is watched already: 127-0-0-1-terms in " in again.err
    assert [target.id for target in load(local.folder / "targets", timedelta(hours=12))] == [
        "127-0-0-1-terms",
        "mine-privacy",
    ]


@pytest.mark.parametrize(
    "other",
    [
        "http://acme.example/privacy",
        "https://ACME.example:443/privacy/",
        "https://acme.example/%70rivacy",
    ],
)
def test_a_page_is_known_under_other_forms_of_its_address(other: str) -> None:
    assert same_page(other) == same_page("https://acme.example/privacy")


@pytest.mark.parametrize(
    "other",
    [
        "https://acme.example/privacy?lang=de",
        "https://acme.example/Privacy",
        "https://acme.example:8443/privacy",
        "https://other.example/privacy",
    ],
)
def test_another_page_is_another_one(other: str) -> None:
    assert same_page(other) != same_page("https://acme.example/privacy")
