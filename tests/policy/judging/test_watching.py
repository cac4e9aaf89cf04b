"""The operator's own rules: what they find, in which direction, with which proof."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.judging import judge
from policy.judging.watching import pattern_fault, term_fault
from policy.model.changes import Direction, Finding, Kind, Severity, Verdict
from policy.model.targets import WatchRule
from policy.phrases import explanation, matter, phrase
from tests.policy.judging.test_laws import is_verbatim
from tests.support.policies import policy

STAYS = "You can reach us by post at any time of the year, and we answer every letter within a few days."
RULE = WatchRule("Arbitration", Severity.CRITICAL, terms=("arbitration", "class action*"))


def document(*sentences: str) -> str:
    return "# Terms of service\n\n## Disputes\n\n" + "\n\n".join((STAYS, *sentences)) + "\n"


def fired(before: str, after: str, *rules: WatchRule) -> tuple[Finding, ...]:
    found = judge(policy(before), policy(after), watch=rules)
    return tuple(one for one in found.findings if one.kind is Kind.WATCH_RULE)


def test_a_new_sentence_with_a_term_is_found_with_name_weight_and_quote() -> None:
    (one,) = fired(document(), document("All disputes go to binding Arbitration."), RULE)
    assert (one.direction, one.severity, one.what) == (Direction.ADDED, Severity.CRITICAL, "Arbitration")
    assert one.rule == "watch/Arbitration"
    assert one.after is not None
    assert one.after.text == "All disputes go to binding Arbitration."


def test_a_dropped_sentence_is_found_the_other_way_round() -> None:
    (one,) = fired(document("You may join class actions."), document(), RULE)
    assert one.direction is Direction.REMOVED
    assert one.before is not None
    assert one.before.text == "You may join class actions."


def test_an_edited_sentence_is_found_with_both_quotes() -> None:
    before, after = (
        "Arbitration takes place in Berlin, before one judge.",
        "Arbitration takes place in Oslo, before one judge.",
    )
    (one,) = fired(document(before), document(after), RULE)
    assert one.direction is Direction.CHANGED
    assert (one.before and one.before.text, one.after and one.after.text) == (before, after)


def test_what_stays_or_moves_is_not_told() -> None:
    sentences = ("Arbitration takes place in Berlin.", "The law of the land applies to everything said here.")
    assert fired(document(*sentences), document(*reversed(sentences)), RULE) == ()
    assert fired(document(sentences[0]), document(sentences[0], "A new word."), RULE) == ()


def test_a_spelling_mended_is_told_only_of_what_was_looked_for() -> None:
    slips = WatchRule("Slip", Severity.MINOR, pattern="Arbitrasion")
    before, after = document("Arbitrasion takes place in Berlin."), document("Arbitration takes place in Berlin.")
    assert [one.what for one in fired(before, after, slips)] == ["Slip"]
    judge_slip = document("Arbitration takes plase in Berlin."), document("Arbitration takes place in Berlin.")
    assert fired(*judge_slip, RULE) == ()


def test_a_pattern_sees_the_sentence_as_printed() -> None:
    rule = WatchRule("Amounts", Severity.MINOR, pattern=r"\bEUR\s\d+")
    assert [one.what for one in fired(document(), document("Appeals cost EUR 90 each."), rule)] == ["Amounts"]
    assert fired(document(), document("Appeals cost eur 90 each."), rule) == ()


def test_a_rule_for_a_language_is_silent_in_others() -> None:
    russian = "# Условия\n\nМы отвечаем на все вопросы, которые вы нам задаёте, и не передаём ваши данные никому.\n"
    after = russian + "\nВсе споры решает арбитраж, и вы не можете обратиться в суд, если это не указано здесь.\n"
    rule = WatchRule("Арбитраж", Severity.MAJOR, terms=("арбитраж*",), languages=("ru",))
    assert [one.what for one in fired(russian, after, rule)] == ["Арбитраж"]
    assert fired(russian, after, WatchRule("x", Severity.MAJOR, ("арбитраж*",), languages=("en",))) == ()


def test_two_rules_on_one_sentence_are_two_findings() -> None:
    other = WatchRule("Binding", Severity.MINOR, terms=("binding ~ arbitration",))
    found = fired(document(), document("All disputes go to binding and final Arbitration."), other, RULE)
    assert [one.what for one in found] == ["Arbitration", "Binding"]


def test_what_was_looked_for_is_in_the_quote_however_long_the_sentence() -> None:
    long = "We say " + "many things, " * 60 + "and then we say arbitration, " + "more things, " * 20 + "and no more."
    (one,) = fired(document(), document(long), RULE)
    assert one.after is not None
    assert "arbitration" in one.after.text
    assert is_verbatim(one.after, policy(document(long)))


def test_rules_of_our_own_change_nothing_else() -> None:
    before, after = document(), document("We collect your health data. All disputes go to binding Arbitration.")
    plain, watched = judge(policy(before), policy(after)), judge(policy(before), policy(after), watch=(RULE,))
    assert tuple(one for one in watched.findings if one.kind is not Kind.WATCH_RULE) == plain.findings


def test_the_weight_of_a_rule_makes_the_verdict() -> None:
    before, after = document(), document("Cats are welcome.")
    rule = WatchRule("Cats", Severity.MAJOR, terms=("cats",))
    assert judge(policy(before), policy(after), watch=(rule,)).verdict is Verdict.MATERIAL


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Now says what your rule “Auto-renewal” looks for."),
        ("id", "Kini memuat apa yang dicari aturan Anda “Auto-renewal”."),
        ("ru", "Теперь есть то, что ищет ваше правило «Auto-renewal»."),
    ],
)
def test_a_finding_is_explained_by_the_rules_own_name(language: str, said: str) -> None:
    rule = WatchRule("Auto-renewal", Severity.MAJOR, terms=("renews",))
    (one,) = fired(document(), document("The contract renews each year."), rule)
    assert explanation(one, language) == said
    assert matter(one, language) == "Auto-renewal"
    assert phrase(one) == "Your watch rule fired"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("(abc", "missing ) at character 4"),
        ("ab(?=c)", "invalid perl operator at character 3: (?="),
        (r"(a)\1", "invalid escape sequence at character 4: \\1"),
        ("a**", "bad repetition operator at character 2: **"),
    ],
)
def test_a_pattern_that_is_not_re2_is_refused_with_its_place(pattern: str, fault: str) -> None:
    assert pattern_fault(pattern) == fault


def test_a_pattern_or_term_that_will_do_has_no_fault() -> None:
    assert pattern_fault(r"(?i)\bhealth\s+data") is None
    assert term_fault("sell ~ data*") is None


@pytest.mark.parametrize("term", ["", "~", "~ data", "sell ~", " "])
def test_a_term_that_is_never_found_has_a_fault(term: str) -> None:
    assert term_fault(term) is not None


@pytest.mark.slow(1)
@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_no_pattern_raises(pattern: str) -> None:
    if pattern_fault(pattern) is None:
        rule = WatchRule("any", Severity.MINOR, pattern=pattern)
        for one in fired(document(), document("All disputes go to binding Arbitration."), rule):
            assert one.after is not None


INNER = ("a+", "a*", "(a|aa)", "(a|a)", "[a-z]+", "(.*a)", r"\w+", "a?", "(a+b?)", "(a{1,9})")
AROUND = ("(%s)+$", "^(%s){1,50}!$", "(%s|b)*c$", r"(?:%s\s?)+z$", "^(((%s)*)*)*d$")


@pytest.mark.slow(0)
@pytest.mark.parametrize("pattern", [around % inner for around in AROUND for inner in INNER])
def test_no_pattern_takes_long_over_any_sentence(pattern: str) -> None:
    assert pattern_fault(pattern) is None
    before, after = document(), document("We keep it " + "a" * 3_000 + "!", "And so on " + "ab " * 1_000 + "?")
    spent = []
    for watch in ((), (WatchRule("evil", Severity.MINOR, pattern=pattern),)):
        begun = time.process_time()
        fired(before, after, *watch)
        spent.append(time.process_time() - begun)
    assert spent[1] - spent[0] < 0.1  # seconds of CPU
