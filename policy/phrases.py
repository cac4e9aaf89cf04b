"""A finding in a few words of the reader's language: what happened, to what, and why it is told."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from policy.catalogues import HOME, catalogue, said
from policy.knowledge.countries import country_name
from policy.knowledge.reasons import ground, reason
from policy.knowledge.taxonomy import taxonomy
from policy.model.changes import RESTLESS, Direction, Finding, Kind
from policy.words import direction_label, kind_label

_PHRASES = {
    (Kind.DATA_CATEGORY, Direction.ADDED): "New data collected",
    (Kind.DATA_CATEGORY, Direction.REMOVED): "Data no longer listed",
    (Kind.DATA_CATEGORY, Direction.WIDENED): "More data collected",
    (Kind.DATA_CATEGORY, Direction.NARROWED): "Less data collected",
    (Kind.SPECIAL_CATEGORY, Direction.ADDED): "New sensitive data",
    (Kind.SPECIAL_CATEGORY, Direction.REMOVED): "Sensitive data no longer listed",
    (Kind.CHILDREN, Direction.ADDED): "New rule for children",
    (Kind.CHILDREN, Direction.REMOVED): "Rule for children removed",
    (Kind.CHILDREN, Direction.WIDENED): "Open to younger people",
    (Kind.CHILDREN, Direction.CHANGED): "Rule for children changed",
    (Kind.PURPOSE, Direction.ADDED): "New purpose of use",
    (Kind.PURPOSE, Direction.REMOVED): "Purpose no longer listed",
    (Kind.RECIPIENT_CATEGORY, Direction.ADDED): "New recipients",
    (Kind.RECIPIENT_CATEGORY, Direction.REMOVED): "Recipients no longer listed",
    (Kind.NAMED_THIRD_PARTY, Direction.ADDED): "New named third party",
    (Kind.NAMED_THIRD_PARTY, Direction.REMOVED): "Third party no longer named",
    (Kind.NAMED_THIRD_PARTY, Direction.CHANGED): "Named third party replaced",
    (Kind.RETENTION, Direction.ADDED): "Retention period stated",
    (Kind.RETENTION, Direction.WIDENED): "Data kept longer",
    (Kind.RETENTION, Direction.NARROWED): "Data kept for a shorter time",
    (Kind.NEGATIVE_PROMISE, Direction.ADDED): "New promise",
    (Kind.NEGATIVE_PROMISE, Direction.REMOVED): "Promise removed",
    (Kind.NEGATIVE_PROMISE, Direction.NARROWED): "Promise weakened",
    (Kind.NEGATIVE_PROMISE, Direction.CHANGED): "Promise reworded",
    (Kind.RIGHTS, Direction.ADDED): "New right",
    (Kind.RIGHTS, Direction.REMOVED): "Right removed",
    (Kind.RIGHTS, Direction.WIDENED): "Right extended",
    (Kind.RIGHTS, Direction.NARROWED): "Right limited",
    (Kind.UNCLASSIFIED, Direction.ADDED): "New text",
    (Kind.UNCLASSIFIED, Direction.REMOVED): "Text removed",
    (Kind.UNCLASSIFIED, Direction.CHANGED): "Text changed",
}
_MAIL = {
    Direction.ADDED: "Contact e-mail added",
    Direction.REMOVED: "Contact e-mail removed",
    Direction.CHANGED: "Contact e-mail changed",
}
_WHOLE = {  # kinds that need no direction
    Kind.EDITORIAL: "Wording edited",
    Kind.LANGUAGE_VERSION_DRIFT: "Language versions differ",
    Kind.WATCH_RULE: "Your watch rule fired",
}
_FORMS = {
    "any": "{kind} {direction}",  # such as "Contact changed"
    "restless": "A place that changes at nearly every visit",
    "date": "{day} {month} {year}",
    "more": "and {n} more",
}
_MONTHS = {
    1: "January",
    2: "February",
    3: "March",
    4: "April",
    5: "May",
    6: "June",
    7: "July",
    8: "August",
    9: "September",
    10: "October",
    11: "November",
    12: "December",
}
_UNITS = {
    "H": ("{n} hour", "{n} hours"),
    "D": ("{n} day", "{n} days"),
    "W": ("{n} week", "{n} weeks"),
    "M": ("{n} month", "{n} months"),
    "Y": ("{n} year", "{n} years"),
}
_YEAR = 12  # months
_MANY = 36
_PROMISES = {
    "share": "not to share",
    "sell": "not to sell",
    "collect": "not to collect",
    "use": "not to use",
    "retain": "not to keep",
}
_OF_LABELS = frozenset(
    {
        Kind.DATA_CATEGORY,
        Kind.SPECIAL_CATEGORY,
        Kind.BIOMETRIC,
        Kind.PURPOSE,
        Kind.RECIPIENT_CATEGORY,
        Kind.RIGHTS,
        Kind.NEGATIVE_PROMISE,
    }
)  # what they name comes from the taxonomy, never from the page
_OTHER = "other"  # a denied verb that is none of those
_ANYTHING = "personal-data-generic"
_SALE = "sale-of-data"
_ASIDE = re.compile(r" \([^()]*\)\Z")
OF_CLAUSES = "clauses"  # rules that name clauses of the taxonomy
OF_PURPOSES = "purposes"  # of its purposes
OF_COUNTRIES = "transfers"  # and countries by their codes
_COUNTRY = re.compile(r"\b[A-Z]{2}(?:-[A-Z]{2})?\b")  # or a state of one
OF_STEMS = "themes"  # rules that name what they noticed by terms of the lexicon
_GAP = " … "  # between the words of such a term
_ID = re.compile(r"(?<![\w./@:-])[a-z]{2,}(?:-[a-z]+)+(?![\w./@:-])")  # of the taxonomy, such as call-logs
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_DURATION = re.compile(r"\bPT?(\d+)([HDWMY])\b")  # ISO 8601; a period of ours has one unit, and none in minutes
_MORE = re.compile(r"\band (\d+) more\Z")


def phrase(finding: Finding, language: str = "en") -> str:
    """What happened, such as "Contact e-mail changed"."""
    if finding.rule == RESTLESS:
        return said(_FORMS["restless"], language)
    if finding.kind in _WHOLE:
        return said(_WHOLE[finding.kind], language)
    if finding.kind is Kind.CONTACT and "@" in finding.what and finding.direction in _MAIL:
        return said(_MAIL[finding.direction], language)
    known = _PHRASES.get((finding.kind, finding.direction))
    if known is not None:
        return said(known, language)
    kind, direction = kind_label(finding.kind, language), direction_label(finding.direction, language)
    return said(_FORMS["any"], language).format(kind=kind, direction=direction)


def matter(finding: Finding, language: str = "en") -> str:
    """What it happened to, as a person would write it: "call logs", "30 days → 2 years"; empty: nothing is named."""
    if finding.kind is Kind.WATCH_RULE:
        return finding.what  # the operator's own name for it
    if finding.kind is Kind.NEGATIVE_PROMISE:
        return promise(finding.what, language)
    if finding.kind in _OF_LABELS or finding.origin in {OF_CLAUSES, OF_PURPOSES}:
        return _labelled(finding.what, language)
    if finding.origin == OF_COUNTRIES:
        return _COUNTRY.sub(lambda found: country_name(found[0], language), finding.what)
    words = _spelled(finding) if finding.origin == OF_STEMS else finding.what
    words = _DATE.sub(lambda found: printed_date(found[0], language), words)
    words = _ID.sub(lambda found: found[0].replace("-", " "), periods(words, language))
    return _rest(words, language) if finding.kind is Kind.UNCLASSIFIED else words


def _labelled(words: str, language: str) -> str:
    """Names of the taxonomy as people call them."""
    words = _pattern().sub(lambda found: said(labels()[found[0]], language), words)
    return _rest(words, language)


def _rest(words: str, language: str) -> str:
    """How many more a list has than it names, as the reader says it."""
    return _MORE.sub(lambda found: said(_FORMS["more"], language).format(n=found[1]), words)


def _spelled(finding: Finding) -> str:
    """The terms by which a theme was noticed, which the lexicon has as stems, as the quote spells them, and quoted."""
    quoted = " ".join(quote.text for quote in (finding.after, finding.before) if quote)
    return ", ".join(f"“{_term(term, quoted)}”" for term in finding.what.split(", ") if term)


def _term(term: str, quoted: str) -> str:
    parts = [rf"(\b{re.escape(part)}\w*)" for part in term.split(_GAP)]
    found = re.search(r".{0,80}?".join(parts), quoted, re.IGNORECASE | re.DOTALL)
    return _GAP.join(found.groups()) if found else term


def explanation(finding: Finding, language: str = "en") -> str:
    """Why it is told, in one sentence; as it was recorded when it was not written from a template of ours."""
    if finding.rule == RESTLESS:
        return ground("restless", language)
    if finding.reason != reason(finding.kind, finding.direction, finding.what):
        return finding.reason
    return reason(finding.kind, finding.direction, matter(finding, language), language)


def periods(words: str, language: str = "en") -> str:
    """ISO 8601 periods as a person writes them: "P30D → P36M" is "30 days → 3 years".

    Months are told as years from three years on, where all of them make whole years: "P6M → P36M" keeps the unit in
    which the two compare, and up to two years policies count in months as often.
    """
    months = [int(number) for number, unit in _DURATION.findall(words) if unit == "M"]
    is_in_years = max(months, default=0) >= _MANY and all(number % _YEAR == 0 for number in months)

    def told(period: re.Match[str]) -> str:
        number, unit = int(period[1]), period[2]
        number, unit = (number // _YEAR, "Y") if unit == "M" and is_in_years else (number, unit)
        return catalogue(HOME, language).ngettext(*_UNITS[unit], number).format(n=number)

    return _DURATION.sub(told, words)


def long_date(day: date, language: str = "en") -> str:
    """Such as "23 November 2026"."""
    month = said(_MONTHS[day.month], language)
    return said(_FORMS["date"], language).format(day=day.day, month=month, year=day.year)


def printed_date(printed: str, language: str) -> str:
    """An ISO 8601 date in words; what only looks like one stays as it is."""
    try:
        return long_date(date.fromisoformat(printed), language)
    except ValueError:
        return printed


def promise(words: str, language: str) -> str:
    """ "share: e-mail-address, personal-data-generic" as "not to share (e-mail address)"; what says no more than the
    verb is named only when nothing else is."""
    verb, colon, rest = words.partition(":")
    if colon and verb == _OTHER:
        return _labelled(rest.strip(), language)  # what is not done to it, no name of ours tells
    if not colon or verb not in _PROMISES:
        return _labelled(words, language)
    names = [name for name in rest.strip().split(", ") if name != _SALE]
    names = [name for name in names if name != _ANYTHING] or names
    plain = [_ASIDE.sub("", _labelled(name, language)) for name in names if name]
    listed = ", ".join(f"{name[:1].lower()}{name[1:]}" for name in plain)
    denied = said(_PROMISES[verb], language)
    return f"{denied} ({listed})" if listed else denied


@cache
def labels() -> Mapping[str, str]:
    """The label of everything in the taxonomy, by its id and by itself."""
    entries = [entry for table in taxonomy().entries.values() for entry in table.values()]
    return {entry.id: entry.label for entry in entries} | {entry.label: entry.label for entry in entries}


@cache
def _pattern() -> re.Pattern[str]:
    """A name of the taxonomy where it stands as a member of a list; the longest that fits."""
    names = "|".join(re.escape(name) for name in sorted(labels(), key=len, reverse=True))
    return re.compile(rf"(?<![^ ])(?:{names})(?=$|, | → |: | and \d+ more\Z)")
