"""What is told before what is settled by the modules whose rules found it."""

from pkgutil import iter_modules

from policy import phrases
from policy.judging import precedence, rules


def test_who_goes_before_whom_is_said_of_modules_that_there_are() -> None:
    there = {module.name for module in iter_modules(rules.__path__)}
    by_phrases = {phrases.OF_CLAUSES, phrases.OF_PURPOSES, phrases.OF_COUNTRIES, phrases.OF_STEMS}
    named = precedence.EXACT | precedence.SENSED | by_phrases
    assert named - there == set()
