"""Contrast of every pair of colours that is read together (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from history.rendering import static

_STYLE = static("style.css").decode()
_LIGHT, _DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\n\s*\}", _STYLE, re.DOTALL)[:2]
)
READ = [
    *((ink, paper) for ink in ("ink", "muted", "link") for paper in ("paper", "surface")),
    *((name, f"{name}-soft") for name in ("critical", "major", "minor", "info", "calm", "come", "gone")),
    *((name, paper) for name in ("come", "gone") for paper in ("paper", "surface")),
    ("major", "major-soft"),
    ("paper", "link"),
    ("link", "minor-soft"),
    ("ink", "minor-soft"),
]
SEEN = [
    *((line, paper) for line in ("edge", "focus") for paper in ("paper", "surface")),
    *((f"{name}-edge", "paper") for name in ("critical", "major", "minor")),
]


def _brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(scheme: dict[str, str], one: str, other: str) -> float:
    low, high = sorted((_brightness(scheme[one]), _brightness(scheme[other])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [_LIGHT, _DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), READ)
def test_text_can_be_read(scheme: dict[str, str], ink: str, paper: str) -> None:
    assert _contrast(scheme, ink, paper) >= 4.5


@pytest.mark.parametrize("scheme", [_LIGHT, _DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "paper"), SEEN)
def test_lines_that_mean_something_can_be_seen(scheme: dict[str, str], line: str, paper: str) -> None:
    assert _contrast(scheme, line, paper) >= 3


def test_both_schemes_name_the_same_colours() -> None:
    assert set(_LIGHT) == set(_DARK)


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert re.findall(r"url\(|@import", _STYLE) == []
