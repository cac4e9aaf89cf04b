"""Pages that hold no policy but show one, or give it as a file: the address to watch is named."""

import pytest

from policy.model.readings import Quality, Source, Suspicion
from policy.reading import read

_LINE = "<p>Unsere Datenschutzerklärung finden Sie hier:</p>"


def quality(main: str) -> Quality:
    head = "<title>Datenschutz – Velo</title>"
    body = f"<!doctype html><html lang=de><head>{head}</head><body><nav><a href=/>Start</a></nav><main>{main}</main>"
    return read((Source("https://velo.example/datenschutz", "text/html; charset=utf-8", body.encode()),)).quality


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        ("<iframe src='https://policies.example/p/1'></iframe>", "https://policies.example/p/1"),
        ("<object data='/d/privacy.pdf' type='application/pdf'><p>No viewer.</p></object>", "https://velo.example/d/privacy.pdf"),
        ("<embed src='//files.example/privacy.pdf'>", "https://files.example/privacy.pdf"),
        ("<p><a href='/d/Datenschutz%202026.PDF?v=3'>Datenschutz (PDF)</a></p>", "https://velo.example/d/Datenschutz%202026.PDF?v=3"),
        ("<p><a href='privacy.docx'>Datenschutz</a></p>", "https://velo.example/privacy.docx"),
    ],
)  # fmt: skip
def test_what_a_page_of_few_words_shows_is_named(shown: str, address: str) -> None:
    for before in ("", "<h1>Datenschutzerklärung</h1>", f"<h1>Datenschutzerklärung</h1>{_LINE}"):
        found = quality(before + shown)
        assert found.suspicions
        assert found.notes[-1] == f"it shows another document, which may be the one: watch {address}"


def test_frames_of_a_set_are_named() -> None:
    frames = "<frameset><frame src=menu.html><frame src=policy.html></frameset>"
    page = f"<html><head><title>Privacy</title></head>{frames}</html>"
    found = read((Source("https://velo.example/privacy/", "text/html", page.encode()),)).quality
    assert found.suspicions
    assert found.notes[-1].endswith(
        "watch https://velo.example/privacy/menu.html or https://velo.example/privacy/policy.html"
    )


@pytest.mark.parametrize(
    "shown",
    [
        "<iframe src='https://www.google.com/recaptcha/api2/anchor'></iframe>",
        "<object data='/logo.svg' type='image/svg+xml'></object>",
        "<iframe src='javascript:void(0)'></iframe>",
        "<iframe src='https://[::1'></iframe>",
        "<a href='/kontakt'>Kontakt</a>",
    ],
)
def test_other_things_are_not(shown: str) -> None:
    assert not any("another document" in note for note in quality(f"<h1>Datenschutzerklärung</h1>{shown}").notes)


def test_a_policy_may_link_to_files() -> None:
    text = "<p>Wir verarbeiten Ihren Namen, um Bestellungen auszuliefern, und löschen ihn nach einem Jahr.</p>" * 5
    found = quality(f"<h1>Datenschutzerklärung</h1>{text}<p><a href='/av-vertrag.pdf'>AV-Vertrag (PDF)</a></p>")
    assert found == Quality((), ())


def test_a_few_words_without_a_file_stay_what_they_are() -> None:
    assert quality(f"<h1>Datenschutzerklärung</h1>{_LINE}").suspicions != (Suspicion.NOT_A_POLICY,)
