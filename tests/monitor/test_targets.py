import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import compile_path

from history.pages import ROUTES
from monitor.tables import SettingsError
from monitor.target_files import Document, target_file
from monitor.targets import PAGES, chosen, load
from policy.model.targets import DocumentType, Fetching, ReadingOptions, Target
from tests.monitor.conftest import REPOSITORY, Watch

HALF_DAY = timedelta(hours=12)
PRIVACY = '[[documents]]\ntype = "privacy"\nurl = "https://www.acme.example/privacy"\n'


def loaded(watch: Watch) -> tuple[Target, ...]:
    return load(watch.folder / "targets", HALF_DAY)


def mistakes(watch: Watch) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        loaded(watch)
    return caught.value.messages


def test_the_least_file_is_a_type_and_an_address(watch: Watch) -> None:
    watch.target(PRIVACY)

    assert loaded(watch) == (
        Target(
            id="acme-privacy",
            service="acme",
            service_name="acme",
            document_type=DocumentType.PRIVACY,
            urls=("https://www.acme.example/privacy",),
            interval=HALF_DAY,
            reading=ReadingOptions(kind=DocumentType.PRIVACY),
        ),
    )


def test_robots_txt_is_overridden_for_a_written_reason_only(watch: Watch) -> None:
    watch.target(f'{PRIVACY}robots_override = "the publisher agreed by mail on 2 March 2026"')
    (target,) = loaded(watch)
    assert target.robots_reason == "the publisher agreed by mail on 2 March 2026"

    for reason in ('"yes"', '"   "', "true", '"because we can"'):
        watch.target(f"{PRIVACY}robots_override = {reason}")
        assert any("robots_override" in mistake for mistake in mistakes(watch))


def test_the_place_an_address_names_is_where_its_document_stands(watch: Watch) -> None:
    watch.target('[[documents]]\ntype = "terms"\nurl = "https://www.acme.example/legal#terms%20of%20use"')

    (target,) = loaded(watch)

    assert target.urls == ("https://www.acme.example/legal",)
    assert target.reading == ReadingOptions(kind=DocumentType.TERMS, fragment="terms of use")


def test_who_names_headings_to_follow_needs_no_type_for_it(watch: Watch) -> None:
    watch.target(f'{PRIVACY}\nfollow = ["Privacy Policy", "#cookies"]')

    (target,) = loaded(watch)

    assert target.reading == ReadingOptions(follow=("Privacy Policy", "#cookies"))


def test_the_examples_are_read_whole() -> None:
    targets = {target.id: target for target in load(REPOSITORY / "targets", HALF_DAY)}

    terms = targets["acme-shop-terms-us"]
    assert terms.urls == ("https://www.acme.example/us/terms", "https://www.acme.example/us/terms/annex")
    assert terms.tags == ("vendors", "checkout", "us")
    assert terms.jurisdiction == "US-CA"
    assert targets["acme-shop-cookies"].interval == timedelta(days=1)
    assert targets["kopi-nusantara-privacy"].language == "id"


def test_the_owner_chooses_how_a_page_is_fetched_and_what_is_read_of_it(watch: Watch) -> None:
    watch.target(PRIVACY + 'fetch = "auto"\nselect = ["main article"]\nremove = [".share", "nav"]\n')

    (target,) = loaded(watch)

    assert target.fetching is Fetching.AUTO
    assert target.reading == ReadingOptions(("main article",), (".share", "nav"))


def test_a_paused_document_is_not_watched(watch: Watch) -> None:
    watch.target(PRIVACY + "paused = true\n")

    assert loaded(watch) == ()


def test_files_that_are_no_toml_are_left_alone(watch: Watch) -> None:
    (watch.folder / "targets" / "notes.txt").write_text("not ours")

    assert loaded(watch) == ()


# What is added to a document, or stands instead of it, the key the message names, and its remedy.
BAD = {
    "unknown key": (PRIVACY + "selct = []", "documents[1].selct", "Did you mean select?"),
    "unknown type": (PRIVACY.replace('"privacy"', '"privcy"'), "documents[1].type", "Did you mean privacy?"),
    "no type": ('[[documents]]\nurl = "https://acme.example/"', "documents[1].type is missing", "cookies"),
    "no address": ('[[documents]]\ntype = "privacy"', "documents[1].url is missing", "https://"),
    "no addresses": ('[[documents]]\ntype = "privacy"\nurls = []', "documents[1].urls", "https://"),
    "one and several": (PRIVACY + 'urls = ["https://acme.example/b"]', "documents[1].url", "one of the two"),
    "twice the same": (
        '[[documents]]\ntype = "privacy"\nurls = ["https://a.example/", "https://a.example/"]',
        "documents[1].urls",
        "twice",
    ),
    "no documents": ('name = "Acme"', "documents is missing", "[[documents]]"),
    "documents as text": ('documents = "x"', "documents", "[[documents]]"),
    "bad selector": (PRIVACY + 'select = ["div[["]', "documents[1].select", "CSS selector"),
    "bad selector to leave out": (PRIVACY + 'remove = ["nav", ">"]', "documents[1].remove", "main article"),
    "bad interval": (PRIVACY + 'interval = "often"', "documents[1].interval", '"12h"'),
    "no interval": (PRIVACY + 'interval = "0s"', "documents[1].interval", "too short"),
    "bad language": (PRIVACY + 'language = "English"', "documents[1].language", '"en"'),
    "bad id": (PRIVACY + 'id = "../acme"', "documents[1].id", "lower-case"),
    "an id that is a page": (PRIVACY + 'id = "status"', "documents[1].id", "choose another"),
    "an id that is a language": (PRIVACY + 'id = "ru"', "documents[1].id", "choose another"),
    "unknown way": (PRIVACY + 'fetch = "browse"', "documents[1].fetch", "Did you mean browser?"),
    "bad service": ('service = "Acme Inc"\n' + PRIVACY, "service", "acme-shop"),
    "a name that breaks lines": ('name = "Acme\\nInc"\n' + PRIVACY, "name", "one line"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_names_file_key_and_remedy(watch: Watch, name: str) -> None:
    content, key, remedy = BAD[name]
    path = watch.target(content)

    (message,) = mistakes(watch)

    assert message.startswith(f"{path}: {key}")
    assert remedy in message


@pytest.mark.parametrize(
    "url",
    [
        "www.acme.example/privacy",
        "ftp://acme.example/privacy",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://acme.example:99999/",
        "https://[::1/",
        "https://acme.example/pri vacy",
        "https://acme.example/#/privacy",
        "https://acme.example\\\\@evil.example/",
        "https://" + "a" * 3000,
        "https://" + "ä" * 300 + ".example/",
    ],
)
def test_a_bad_address_is_refused(watch: Watch, url: str) -> None:
    path = watch.target(f'[[documents]]\ntype = "privacy"\nurl = "{url}"')

    (message,) = mistakes(watch)

    assert message.startswith(f"{path}: documents[1].url = ")


def test_credentials_in_an_address_are_refused_and_not_printed(watch: Watch) -> None:
    watch.target('[[documents]]\ntype = "privacy"\nurl = "https://me:hush@acme.example/"')

    (message,) = mistakes(watch)

    assert "leave out user name and password" in message
    assert "hush" not in message


def test_an_id_used_twice_names_both_files(watch: Watch) -> None:
    first = watch.target(PRIVACY, "acme")
    second = watch.target('service = "acme"\n' + PRIVACY, "other")

    (message,) = mistakes(watch)

    assert str(first) in message
    assert str(second) in message
    assert "'acme-privacy'" in message


def test_a_file_name_that_is_no_service_asks_for_one(watch: Watch) -> None:
    watch.target(PRIVACY, "Acme Inc")

    (message,) = mistakes(watch)

    assert "service is missing" in message


def test_the_mistakes_of_all_files_are_reported_together(watch: Watch) -> None:
    watch.target(PRIVACY + 'interval = "often"\nfetch = "fax"', "a")
    watch.target("not toml", "b")

    assert len(mistakes(watch)) == 3


def test_a_missing_folder_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="clausewatch add"):
        load(tmp_path / "targets", HALF_DAY)


def test_targets_are_chosen_by_id_or_service(watch: Watch) -> None:
    watch.target(PRIVACY + PRIVACY.replace("privacy", "terms"), "acme")
    watch.target(PRIVACY, "other")
    targets = loaded(watch)

    assert chosen(targets, ()) == targets
    assert [target.id for target in chosen(targets, ("acme-terms",))] == ["acme-terms"]
    assert [target.id for target in chosen(targets, ("acme",))] == ["acme-privacy", "acme-terms"]


def test_choosing_what_is_not_there_names_the_nearest(watch: Watch) -> None:
    watch.target(PRIVACY)

    with pytest.raises(SettingsError, match=r"acme-privcy: no target.*Did you mean acme-privacy\?"):
        chosen(loaded(watch), ("acme-privcy",))


def test_choosing_what_is_not_there_lists_a_few_names_and_points_to_many(watch: Watch) -> None:
    watch.target(PRIVACY)
    with pytest.raises(
        SettingsError, match=r"zebra: no target or service of that name\. Known are: acme, acme-privacy"
    ):
        chosen(loaded(watch), ("zebra",))

    for number in range(6):
        watch.target(PRIVACY, f"shop-{number}")
    with pytest.raises(SettingsError, match=r"zebra: no target or service of that name\. See: clausewatch targets$"):
        chosen(loaded(watch), ("zebra",))


def test_choosing_where_nothing_is_watched_says_how_to_begin() -> None:
    with pytest.raises(SettingsError, match="acme: nothing is watched yet"):
        chosen((), ("acme",))


@given(name=st.text(min_size=1, max_size=80), note=st.text(max_size=80))
def test_what_add_writes_is_read_back_whatever_the_page_calls_itself(
    tmp_path_factory: pytest.TempPathFactory, name: str, note: str
) -> None:
    folder = tmp_path_factory.mktemp("targets")
    printable = "".join(char for char in name if char.isprintable()).strip() or "Acme"
    document = Document(DocumentType.PRIVACY, "https://acme.example/privacy", "en", note)

    (folder / "acme.toml").write_text(target_file("acme", printable, [document]), "utf-8")

    (target,) = load(folder, HALF_DAY)
    assert (target.service_name, target.brands) == (printable, (printable,))
    assert target.urls == ("https://acme.example/privacy",)


def test_no_document_can_stand_where_the_history_has_a_page() -> None:
    patterns = [compile_path(route.path)[0] for route in ROUTES]
    names = {route.path.split("/")[1].partition(".")[0] for route in ROUTES} - {"", "{target}"}

    def is_hidden(name: str) -> bool:
        """Whether another route answers one of the document's addresses before its own does."""
        own = [(place, route) for place, route in enumerate(ROUTES) if route.path.startswith("/{target}")]
        addresses = ((place, re.sub(r"{\w+}", "1", route.path.replace("{target}", name))) for place, route in own)
        return any(pattern.match(address) for place, address in addresses for pattern in patterns[:place])

    assert {name for name in names if is_hidden(name)} | {"subscriptions"} == set(PAGES)


def test_what_is_no_file_is_a_mistake_like_any_other_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    (tmp_path / "folder.toml").mkdir()
    with (tmp_path / "huge.toml").open("wb") as huge:
        huge.truncate(2**31)

    with pytest.raises(SettingsError) as refused:
        load(tmp_path, timedelta(hours=12))

    said = [message.removeprefix(f"{tmp_path}/") for message in refused.value.messages]
    assert [message.partition(".toml: ")[0] for message in said] == ["folder", "huge", "pipe", "zero"]
    assert "Is a directory" in said[0]
    assert "larger than 16 MiB" in said[1]
    assert "a pipe or a device" in said[2]
    assert "a pipe or a device" in said[3]


def test_what_an_editor_keeps_beside_a_file_is_no_target_file(tmp_path: Path) -> None:
    (tmp_path / ".#acme.toml").symlink_to("me@machine.example.1")

    assert load(tmp_path, timedelta(hours=12)) == ()
