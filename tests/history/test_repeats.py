"""Lists of findings name once what several findings say alike."""

from dataclasses import replace

from history.repeats import once
from policy.model.changes import Direction, Kind, Quote, Severity
from policy.model.looks import Event
from tests.history.exhibits import KOPI, Desk
from tests.history.reader import Reader
from tests.history.texts import KOPI_1, KOPI_2, text_of
from tests.support.builders import DAY, MONDAY, finding
from tests.support.shelf import ShelfArchive

MAIL = replace(
    finding(),
    kind=Kind.CONTACT,
    direction=Direction.CHANGED,
    severity=Severity.MAJOR,
    what="dpo@kopi.example → office@kopi.example",
    before=Quote("dpo@kopi.example", (), "contact", 0, 16),
    after=Quote("office@kopi.example", (), "contact", 0, 19),
)
KEPT = replace(MAIL, kind=Kind.RETENTION, direction=Direction.WIDENED, what="30 days → 2 years")


def test_what_is_said_alike_is_named_once_with_its_first_place_and_number() -> None:
    elsewhere = replace(MAIL, rule="routes/replaced")
    named = once((KEPT, MAIL, elsewhere))
    assert [(one.finding, one.place, one.times) for one in named] == [(KEPT, 1, 1), (MAIL, 2, 2)]


def test_a_contact_replaced_in_two_places_stands_once_in_the_list_and_twice_in_full() -> None:
    archive = ShelfArchive(KOPI)
    desk = Desk(archive)
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1, "Kopi"))
    desk.look(
        MONDAY + DAY, KOPI, Event.CHANGED, text_of(KOPI_2, "Kopi"), (KEPT, MAIL, replace(MAIL, rule="routes/replaced"))
    )
    reader = Reader(archive)

    front, page = reader.get("/").body.decode(), reader.get("/kopi-privacy/changes/2").body.decode()

    assert front.count("office@kopi.example") == 1
    assert front.count("×2") == 1
    short = page[page.index('class="short"') : page.index("</nav>", page.index('class="short"'))]
    assert short.count("office@kopi.example") == 1
    assert 'href="#finding-2"' in short
    assert 'id="finding-3"' in page
