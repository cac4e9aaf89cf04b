"""What this site is, and whether it is alive."""

import tomllib
from importlib.resources import files

from history.answers import Answer, File, Html, Json, Visit
from history.openapi import document
from history.rendering import machine, static
from history.wording import FIGURES, SEVERITIES, STATES
from policy.knowledge.taxonomy import taxonomy
from policy.model.shelf import OutOfReachError
from policy.words import kind_label

_STYLE = static("style.css")
_ICON = static("icon.svg")
_ACCURACY = tomllib.loads(files("history").joinpath("accuracy.toml").read_text("utf-8"))
_KEEP = {"Cache-Control": "public, max-age=31536000, immutable"}  # the address carries the edition


def about(visit: Visit) -> Answer:
    """How documents are watched and judged, in plain words."""
    severities = [(severity, visit.speech.say(meaning)) for severity, meaning in SEVERITIES.items()]
    states = [(state, visit.speech.say(meaning)) for state, meaning in STATES.items()]
    figures = [(visit.speech.say(name), round(100 * _ACCURACY["figures"][key])) for key, name in FIGURES.items()]
    entries = sorted(taxonomy().kinds.values(), key=lambda entry: kind_label(entry.kind, visit.speech.language))
    kinds = [(entry, visit.speech.say(entry.definition)) for entry in entries]
    shown = {"documents": len(visit.catalogue.documents()), "severities": severities, "states": states}
    return Html("about.html", shown | {"kinds": kinds, "figures": figures, "pairs": _ACCURACY["pairs"]})


def health(visit: Visit) -> Answer:
    """Whether somebody still looks. `stale` answers 503, so that a monitor that reads only the status sees it too;
    a site that has watched nothing yet is `waiting`, one whose archive cannot be asked `unreachable`."""
    try:
        cards = visit.catalogue.documents()
    except OutOfReachError:
        return Json({"status": "unreachable", "last_look": None, "documents": 0}, 503)
    last = max((card.last_checked for card in cards if card.last_checked), default=None)
    is_stale = last is not None and visit.now - last > visit.site.stale_after
    state = "stale" if is_stale else "ok" if last else "waiting"
    answer = {"status": state, "last_look": machine(last) if last else None, "documents": len(cards)}
    return Json(answer, 503 if is_stale else 200)


def description(visit: Visit) -> Answer:
    """The JSON addresses for machines."""
    return Json(document(visit.site.origin, visit.site.prefix, visit.site.name))


def style(_: Visit) -> Answer:
    return File(_STYLE, "text/css; charset=utf-8", _KEEP)


def icon(_: Visit) -> Answer:
    return File(_ICON, "image/svg+xml", _KEEP)


def robots(_: Visit) -> Answer:
    """Pages may be indexed; stored bodies are not ours to spread."""
    return File(b"User-agent: *\nDisallow: /bodies/\n", "text/plain; charset=utf-8")
