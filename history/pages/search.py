"""Words looked for in what is in force, and on wish in everything that was."""

from dataclasses import dataclass

from history import plain
from history.addresses import address
from history.answers import Absent, Answer, Html, Json, Unclear, Visit
from history.named import no_page, shows
from history.paging import steps
from policy.model.shelf import FoundSection

_SIZE = 20  # hits on a page
_LONGEST = 200  # characters of a question
_DEEPEST = 50  # pages; whoever reads that far asks for more words


@dataclass(frozen=True, slots=True)
class _Found:
    """The page of hits asked for, `number`; one hit more than is shown, to know whether there are more."""

    question: str
    is_past: bool
    number: int
    hits: tuple[FoundSection, ...]

    @property
    def shown(self) -> tuple[FoundSection, ...]:
        return self.hits[:_SIZE]

    @property
    def has_more(self) -> bool:
        return len(self.hits) > _SIZE


def _found(visit: Visit) -> _Found | Absent | Unclear:
    question, number, is_past = visit.query.get("q", "").strip(), visit.page(), visit.query.get("past") == "1"
    if len(question) > _LONGEST:
        return Unclear(visit.speech.say("Ask with at most {n} characters.", n=_LONGEST))
    if not 1 <= number <= _DEEPEST:
        return no_page(visit)
    offset = (number - 1) * _SIZE
    hits = visit.library.search(question, is_past, _SIZE + 1, offset) if question else ()
    return _Found(question, is_past, number, hits)


@shows(_found)
def found(visit: Visit, asked: _Found) -> Answer:
    """The page of hits, or of nothing but the question's field."""
    here, wish = visit.href("search"), {"q": asked.question, "past": "1" if asked.is_past else ""}
    other = address(here, wish, past="" if asked.is_past else "1")
    shown = {"question": asked.question, "is_past": asked.is_past, "hits": asked.shown, "other": other}
    return Html("search.html", shown | steps(asked.number, here, wish, has_more=asked.has_more))


@shows(_found)
def found_json(_: Visit, asked: _Found) -> Answer:
    hits = [plain.hit(hit) for hit in asked.shown]
    return Json({"page": asked.number, "has_more": asked.has_more, "hits": hits})
