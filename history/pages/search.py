"""Words looked for in what is in force, and on wish in everything that was."""

from history import plain
from history.addresses import address
from history.answers import Absent, Answer, Json, Page, Unclear, Visit
from policy.model.shelf import Hit

_SIZE = 20  # hits on a page
_LONGEST = 200  # characters of a question
_DEEPEST = 50  # pages; whoever reads that far asks for more words


def found(visit: Visit) -> Answer:
    """The page of hits, or of nothing but the question's field."""
    question = visit.query.get("q", "").strip()
    hits = _hits(visit)
    if not isinstance(hits, tuple):
        return hits
    number, is_past = visit.page(), _is_past(visit)
    here = visit.href("search")
    wish = {"q": question, "past": "1" if is_past else ""}
    return Page(
        "search.html",
        {
            "question": question,
            "is_past": is_past,
            "hits": hits[:_SIZE],
            "number": number,
            "newer": address(here, wish, page=str(number - 1) if number > 2 else "") if number > 1 else None,
            "older": address(here, wish, page=str(number + 1)) if len(hits) > _SIZE else None,
            "other": address(here, wish, past="" if is_past else "1"),
        },
    )


def found_json(visit: Visit) -> Answer:
    hits = _hits(visit)
    if not isinstance(hits, tuple):
        return hits
    shown = [plain.hit(hit) for hit in hits[:_SIZE]]
    return Json({"page": visit.page(), "has_more": len(hits) > _SIZE, "hits": shown})


def _hits(visit: Visit) -> tuple[Hit, ...] | Absent | Unclear:
    """One more than is shown, to know whether there are more."""
    question, number = visit.query.get("q", "").strip(), visit.page()
    if len(question) > _LONGEST:
        return Unclear(visit.speech.say("Ask with at most {n} characters.", n=_LONGEST))
    if not 1 <= number <= _DEEPEST:
        return Absent(visit.speech.say("Page {page} of what was found", page=visit.query.get("page", "")))
    return visit.library.search(question, _is_past(visit), _SIZE + 1, (number - 1) * _SIZE) if question else ()


def _is_past(visit: Visit) -> bool:
    return visit.query.get("past") == "1"
