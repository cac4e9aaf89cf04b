"""What the crawler goes out with: its manners, the page that says who asks, a browser."""

from collections.abc import Iterator
from datetime import datetime

from crawler.rendering.installed import chromium, missing
from monitor.doctor.diagnosis import Diagnosis, Level
from monitor.inputs import Missing, from_addresses
from monitor.settings import Settings
from policy.model.targets import Fetching, Target


def crawler(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    wide = [str(network) for network in settings.crawl.allowed_networks if network.prefixlen == 0]
    if wide:
        says = f"{', '.join(wide)} is allowed: any page can redirect us into your own network"
        yield Diagnosis("crawler", Level.WARN, says, "name only the networks you mean in crawler.allowed_networks")
    else:
        yield Diagnosis("crawler", Level.OK, settings.crawl.user_agent)


def contact(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    """The page that every request names, fetched as any other: under its robots.txt, and by our own guard."""
    page = settings.crawl.contact_url
    for came in from_addresses((page,) if page else (), settings.crawl):
        if isinstance(came, Missing):
            remedy = "whoever wonders about our requests looks there: let it be read, also in its robots.txt"
            yield Diagnosis("contact", Level.WARN, f"{page}: {came.reason}", remedy)
        else:
            yield Diagnosis("contact", Level.OK, page)


def browser(_settings: Settings, targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    """Looked at only when a target wants one."""
    wanting = [target.id for target in targets if target.fetching is not Fetching.PLAIN]
    if not wanting:
        return
    remedy = missing()
    if remedy:
        says = f"{', '.join(wanting[:3])}{' …' if len(wanting) > 3 else ''}: to be rendered, and there is no browser"
        yield Diagnosis("browser", Level.FAIL, says, remedy)
    else:
        yield Diagnosis(
            "browser", Level.OK, f"{chromium()} for {len(wanting)} target{'' if len(wanting) == 1 else 's'}"
        )
