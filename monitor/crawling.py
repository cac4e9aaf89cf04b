"""How the crawler behaves and who it says it is, from the table [crawler]."""

from dataclasses import replace
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from crawler.settings import Caps, CrawlSettings
from monitor.measures import duration, positive, size
from monitor.release import release
from monitor.tables import Table, or_none


def crawl_settings(table: Table, folder: Path) -> CrawlSettings | None:
    """None: they cannot be made, and the table's mistakes say why."""
    contact = table.text("contact", "")
    manners = _manners(table, folder)
    product = table.text("product", manners.product)
    table.close()
    if not contact.strip():
        table.wrong("contact", "write your e-mail address or a page about you, so that those you fetch can reach you")
        return None
    is_page = contact.startswith(("http://", "https://"))
    try:
        named = replace(manners, contact_url=contact if is_page else "", contact_mail="" if is_page else contact)
    except ValueError as mistake:
        table.wrong("contact", str(mistake))
        return None
    try:
        return replace(named, product=product, version=release())
    except ValueError as mistake:
        table.wrong("product", str(mistake))
        return None


def _manners(table: Table, folder: Path) -> CrawlSettings:
    """How the crawler behaves, under a contact that stands in until the real one is read."""
    usual = CrawlSettings(contact_mail="nobody@localhost")
    return replace(
        usual,
        spacing=table.read("spacing", usual.spacing, duration),
        daily_budget=table.count("daily_budget", usual.daily_budget),
        crawl_delay_cap=table.read("crawl_delay_cap", usual.crawl_delay_cap, duration),
        retry_after_cap=table.read("retry_after_cap", usual.retry_after_cap, duration),
        throttle_pause=table.read("throttle_pause", usual.throttle_pause, duration),
        connect_timeout=table.read("connect_timeout", usual.connect_timeout, positive),
        total_timeout=table.read("total_timeout", usual.total_timeout, positive),
        patience=table.read("patience", usual.patience, positive),
        caps=Caps(
            wire=table.read("body_cap", usual.caps.wire, size),
            decoded=table.read("decoded_cap", usual.caps.decoded, size),
            ratio=table.count("ratio_cap", usual.caps.ratio),
        ),
        redirects=table.count("redirects", usual.redirects, 0, 20),
        robots_life=table.read("robots_life", usual.robots_life, duration),
        allowed_networks=table.texts("allowed_networks", _network),
        concurrency=table.count("concurrency", usual.concurrency, 1, 1000),
        authorities=table.read("authorities", None, or_none(partial(_certificates, folder))),
    )


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise ValueError(f'{error}. Write a network such as "10.0.0.0/8" or "127.0.0.1/32"') from None


def _certificates(folder: Path, text: str) -> Path:
    path = folder / text
    if not path.is_file():
        raise ValueError(f"there is no file {path}. Name a PEM file, or leave it empty")
    return path
