"""The owner's five sample policies, served over HTTP as plain text and inside a page, and edited.

Their texts belong to others and are read from the folder beside the project when it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from policy.model.changes import Kind, Severity
from policy.model.looks import Event
from tests.line.house import Line, line, write
from tests.line.policies import noisy
from tests.support.sampling import sampled
from tests.support.site import Handler, Site, answer, page

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not (SEEDS / "truth.json").exists(), reason="the owner's sample policies are not beside the project (shared/seeds)"
)


@dataclass(frozen=True)
class Edit:
    """One edit of a sample, and the kinds it must give: exactly these."""

    name: str
    seed: str
    change: Callable[[str], str]
    kinds: frozenset[Kind]
    severity: Severity | None = None


def replaced(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, count)

    return change


def on_line(number: int, change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of one line, counted from 1."""

    def apply(text: str) -> str:
        lines = text.split("\n")
        lines[number - 1] = change(lines[number - 1])
        return "\n".join(lines)

    return apply


def without_line(number: int) -> Callable[[str], str]:
    def apply(text: str) -> str:
        lines = text.split("\n")
        del lines[number - 1]
        return "\n".join(lines)

    return apply


def swapped(first: int, second: int) -> Callable[[str], str]:
    def apply(text: str) -> str:
        lines = text.split("\n")
        lines[first - 1], lines[second - 1] = lines[second - 1], lines[first - 1]
        return "\n".join(lines)

    return apply


ENGOO, VOFFICE = "000", "003"
EDITS = (
    Edit(
        "another e-mail address", ENGOO, replaced("info@engoo.com", "help@engoo.com"),
        frozenset({Kind.CONTACT}), Severity.MAJOR,
    ),
    Edit(
        "an advertising pixel beside the others", ENGOO, replaced("ClickTale)", "ClickTale, Meta Pixel)"),
        frozenset({Kind.NAMED_THIRD_PARTY}), Severity.MAJOR,
    ),
    Edit(
        "a promise deleted", ENGOO, without_line(65),
        frozenset({Kind.NEGATIVE_PROMISE}), Severity.CRITICAL,
    ),
    Edit(
        "marketing in a row of the matrix", ENGOO,
        on_line(90, lambda words: words + ", pemasaran"),
        frozenset({Kind.PURPOSE}), Severity.MAJOR,
    ),
    Edit("a typing error mended", VOFFICE, replaced("untk", "untuk"), frozenset({Kind.EDITORIAL}), Severity.INFO),
    Edit("two paragraphs swapped", VOFFICE, swapped(19, 36), frozenset({Kind.EDITORIAL}), Severity.INFO),
    Edit(
        "health data asked for", ENGOO, on_line(29, replaced(", ", ", data kesehatan, ", 1)),
        frozenset({Kind.DATA_CATEGORY, Kind.SPECIAL_CATEGORY}), Severity.CRITICAL,
    ),
)  # fmt: skip
FORMS = ("text", "html")


def _seed(number: str) -> str:
    (file,) = SEEDS.glob(f"{number}_*.txt")
    return file.read_text("utf-8")


def _html(text: str) -> str:
    """The text as an ordinary page has it: a paragraph a line, under a menu, with no heading marked as such."""
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    menu = '<header><nav><a href="/">Home</a> <a href="/help">Help</a></nav></header>'
    body = f"<body>{menu}<main>{lines}</main><footer>© 2026</footer></body>"
    return f"<!doctype html><html><head><title>Policy</title></head>{body}</html>"


def _served(text: str, form: str) -> Handler:
    if form == "text":
        return answer(200, text.encode(), "text/plain; charset=utf-8")
    return page(_html(text))


async def _watched(watch: Line, site: Site, seed: str, form: str) -> None:
    site.pages["/policy"] = _served(_seed(seed), form)
    (first,) = await watch.look()
    assert first.event is Event.FIRST, first.move


@pytest.mark.slow(1)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
async def test_an_edit_of_a_sample_gives_exactly_its_kinds(edit: Edit, form: str, tmp_path: Path) -> None:
    async with Site() as site:
        write(tmp_path, {"sample": site.url("policy")})
        with line(tmp_path) as watch:
            await _watched(watch, site, edit.seed, form)
            site.pages["/policy"] = _served(edit.change(_seed(edit.seed)), form)
            looks = await watch.look_twice()
            (change,) = watch.changes()
    assert [one.event for one in looks] == [Event.HELD, Event.CHANGED]
    assert {finding.kind for finding in change.findings} == edit.kinds
    assert change.severity is edit.severity


@pytest.mark.parametrize("seed", sampled(["000", "001", "002", "003", "004"], 5))
async def test_a_sample_served_again_yields_nothing_noise_or_not(seed: str, tmp_path: Path) -> None:
    async with Site() as site:
        text = _seed(seed)
        site.pages |= {"/text": _served(text, "text"), "/html": _served(text, "html")}
        write(tmp_path, {"text": site.url("text"), "html": site.url("html")})
        with line(tmp_path) as watch:
            first = [one.event for one in await watch.look()]
            again = [one.event for one in await watch.look(timedelta(hours=14))]
            site.pages["/html"] = page(noisy(_html(text), "x81"))
            noise = [one.event for one in await watch.look(timedelta(hours=14))]
    assert (first, again, noise) == ([Event.FIRST] * 2, [Event.UNCHANGED] * 2, [Event.UNCHANGED] * 2)
