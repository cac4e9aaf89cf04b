"""Pages of a policy in whose midst a program failed: half a page is never taken for the next version."""

import pytest

from policy.model.readings import Reading, Source, Suspicion
from policy.reading import read

_SECTION = "<h2>{0}. Section {0}</h2><p>We collect your name for purpose {0} and keep it for {0} months.</p>"
_POLICY = "<h1>Privacy policy</h1>" + "".join(_SECTION.format(number) for number in range(1, 20))


def page(tail: str, *, rest: str = "") -> Reading:
    body = f"<!doctype html><title>Privacy policy</title><body><main>{_POLICY}{tail}{rest}</main></body></html>"
    return read((Source("https://acme.example/privacy", "text/html; charset=utf-8", body.encode()),))


@pytest.mark.parametrize(
    "fault",
    [
        "<br />\n<b>Fatal error</b>:  Allowed memory exhausted in <b>/srv/a.php</b> on line <b>12</b><br />",
        "<br />\n<b>Parse error</b>: syntax error, unexpected end of file in <b>/srv/a.php</b> on line <b>3</b><br />",
        "<p>PHP Fatal error: Uncaught Error: Call to undefined function policy() in /srv/a.php:12</p>",
        "<pre>Traceback (most recent call last):\n  File 'policy.py', line 3</pre>",
        "<p>Liquid error (sections/policy line 4): Could not find asset snippets/cookies.liquid</p>",
        "<p>[an error occurred while processing this directive]</p>",
        "<div>SQLSTATE[HY000] [2002] Connection refused</div>",
        "<p>jakarta.servlet.ServletException: cannot render fragment</p>",
        "<h1>Server Error in '/legal' Application.</h1>",
        "<div>TypeError: Cannot read properties of undefined (reading 'cookies')</div>",
    ],
)
def test_what_a_program_prints_where_it_fails_is_an_error_wherever_it_stands(fault: str) -> None:
    for found in (page(fault), page(fault, rest=_SECTION.format(20) * 3)):
        assert found.quality.suspicions == (Suspicion.ERROR_PAGE,)
        assert "a program failed amid the page" in found.quality.notes[0]


@pytest.mark.parametrize(
    "last",
    [
        "<p>There has been a critical error on this website.</p><p><a href='/help'>Learn more about it.</a></p>",
        "<p>An unexpected error occurred. Please try again later.</p>",
        "<p>Auf dieser Website: es gab einen kritischen Fehler auf deiner Website.</p>",
        "<p>Il y a eu une erreur critique sur ce site.</p>",
        "<p>На сайте возникла критическая ошибка.</p>",
        "<p>このサイトで重大なエラーが発生しました。</p>",
        "<p>Terjadi kesalahan. Silakan coba lagi.</p>",
    ],
)
def test_a_page_whose_last_lines_are_an_apology_breaks_off(last: str) -> None:
    found = page(last)
    assert found.quality.suspicions == (Suspicion.ERROR_PAGE,)
    assert "the page breaks off" in found.quality.notes[0]
    assert page(last, rest=_SECTION.format(20) * 2).quality.is_ok  # the policy goes on after it


@pytest.mark.parametrize(
    "apology", ["Something went wrong", "Sorry, something went wrong.", "Ein Fehler ist aufgetreten"]
)
def test_a_page_that_is_nothing_but_an_apology_does_not_break_off(apology: str) -> None:
    html = f"<html><title>Acme</title><body><h1>{apology}</h1><p>Error code 500</p></body></html>"
    found = read((Source("https://acme.example/privacy", "text/html", html.encode()),))
    assert found.quality.suspicions == (Suspicion.ERROR_PAGE,)
    assert "it says" in found.quality.notes[0]


@pytest.mark.parametrize(
    "clause",
    [
        "<p>If an error occurred in your data, or something went wrong with your order, write to us.</p>",
        "<p>An error occurred at a supplier may touch your data; we then write to you.</p>",
        "<p>发生错误时，我们会记录所请求的页面。</p>",
        "<p>エラーが発生した場合、当社は記録します。</p>",
        "<p>We log every error and exception of our programs, and the line on which they failed.</p>",
        "<p>Clerical errors and omissions excepted. Errors in java.util are not ours.</p>",
    ],
)
def test_a_policy_may_speak_of_errors(clause: str) -> None:
    assert page(clause).quality.is_ok  # as its last line, too


def test_a_warning_of_a_program_that_goes_on_is_no_word_of_the_policy() -> None:
    warning = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/x.php</b> on line <b>12</b><br />\n"
    clean, warned = page(""), page(warning)
    assert (warned.text_sha256, warned.quality) == (clean.text_sha256, clean.quality)
    assert [(drop.reason, drop.text) for drop in warned.dropped] == [
        ("a program's warning", "Warning: Undefined variable $x in /srv/x.php on line 12")
    ]
