"""The demonstration from end to end, as a newcomer runs it."""

import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from policy.model.shelf import Change, ChangeFilter
from storage import open_library
from tests.demo.test_pages import EXPECTED

pytestmark = pytest.mark.slow
COMMAND = (sys.executable, "-c", "import sys; from monitor.cli import main; sys.exit(main())")


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run((*COMMAND, *arguments), capture_output=True, text=True, timeout=180, check=False)


@dataclass(frozen=True)
class Played:
    status: int
    printed: str
    complaints: str
    changes: dict[str, Change]

    @property
    def digest(self) -> str:
        return self.printed.partition("Subject: ")[2]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo")
    done = call("demo", "--no-serve", "--folder", str(folder))
    library = open_library(f"sqlite:///{folder / 'clausewatch.db'}")
    changes = {change.target.id: change for change in library.changes(ChangeFilter(), limit=100)}
    library.close()
    return Played(done.returncode, done.stdout, done.stderr, changes)


def test_it_ends_well_and_without_complaints(played: Played) -> None:
    assert (played.status, played.complaints) == (0, "")


def test_every_edited_policy_has_a_change_of_the_expected_kinds(played: Played) -> None:
    expected = {target: kinds for target, kinds in EXPECTED.items() if kinds}

    assert set(played.changes) == set(expected)
    for target, kinds in expected.items():
        assert kinds <= {finding.kind for finding in played.changes[target].findings}


def test_the_digest_came_by_mail_and_names_every_changed_document(played: Played) -> None:
    for company in ("LANTERNFISH", "KEDAI SENJA", "СЕВЕРНЫЙ МАЯК", "SALTMARSH", "QUILLMOOR"):
        assert company in played.digest.upper()


def test_the_digest_quotes_what_changed(played: Played) -> None:
    assert "data-desk@lanternfish.example" in played.digest
    assert "lokasi akurat Anda saat aplikasi dibuka" in played.digest


def test_the_digest_says_nothing_of_the_page_with_only_noise(played: Played) -> None:
    assert "halfmoon" not in played.digest.lower()


def test_the_digest_names_what_could_not_be_read(played: Played) -> None:
    _, _, unread = played.digest.partition("COULD NOT BE READ")

    assert "Pebblebank" in unread


def test_the_history_is_served_until_stopped(tmp_path: Path) -> None:
    playing = subprocess.Popen((*COMMAND, "demo", "--folder", str(tmp_path)), stdout=subprocess.PIPE, text=True)
    with playing:
        assert playing.stdout is not None
        address = next(found[0] for line in playing.stdout if (found := re.findall(r"^(http://\S+) until", line)))
        with urlopen(f"{address}/lanternfish-privacy/changes/2", timeout=30) as answer:  # noqa: S310 – our own address
            page = answer.read().decode()
        playing.send_signal(signal.SIGTERM)
        playing.stdout.read()

    assert "precise location while the app is open" in page
    assert playing.returncode == 0


def test_a_folder_in_use_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "clausewatch.toml").write_text("# mine")

    done = call("demo", "--no-serve", "--folder", str(tmp_path))

    assert done.returncode == 1
    assert "Choose another folder" in done.stderr
