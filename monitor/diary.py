"""What we do, line by line on standard error: for people, or one JSON object a line for machines."""

import json
import logging
import re
from datetime import UTC, datetime

from monitor.printing import say

log = logging.getLogger(__name__)
_TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_FIELD = re.compile(r"(?:^|\s)([a-z_]+)=(\S+)")
_LIBRARIES = ("alembic", "apscheduler", "uvicorn", "scrapy")


class JsonLines(logging.Formatter):
    """Each record as one line, whatever stands in it: the words, the fields written as `name=value`, the trace."""

    def format(self, record: logging.LogRecord) -> str:
        words = record.getMessage()
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": words,
        }
        # After the first colon stands what others said, in which nothing is a field of ours; of two the first is.
        if fields := dict(reversed(_FIELD.findall(words.partition(": ")[0]))):
            line["fields"] = fields
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def greet(words: str, form: str) -> None:
    """The first lines of a daemon: talk for people, a record where every line is one."""
    if form == "json":
        log.info(words)
    else:
        say(words)


def keep_diary(form: str) -> None:
    """The log of this process, as "text" or "json"; of the libraries only what an operator must know."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(_TEXT))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for library in _LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
