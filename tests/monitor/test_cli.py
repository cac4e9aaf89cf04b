import os
import socket
import sqlite3
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from monitor.cli import COMMANDS
from tests.monitor.conftest import REPOSITORY, Call, Watch

TARGET = '[[documents]]\ntype = "privacy"\nurl = "https://www.acme.example/privacy"\n'
WITH_SETTINGS = ("add", "run", "look", "tell", "serve", "targets", "migrate", "doctor")


def arguments(command: str) -> tuple[str, ...]:
    return (command, "https://www.acme.example/") if command == "add" else (command,)


def test_help_names_every_command(call: Call) -> None:
    called = call("--help")

    assert called.status == 0
    for name, (_, says) in COMMANDS.items():
        assert f"  {name} " in called.out
        assert says in called.out


@pytest.mark.slow
def test_every_command_has_help_of_its_own(call: Call) -> None:
    for name, (module, _) in COMMANDS.items():
        assert import_module(module).command.help
        assert call(name, "--help").status == 0


def test_help_imports_no_room() -> None:
    rooms = "{'scrapy', 'sqlalchemy', 'starlette', 'apscheduler', 'lxml', 'jinja2'}"
    code = f"import sys; from monitor.cli import main; main(['--help']); sys.exit(bool({rooms} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=False)

    assert done.returncode == 0


def test_an_unknown_command_is_a_usage_mistake(call: Call) -> None:
    called = call("frobnicate")

    assert called.status == 2
    assert called.out == ""
    assert "frobnicate" in called.err


@pytest.mark.parametrize("command", WITH_SETTINGS)
def test_wrong_settings_end_every_command_with_all_mistakes(call: Call, watch: Watch, command: str) -> None:
    watch.replace('spacing = "10s"', 'spacin = "10s"')
    watch.replace("08:00 UTC", "08:00 Mars")

    called = call(*arguments(command), "--settings", watch.settings)

    assert called.status == (1 if command == "doctor" else 2)
    said = called.out if command == "doctor" else called.err
    assert "crawler.spacin: unknown key. Did you mean spacing?" in said
    assert "subscribers[1].schedule" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["run", "look", "targets"])
def test_mistakes_of_settings_and_targets_are_reported_together(call: Call, watch: Watch, command: str) -> None:
    watch.replace('spacing = "10s"', 'spacing = "soon"')
    watch.target(TARGET.replace("https:", "gopher:"))

    called = call(command, "--settings", watch.settings)

    assert called.status == 2
    assert "crawler.spacing" in called.err
    assert "documents[1].url" in called.err


@pytest.mark.parametrize("command", WITH_SETTINGS)
def test_a_missing_file_says_how_to_make_one(call: Call, watch: Watch, command: str) -> None:
    called = call(*arguments(command), "--settings", watch.folder / "other" / "clausewatch.toml")

    assert called.status == (1 if command == "doctor" else 2)
    assert "clausewatch init" in called.out + called.err


@pytest.mark.parametrize("command", ["look", "run", "tell", "serve", "targets", "migrate", "doctor"])
def test_a_database_of_a_newer_release_is_left_alone(call: Call, watch: Watch, command: str) -> None:
    watch.target(TARGET)
    assert call("migrate", "--settings", watch.settings).status == 0
    database = watch.folder / "clausewatch.db"
    with sqlite3.connect(database) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()

    called = call(command, "--settings", watch.settings)

    assert called.status == 1
    assert "newer release" in called.out + called.err
    with sqlite3.connect(database) as db:
        assert db.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    db.close()


def test_a_database_that_is_none_says_so(call: Call, watch: Watch) -> None:
    watch.target(TARGET)
    (watch.folder / "clausewatch.db").write_text("not a database, but long enough to be taken for one" * 100)

    called = call("look", "--settings", watch.settings)

    assert called.status == 1
    assert "clausewatch.db" in called.err


def test_a_folder_that_cannot_hold_the_database_says_so(call: Call, watch: Watch) -> None:
    watch.target(TARGET)
    (watch.folder / "taken").write_text("a file, where a folder should be")
    watch.replace("sqlite:///clausewatch.db", "sqlite:///taken/clausewatch.db")

    called = call("migrate", "--settings", watch.settings)

    assert called.status == 1
    assert "taken" in called.err


def test_init_makes_a_watch_that_needs_only_who_we_are(call: Call, watch: Watch) -> None:
    folder = watch.folder.parent / "new"

    called = call("init", folder)

    assert called.status == 0
    assert called.out.strip() == str(folder / "clausewatch.toml")
    assert (folder / "clausewatch.toml").read_text("utf-8") == (REPOSITORY / "clausewatch.toml").read_text("utf-8")
    assert (folder / "targets").is_dir()
    assert "crawler.contact" in call("targets", "--settings", folder / "clausewatch.toml").err


def test_init_overwrites_nothing(call: Call, watch: Watch) -> None:
    before = watch.settings.read_text("utf-8")

    called = call("init", watch.folder)

    assert called.status == 1
    assert "is there already" in called.err
    assert watch.settings.read_text("utf-8") == before


def test_the_settings_may_be_named_before_the_command(call: Call, watch: Watch) -> None:
    watch.target(TARGET)

    assert "acme-privacy" in call("--settings", watch.settings, "targets").out


def test_targets_lists_what_is_watched_before_the_first_look(call: Call, watch: Watch) -> None:
    watch.target(TARGET)

    called = call("targets", "--settings", watch.settings)

    assert called.status == 0
    assert "acme-privacy" in called.out
    assert "Not read yet" in called.out


def test_looking_at_a_target_that_is_not_there_is_a_mistake(call: Call, watch: Watch) -> None:
    watch.target(TARGET)

    called = call("look", "acme-privcy", "--settings", watch.settings)

    assert called.status == 2
    assert "Did you mean acme-privacy?" in called.err


@pytest.mark.parametrize("command", ["look", "targets"])
def test_a_watch_of_nothing_says_how_to_begin(call: Call, watch: Watch, command: str) -> None:
    called = call(command, "--settings", watch.settings)

    assert (called.status, called.out) == (0, "")
    assert "clausewatch add" in called.err


def test_migrate_makes_the_tables_once(call: Call, watch: Watch) -> None:
    assert "made" in call("migrate", "--settings", watch.settings).err
    assert "nothing to do" in call("migrate", "--settings", watch.settings).err


def test_tell_says_when_nothing_is_due(call: Call, watch: Watch) -> None:
    for flags in ((), ("--dry",)):
        called = call("tell", *flags, "--settings", watch.settings)

        assert called.status == 0
        assert "othing is due" in called.err


def test_serve_on_an_address_that_is_taken_says_so(call: Call, watch: Watch) -> None:
    watch.replace('host = "127.0.0.1"', 'host = "192.0.2.1"')  # RFC 5737: nobody's address
    call("migrate", "--settings", watch.settings)

    called = call("serve", "--settings", watch.settings)

    assert called.status == 1
    assert "cannot serve on 192.0.2.1" in called.err


def shell(script: str, watch: Watch, **environment: str) -> subprocess.CompletedProcess[str]:
    """`clausewatch` as a shell calls it, in the folder of a watch."""
    code = "import sys; from monitor.entry import main; sys.exit(main())"
    program = f"clausewatch() {{ {sys.executable} -c '{code}' \"$@\"; }}"
    return subprocess.run(
        ["bash", "-c", f"{program}\nset -o pipefail\n{script}"],
        cwd=watch.folder, env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_reader_who_has_heard_enough_is_no_failure(watch: Watch) -> None:
    documents = "".join(f'{TARGET}id = "acme-{number}"\n' for number in range(2000))
    watch.target(documents)

    for arguments in ("targets", "targets --json"):
        done = shell(f"clausewatch {arguments} | head -1", watch)

        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_work_goes_on_when_nobody_listens_to_its_talk() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    script = "from monitor.printing import say\nsay('copying bodies'); say('copying looks'); print('whole')"

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=writer, check=False
    )
    os.close(writer)

    assert (done.returncode, done.stdout) == (0, b"whole\n")


def test_talk_that_finds_no_room_stops_nothing() -> None:
    script = "from monitor.printing import say\nsay('copying bodies'); say('copying looks'); print('whole')"

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=full, check=False
        )

    assert (done.returncode, done.stdout) == (0, b"whole\n")


@pytest.mark.slow
def test_output_that_is_closed_gives_no_traceback(watch: Watch) -> None:
    watch.target(TARGET)

    done = shell("clausewatch targets >&-", watch)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_what_an_encoding_lacks_is_printed_as_an_escape(watch: Watch) -> None:
    (watch.folder / "a.html").write_text(
        "<main><h1>Datenschutzerkl\u00e4rung \u2013 wir</h1><p>\u00dcber uns</p></main>", "utf-8"
    )

    done = shell("clausewatch read a.html", watch, PYTHONIOENCODING="ascii")

    assert "Traceback" not in done.stderr
    assert r"Datenschutzerkl\xe4rung" in done.stdout


def test_a_narrow_terminal_shows_every_name(call: Call, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.target(TARGET)
    monkeypatch.setenv("COLUMNS", "30")

    called = call("targets", "--settings", watch.settings)

    assert "acme-privacy\n" in called.out
    assert "  next look (UTC): as soon as it runs" in called.out


def test_a_command_almost_named_is_offered(call: Call) -> None:
    called = call("lok")

    assert called.status == 2
    assert "No such command 'lok'. Did you mean look?" in called.err


def test_eighty_columns_hold_a_table(call: Call, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.target(TARGET)
    monkeypatch.setenv("COLUMNS", "80")

    head, titles, row, *_ = call("targets", "--settings", watch.settings).out.splitlines()

    assert head.split() == ["last", "read", "next", "look"]
    assert titles.split() == ["target", "state", "versions", "changes", "(UTC)", "(UTC)"]
    assert row.startswith("acme-privacy  Not read yet  0         0        never")


def test_json_from_a_command_without_it_is_a_mistake(call: Call, watch: Watch) -> None:
    called = call("--settings", watch.settings, "--json", "serve")

    assert called.status == 2
    assert "serve prints no JSON" in called.err


def test_an_interrupted_command_ends_as_shells_expect(
    call: Call, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_path: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("monitor.commands.targets"), "watched", interrupted)

    called = call("targets", "--settings", watch.settings)

    assert (called.status, called.err.strip()) == (130, "Stopped.")


def test_make_run_from_a_fresh_clone_says_what_to_do() -> None:
    done = subprocess.run(
        ["make", "--silent", "--assume-old=setup", "--assume-old=.venv/.ready", "run"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "clausewatch init watch\n  make run SETTINGS=watch/clausewatch.toml\n" in done.stderr


def test_init_where_nothing_can_be_written_says_what_to_do(call: Call, watch: Watch) -> None:
    called = call("init", watch.settings / "inner")

    assert called.status == 1
    assert "Choose a folder you may write into" in called.err


def test_a_hint_with_a_path_of_two_words_can_be_pasted(call: Call, watch: Watch) -> None:
    called = call("targets", "--settings", watch.folder / "two words" / "clausewatch.toml")

    assert f"clausewatch init '{watch.folder / 'two words'}'" in called.err


def test_key_and_value_are_named_once(call: Call, watch: Watch) -> None:
    watch.replace("daily 08:00 UTC", "hourly")
    watch.replace("Clausewatch <clausewatch@localhost>", "nobody")

    called = call("targets", "--settings", watch.settings)

    assert 'subscribers[1].schedule = "hourly": is not understood. Write' in called.err
    assert 'digest.sender = "nobody": is not an e-mail address; write' in called.err


def test_a_port_that_is_taken_is_named_with_its_key_and_file(call: Call, watch: Watch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        watch.replace("port = 8321", f"port = {taken.getsockname()[1]}")
        call("tell", "--settings", watch.settings)
        called = call("serve", "--settings", watch.settings)

    assert called.status == 1
    assert f"site.port in {watch.settings}" in called.err
