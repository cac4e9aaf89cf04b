"""Every folder under tests/cases/read is one page and what is to be read from it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policy.model.readings import Reading, Source
from policy.model.targets import DocumentType, ReadingOptions
from policy.reading import read
from tests.support.sampling import sampled

CASES = Path(__file__).parents[2] / "cases" / "read"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/expect.toml"))


def reading_of(folder: Path, wanted: dict[str, Any]) -> Reading:
    page = next(folder.glob("page.*"))
    options = ReadingOptions(
        select=tuple(wanted.get("select", ())),
        remove=tuple(wanted.get("remove", ())),
        follow=tuple(wanted.get("follow", ())),
        kind=DocumentType(wanted["kind"]) if "kind" in wanted else None,
        fragment=wanted.get("fragment", ""),
    )
    return read((Source("https://acme.example/privacy", None, page.read_bytes()),), options)


def printed(reading: Reading) -> str:
    return "\n".join(f"{section.number or ''} {section.heading}\n{section.text}" for section in reading.sections)


def outline(reading: Reading) -> list[str]:
    return [
        f"{'#' * section.level} {section.number + ' ' if section.number else ''}{section.heading}"
        for section in reading.sections
        if section.heading
    ]


@pytest.mark.parametrize("folder", sampled(FOLDERS, 3), ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_page_is_read_as_its_case_says(folder: Path) -> None:
    wanted = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    reading = reading_of(folder, wanted)
    text, lane = printed(reading), "\n".join(drop.text for drop in reading.dropped)
    assert [str(doubt) for doubt in reading.quality.suspicions] == wanted.get("quality", [])
    assert [words for words in wanted.get("kept", []) if words not in text] == []
    assert [words for words in wanted.get("dropped", []) if words in text or words not in lane] == []
    assert [words for words in wanted.get("absent", []) if words in text] == []
    if "outline" in wanted:
        assert outline(reading) == wanted["outline"]
    if "languages" in wanted:
        assert list(reading.languages) == wanted["languages"]
    if "title" in wanted:
        assert reading.title == wanted["title"]
    if "links" in wanted:
        assert [[str(link.kind), link.words, link.target] for link in reading.links] == wanted["links"]
    if "blocks" in wanted:
        assert [f"{block.kind} {block.text}" for section in reading.sections for block in section.blocks] == wanted[
            "blocks"
        ]
    if "policies" in wanted:
        assert [
            f"{'' if policy.is_read else '- '}{policy.title} ({policy.kind})" for policy in reading.policies
        ] == wanted["policies"]
    if "same_text_as" in wanted:
        other = folder.parent.parent / wanted["same_text_as"]
        assert reading.text_sha256 == reading_of(other, {}).text_sha256


def test_there_are_cases() -> None:
    assert len(FOLDERS) > 100
