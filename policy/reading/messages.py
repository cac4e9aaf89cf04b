"""What pages say of themselves when they are not the document, as `knowledge/wordings/pages.toml` has it.

Only short pages are asked: policies speak of errors, passwords and robots, too. What programs and servers print where
they fail amid a page is asked of every page.
"""

import re

from policy.knowledge.wording import pattern


def _any(name: str) -> re.Pattern[str]:
    return re.compile(pattern(name), re.IGNORECASE)


ERROR = _any("error-page")
BOT = _any("bot-wall")
LOGIN = _any("login-wall")
SCRIPT = _any("needs-script")
LOADING = re.compile(rf"^\W*{pattern('loading')}\W*$", re.IGNORECASE)
UNFILLED = re.compile(r"\{\{[^{}]{1,80}\}\}|\$\{[^{}]{1,80}\}|<%.{1,80}%>")  # as templates of most kinds mark a gap
PARKED = _any("parked")
MAINTENANCE = _any("maintenance")
CONSENT = _any("consent-wall")
CONSENT_OPENING = _any("consent-opening")
BREAKS_OFF = re.compile(rf"{pattern('breaks-off')}(?!\w)\s*(?:[^\w\s]|$)", re.IGNORECASE)  # a policy would go on
PROGRAM_FAULT = re.compile(pattern("program-fault"))

# Single words that say what a short page is once it is known to be no policy; in a policy they would say nothing.
HINTS = {
    "needs-javascript": re.compile(r"java ?script", re.IGNORECASE),
    "parked": re.compile(rf"{pattern('domain')}\w*[\s\S]{{0,200}}{pattern('to-be-had')}", re.IGNORECASE),
    "maintenance": _any("hint-maintenance"),
    "bot-wall": _any("hint-bot-wall"),
    "blocked-or-error": _any("hint-error-page"),
}
