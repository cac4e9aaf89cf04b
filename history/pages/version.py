"""One version: the text as read, how it was captured, and the bytes as they came."""

from collections.abc import Sequence

from history import plain
from history.answers import Absent, Answer, File, Html, Json, Visit
from history.named import VersionOf, shows, version
from history.outline import chapters
from policy.model.shelf import VersionCard

_SHA256_DIGITS = frozenset("0123456789abcdef")

# What a stored page may do in a reader's browser: nothing (trust in the bytes ends at the archive's door).
_BODY_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "public, max-age=31536000, immutable",  # the address is the content's own hash
}


@shows(version)
def one(visit: Visit, kept: VersionOf) -> Answer:
    """The version's page."""
    card, found = kept.card, kept.version
    return Html(
        "version.html",
        {
            "card": card,
            "version": found,
            "chapters": chapters(found.reading),
            "capture": visit.library.capture(found.target_id, found.capture_id),
            "change": visit.library.change(card.target.id, found.number),
            **_beside(visit.library.versions(card.target.id), found.number),
        },
    )


def _beside(versions: Sequence[VersionCard], number: int) -> dict[str, VersionCard | None]:
    """The versions kept before and after that one, of all that are kept, newest first."""
    older = next((one for one in versions if one.number < number), None)
    newer = next((one for one in reversed(versions) if one.number > number), None)
    return {"older": older, "newer": newer}


@shows(version)
def one_json(visit: Visit, kept: VersionOf) -> Answer:
    found = kept.version
    return Json(plain.version(found, visit.library.capture(found.target_id, found.capture_id)))


def body(visit: Visit) -> Answer:
    """The bytes of a page, to be saved and never shown: opened from a disk, they are text, not a page that runs."""
    sha256 = visit.params["sha256"]
    if len(sha256) != 64 or not _SHA256_DIGITS.issuperset(sha256):
        return Absent(visit.speech.say("This body"))
    found = visit.library.body(sha256)
    if found is None:
        return Absent(visit.speech.say("This body"))
    disposition = {"Content-Disposition": f'attachment; filename="{sha256[:16]}.{_ending(found)}"'}
    return File(found, "application/octet-stream", {**_BODY_HEADERS, **disposition})


def _ending(found: bytes) -> str:
    if found.startswith(b"%PDF-"):
        return "pdf"
    return "bin" if b"\0" in found else "txt"
