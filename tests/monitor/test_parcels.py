"""What travels to a reader and back arrives as it left."""

import io
import pickle

from monitor import parcels
from policy.facts.statements import stated
from policy.judging import judge
from policy.model.looks import Held, Standing, State, Version, VersionCause
from policy.model.readings import Reading, Source
from policy.reading import read
from tests.support.builders import MONDAY, order

_OLD = b"""<title>Privacy</title><main><h1>Privacy</h1><h2>Data</h2><p>We collect your name. <a href="/a">More</a></p>
<h2>Retention</h2><p>We keep your name for 12 months.</p><table><tr><th>What<th>Why<tr><td>Name<td>Orders</table>
<h2>Contact</h2><p>Write to privacy@acme.example.</p></main><footer>Menu</footer>"""


def _read(body: bytes) -> Reading:
    return read((Source("https://acme.example/privacy", "text/html", body),))


def test_a_light_parcel_holds_what_a_heavy_one_held() -> None:
    before, after = _read(_OLD), _read(_OLD.replace(b"12 months", b"24 months").replace(b'"/a"', b'"/b"'))
    sent = (before, stated(1, before, ("Acme",)), judge(before, after))
    heavy = _heavy(sent)
    parcels.lighten()
    light = pickle.dumps(sent)
    assert [pickle.loads(parcel) for parcel in (heavy, light)] == [sent, sent]  # noqa: S301 – both are our own
    assert len(light) < len(heavy)


def test_what_is_in_force_and_what_is_held_travel_once_where_they_are_equal() -> None:
    before, after = _read(_OLD), _read(_OLD.replace(b"12 months", b"24 months"))
    version = Version("acme", 1, VersionCause.FIRST, before, (), "one", MONDAY, MONDAY)
    apart = Standing(order().target, State.OK, MONDAY, version, held=Held(after, (), "two", MONDAY, sightings=1))
    joined = parcels.joined(apart)
    assert joined == apart
    assert joined.version is not None
    assert joined.held is not None
    shared = {id(section) for section in before.sections} & {id(one) for one in joined.held.reading.sections}
    assert len(shared) == len(before.sections) - 1
    assert len(pickle.dumps(joined)) < len(pickle.dumps(apart))


def _heavy(sent: object) -> bytes:
    """As values travel by themselves, whatever was made light in this process before."""
    parcel = io.BytesIO()
    pickler = pickle.Pickler(parcel)
    pickler.dispatch_table = {}
    pickler.dump(sent)
    return parcel.getvalue()
