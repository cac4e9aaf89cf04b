"""A webhook as written in the settings: signed with a secret from the environment, behind the crawler's guard."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.settings import load
from monitor.tables import SettingsError
from notifications.channels import WebhookSettings
from tests.line.house import line, write
from tests.line.policies import CHANGED, POLICY
from tests.monitor.conftest import Watch
from tests.support.site import Site, page

SECRET = {"CLAUSEWATCH_HOOK_SECRET": "whsec_" + base64.b64encode(bytes(32)).decode()}
HOOK = '\n[channels.hook]\ntype = "webhook"\nurl = "https://hooks.company.example/clausewatch"\n'


def add(settings: Path, text: str) -> None:
    settings.write_text(settings.read_text("utf-8") + text, "utf-8")


def test_a_webhook_signs_with_the_secret_of_the_environment(watch: Watch) -> None:
    add(watch.settings, HOOK)

    way = load(watch.settings, SECRET).channels["hook"]

    assert isinstance(way, WebhookSettings)
    assert (way.url, way.secrets) == ("https://hooks.company.example/clausewatch", SECRET["CLAUSEWATCH_HOOK_SECRET"])
    assert not way.guard("127.0.0.1")
    assert way.guard("93.184.215.14")


def test_a_webhook_without_a_secret_is_told_where_it_is_read_from(watch: Watch) -> None:
    add(watch.settings, HOOK)

    with pytest.raises(SettingsError, match="CLAUSEWATCH_HOOK_SECRET"):
        load(watch.settings, {})


def test_a_webhook_that_is_not_https_is_refused(watch: Watch) -> None:
    add(watch.settings, HOOK.replace("https:", "http:"))

    with pytest.raises(SettingsError, match=r'channels\.hook\.url = "http://[^"]*": is no https address such as'):
        load(watch.settings, SECRET)


@pytest.mark.slow(1)
async def test_a_webhook_nobody_answers_at_is_tried_again_and_holds_up_no_mail(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        settings = tmp_path / "clausewatch.toml"
        add(settings, HOOK.replace("hooks.company.example", "127.0.0.1:9"))
        add(settings, '\n[[subscribers]]\nid = "robot"\naddress = "robot@firm.example"\nchannel = "hook"\n')
        add(settings, 'schedule = "at once"\n')
        with line(tmp_path, environment=SECRET) as watch:
            await watch.look()
            site.pages["/privacy"] = page(CHANGED)
            await watch.look_twice()
            watch.tell()
            waiting = watch.house.archive.outbox(watch.clock() + timedelta(minutes=30), timedelta(minutes=1))
            mails = watch.mails()
    assert [mail["To"] for mail in mails] == ["counsel@firm.example"]
    (message,) = waiting
    assert (message.subscriber_id, message.attempts) == ("robot", 1)
    assert message.mime.startswith(b"{")
