"""Pages that are composed of parts before anybody reads them, and lines in the order in which they are shown."""

import pytest

from policy.model.readings import Reading, Source
from policy.reading import read

SAYS = "We keep what you write to us for as long as the answer takes, and no longer than that."
TELLS = "Nobody is told who wrote to us, unless a court wants to know it."
PART = f"<div hidden id=S:1><h2>Sharing</h2><p>{TELLS}</p></div>"
FRAME = "&lt;h1>Privacy policy&lt;/h1>&lt;p>" + SAYS


def reading(body: str) -> Reading:
    page = f"<!doctype html><html><head><title>Acme</title></head><body>{body}</body></html>"
    return read((Source("https://acme.example/privacy", "text/html", page.encode()),))


def lines(body: str) -> list[str]:
    return [line for one in reading(body).sections for line in (one.heading, *one.text.splitlines()) if line]


def test_a_late_part_stands_where_its_place_is_and_nothing_of_what_stood_there() -> None:
    waits = '<!--$?--><template id="B:1"></template><p>One moment, the text comes.</p><!--/$-->'
    said = lines(f"<main><h1>Privacy policy</h1>{waits}<h2>Keeping</h2><p>{SAYS}</p></main>{PART}")
    assert said == ["Privacy policy", "Sharing", TELLS, "Keeping", SAYS]


def test_parts_in_parts_and_boundaries_within_what_is_shown_meanwhile_are_put_right() -> None:
    waits = "<!--$?--><template id=B:1></template><div><!--$-->Wait<!--/$--></div><!--/$-->"
    outer = "<div hidden id=S:1><h2>Sharing</h2><template id=P:2></template></div>"
    said = lines(
        f"<main><h1>Privacy policy</h1>{waits}<h2>Keeping</h2><p>{SAYS}</p></main>{outer}<p hidden id=S:2>{TELLS}</p>"
    )
    assert said == ["Privacy policy", "Sharing", TELLS, "Keeping", SAYS]


@pytest.mark.parametrize("place", ["", "<template id=B:2></template>", "<template id=B:1>"])
def test_a_part_without_its_place_is_read_where_it_is(place: str) -> None:
    assert TELLS in lines(f"<main><h1>Privacy policy</h1><p>{SAYS}</p></main>{PART}{place}")


def test_a_document_in_a_frame_is_read_and_a_note_in_one_is_not() -> None:
    assert lines(f'<p>Acme</p><iframe srcdoc="{FRAME}"></iframe>')[-2:] == ["Privacy policy", SAYS]
    assert "Buy" not in " ".join(
        lines(f"<h1>Privacy policy</h1><p>{SAYS}</p><iframe srcdoc='<p>Buy now</p>'></iframe>")
    )


def test_a_frame_that_changes_is_another_text() -> None:
    before, after = (reading(f'<iframe srcdoc="{FRAME} For {days} days."></iframe>') for days in (30, 60))
    assert before.text_sha256 != after.text_sha256


def test_paragraphs_of_what_a_tab_opens_are_no_labels_of_others() -> None:
    def tab(name: str, *texts: str) -> str:
        body = "".join(f"<p>{one}</p>" for one in texts)
        return f'<div class="item"><div class="x-tab-title">{name}</div><div class="x-tab-content">{body}</div></div>'

    asks = "You may ask what we have of yours, and to have it back."
    rows = (
        tab("Keeping", SAYS, TELLS) + tab("Rights", asks) + tab("Contact", "Write to letters@acme.example at any time.")
    )
    said = lines(f"<h1>Privacy policy</h1><div>{rows}</div>")
    assert said.index(SAYS) + 1 == said.index(TELLS)


def test_a_link_in_the_first_sentence_is_read() -> None:
    said = lines(
        f'<p>People in Halden click <a href="/halden">here</a> for more.</p><h1>Privacy policy</h1><p>{SAYS}</p>'
    )
    assert "People in Halden click here for more." in said


def test_a_page_that_only_speaks_of_such_parts_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy.reading.sources.composed", None)  # whoever composes it fails
    script = '<script>put("S:1", \'<iframe srcdoc="">\', "shadowrootmode")</script><iframe src="/pixel"></iframe>'
    said = lines(f"<main><h1>Privacy policy</h1>{script}<template><p>Later</p></template><p>{SAYS}</p></main>")
    assert said == ["Privacy policy", SAYS]
