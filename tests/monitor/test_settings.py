import tomllib
from collections.abc import Iterator
from datetime import time, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.rhythm import Rhythm
from monitor.settings import Sender, Site, load, read
from monitor.tables import SettingsError, Table, opened
from notifications.channels import FilesSettings, SmtpSettings
from policy.model.changes import Kind, Severity
from policy.model.digests import Daily, Scope
from tests.monitor.conftest import REPOSITORY, Watch


def written_keys(table: dict[str, object], trail: str = "") -> Iterator[str]:
    for name, value in table.items():
        inner = value if isinstance(value, list) and value and isinstance(value[0], dict) else [value]
        for one in inner:
            if isinstance(one, dict):
                yield from written_keys(one, f"{trail}{name}.")
            else:
                yield f"{trail}{name}"


def asked_keys(table: Table, trail: str = "") -> Iterator[str]:
    for name, inner in table.asked.items():
        for one in inner:
            yield from asked_keys(one, f"{trail}{name}.")
        if not inner:
            yield f"{trail}{name}"


def mistakes(watch: Watch, environment: dict[str, str] | None = None) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(watch.settings, environment or {})
    return caught.value.messages


def test_the_file_has_every_key_that_is_read_and_no_other() -> None:
    path = REPOSITORY / "clausewatch.toml"
    table = opened(path, [])
    read(table, path, {})

    # Secrets are asked for only to be refused.
    secrets = {"channels.mail.password", "subscriptions.key"}
    examples = {"watch", "subscribers.weights"}  # the owner's own: the file has some to uncomment
    assert set(written_keys(tomllib.loads(path.read_text("utf-8")))) == set(asked_keys(table)) - secrets - examples


def test_the_file_states_the_defaults(watch: Watch) -> None:
    watch.settings.with_name("bare.toml").write_text('[crawler]\ncontact = "watch@company.example"\n')

    full, bare = load(watch.settings, {}), load(watch.settings.with_name("bare.toml"), {})

    assert (full.archive_url, full.crawl) == (bare.archive_url, bare.crawl)
    assert (full.rhythm, full.site, full.sender) == (bare.rhythm, bare.site, bare.sender)
    assert (full.rhythm, full.site, full.sender) == (Rhythm(), Site(), Sender())


def test_the_file_as_it_comes_lacks_only_who_we_are() -> None:
    with pytest.raises(SettingsError) as caught:
        load(REPOSITORY / "clausewatch.toml", {})

    (message,) = caught.value.messages
    assert "crawler.contact" in message
    assert "e-mail address or a page" in message


def test_paths_are_relative_to_the_file(watch: Watch) -> None:
    settings = load(watch.settings, {})

    assert settings.archive_url == f"sqlite:///{watch.folder}/clausewatch.db"
    assert settings.channels["folder"] == FilesSettings(watch.folder / "outbox")
    assert settings.targets_folder == watch.folder / "targets"


def test_a_contact_is_a_page_or_an_address(watch: Watch) -> None:
    assert load(watch.settings, {}).crawl.contact_mail == "watch@company.example"

    watch.replace("watch@company.example", "https://company.example/watch")

    assert load(watch.settings, {}).crawl.contact_url == "https://company.example/watch"


def test_subscribers_are_read_whole(watch: Watch) -> None:
    watch.replace('schedule = "daily 08:00 UTC"', 'schedule = "daily 07:30 Asia/Jakarta"')
    watch.replace('minimum = "minor"', 'minimum = "major"')
    watch.replace("services = []", 'services = ["acme"]')
    watch.replace("kinds = []", 'kinds = ["retention-change"]')

    (subscriber,) = load(watch.settings, {}).subscribers

    assert subscriber.id == "counsel"
    assert subscriber.schedule == Daily(time(7, 30), "Asia/Jakarta")
    assert subscriber.minimum is Severity.MAJOR
    assert subscriber.scope == Scope(services=("acme",), kinds=(Kind.RETENTION,))


def test_values_carry_their_units_into_the_settings(watch: Watch) -> None:
    watch.replace('spacing = "10s"', 'spacing = "1m"')
    watch.replace('body_cap = "15MiB"', 'body_cap = "2MiB"')
    watch.replace("allowed_networks = []", 'allowed_networks = ["127.0.0.0/8"]')
    watch.replace('jitter = "10%"', 'jitter = "25%"')

    settings = load(watch.settings, {})

    assert settings.crawl.spacing == timedelta(minutes=1)
    assert settings.crawl.caps.wire == 2 * 1024 * 1024
    assert settings.crawl.allowed_networks == (ip_network("127.0.0.0/8"),)
    assert settings.rhythm.jitter == 0.25


@pytest.mark.parametrize("variable", ["CLAUSEWATCH_MAIL_PASSWORD", "CLAUSEWATCH_SMTP_PASSWORD"])
def test_passwords_come_from_the_environment(watch: Watch, variable: str) -> None:
    watch.replace('user = ""', 'user = "clausewatch"')

    mail = load(watch.settings, {variable: "hush"}).channels["mail"]

    assert isinstance(mail, SmtpSettings)
    assert mail.password == "hush"


def test_a_user_without_a_password_is_told_where_it_is_read_from(watch: Watch) -> None:
    watch.replace('user = ""', 'user = "clausewatch"')

    (message,) = mistakes(watch)

    assert "channels.mail.user" in message
    assert "CLAUSEWATCH_MAIL_PASSWORD" in message


def test_a_password_in_the_file_is_refused_and_not_printed(watch: Watch) -> None:
    watch.replace('user = ""', 'password = "hush"')

    (message,) = mistakes(watch)

    assert "channels.mail.password" in message
    assert "CLAUSEWATCH_MAIL_PASSWORD" in message
    assert "hush" not in message


def test_a_secret_under_a_misspelt_name_is_not_printed(watch: Watch) -> None:
    watch.replace('user = ""', 'pasword = "hush"')

    (message,) = mistakes(watch)

    assert "Did you mean password?" in message
    assert "hush" not in message


def test_the_database_with_a_password_comes_from_the_environment(watch: Watch) -> None:
    url = "postgresql://watch:hush@db.company.example/watch"

    settings = load(watch.settings, {"CLAUSEWATCH_ARCHIVE_URL": url})

    assert settings.archive_url == url
    assert "hush" not in repr(settings)


def test_a_database_password_in_the_file_is_refused_and_not_printed(watch: Watch) -> None:
    watch.replace("sqlite:///clausewatch.db", "postgresql://watch:hush@db.company.example/watch")

    (message,) = mistakes(watch)

    assert "archive.url" in message
    assert "CLAUSEWATCH_ARCHIVE_URL" in message
    assert "hush" not in message


# What is written in place of what, the key the message names, and its remedy.
BAD = {
    "unknown key": ('spacing = "10s"', 'spacin = "10s"', "crawler.spacin", "Did you mean spacing?"),
    "unknown section": ("[digest]", "[digests]", "digests", "Did you mean digest?"),
    "no unit": ('interval = "12h"', 'interval = "12"', "schedule.interval", '"12h"'),
    "a number, not text": ('interval = "12h"', "interval = 12", "schedule.interval", "in quotation marks"),
    "no time at all": ('tick = "15s"', 'tick = "0s"', "schedule.tick", "longer than nothing"),
    "too long between signs of life": ('tick = "15s"', 'tick = "5m"', "schedule.tick", '"60s"'),
    "bounds crossed": ('fastest = "6h"', 'fastest = "8d"', "schedule.fastest", "not be longer than slowest"),
    "too much jitter": ('jitter = "10%"', 'jitter = "80%"', "schedule.jitter", '"50%"'),
    "bad size": ('body_cap = "15MiB"', 'body_cap = "15 megs"', "crawler.body_cap", '"2MiB"'),
    "count out of range": ("redirects = 5", "redirects = -1", "crawler.redirects", "from 0 to 20"),
    "a flag in quotes": ("quiet_too = false", 'quiet_too = "no"', "subscribers[1].quiet_too", "true or false"),
    "not a list": ("services = []", 'services = "acme"', "subscribers[1].scope.services", "list of texts"),
    "bad network": ("networks = []", 'networks = ["10.0.0.1/8"]', "crawler.allowed_networks", "10.0.0.0/8"),
    "header in the product": ('product = "Clausewatch"', 'product = "A B"', "crawler.product", "User-Agent"),
    "missing authorities": ('authorities = ""', 'authorities = "ca.pem"', "crawler.authorities", "PEM file"),
    "site without scheme": ("http://127.0.0.1:8321", "history.company.example", "site.address", "https://"),
    "no address of a machine": ('host = "127.0.0.1"', 'host = "a..b"', "site.host", "0.0.0.0 for all"),
    "bad port": ("port = 8321", "port = 99999", "site.port", "65535"),
    "empty title": ('title = "Clausewatch"', 'title = ""', "site.title", "one line"),
    "bad sender": ("<clausewatch@localhost>", "<clausewatch>", "digest.sender", "dpo@company.example"),
    "bad time zone": ("08:00 UTC", "08:00 Asia/Jakrta", "subscribers[1].schedule", "Did you mean Asia/Jakarta"),
    "bad schedule": ("daily 08:00 UTC", "hourly", "subscribers[1].schedule", "at once"),
    "bad recipient": ("counsel@company.example", "counsel", "subscribers[1].address", "dpo@company.example"),
    "unknown channel": ('channel = "folder"', 'channel = "fodler"', "subscribers[1].channel", "Did you mean folder?"),
    "unknown severity": ('minimum = "minor"', 'minimum = "mayor"', "subscribers[1].minimum", "Did you mean major?"),
    "unknown kind": ("kinds = []", 'kinds = ["retention"]', "subscribers[1].scope.kinds", "retention-change"),
    "unknown type": ("types = []", 'types = ["cookie"]', "subscribers[1].scope.types", "Did you mean cookies?"),
    "unknown language": ('language = "en"', 'language = "xx"', "subscribers[1].language", "en"),
    "missing SMTP host": ('host = "smtp.company.example"', 'host = ""', "channels.mail.host", "mail server"),
    "no name of a host": ("smtp.company.example", "smtp..example", "channels.mail.host", "mail server"),
    "unknown security": ('"starttls"\nport', '"ssl"\nport', "channels.mail.security", "tls"),
    "unknown channel type": ('type = "smtp"', 'type = "smpt"', "channels.mail.type", "Did you mean smtp?"),
    "foreign database": ("sqlite:///clausewatch.db", "mysql://db/watch", "archive.url", "sqlite:///"),
    "a contact that is none": ("watch@company.example", "the watch", "crawler.contact", "write one such as"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_names_file_key_and_remedy(watch: Watch, name: str) -> None:
    before, after, key, remedy = BAD[name]
    watch.replace(before, after)

    found = mistakes(watch)

    (message,) = [one for one in found if f": {key}" in one]
    assert str(watch.settings) in message
    assert remedy in message


def test_a_missing_required_key_is_named(watch: Watch) -> None:
    watch.replace('address = "counsel@company.example"', "")

    (message,) = mistakes(watch)

    assert "subscribers[1].address is missing" in message


def test_a_subscribers_id_is_their_own(watch: Watch) -> None:
    text = watch.settings.read_text("utf-8")
    second = '\n[[subscribers]]\nid = "counsel"\naddress = "dpo@company.example"\nchannel = "folder"\n'
    watch.settings.write_text(text + second, "utf-8")

    (message,) = mistakes(watch)

    assert "subscribers[2].id" in message
    assert "used twice" in message


def test_all_mistakes_are_reported_together(watch: Watch) -> None:
    for before, after in [
        ('spacing = "10s"', 'spacing = "soon"'),
        ('host = "smtp.company.example"', 'host = ""'),
        ("08:00 UTC", "08:00 Mars"),
    ]:
        watch.replace(before, after)

    assert len(mistakes(watch)) == 3


def test_a_channel_written_wrongly_is_no_second_mistake_of_its_subscribers(watch: Watch) -> None:
    watch.replace('host = "smtp.company.example"', 'host = ""')
    watch.replace('channel = "folder"', 'channel = "mail"')

    (message,) = mistakes(watch)

    assert "channels.mail.host" in message


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"[crawler\n", "not TOML"), (b"\xff\xfe", "not UTF-8"), (b'crawler = "x"\n', "make it a table")],
)
def test_a_file_that_cannot_be_read_says_why(watch: Watch, content: bytes, says: str) -> None:
    watch.settings.write_bytes(content)

    assert says in mistakes(watch)[0]


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="clausewatch init"):
        load(tmp_path / "clausewatch.toml", {})
