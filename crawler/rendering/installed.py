"""The browser of this machine, and what is to be installed where there is none."""

import shutil
from importlib.util import find_spec

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str | None:
    """The program file of an installed Chromium; None: there is none on the path. None is ever downloaded."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def missing() -> str:
    """What to install before pages can be rendered; empty: nothing."""
    wanted = []
    if find_spec("playwright") is None:
        wanted.append('pip install "clausewatch[render]"')
    if chromium() is None:
        wanted.append("install Chromium (Debian: apt install chromium)")
    return " and ".join(wanted)
