"""Where pages are: paths that no name can leave, in the language the reader stays in."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from policy.catalogues import LANGUAGES

_FILES = (".json", ".csv", ".css", ".svg")  # the same in every language


@dataclass(frozen=True, slots=True)
class Addresses:
    """Builds the addresses of pages: each part is quoted, so that a name cannot leave its place in the path. `stated`
    is the language the visitor's own address begins with, which linked pages keep; None: it begins with none, and each
    page is in the language the browser asks for. Feeds name theirs, for a feed reader asks for none."""

    prefix: str = ""
    stated: str | None = None
    language: str = LANGUAGES[0]

    def __call__(self, *parts: str | int) -> str:
        return f"{self._root(str(parts[0]), str(parts[-1]))}/{'/'.join(quote(str(part), safe='') for part in parts)}"

    @property
    def root(self) -> str:
        """The path before every page."""
        return self.prefix if self.stated is None else f"{self.prefix}/{self.stated}"

    def _root(self, first: str, last: str) -> str:
        if last.endswith((".atom", ".ics")):
            return self.prefix if self.language == LANGUAGES[0] else f"{self.prefix}/{self.language}"
        return self.prefix if first in ("bodies", "health") or last.endswith(_FILES) else self.root


def address(path: str, query: Mapping[str, str], **changed: str) -> str:
    """The path with that query, in the order given; what is empty is left out."""
    wanted = {name: value for name, value in {**query, **changed}.items() if value}
    return f"{path}?{urlencode(wanted)}" if wanted else path
