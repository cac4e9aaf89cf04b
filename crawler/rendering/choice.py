"""Whether a page is to be rendered, decided anew at each look from the page as the server sent it."""

from crawler.asks import Answer
from crawler.forms import is_html
from policy.model.readings import Source, Suspicion
from policy.model.targets import Fetching
from policy.reading import read


def is_wanted(fetching: Fetching, answer: Answer) -> bool:
    """Whether the owner's wish and the page's form ask for the browser."""
    if fetching is Fetching.PLAIN or not is_html(answer.body, answer.response.header("Content-Type")):
        return False
    return fetching is Fetching.BROWSER or _is_shell(answer)


def _is_shell(answer: Answer) -> bool:
    """Whether a page holds no text until its scripts have run. The owner's selectors are left out of it: they choose
    among what the scripts will have made."""
    response = answer.response
    source = Source(response.url, response.header("Content-Type"), answer.body)
    return Suspicion.NEEDS_SCRIPT in read((source,)).quality.suspicions
