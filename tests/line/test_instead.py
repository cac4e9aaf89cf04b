"""Whatever a server gives instead of a policy is never told as a change; the next real change is."""

import os
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from policy.model.changes import Kind
from policy.model.looks import Event, State
from tests.line.house import Line, line, write
from tests.line.policies import CHANGED, POLICY
from tests.support.site import Handler, Site, answer, page

pytestmark = pytest.mark.slow(4)

INSTEAD = tomllib.loads((Path(__file__).parent / "instead.toml").read_text("utf-8"))
SLOT = timedelta(hours=14)
OFTEN = (SLOT, timedelta(hours=2), timedelta(days=4))  # a text in doubt is believed when seen three times over 72 hours
EVERY = int(
    os.environ.get("CLAUSEWATCH_TEST_INSTEAD", "4")
)  # of the pages one is tried, of the long lists of cases one of its square; 1: all
GATE = sorted((Path(__file__).parents[1] / "cases" / "read" / "gate").glob("*/page.html"))
CHANGES = sorted((Path(__file__).parents[1] / "cases" / "judge").glob("*/*/expect.toml"))
MANY = "daily_budget = 1000000"  # all documents are at one host
TERMS = INSTEAD["elsewhere"].pop("terms")
BROKEN_OFF, OTHERWISE = INSTEAD.pop("broken-off"), INSTEAD.pop("broken-off-otherwise")
GERMAN = """<!doctype html><html lang="de"><head><title>Datenschutzerklärung – Acme</title></head><body><main>
<h1>Datenschutzerklärung</h1><p>Diese Erklärung sagt, welche personenbezogenen Daten die Acme GmbH erhebt, warum wir sie
verwenden und welche Wahl Sie haben.</p><h2>Daten</h2><p>Wenn Sie ein Konto eröffnen, erheben wir Ihren Namen, Ihre
E-Mail-Adresse und Ihr Geburtsdatum. Wir verwenden diese Daten, um Ihnen den Dienst zu bieten.</p><h2>Dauer</h2><p>Wir
speichern Ihre Daten 12 Monate lang, nachdem Sie Ihr Konto geschlossen haben. Danach löschen wir sie.</p></main></body>
</html>"""


def _written(title: str, body: str) -> Handler:
    return page(
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    )


def _sent_to(place: str, status: int = 302) -> Handler:
    async def handle(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": place})

    return handle


# Not between two sections: of so short a page as this one, the publisher may have dropped the last.
CUT = {f"cut-{share}": page(POLICY[: len(POLICY) * share // 100]) for share in (35, 55, 60, 70, 80, 90)}
ODD: dict[str, Handler] = {
    "front-page": _sent_to("/"),
    "front-page-for-good": _sent_to("/", 301),
    "nothing": answer(200),
    "no-content": answer(204),
    "picture": answer(200, b"\x89PNG\r\n\x1a\n" + bytes(500), "image/png"),
    "zip": answer(200, b"PK\x03\x04" + bytes(500), "application/zip"),
    "broken-pdf": answer(200, b"%PDF-1.7\n" + bytes(500), "application/pdf"),
    "teapot": answer(418, POLICY.encode()),
    "gone": answer(410),
    "forbidden": answer(403, POLICY.encode()),
    "loop": _sent_to("/loop"),
}


async def _stand_in(watch: Line, site: Site, instead: dict[str, Handler], pauses: tuple[timedelta, ...]) -> None:
    """Healthy documents, then for so long something instead of each of them."""
    await watch.look()
    assert {card.state for card in watch.documents().values()} == {State.OK}
    site.pages |= {f"/{name}": handler for name, handler in instead.items()}
    for pause in pauses:
        await watch.look(pause)


async def _nothing_but_the_change_is_told(folder: Path, instead: dict[str, Handler], *pauses: timedelta) -> None:
    async with Site(**{name: page(POLICY) for name in instead}) as site:
        site.pages["/"] = _written(*INSTEAD["elsewhere"]["home"])
        write(folder, {name: site.url(name) for name in instead}, crawler=MANY)
        with line(folder) as watch:
            await _stand_in(watch, site, instead, pauses)
            told, states = watch.changes(), {name: card.state for name, card in watch.documents().items()}
            site.pages |= {f"/{name}": page(CHANGED) for name in instead}
            watch.clock.ahead += timedelta(days=20)  # whatever the back-off, each is due
            looks = await watch.look_twice()
            changes = watch.changes()
    assert [change.target.id for change in told] == []
    assert not {name for name, state in states.items() if state in (State.OK, State.CHANGED)}
    assert {look.event for look in looks} == {Event.HELD, Event.CHANGED}
    assert len(changes) == len(instead)
    for change in changes:
        assert {Kind.CONTACT, Kind.RETENTION} <= {finding.kind for finding in change.findings}, change.target.id


@pytest.mark.parametrize("kind", INSTEAD)
async def test_a_page_in_place_of_the_policy_is_never_told_and_the_next_change_is(kind: str, tmp_path: Path) -> None:
    instead = {name: _written(*words) for name, words in [*INSTEAD[kind].items()][::EVERY]}
    await _nothing_but_the_change_is_told(tmp_path, instead, *OFTEN)


@pytest.mark.parametrize("heading", ["Retention", "Contact"])
async def test_a_policy_whose_rest_could_not_be_shown_is_never_told_and_the_next_change_is(
    heading: str, tmp_path: Path
) -> None:
    begun = POLICY[: POLICY.index(f"<h2>{heading}")]
    instead = {name: page(f"{begun}<p>{words}</p></main></body></html>") for name, words in BROKEN_OFF.items()}
    await _nothing_but_the_change_is_told(tmp_path, instead, *OFTEN)


async def test_no_page_of_the_gate_is_told_and_the_next_change_is(tmp_path: Path) -> None:
    instead = {f"g{file.parent.name}": page(file.read_text("utf-8")) for file in GATE[:: EVERY**2]}
    await _nothing_but_the_change_is_told(tmp_path, instead, *OFTEN)


async def test_true_changes_in_many_languages_are_told(tmp_path: Path) -> None:
    alerts = [case.parent for case in CHANGES if tomllib.loads(case.read_text("utf-8")).get("alert")][:: EVERY**2]
    async with Site() as site:
        for number, folder in enumerate(alerts):
            site.pages[f"/c{number}"] = answer(200, (folder / "before.md").read_bytes(), "text/markdown; charset=utf-8")
        write(tmp_path, {f"c{number}": site.url(f"c{number}") for number in range(len(alerts))}, crawler=MANY)
        with line(tmp_path) as watch:
            await watch.look()
            for number, folder in enumerate(alerts):
                site.pages[f"/c{number}"] = answer(
                    200, (folder / "after.md").read_bytes(), "text/markdown; charset=utf-8"
                )
            await watch.look_twice()
            told = {change.target.id for change in watch.changes() if change.findings}
    untold = [folder.name for number, folder in enumerate(alerts) if f"c{number}-privacy" not in told]
    assert len(untold) <= len(alerts) // 50, untold


async def test_answers_without_a_policy_are_never_told_and_the_next_change_is(tmp_path: Path) -> None:
    await _nothing_but_the_change_is_told(tmp_path, ODD, *OFTEN)


async def test_half_pages_and_other_documents_are_not_told_while_they_may_be_a_mistake(tmp_path: Path) -> None:
    begun = POLICY[: POLICY.index("<h2>Retention")]
    broken = {name: page(f"{begun}<p>{words}</p></main></body></html>") for name, words in OTHERWISE.items()}
    instead = CUT | broken | {"terms": _written(*TERMS), "german": page(GERMAN)}
    await _nothing_but_the_change_is_told(tmp_path, instead, SLOT, timedelta(hours=2), timedelta(hours=8))
