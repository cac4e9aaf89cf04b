"""The policies of the example site: invented companies, two editions of each policy."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from policy.model.targets import DocumentType


class Edition(StrEnum):
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class DemoPage:
    """One policy of one company."""

    service: str
    company: str
    title: str
    language: str
    type: DocumentType
    file: str
    changed: str  # what the second edition brings, for people

    @property
    def path(self) -> str:
        return f"/{self.service}/{self.type}"

    @property
    def target_id(self) -> str:
        return f"{self.service}-{self.type}"

    def written(self, edition: Edition, nonce: str) -> str | None:
        """The page as a browser gets it, the nonce in every place where sites put theirs; None: the edition has no
        such page."""
        text = _file(edition, self.file)
        if text is None or self.file.endswith(".txt"):
            return text
        page = _file(edition, "layout.html") or ""
        for name, value in (
            ("body", text),
            ("title", f"{self.title} – {self.company}"),
            ("company", self.company),
            ("language", self.language),
            ("nonce", nonce),
        ):
            page = page.replace("{{" + name + "}}", value)
        return page


def _file(edition: Edition, name: str) -> str | None:
    path = files("monitor.demo") / "site" / edition / name
    return path.read_text("utf-8") if path.is_file() else None


PAGES = (
    DemoPage(
        service="lanternfish",
        company="Lanternfish",
        title="Privacy Policy",
        language="en",
        type=DocumentType.PRIVACY,
        file="lanternfish-privacy.html",
        changed="collects precise location, advertises, keeps logs longer, another e-mail address, a new date",
    ),
    DemoPage(
        service="kedai-senja",
        company="Kedai Senja",
        title="Kebijakan Privasi",
        language="id",
        type=DocumentType.PRIVACY,
        file="kedai-senja-privacy.html",
        changed="collects precise location, names a third party, keeps orders longer, a new date",
    ),
    DemoPage(
        service="severny-mayak",
        company="Северный маяк",
        title="Политика конфиденциальности",
        language="ru",
        type=DocumentType.PRIVACY,
        file="severny-mayak-privacy.html",
        changed="a promise is gone, advertises, another e-mail address, a new date",
    ),
    DemoPage(
        service="saltmarsh",
        company="Saltmarsh Tool Library",
        title="Terms of lending",
        language="en",
        type=DocumentType.TERMS,
        file="saltmarsh-terms.html",
        changed="a new rule of a kind nobody foresaw",
    ),
    DemoPage(
        service="quillmoor",
        company="Quillmoor",
        title="Terms of Service",
        language="en",
        type=DocumentType.TERMS,
        file="quillmoor-terms.txt",
        changed="the same in other words (plain text)",
    ),
    DemoPage(
        service="halfmoon",
        company="Halfmoon Railway",
        title="Cookies",
        language="en",
        type=DocumentType.COOKIES,
        file="halfmoon-cookies.html",
        changed="nothing: only menus, banner and tokens around it",
    ),
    DemoPage(
        service="pebblebank",
        company="Pebblebank",
        title="Privacy Notice",
        language="en",
        type=DocumentType.PRIVACY,
        file="pebblebank-privacy.html",
        changed="cannot be read: the server answers 503",
    ),
)
