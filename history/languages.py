"""In which language somebody reads: as the address says, or else as the browser asks."""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from policy.catalogues import LANGUAGES

_RANGE = re.compile(r"([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*(?:;q=([01](?:\.\d{1,3})?))?")
_LONGEST = 1_000  # characters of a header that are looked at


class Addressed:
    """The app behind it, told in `scope["language"]` which language the address begins with: `/ru/about` is `/about` in
    Russian. None: it begins with none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            language, path = parted(scope["path"])
            scope = {**scope, "path": path, "language": language}
        await self._app(scope, receive, send)


def parted(path: str) -> tuple[str | None, str]:
    """The language a path begins with, and the path without it."""
    for language in LANGUAGES:
        root = f"/{language}"
        if path == root or path.startswith(f"{root}/"):
            return language, path[len(root) :] or "/"
    return None, path


def preferred(accepted: str) -> str:
    """The language of ours that an Accept-Language header likes most (RFC 9110 §12.5.4); English when it names none."""
    liked: dict[str, float] = {}
    for part in accepted[:_LONGEST].replace(" ", "").split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            continue
        for language in LANGUAGES if found[1] == "*" else (found[1].lower(),):
            liked.setdefault(language, float(found[2] or 1))
    best = max(LANGUAGES, key=lambda language: liked.get(language, 0.0))
    return best if liked.get(best) else LANGUAGES[0]
