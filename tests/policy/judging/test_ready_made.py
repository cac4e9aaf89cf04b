"""Edits of the owner's policies give exactly the expected kinds. The policies are not part of the project."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policy.judging import judge
from tests.support.policies import policy

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
Edit = Callable[[str], str]


def text_of(number: str) -> str:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"{SEEDS} is not here: the owner's policies are kept outside the project")
    return found[0].read_text("utf-8")


def put(old: str, new: str, times: int = -1) -> Edit:
    return lambda text: text.replace(old, new, times)


def on_line(number: int, edit: Edit) -> Edit:
    def edited(text: str) -> str:
        lines = text.split("\n")
        lines[number - 1] = edit(lines[number - 1])
        return "\n".join(lines)

    return edited


def without_line(number: int) -> Edit:
    return lambda text: "\n".join(line for at, line in enumerate(text.split("\n"), 1) if at != number)


def swapped(one: int, other: int) -> Edit:
    def edited(text: str) -> str:
        lines = text.split("\n")
        lines[one - 1], lines[other - 1] = lines[other - 1], lines[one - 1]
        return "\n".join(lines)

    return edited


@pytest.mark.parametrize(
    ("number", "edit", "kinds"),
    [
        pytest.param("000", put("info@engoo.com", "privasi@engoo.com"), ["contact-change"], id="mail-id"),
        pytest.param("001", put("info@engoo.com", "privacy@engoo.com"), ["contact-change"], id="mail-ru"),
        pytest.param("000", put("ClickTale", "ClickTale, Meta Pixel", 1), ["named-third-party-change"], id="pixel-id"),
        pytest.param("001", put("ClickTale", "ClickTale, Meta Pixel", 1), ["named-third-party-change"], id="pixel-ru"),
        pytest.param("000", without_line(65), ["negative-promise-change"], id="promise"),
        pytest.param("000", on_line(90, lambda line: f"{line}, pemasaran"), ["purpose-change"], id="matrix"),
        pytest.param(
            "002", on_line(299, put("Indonesia", "Singapura")), ["international-transfer-change"], id="transfer"
        ),
        pytest.param("002", put("14 hari", "30 hari"), ["rights-procedure-change"], id="deadline"),
        pytest.param("002", on_line(178, put("prominent ", "")), ["change-notice-change"], id="notice"),
        pytest.param("003", put("untk", "untuk"), ["editorial-change"], id="typo"),
        pytest.param("003", swapped(19, 36), ["editorial-change"], id="moved"),
        pytest.param("000", put("DMM.com LLC", "Nusantara Ajar LLC"), ["controller-change"], id="controller-id"),
        pytest.param("001", put("DMM.com LLC", "Nusantara Ajar LLC"), ["controller-change"], id="controller-ru"),
        pytest.param(
            "000",
            on_line(29, lambda line: f"{line}, data kesehatan"),
            ["data-category-change", "special-category-change"],
            id="health",
        ),
    ],
)
def test_an_edit_gives_exactly_its_kinds(number: str, edit: Edit, kinds: list[str]) -> None:
    before = text_of(number)
    found = judge(policy(before), policy(edit(before)))
    assert sorted({finding.kind.value for finding in found.findings}) == kinds
