"""How consent platforms name their dialogues: what these mark is never the policy itself."""

import re

# Ids and class prefixes from the vendors' own documentation and widely deployed builds. Cookie *declarations*
# (CookieDeclaration, ot-sdk-cookie-policy, cookie tables) are content and deliberately not named here.
_MARKS = (
    r"onetrust-(?:consent|banner|pc|group|style)",
    r"ot-(?:sdk-(?:container|row)|pc-|fltr-|sync-)",
    r"optanon-(?:alert|popup|menu|cookie-policy-popup)",
    r"cybotcookiebotdialog",
    r"cookiebotdialog",
    r"didomi-(?:host|popup|notice|consent)",
    r"usercentrics-(?:root|cmp)",
    r"uc-banner",
    r"truste_(?:overlay|box|cm|popframe)",
    r"trustarc-",
    r"consent_blackbar",
    r"qc-cmp2?-",
    r"sp_message_",
    r"cky-(?:consent|modal|overlay|btn|preference|notice)",
    r"cookie-law-info-",
    r"cli-(?:modal|settings|plugin)",
    r"cmplz-(?:cookiebanner|modal|soft|manage)",
    r"iubenda-cs-",
    r"axeptio",
    r"tarteaucitron(?:root|alert|services|main|premium)",
    r"osano-cm",
    r"klaro$",
    r"cookieyes",
    r"termly-(?:styles|consent|code)",
    r"sd-cmp",
    r"cc-(?:window|banner|revoke|grower)",
    r"cc_(?:banner|container)",
    r"borlabscookie",
    r"brlbs-cmpnt-(?:dialog|container)",
    r"moove_gdpr",
    r"fc-(?:consent-root|dialog|choice)",
    r"cmpbox",
    r"cmpwrapper",
    r"evidon-",
    r"hs-eu-cookie",
    r"hs-banner",
    r"real-cookie-banner",
    r"cookiefirst-",
    r"cookiescript_",
    r"civic-?cookie",
    r"ccc-(?:overlay|notify|module)",
    r"ketch-(?:consent|banner|modal)",
    r"transcend-consent",
    r"orejime-",
    r"wcc-",
    r"gdpr-?cookie-?(?:banner|notice|consent|modal)",
    r"cookie[-_]?(?:banner|bar|notice|consent|popup|modal|dialog|wall|overlay|layer|disclaimer|message|alert|box)",
    r"(?:banner|bar|modal|popup|overlay|notice)[-_]?(?:cookies?|rgpd|gdpr)(?![a-z])",
    r"rgpd[-_]?(?:banner|modal|popup|bandeau)",
    r"consent[-_]?(?:banner|bar|modal|popup|dialog|manager|overlay|wall|layer)",
)
_MARK = re.compile(r"(?:^|[\s_-])(?:" + "|".join(_MARKS) + ")", re.IGNORECASE)

TELLING = re.compile("|".join(_MARKS), re.IGNORECASE)  # wherever it stands in a name


def is_consent_dialogue(names: str) -> bool:
    """Whether an element's classes and id are those of a consent platform's own boxes."""
    return _MARK.search(names) is not None
