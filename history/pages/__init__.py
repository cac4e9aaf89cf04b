"""Every address of the site and the view that answers it. A new page is one view and one line here."""

from history.answers import Route
from history.pages import about, change, changes, document, feeds, section, services, version

ROUTES = (
    Route("/", changes.recent),
    Route("/changes.json", changes.recent_json),
    Route("/feed.atom", feeds.every),
    Route("/kinds/{kind}/feed.atom", feeds.of_kind),
    Route("/services", services.every),
    Route("/services.json", services.every_json),
    Route("/services/{service}.json", services.one_json),
    Route("/services/{service}", services.one),
    Route("/services/{service}/feed.atom", feeds.of_service),
    Route("/about", about.about),
    Route("/health", about.health, is_live=True),
    Route("/style.css", about.style),
    Route("/icon.svg", about.icon),
    Route("/robots.txt", about.robots),
    Route("/bodies/{sha256}", version.body),
    Route("/{target}/feed.atom", feeds.of_document),
    Route("/{target}/looks.json", document.log_json),
    Route("/{target}/looks", document.log),
    Route("/{target}/versions/{number}.json", version.one_json),
    Route("/{target}/versions/{number}", version.one),
    Route("/{target}/changes/{number}.json", change.one_json),
    Route("/{target}/changes/{number}", change.one),
    Route("/{target}/compare", change.between),
    Route("/{target}/sections/{section}/feed.atom", section.feed),
    Route("/{target}/sections/{section}.json", section.one_json),
    Route("/{target}/sections/{section}", section.one),
    Route("/{target}.json", document.one_json),
    Route("/{target}", document.one),
)
