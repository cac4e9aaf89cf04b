"""What classes and ids call the parts of a page around the document: menus, dialogues, boxes that ask for something."""

import re

from policy.reading.markup.folding import UNFOLDS
from policy.reading.markup.vendors import is_consent_dialogue
from policy.remembering import remembered

_PLAIN_WORDS = (
    r"nav|navbar|navigation|topnav|subnav|sidenav|footer|site-?footer|page-?footer|site-?header|page-?header|top-?bar|"
    r"breadcrumbs?|topic-?path|pankuzu|pagination|pager|off-?canvas|mega-?menu|main-?menu|mobile-?menu|site-?menu|modal|popup|pop-up|lightbox|"
    r"newsletter|skip-?(?:link|nav|to-?content)|language-?(?:switcher|selector|picker|menu|list)|"
    r"lang-?(?:switcher|selector|picker|menu|switch)|locale-?(?:switcher|selector|picker)|country-?selector|"
    r"app-?banner|promo-?banner|toast|snackbar|(?:related|recent|similar)-?(?:posts|articles|products)|"
    r"recently-?viewed|recommendations|testimonials?|comments-?area|comment-?list|(?:posts?|page|entry|article)-?navigation|"
    r"rs_?btn|rs_skip|"  # of ReadSpeaker, which reads pages aloud
    r"ez-toc-container|toc_container|lwptoc|"  # tables of contents by plug-ins of WordPress
    r"material-(?:icons|symbols)|google-symbols|"  # fonts that draw a sign for its name: "expand_more"
    r"g-?navi?|gnb|lnb|global-?navi?|"  # as Japan and Korea call menus
    # of MediaWiki, which has a wiki in ten
    r"mw-(?:editsection|jump-link|indicators?)|siteSub|siteNotice|centralNotice|catlinks|printfooter"
)
_DOUBTFUL_WORDS = (
    r"menu|sidebar|header|social|share|sharing|search|login|signin|sign-in|signup|sign-up|related|recommended|promo|"
    r"subscribe|comments?|author|byline|feedback|helpful|vote|votes|rating|back-?to-?top|print|toolbar|widget|cta|"
    r"call-?to-?action|advert|ads|announcement|alert-?bar|sr-only|screen-reader-text|visually-?hidden|rich-snippet-hidden|tooltip|"
    r"reading-?time|read-?time|metadata|(?:article|entry|post)-(?:info|meta)|avatar"
)
# In names words are set apart by a hyphen, an underscore or nothing.
_PLAINLY, _DOUBTFULLY = (words.replace("-?", "[-_]?") for words in (_PLAIN_WORDS, _DOUBTFUL_WORDS))
_BORDER = r"(?:^|[\s_-]|(?<=[a-z0-9])(?=[A-Z]))"
_END = r"(?=$|[\s_-]|(?<=[a-z])[A-Z0-9])"
_PLAIN = re.compile(f"{_BORDER}(?i:{_PLAINLY}){_END}")
_DOUBTFUL = re.compile(f"{_BORDER}(?i:{_DOUBTFULLY}){_END}")
# All that a class or an id may say here, and more: words of it say whether others are everywhere, wherever they stand.
TELLING = re.compile(f"{_PLAINLY}|{_DOUBTFULLY}|{UNFOLDS.pattern}", re.IGNORECASE)
# An id of more words than this is the slug of a heading and says nothing of the element's part.
_SLUG = re.compile(r"(?:[-_][a-z0-9]+){3,}", re.IGNORECASE)
_NAMES = 4096  # sets of class names remembered: the elements of a page, and of a site, share few

NOTHING = (False, None, None)  # most names say nothing, and are one value to be told by
HEADERS = frozenset({"header", "page-header", "page_header", "pageheader"})
BOXES_OVER = frozenset({"modal", "popup", "pop-up", "lightbox"})
OF_LINKS = re.compile("nav|menu|breadcrumb|pagination|gnb|lnb")  # what holds prose all over the page is none
# What has such a name leads elsewhere or asks for something: a menu without links is none.
LEADING = frozenset(
    {"menu", "sidebar", "header", "social", "share", "sharing", "search", "login", "signin", "sign-in", "signup",
     "sign-up", "related", "recommended", "subscribe", "comment", "comments", "feedback", "helpful", "vote", "votes",
     "rating", "toolbar", "widget"}
)  # fmt: skip


@remembered(_NAMES)
def said_by(classes: str, name: str) -> tuple[bool, str | None, str | None]:
    """Whether a class and an id are those of a consent platform, and the plain and the doubtful word in them."""
    both = f"{classes} {name}"
    said = is_consent_dialogue(both), _named(_PLAIN, classes, name), _named(_DOUBTFUL, classes, name)
    return NOTHING if said == NOTHING else said


def _named(words: re.Pattern[str], classes: str, name: str) -> str | None:
    match = words.search(classes if _SLUG.search(name) else f"{classes} {name}")
    return match[0].strip(" _-").lower() if match else None
