"""Words for what the model names, in the reader's language: the same ones on pages, in mails and on the terminal."""

from policy.catalogues import said
from policy.model.captures import Failure
from policy.model.changes import Direction, Kind, Severity, Verdict
from policy.model.looks import Event, State, VersionCause
from policy.model.readings import Suspicion
from policy.model.targets import DocumentType

_KINDS = {
    Kind.DATA_CATEGORY: "Data collected",
    Kind.SPECIAL_CATEGORY: "Sensitive data",
    Kind.BIOMETRIC: "Biometric data",
    Kind.CHILDREN: "Children",
    Kind.PURPOSE: "Purpose of use",
    Kind.AI_TRAINING: "AI training",
    Kind.AUTOMATED_DECISION: "Automated decisions",
    Kind.TARGETED_ADVERTISING: "Targeted advertising",
    Kind.LEGAL_BASIS: "Legal basis",
    Kind.CONSENT_MODEL: "Consent",
    Kind.DATA_SOURCE: "Source of data",
    Kind.RECIPIENT_CATEGORY: "Recipients",
    Kind.NAMED_THIRD_PARTY: "Named third party",
    Kind.SALE_OR_SHARING: "Sale or sharing",
    Kind.NEGATIVE_PROMISE: "Promise not to do something",
    Kind.LAW_ENFORCEMENT: "Law enforcement",
    Kind.INTERNATIONAL_TRANSFER: "International transfer",
    Kind.RETENTION: "Retention period",
    Kind.SECURITY_COMMITMENT: "Security commitment",
    Kind.CONTROLLER: "Responsible company",
    Kind.OWNERSHIP_CLAUSE: "Merger or sale of the business",
    Kind.CONTACT: "Contact",
    Kind.COMPLAINT_CHANNEL: "Complaints",
    Kind.RIGHTS: "Rights",
    Kind.RIGHTS_PROCEDURE: "How to use rights",
    Kind.CHANGE_NOTICE: "Notice of changes",
    Kind.EFFECTIVE_DATE: "Effective date",
    Kind.SCOPE: "Scope of the document",
    Kind.DISPUTE_TERMS: "Dispute terms",
    Kind.RISK_ASSESSMENT: "Risk assessment",
    Kind.LANGUAGE_VERSION_DRIFT: "Language versions differ",
    Kind.EDITORIAL: "Wording",
    Kind.UNCLASSIFIED: "Other change",
    Kind.WATCH_RULE: "Your watch rule",
}

_SEVERITIES = {
    Severity.INFO: "Info",
    Severity.MINOR: "Minor",
    Severity.MAJOR: "Major",
    Severity.CRITICAL: "Critical",
}

_DIRECTIONS = {
    Direction.ADDED: "added",
    Direction.REMOVED: "removed",
    Direction.WIDENED: "widened",
    Direction.NARROWED: "narrowed",
    Direction.CHANGED: "changed",
}

_STATES = {
    State.NEW: "Not read yet",
    State.OK: "Up to date",
    State.CHANGED: "Changed",
    State.SUSPECT: "Doubtful page",
    State.FLAPPING: "Alternating",
    State.UNREACHABLE: "Unreachable",
    State.THROTTLED: "Throttled",
    State.BLOCKED: "Blocked",
    State.MOVED: "Moved",
    State.GONE: "Gone",
    State.PAUSED: "Paused",
}

_DOCUMENT_TYPES = {
    DocumentType.PRIVACY: "Privacy policy",
    DocumentType.COOKIES: "Cookie policy",
    DocumentType.TERMS: "Terms",
    DocumentType.PROCESSING: "Data processing agreement",
    DocumentType.OTHER: "Other document",
}

_VERDICTS = {
    Verdict.NONE: "No change",
    Verdict.EDITORIAL: "Editorial",
    Verdict.MINOR: "Minor",
    Verdict.MATERIAL: "Material",
}

_EVENTS = {
    Event.FIRST: "First version",
    Event.UNCHANGED: "Unchanged",
    Event.HELD: "New text, waiting for a second look",
    Event.CHANGED: "Changed",
    Event.RETURNED: "Returned to an earlier text",
    Event.SUSPECT: "Doubtful page",
    Event.FAILED: "Not read",
}

_CAUSES = {
    VersionCause.FIRST: "First version",
    VersionCause.SOURCE: "Changed by the publisher",
    VersionCause.TECHNICAL: "Read again by a newer recipe of ours; the publisher changed nothing",
}

_SUSPICIONS = {
    Suspicion.EMPTY: "the page holds no text",
    Suspicion.ERROR_PAGE: "the page is an error message or a refusal",
    Suspicion.CONSENT_WALL: "a consent dialogue stands in front of the text",
    Suspicion.LOGIN_WALL: "the page asks to log in",
    Suspicion.BOT_WALL: "the page asks to prove that a human reads it",
    Suspicion.NEEDS_SCRIPT: "the page shows its text only with JavaScript",
    Suspicion.PARKED: "the domain is parked",
    Suspicion.MAINTENANCE: "the site is down for maintenance",
    Suspicion.TRUNCATED: "much of the text is missing",
    Suspicion.OTHER_DOCUMENT: "it looks like another document",
    Suspicion.LANGUAGE_FLIP: "it came in another language",
    Suspicion.NOT_A_POLICY: "it does not read like a policy",
    Suspicion.SELECTOR: "the configured part of the page was not found",
    Suspicion.UNREADABLE: "its form could not be read",
    Suspicion.SPAM: "it was replaced by spam",
    Suspicion.HOME_PAGE: "the home page came instead",
    Suspicion.OTHER_SITE: "another site came instead",
}

_FAILURES = {
    Failure.DNS: "the server's name is not known",
    Failure.CONNECT: "no connection to the server",
    Failure.TLS: "no safe connection to the server",
    Failure.TIMEOUT: "the server did not answer in time",
    Failure.TRANSPORT: "the answer was cut short",
    Failure.REDIRECT: "the page leads round in circles",
    Failure.ADDRESS: "the address lies in a network that may not be reached",
    Failure.ROBOTS: "the site asks robots to stay away from this page",
    Failure.ROBOTS_UNREACHABLE: "the site's rules for robots could not be read",
    Failure.THROTTLED: "the server asks us to come less often",
    Failure.BLOCKED: "the server refuses access",
    Failure.NOT_FOUND: "the page was not found",
    Failure.GONE: "the page was taken down",
    Failure.SERVER: "the server reports a fault of its own",
    Failure.HTTP: "the server gave no page",
    Failure.TOO_LARGE: "the page is too large",
    Failure.BOMB: "the page unpacks to more than is sound",
    Failure.TYPE: "the page has a form we cannot read",
    Failure.EMPTY: "the server sent an empty page",
    Failure.STOPPED: "we were asked to stop first",
}

_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def kind_label(kind: Kind, language: str = "en") -> str:
    return said(_KINDS[kind], language)


def severity_label(severity: Severity, language: str = "en") -> str:
    return said(_SEVERITIES[severity], language)


def direction_label(direction: Direction, language: str = "en") -> str:
    """In lower case, to follow a kind: "Contact changed"."""
    return said(_DIRECTIONS[direction], language)


def state_label(state: State, language: str = "en") -> str:
    return said(_STATES[state], language)


def document_type_label(document_type: DocumentType, language: str = "en") -> str:
    return said(_DOCUMENT_TYPES[document_type], language)


def verdict_label(verdict: Verdict, language: str = "en") -> str:
    return said(_VERDICTS[verdict], language)


def event_label(event: Event, language: str = "en") -> str:
    return said(_EVENTS[event], language)


def cause_label(cause: VersionCause, language: str = "en") -> str:
    return said(_CAUSES[cause], language)


def suspicion_label(suspicion: Suspicion, language: str = "en") -> str:
    """In lower case, to follow "Not compared, because "."""
    return said(_SUSPICIONS[suspicion], language)


def failure_label(failure: Failure, language: str = "en") -> str:
    """In lower case, to follow "Cause: "."""
    return said(_FAILURES[failure], language)


def language_label(code: str, language: str = "en") -> str:
    """The name of the language of that code, in `language`; the code itself when we have none."""
    name = _LANGUAGES.get(code.partition("-")[0].lower())
    return code if name is None else said(name, language)
