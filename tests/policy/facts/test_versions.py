"""A policy in two languages on one page: where the versions differ, and an edit of only one of them."""

import pytest

from policy.facts.versions import drift, drift_across, versions
from policy.judging import judge
from policy.model.changes import Kind
from tests.support.policies import policy

ENGLISH = """# Privacy policy of Lumora

We explain how we handle the information that you give to us when you use the lessons.

## 1. What we collect

We collect your name and your email address when you sign up for the lessons with us.

## 2. Cookies

We use small files to remember the settings that you choose on our website.

## 3. Sharing

We will share your data with your express consent and never without asking you about it.

Our partners have to follow the same rules as we do when they work for us.

## 4. Changes

We will tell you by email before the policy changes in any way that matters to you.

## 5. Contact

You can write to our team whenever you have a question about this policy.
"""
INDONESIAN = """# Kebijakan privasi Lumora

Kami menjelaskan bagaimana kami menangani informasi yang Anda berikan saat memakai pelajaran kami.

## 1. Apa yang kami kumpulkan

Kami mengumpulkan nama dan alamat email Anda saat Anda mendaftar untuk pelajaran dengan kami.

## 2. Kuki

Kami menggunakan berkas kecil untuk mengingat pengaturan yang Anda pilih di situs kami.

## 3. Berbagi

Kami akan membagikan data Anda dengan persetujuan tersurat Anda dan tidak pernah tanpa bertanya.

Mitra kami harus mengikuti aturan yang sama seperti kami ketika mereka bekerja untuk kami.

## 4. Perubahan

Kami akan memberi tahu Anda melalui email sebelum kebijakan ini berubah secara berarti bagi Anda.

## 5. Kontak

Anda dapat menulis kepada tim kami kapan pun Anda memiliki pertanyaan tentang kebijakan ini.
"""
PARTNERS = "Mitra kami harus mengikuti aturan yang sama seperti kami ketika mereka bekerja untuk kami.\n"
COOKIES = INDONESIAN[INDONESIAN.index("## 2. Kuki") : INDONESIAN.index("## 3. Berbagi")]


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.language, one.what) for one in drift(policy(text))]


def test_versions_that_agree_differ_in_nothing() -> None:
    assert len(versions(policy(f"{ENGLISH}\n{INDONESIAN}"))) == 2
    assert told(f"{ENGLISH}\n{INDONESIAN}") == []


def test_a_page_in_one_language_has_no_versions() -> None:
    assert versions(policy(ENGLISH)) == ()
    assert drift(policy(ENGLISH)) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (COOKIES, "", [("section", "id", "2. Cookies")]),
        (PARTNERS, "", [("paragraph", "id", "Our partners have to follow")]),
        ("persetujuan tersurat", "persetujuan tertulis", [("consent", "id", "consent-express → consent-written")]),
    ],
)
def test_what_one_version_lacks_or_says_otherwise_is_told(
    old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(f"{ENGLISH}\n{INDONESIAN.replace(old, new)}") == expected


def test_the_versions_may_stand_in_documents_of_their_own() -> None:
    other = policy(INDONESIAN.replace(COOKIES, ""))
    assert [one.what for one in drift_across(policy(ENGLISH), other)] == ["2. Cookies"]
    assert drift_across(policy(ENGLISH), policy(ENGLISH.replace("## 2. Cookies", "## 2. Files"))) == ()


def test_a_paragraph_that_only_the_further_version_has_is_told_of_the_first() -> None:
    more = INDONESIAN.replace("di situs kami.\n", "di situs kami.\n\nKami tidak memakai kuki pihak lain.\n")
    assert told(f"{ENGLISH}\n{more}") == [("paragraph", "en", "Kami tidak memakai kuki pihak")]


def renumbered(*headings: str) -> str:
    """The Indonesian version with numbers at these headings that no section of the English one has."""
    text = INDONESIAN
    for heading in headings:
        text = text.replace(heading, f"1{heading}")
    return text


@pytest.mark.parametrize(
    ("other", "sections"),
    [
        (renumbered("3. Berbagi", "4. Perubahan", "5. Kontak"), 3 + 3),
        (renumbered("2. Kuki", "3. Berbagi", "4. Perubahan", "5. Kontak"), 0),
        (INDONESIAN + "".join(f"\n## {number}. Aturan\n\nKami mengikuti aturan.\n" for number in range(6, 16)), 10),
    ],
    ids=["half", "less than half", "all of the shorter one"],
)
def test_documents_that_share_half_of_the_shorter_outline_are_versions_of_one_policy(other: str, sections: int) -> None:
    assert len(drift_across(policy(ENGLISH), policy(other))) == sections


@pytest.mark.parametrize("old", [COOKIES, PARTNERS])
def test_an_edit_of_one_version_alone_is_told_as_drift(old: str) -> None:
    before, after = policy(f"{ENGLISH}\n{INDONESIAN}"), policy(f"{ENGLISH}\n{INDONESIAN.replace(old, '')}")
    kinds = {finding.kind for finding in judge(before, after).findings}
    assert Kind.LANGUAGE_VERSION_DRIFT in kinds
    assert {finding.kind for finding in judge(after, after).findings} == set()


def test_the_same_edit_of_both_versions_is_no_drift() -> None:
    english = ENGLISH.replace("Our partners have to follow the same rules as we do when they work for us.\n", "")
    after = policy(f"{english}\n{INDONESIAN.replace(PARTNERS, '')}")
    kinds = {finding.kind for finding in judge(policy(f"{ENGLISH}\n{INDONESIAN}"), after).findings}
    assert Kind.LANGUAGE_VERSION_DRIFT not in kinds


def test_what_one_version_newly_says_is_new_though_the_other_said_it() -> None:
    english = ENGLISH.replace("your name and", "your name, your phone number and")
    before = policy(f"{english}\n{INDONESIAN}")
    after = policy(f"{english}\n{INDONESIAN.replace('nama dan', 'nama, nomor telepon dan')}")
    assert Kind.DATA_CATEGORY in {finding.kind for finding in judge(before, after).findings}
