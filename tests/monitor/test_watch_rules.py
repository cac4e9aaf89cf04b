"""Own watch rules in the settings, and on their way through compare, digest and history."""

import json
from pathlib import Path

import pytest

from monitor.settings import load
from monitor.tables import SettingsError
from policy.model.changes import Severity
from policy.model.targets import WatchRule
from tests.monitor.conftest import Call, Watch
from tests.monitor.pages import policy

RULES = """
[[watch]]
name = "Arbitration"
severity = "critical"
terms = ["arbitration", "class action*"]
languages = ["en"]

[[watch]]
name = "Amounts"
pattern = 'EUR\\s\\d'
"""


def with_rules(watch: Watch, text: str) -> Watch:
    watch.settings.write_text(watch.settings.read_text("utf-8") + text, "utf-8")
    return watch


def mistakes(watch: Watch, text: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(with_rules(watch, text).settings, {})
    return caught.value.messages


def test_rules_are_read_in_their_order(watch: Watch) -> None:
    assert load(with_rules(watch, RULES).settings, {}).watch == (
        WatchRule("Arbitration", Severity.CRITICAL, ("arbitration", "class action*"), "", ("en",)),
        WatchRule("Amounts", Severity.MAJOR, (), r"EUR\s\d"),
    )


def test_the_examples_of_the_file_are_sound(watch: Watch) -> None:
    text = watch.settings.read_text("utf-8")
    _, _, block = text.partition("# [[watch]]")
    lines = ["[[watch]]", *(line.removeprefix("# ").removeprefix("#") for line in block.split("\n\n")[0].splitlines())]
    assert [rule.name for rule in load(with_rules(watch, "\n".join(lines)).settings, {}).watch] == [
        "Arbitration",
        "Amounts",
    ]


def test_a_pattern_re2_refuses_is_refused_with_file_key_and_place(watch: Watch) -> None:
    (message,) = mistakes(watch, "[[watch]]\nname = 'x'\npattern = 'a(?=b)'\n")
    assert message.startswith(f'{watch.settings}: watch[1].pattern = "a(?=b)": RE2 refuses it: ')
    assert "invalid perl operator at character 2: (?=" in message


def test_all_mistakes_of_all_rules_are_told_at_once(watch: Watch) -> None:
    found = mistakes(
        watch,
        "[[watch]]\nterms = ['a']\n"
        "[[watch]]\nname = 'x'\nterms = ['a']\npattern = 'b'\n"
        "[[watch]]\nname = 'y'\nterms = []\nseverity = 'huge'\n"
        "[[watch]]\nname = 'z'\nterms = ['~ a']\nlanguages = ['EN-us']\ncolour = 'red'\n"
        "[[watch]]\nname = 'u'\nterms = ['a']\n"
        "[[watch]]\nname = 'u'\nterms = ['b']\n",
    )
    keys = [message.partition(": ")[2].partition(":")[0].partition(" ")[0] for message in found]
    of_rules = {"1": "name", "2": "pattern", "3": "severity terms", "4": "terms languages colour", "6": "name"}
    assert sorted(keys) == sorted(f"watch[{n}].{key}" for n, wrong in of_rules.items() for key in wrong.split())


def test_compare_takes_the_rules_of_a_file(call: Call, tmp_path: Path) -> None:
    old, new, rules = tmp_path / "old.md", tmp_path / "new.md", tmp_path / "rules.toml"
    old.write_text(policy(days=30), "utf-8")
    new.write_text(policy(days=30) + "\nAll disputes go to binding arbitration, and cost EUR 90 each.\n", "utf-8")
    rules.write_text(RULES, "utf-8")

    (answer,) = map(json.loads, call("compare", "--watch", rules, "--json", old, new).out.splitlines())

    mine = [one for one in answer["findings"] if one["kind"] == "watch-rule"]
    assert [(one["what"], one["severity"], one["rule"]) for one in mine] == [
        ("Arbitration", "critical", "watch/Arbitration"),
        ("Amounts", "major", "watch/Amounts"),
    ]
    assert all("EUR 90" in one["new_quote"] for one in mine)
    (plain,) = map(json.loads, call("compare", "--json", old, new).out.splitlines())
    assert [one for one in plain["findings"] if one["kind"] == "watch-rule"] == []


def test_compare_refuses_a_file_without_rules(call: Call, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[other]\n", "utf-8")
    called = call("compare", "--watch", rules, rules, rules)
    assert called.status == 2
    assert "write a line [[watch]]" in called.err
