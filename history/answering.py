"""Answers as HTTP responses, in the language of the visit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from history import atom, csv
from history.answers import Absent, Answer, Feed, File, Html, Json, Unclear, Visit
from history.csv import Spreadsheet
from history.rendering import environment, render
from policy.heads import settled
from policy.model.shelf import Change

_NEVER = "no-store"
_HTML = "text/html; charset=utf-8"
_PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answering:
    """One visit being answered. `headers` are what the answer carries when there is one, `here` is its address below
    the language; empty: it has none to be kept."""

    visit: Visit
    headers: Mapping[str, str]
    here: str = ""

    def response(self, answer: Answer) -> Response:
        match answer:
            case Html(template, shown):
                head = self.visit.library.head(settled(self.visit.now))
                return self._html(200, template, {**shown, "here_path": self.here, "head": head}, self.headers)
            case Json(value, status):
                return Response(_json(value), status, self.headers, "application/json")
            case Spreadsheet(name=name):
                disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
                return Response(csv.rendered(answer), 200, {**self.headers, **disposition}, csv.MEDIA_TYPE)
            case File(body, media_type, own):
                return Response(body, 200, {**self.headers, **own}, media_type)
            case Feed(channel, changes):
                body = atom.feed(channel, changes, self.visit, self._summary)
                return Response(body, 200, self.headers, atom.MEDIA_TYPE)
            case Absent(what, why):
                speech = self.visit.speech
                words = (speech.say("{what} is not kept here.", what=what), f"{why}." if why else "")
                return self.problem(404, speech.say("Not found"), " ".join(filter(None, words)))
            case Unclear(problem):
                return self.problem(400, self.visit.speech.say("This address cannot be understood"), problem)

    def problem(self, status: int, title: str, words: str, headers: Mapping[str, str] | None = None) -> Response:
        """What went wrong, as a page that asks nothing of the archive; beside it for machines as RFC 9457 has it."""
        own = {"Cache-Control": _NEVER, **(headers or {})}
        if self.visit.path.endswith(".json"):
            return Response(_json({"title": title, "status": status, "detail": words}), status, own, _PROBLEM)
        return self._html(status, "problem.html", {"title": title, "words": words, "here_path": ""}, own)

    def _html(self, status: int, template: str, shown: Mapping[str, object], headers: Mapping[str, str]) -> Response:
        own = {"Content-Language": self.visit.speech.language, "Vary": "Accept-Language", **headers}
        return Response(self._render(template, shown), status, own, _HTML)

    def _summary(self, change: Change) -> str:
        return self._render("feed_entry.html", {"change": change, "target": change.target}).decode()

    def _render(self, template: str, shown: Mapping[str, object]) -> bytes:
        templates = environment(self.visit.site, self.visit.speech.language)
        return render(templates, template, {**shown, "href": self.visit.href}).encode(errors="replace")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
