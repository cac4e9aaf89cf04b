"""Words by which a page is known as a policy, and a title as a document's, in the languages we meet most."""

import re

from policy.knowledge.wording import pattern

_SUBJECTS = (
    "privacy", "personal-data", "cookies", "collecting", "deleting", "third-parties", "consent", "rights", "law",
    "terms", "agreement", "liability", "purposes", "keeping", "processing", "users", "ending", "intellectual-property",
    "complying", "publisher", "controller", "regulation", "date", "security", "guidelines",
)  # fmt: skip
_SUBJECT = tuple(re.compile(pattern(f"subject-{subject}")) for subject in _SUBJECTS)
_TITLE = re.compile(pattern("word-of-a-title"))  # of titles in lower case: patterns that ignore case are slower
_CONTENTS = re.compile(rf"^{pattern('contents')}\W*$", re.IGNORECASE)
_ITSELF = re.compile(pattern("calls-itself-a-policy"))
_SAMPLE = 40_000  # signs
_DATE = r"(?:\d{4}|\d\D{1,14}\d)"  # "every 5 minutes" and "3 days ago" are none
_UPDATED = re.compile(
    rf"^{pattern('dating-opens')}?(?:{pattern('dating-leads')} )?{pattern('dating')}\b.{{0,30}}{_DATE}.{{0,30}}$",
    re.IGNORECASE,
)

_YEAR = r"(?:19|20)\d\d"
_DATE_ALONE = re.compile(  # 3 May 2026, 3. Mai 2026, 10 de febrero de 2026, May 3rd, 2026, 03.05.2026, 2026-05-03
    rf"\d{{1,2}}(?:st|nd|rd|th|er|º)?[\s./-]+(?:de\s+)?\w+[\s./-]+(?:de\s+)?{_YEAR}(?:\s?[гр])?\W*|"
    rf"[^\W\d]{{3,12}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}\W*|{_YEAR}(?:\s?[年년月월./-]\s?\d{{1,2}}){{2}}\s?[日일]?\W*"
)
_LONGEST_DATE = 40  # signs


def is_date_alone(line: str) -> bool:
    """Whether the line is a date and nothing else."""
    return len(line) <= _LONGEST_DATE and _DATE_ALONE.fullmatch(line) is not None


def says_when_updated(line: str) -> bool:
    """Whether the line does nothing but date the document: "Last updated: 3 May 2024"."""
    return _UPDATED.match(line) is not None


def touches_subjects(text: str, asked: int) -> bool:
    """Whether the text touches as many subjects of policies; looks no further than to the one that settles it."""
    # In lower case once, because patterns that ignore case are several times slower.
    sample = text[:_SAMPLE].lower()
    missing = len(_SUBJECT) - asked
    found = 0
    for looked, subject in enumerate(_SUBJECT, 1):
        found += subject.search(sample) is not None
        if found >= asked or looked - found > missing:
            break
    return found >= asked


def names_a_document(title: str) -> bool:
    """Whether a title is that of a policy, of terms or of their like."""
    return _TITLE.search(in_lower_case(title)) is not None


def calls_itself_a_policy(text: str) -> bool:
    """Whether the text says in so many words which document it is: "this privacy notice"."""
    return _ITSELF.search(in_lower_case(text[:_SAMPLE])) is not None


def is_contents_label(words: str) -> bool:
    """Whether words stand over a table of contents."""
    return _CONTENTS.match(words) is not None


def in_lower_case(words: str) -> str:
    """The words in lower case; the dot that Python leaves above a Turkish İ is dropped, as nobody writes it, and who
    prints that letter prints the other one, too."""
    words = words.replace("I", "ı") if "İ" in words else words
    return words.lower().replace("i\u0307", "i")
