"""The build script of the gazetteer: from files given to it, only what cannot be an ordinary word."""

import subprocess
import sys
from pathlib import Path

from policy.knowledge.parties import Party, read_parties

SCRIPT = Path(__file__).parents[3] / "tools" / "gazetteer"
TRACKERS = """
CREATE TABLE categories(id INTEGER, name TEXT);
CREATE TABLE companies(id TEXT, name TEXT);
CREATE TABLE trackers(id TEXT, name TEXT, category_id INTEGER, company_id TEXT);
INSERT INTO categories VALUES (1, 'advertising'), (2, 'essential');
INSERT INTO companies VALUES ('blip', 'Blip Inc.');
INSERT INTO trackers VALUES ('blip', 'BlipAds', 1, 'blip'), ('seg', 'Segmental', 1, NULL);
INSERT INTO trackers VALUES ('core', 'CoreBlip', 2, NULL);
INSERT INTO trackers VALUES ('ga', 'Google Analytics', 1, NULL);
"""
COOKIES = """ID,Platform,Category,Data Controller
1,ZapMetrics,Analytics,Zap GmbH
2,Zap,Analytics,Zap
3,ZapCore,Functional,Zap
"""


def test_only_unmistakable_names_of_trackers_are_kept(tmp_path: Path) -> None:
    trackers, cookies, found = tmp_path / "trackers.sql", tmp_path / "cookies.csv", tmp_path / "found.toml"
    trackers.write_text(TRACKERS, "utf-8")
    cookies.write_text(COOKIES, "utf-8")
    command = [sys.executable, str(SCRIPT), "--whotracksme", str(trackers), "--cookies", str(cookies)]
    found.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
    assert read_parties(found) == (
        Party("BlipAds", "Blip Inc.", "advertising", ()),
        Party("ZapMetrics", "Zap GmbH", "analytics", ()),
    )


def test_without_a_list_it_says_what_is_missing() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT)], check=False, capture_output=True, text=True)
    assert (done.returncode, "name at least one list" in done.stderr) == (2, True)
