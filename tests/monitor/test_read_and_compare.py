import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.text import Text

from monitor.inputs import Missing, from_file, is_address
from monitor.printing import hanging
from policy.model.readings import Source
from tests.monitor.conftest import Call, Watch
from tests.monitor.pages import policy, policy_page
from tests.policy.reading.test_several import legal


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(tmp_path / "old.md", policy(days=30))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return written(tmp_path / "new.md", policy(days=90, contact="privacy@acme.example"))


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_read_answers_in_the_promised_form(call: Call, old: Path) -> None:
    called = call("read", old, "--json")

    (answer,) = lines(called.out)
    assert called.status == 0
    assert answer["input"] == str(old)
    assert answer["title"] == "Privacy Policy"
    assert answer["languages"] == ["en"]
    assert answer["quality"]["state"] == "ok"
    assert answer["quality"]["reasons"] == []
    assert len(answer["text_sha256"]) == 64
    section = next(one for one in answer["sections"] if one["heading"] == "Retention")
    assert section["path"] == ["Privacy Policy", "Retention"]
    assert (section["level"], section["number"], section["language"]) == (2, None, "en")
    assert "30 days" in section["text"]
    (block,) = section["blocks"]
    assert (block["kind"], section["text"][block["start"] : block["end"]]) == ("paragraph", section["text"])
    assert len(answer["chrome_sha256"]) == 64


def test_read_shows_lists_as_deep_as_they_are(call: Call, tmp_path: Path) -> None:
    words = "<ul><li>name<ul><li>first name</li></ul></li></ul><dl><dt>Card</dt><dd>never</dd></dl>"
    page = written(tmp_path / "page.html", f"<h1>Privacy policy</h1><p>We collect:</p><div>{words}</div>")

    shown = [line.rstrip() for line in call("read", page).out.splitlines()]

    assert {"  • name", "    • first name", "  Card", "    never"} <= set(shown)


def test_read_lists_the_policies_of_a_page_and_reads_the_one_that_is_followed(call: Call, tmp_path: Path) -> None:
    page = written(tmp_path / "legal.html", legal())

    (whole,) = lines(call("read", page, "--json").out)
    (terms,) = lines(call("read", page, "--json", "--follow", "Terms of Service").out)
    (privacy,) = lines(call("read", page, "--json", "--type", "privacy").out)

    assert [(one["title"], one["kind"], one["read"]) for one in whole["policies"]] == [
        ("Privacy Policy", "privacy", True),
        ("Terms of Service", "terms", True),
    ]
    assert terms["text_sha256"] == whole["policies"][1]["text_sha256"]
    assert [one["read"] for one in privacy["policies"]] == [True, False]
    assert "2 policies on one page" in call("read", page).out


def test_compare_knows_by_its_type_which_policy_of_a_page_is_meant(call: Call, tmp_path: Path) -> None:
    before = written(tmp_path / "before.html", legal())
    after = written(tmp_path / "after.html", legal(terms="We keep your letters for 90 days."))

    (whole,) = lines(call("compare", before, after, "--json").out)
    (privacy,) = lines(call("compare", before, after, "--json", "--type", "privacy").out)

    assert whole["verdict"] != "none"
    assert privacy["verdict"] == "none"


def test_another_menu_is_told_beside_the_verdict_and_is_no_change(call: Call, tmp_path: Path) -> None:
    page = "<nav><a href='/'>{}</a></nav><main><h1>Privacy policy</h1><p>We collect your name and address.</p></main>"
    one, other = (written(tmp_path / f"{menu}.html", page.format(menu)) for menu in ("Home", "Start"))

    answers = [lines(call("compare", one, after, "--json").out)[0] for after in (one, other)]

    assert [(answer["verdict"], answer["chrome_changed"]) for answer in answers] == [("none", False), ("none", True)]
    assert "page around the document changed" in call("compare", one, other).out


def test_read_takes_the_selectors_of_a_target_file(call: Call, tmp_path: Path) -> None:
    page = written(tmp_path / "legal.html", legal())

    (answer,) = lines(call("read", page, "--json", "--select", "h2", "--select", "h3", "--remove", "h3").out)

    assert [one["heading"] for one in answer["sections"]] == ["Privacy Policy", "Terms of Service"]


@pytest.mark.parametrize(
    ("selector", "place"),
    [("main > > p", "at 7"), ("p:foo", "at 1"), ("div[", "at 4"), ("startBefore(#a)", "two bounds")],
)
def test_a_wrong_selector_is_named_with_its_place(call: Call, tmp_path: Path, selector: str, place: str) -> None:
    called = call("read", written(tmp_path / "legal.html", legal()), "--select", selector)

    assert called.status == 2
    assert selector in called.err
    assert place in called.err


def test_read_answers_with_the_facts_in_their_forms(call: Call, old: Path) -> None:
    (answer,) = lines(call("read", old, "--json").out)

    facts = answer["facts"]
    named = ("data_categories", "purposes", "recipients", "third_parties", "contacts", "controllers", "dates",
             "retention", "transfers", "rights")  # fmt: skip
    assert set(named) <= set(facts)
    assert {"email-address", "name"} <= {one["id"] for one in facts["data_categories"]}
    assert all(one["polarity"] and one["quote"] for one in facts["data_categories"])
    assert ("email", "dpo@acme.example") in {(one["type"], one["value"]) for one in facts["contacts"]}
    assert "P30D" in {one["period"] for one in facts["retention"]}


def test_a_file_that_cannot_be_read_does_not_stop_the_others(call: Call, old: Path, new: Path) -> None:
    missing = old.with_name("missing.html")

    called = call("read", old, missing, new, old.parent, "--json")

    assert called.status == 1
    assert [answer["input"] for answer in lines(called.out)] == [str(old), str(new)]
    assert f"{missing}: No such file" in called.err
    assert "Traceback" not in called.err


def test_read_shows_the_outline_and_the_facts_to_people(call: Call, old: Path) -> None:
    called = call("read", old)

    assert "## Retention" in called.out
    assert "dpo@acme.example (email)" in called.out


def test_a_page_cannot_steer_the_terminal(call: Call, tmp_path: Path) -> None:
    page = written(tmp_path / "page.html", policy_page("Privacy \x1b]0;owned\x07 [red]Policy\u202e"))

    for command in (("read", page), ("compare", page, written(tmp_path / "other.html", policy_page("Privacy Policy")))):
        called = call(*command)

        assert called.status == 0
        assert not any(char in called.out for char in "\x1b\x07\u202e")


def test_an_address_of_another_kind_is_named_as_it_was_written(call: Call) -> None:
    called = call("read", "ftp://www.acme.example/privacy")

    assert (called.status, called.err.startswith("ftp://www.acme.example/privacy: No such file")) == (1, True)


def test_an_address_may_begin_in_capitals() -> None:
    assert is_address("HTTPS://www.acme.example/privacy")
    assert not is_address("https.html")


def test_read_of_an_address_needs_to_know_who_asks(call: Call, watch: Watch) -> None:
    watch.replace('contact = "watch@company.example"', 'contact = ""')

    called = call("read", "https://www.acme.example/privacy", "--settings", watch.settings)

    assert called.status == 2
    assert "crawler.contact" in called.err


def test_compare_answers_in_the_promised_form(call: Call, old: Path, new: Path) -> None:
    called = call("compare", old, new, "--json")

    (answer,) = lines(called.out)
    assert called.status == 0
    assert answer["verdict"] == "material"
    assert answer["suspect"] is None
    assert answer["languages"] == ["en", "en"]
    change = next(one for one in answer["changes"] if one["section"] == ["Privacy Policy", "Retention"])
    assert change["op"] == "edited"
    assert "30 days" in change["before"]
    assert "90 days" in change["after"]
    retention = next(one for one in answer["findings"] if one["kind"] == "retention-change")
    assert set(retention) == {
        "kind", "direction", "severity", "what", "section", "old_quote", "new_quote", "reason", "rule",
        "severity_reason", "anchors", "old_place", "new_place",
    }  # fmt: skip
    assert (retention["direction"], retention["severity"]) == ("widened", "major")
    assert "30 days" in retention["old_quote"]
    assert "90 days" in retention["new_quote"]
    assert "GDPR 13(2)(a)" in retention["anchors"]
    assert "not legal advice" in answer["note"]
    where = retention["new_place"]
    assert change["after"][where["start"] : where["end"]] == retention["new_quote"]
    assert where["section"] == ["Privacy Policy", "Retention"]


def test_the_same_text_twice_is_no_change(call: Call, old: Path) -> None:
    (answer,) = lines(call("compare", old, old, "--json").out)

    assert (answer["verdict"], answer["changes"], answer["findings"]) == ("none", [], [])


def test_compare_shows_findings_and_redline_to_people(call: Call, old: Path, new: Path) -> None:
    called = call("compare", old, new)

    assert "Material" in called.out
    assert "Major: Data kept longer: 30 days → 90 days\n" in called.out
    assert "[-30-]" in called.out
    assert "{+90+}" in called.out


def test_on_a_terminal_words_go_on_below_their_first() -> None:
    columns = Console(width=20, force_terminal=True)
    row = hanging(columns, "  + ", Text("We keep server logs for ninety days"))
    assert row.plain.split("\n") == ["  + We keep server", "    logs for ninety", "    days"]
    assert hanging(Console(width=20), "  + ", Text("We keep server logs for")).plain == "  + We keep server logs for"


def test_pairs_are_answered_in_the_order_of_their_names(call: Call, tmp_path: Path) -> None:
    for name in ("b", "c", "a"):
        written(tmp_path / "pairs" / name / "old.md", policy())
        written(tmp_path / "pairs" / name / "new.md", policy(days=60 if name == "b" else 30))

    called = call("compare", "--pairs", tmp_path / "pairs", "--json")

    assert called.status == 0
    assert [(one["id"], one["verdict"]) for one in lines(called.out)] == [
        ("a", "none"),
        ("b", "material"),
        ("c", "none"),
    ]


def test_a_pair_that_is_none_does_not_stop_the_others(call: Call, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs"
    for name, sides in {"a": ("old", "new"), "b": ("old",), "c": ("old", "new")}.items():
        for side in sides:
            written(pairs / name / f"{side}.md", policy())

    called = call("compare", "--pairs", pairs, "--json")

    assert called.status == 1
    assert [(one["id"], "error" in one) for one in lines(called.out)] == [("a", False), ("b", True), ("c", False)]
    assert "b: 0 files are called new.*" in called.err


@pytest.mark.parametrize("arguments", [(), ("one.md",), ("a.md", "b.md", "c.md")])
def test_compare_wants_two_files_or_a_folder(call: Call, arguments: tuple[str, ...]) -> None:
    called = call("compare", *arguments)

    assert called.status == 2
    assert "OLD and NEW" in called.err


def test_comparing_a_missing_file_says_so(call: Call, old: Path) -> None:
    called = call("compare", old, old.with_name("none.md"), "--json")

    assert (called.status, called.out) == (1, "")
    assert called.err.strip().endswith("none.md: No such file or directory. Name a file that can be read")


@pytest.fixture
def garbage(tmp_path: Path) -> Path:
    path = tmp_path / "bin.dat"
    path.write_bytes(bytes(range(256)) * 9)
    return path


def test_bytes_that_are_no_document_are_not_read(call: Call, garbage: Path) -> None:
    called = call("read", garbage)

    assert (called.status, called.out) == (1, "")
    assert "bin.dat: not read: " in called.err


@pytest.mark.parametrize("body", ["", " \n\n", "<html><body><nav><a href='/'>Home</a></nav></body></html>"])
def test_a_file_without_text_is_said_to_be_one(call: Call, tmp_path: Path, body: str) -> None:
    page = written(tmp_path / "page.html", body)

    called = call("read", page, "--json")

    (answer,) = lines(called.out)
    assert (called.status, answer["quality"]["state"], answer["quality"]["reasons"]) == (1, "suspect", ["empty"])
    assert "page.html: no text: no text was found. Name a page" in called.err


@pytest.mark.parametrize("body", ["", "<html><body></body></html>"])
def test_a_side_without_text_gives_no_verdict(call: Call, tmp_path: Path, old: Path, body: str) -> None:
    called = call("compare", old, written(tmp_path / "new.html", body))
    assert called.status == 1
    assert called.out == ""
    assert "No verdict" in called.err
    assert "no text was found" in called.err


def test_a_program_is_told_that_a_side_without_text_is_suspect(call: Call, tmp_path: Path, old: Path) -> None:
    called = call("compare", old, written(tmp_path / "new.txt", ""), "--json")
    (answer,) = lines(called.out)
    assert (called.status, answer["suspect"]) == (1, "empty")


def test_a_pair_without_text_is_an_answer_among_others(call: Call, tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(tmp_path / "pairs" / name / "old.md", policy())
        written(tmp_path / "pairs" / name / "new.md", "" if name == "a" else policy())

    called = call("compare", "--pairs", tmp_path / "pairs", "--json")
    assert [(one["id"], one["suspect"]) for one in lines(called.out)] == [("a", "empty"), ("b", None)]
    assert "a: No verdict" in called.err
    assert called.status == 0
    assert call("compare", "--pairs", tmp_path / "pairs").status == 1


def test_a_device_is_read_no_further_than_a_file(call: Call) -> None:
    called = call("read", "/dev/zero")
    assert called.status == 1
    assert "larger than 64 MiB" in called.err


def test_a_pipe_into_which_nobody_writes_is_not_waited_for_without_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    missing = from_file(tmp_path / "pipe", timedelta(milliseconds=50))
    assert missing == Missing(str(tmp_path / "pipe"), "nothing to read within 0.05 s. Name a file")


def test_what_is_written_into_a_pipe_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"We keep it for a year.")
    os.close(writer)
    source = from_file(Path(f"/dev/fd/{reader}"))
    os.close(reader)
    assert isinstance(source, Source)
    assert source.body == b"We keep it for a year."


def test_a_selector_that_matches_nothing_fails_and_shows_what_was_left_out(call: Call, tmp_path: Path) -> None:
    page = written(tmp_path / "page.html", policy_page("Privacy Policy"))

    called = call("read", page, "--select", "main#policy")

    assert called.status == 1
    assert "no text: 'main#policy' matches nothing" in called.err
    assert "Left out:" in called.out


def test_read_answers_with_where_links_lead(call: Call, tmp_path: Path) -> None:
    page = written(
        tmp_path / "a.html", "<h1>Privacy</h1><p>See <a href='https://acme.example/dpa'>our agreement</a>.</p>"
    )

    (answer,) = lines(call("read", page, "--json").out)

    assert answer["links"] == [{"kind": "page", "words": "our agreement", "target": "https://acme.example/dpa"}]


def test_bytes_that_are_no_document_give_no_verdict(call: Call, garbage: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<main><h1>Privacy</h1><p>We keep your data for 30 days.</p></main>", "utf-8")

    called = call("compare", page, garbage)

    assert (called.status, called.out) == (1, "")
    assert "No verdict" in called.err


def test_a_broken_pair_is_a_line_too(call: Call, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "old.html").write_text("<p>We keep your data.</p>", "utf-8")

    called = call("compare", "--json", "--pairs", tmp_path)

    row = json.loads(called.out)
    assert called.status == 1
    assert (row["id"], row["verdict"], row["suspect"]) == ("one", "none", "unreadable")
    assert "new.*" in row["error"]
