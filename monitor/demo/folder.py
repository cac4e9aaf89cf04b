"""The folder a watch needs, written for the example site."""

from pathlib import Path

from monitor.demo.pages import PAGES, DemoPage

_SETTINGS = """\
# Written by `clausewatch demo`. Durations are short here so that you need not wait; `clausewatch init` writes the
# usual ones, every key explained.

[crawler]
contact = "demo@clausewatch.example"
# The example site is on this machine, and everything on it at one host.
spacing = "50ms"
allowed_networks = ["127.0.0.0/8"]

[schedule]
confirm_after = "2s"

[site]
address = "http://127.0.0.1:{site_port}"
port = {site_port}
title = "Clausewatch demonstration"

[digest]
sender = "Clausewatch <clausewatch@watcher.example>"

[channels.mail]
type = "smtp"
host = "127.0.0.1"
port = {mail_port}
security = "none"

[[subscribers]]
id = "you"
address = "you@reader.example"
channel = "mail"
schedule = "at once"
minimum = "info"
"""
_TARGET = """\
service = "{service}"
name = "{company}"
language = "{language}"

[[documents]]
type = "{type}"
url = "{address}{path}"
"""


def write_folder(folder: Path, address: str, mail_port: int, site_port: int) -> Path:
    """The settings file of a new folder that watches the site at that address. Raises FileExistsError rather than
    overwrite a watch."""
    settings = folder / "clausewatch.toml"
    targets = folder / "targets"
    targets.mkdir(parents=True, exist_ok=True)
    with settings.open("x", encoding="utf-8") as file:
        file.write(_SETTINGS.format(mail_port=mail_port, site_port=site_port))
    for page in PAGES:
        (targets / f"{page.service}.toml").write_text(_target(page, address), "utf-8")
    return settings


def _target(page: DemoPage, address: str) -> str:
    return _TARGET.format(
        service=page.service,
        company=page.company,
        language=page.language,
        type=page.type,
        address=address,
        path=page.path,
    )
