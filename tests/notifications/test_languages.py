"""Digests in the reader's language: every string translated, plurals right, nothing said in bare English."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Message
from jinja2 import Environment
from lxml import html

from notifications import wording as spoken_wording
from notifications.causes import cause_words
from notifications.rendering import render, text_of
from notifications.subject import subject
from notifications.wording import wording
from policy.catalogues import LANGUAGES
from policy.grounds import anchors
from policy.knowledge.reasons import reason
from policy.model.captures import Failure
from policy.model.changes import Kind, Quote
from policy.model.digests import AtOnce, Daily, Entry, Scope, Weekly
from policy.model.looks import State
from policy.model.readings import Suspicion
from policy.phrases import explanation, matter, periods, phrase
from tests.catalogues import ROOMS, ROOT, TRANSLATED, compiled, po_path, read, renewed
from tests.notifications.samples import (
    ANN,
    CALL_LOGS,
    KEPT_LONGER,
    NEW_DATE,
    NEW_PARTY,
    PROMISE_GONE,
    change,
    digest,
    entry,
    tally,
    unread,
)
from tests.notifications.test_rendering import DIGESTS, ONLINE, html_of
from tests.support.builders import target
from tests.support.signs import Signs

CATALOGUES = [(room, language) for room in ROOMS for language in TRANSLATED]
REMEDY = "call `python -m tests.catalogues`, translate what is empty in the .po files, and call it again"
JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_a_catalogue_holds_exactly_what_its_room_says(room: str, language: str) -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in read(room, language)}
    assert known - {""} == ROOMS[room](), REMEDY


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_no_string_lacks_a_translation(room: str, language: str) -> None:
    catalog = read(room, language)
    for message in catalog:
        forms = forms_of(message)
        assert all(forms), f"{language}: {message.id!r} is not translated; {REMEDY}"
        assert not message.fuzzy
        assert len(forms) == (catalog.num_plurals if message.pluralizable else 1)


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_a_translation_names_the_same_values(room: str, language: str) -> None:
    for message in read(room, language):
        if not message.id:
            continue
        ids = (message.id,) if isinstance(message.id, str) else message.id
        assert {frozenset(names(form)) for form in forms_of(message)} == {frozenset(names(text)) for text in ids}, (
            message.id
        )


def test_reasons_are_given_in_every_language_of_ours() -> None:
    finding = replace(KEPT_LONGER, reason=reason(KEPT_LONGER.kind, KEPT_LONGER.direction, KEPT_LONGER.what))
    assert len({explanation(finding, language) for language in LANGUAGES}) == len(LANGUAGES)
    assert explanation(finding, "ru") == "Данные хранятся дольше: 30 дней → 2 года."


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_the_golden_catalogue_is_the_compiled_one(room: str, language: str) -> None:
    assert po_path(room, language).with_suffix(".mo").read_bytes() == compiled(read(room, language)), REMEDY


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_a_catalogue_brought_up_to_date_keeps_its_translations(room: str, language: str) -> None:
    assert compiled(renewed(room, language)) == compiled(read(room, language))


@pytest.mark.parametrize(
    ("number", "english", "indonesian", "russian"),
    [
        (1, "1 change", "1 perubahan", "1 изменение"),
        (2, "2 changes", "2 perubahan", "2 изменения"),
        (5, "5 changes", "5 perubahan", "5 изменений"),
        (11, "11 changes", "11 perubahan", "11 изменений"),
        (21, "21 changes", "21 perubahan", "21 изменение"),
        (112, "112 changes", "112 perubahan", "112 изменений"),
    ],
)
def test_a_number_takes_the_form_of_the_language(number: int, english: str, indonesian: str, russian: str) -> None:
    counted = [wording(language, JAKARTA).count("{n} change", "{n} changes", number) for language in ("en", "id", "ru")]
    assert counted == [english, indonesian, russian]


@pytest.mark.parametrize(
    ("language", "shown", "clock"),
    [
        ("en", "3 May 2026, 08:05", "every Friday at 17:00"),
        ("id", "3 Mei 2026, 08.05", "setiap Jumat pukul 17.00"),
        ("ru", "3 мая 2026, 08:05", "каждую пятницу в 17:00"),
    ],
)
def test_a_time_is_written_as_the_language_does_in_the_zone_of_the_reader(
    language: str, shown: str, clock: str
) -> None:
    words = wording(language, JAKARTA)
    assert words.time(datetime(2026, 5, 3, 1, 5, tzinfo=UTC)) == shown
    assert words.every(4, time(17)) == clock


def test_a_period_takes_the_form_of_the_language() -> None:
    assert [periods(f"P{number}Y", "ru") for number in (1, 2, 5, 21)] == ["1 год", "2 года", "5 лет", "21 год"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Promise removed: not to sell (e-mail address, advertisers and ad networks)"),
        ("id", "Janji dihapus: tidak menjual (alamat surel, pengiklan dan jaringan iklan)"),
        ("ru", "Обещание снято: не продавать (адрес электронной почты, рекламодатели и рекламные сети)"),
    ],
)
def test_names_of_the_taxonomy_are_translated(language: str, said: str) -> None:
    finding = replace(PROMISE_GONE, what="sell: email-address, advertisers")
    assert f"{phrase(finding, language)}: {matter(finding, language)}" == said


def test_a_label_with_commas_in_a_long_list_is_one_name() -> None:
    finding = replace(CALL_LOGS, what="Photograph, profile picture or avatar, Passport and 2 more")
    assert matter(finding, "ru") == "Фотография, изображение профиля или аватар, Паспорт и ещё 2"


def test_words_of_the_page_are_never_translated() -> None:
    heading = replace(NEW_DATE, kind=Kind.UNCLASSIFIED, what="Cookies")
    assert matter(heading, "ru") == "Cookies"


def test_a_reason_that_is_no_template_of_ours_stays_as_it_was_recorded() -> None:
    rule = "Ann's rule: keep <= 30 days"
    assert explanation(replace(KEPT_LONGER, reason=rule), "ru") == rule


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("blocked: 403 Forbidden", "сервер отказывает в доступе (403 Forbidden)"),
        ("timeout", "сервер не ответил вовремя"),
        ("not-found: the server answered 404", "страница не найдена (HTTP 404)"),
        (
            "seen 3 times, not yet believed: consent-wall, truncated",
            "замечено 3 раза и не принято: текст закрыт окном согласия; не хватает большой части текста",
        ),
        ("seen 1 times, not yet believed: eclipse", "замечено 1 раз и не принято: eclipse"),
        (
            "seen 4 times since 2026-03-02 08:00 UTC and accepted unreviewed: spam; the text of version 2 again",
            "замечено 4 раза с 2 марта 2026, 08:00 UTC и принято без проверки: текст подменён спамом; "
            "снова текст версии 2",
        ),
        (
            "gone: the server answered 410; 3 times since 2026-03-02 08:00 UTC",
            "страница снята с публикации (HTTP 410); 3 раза с 2 марта 2026, 08:00 UTC",
        ),
        ("an operator paused it", "an operator paused it"),
        ("read and unchanged", "прочитан, не изменился"),
        ("the text of version 3 again", "снова текст версии 3"),
        ("alternates between 2 texts: 5 changes since 2026-03-02", "чередуются тексты (2), смен с 2 марта 2026: 5"),
        ("alternates between 2 texts: 5 changes since 2026-13-02", "чередуются тексты (2), смен с 2026-13-02: 5"),
    ],
)
def test_a_cause_is_named_in_the_words_of_the_reader(cause: str, said: str) -> None:
    assert cause_words(cause, wording("ru", JAKARTA)) == said


@pytest.mark.parametrize("cause", ["no longer among the targets", "among the targets again"])
def test_a_pause_is_named_in_the_words_of_the_reader(cause: str) -> None:
    assert f'"{cause}"' in (ROOT / "storage" / "schedule.py").read_text("utf-8")
    assert cause_words(cause, wording("ru", JAKARTA)) != cause


@pytest.mark.parametrize(("asked", "got"), [("id-ID", "id"), ("RU", "ru"), ("de", "en"), ("", "en")])
def test_a_reader_gets_the_nearest_language_there_is(asked: str, got: str) -> None:
    mail = html.fromstring(html_of(render(replace(digest(), subscriber=replace(ANN, language=asked)), ONLINE)))
    assert mail.get("lang") == got


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_subject_keeps_its_length_in_every_language(language: str) -> None:
    for told, letterhead in DIGESTS.values():
        message = render(replace(told, subscriber=replace(ANN, language=language)), letterhead)
        assert len(message.subject) <= 70


@pytest.mark.parametrize("name", ["digest.txt", "digest.html"])
def test_no_template_has_a_bare_english_string(name: str) -> None:
    source = (ROOT / "notifications" / "templates" / name).read_text("utf-8")
    kept = [text for _, kind, text in Environment(autoescape=True).lex(source) if kind == "data"]
    page = html.fromstring("".join(kept)) if name.endswith("html") else None
    bare = kept if page is None else [*words_on(page)]
    assert [text for text in bare if re.search(r"[A-Za-z]{2}", text)] == []


def test_no_code_says_anything_in_bare_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message is turned into signs; what is then still in Latin letters did not come from a catalogue."""
    monkeypatch.setattr("policy.catalogues.catalogue", lambda _folder, _language: Signs())
    monkeypatch.setattr("policy.phrases.catalogue", lambda _folder, _language: Signs())
    monkeypatch.setattr(spoken_wording, "catalogue", lambda _folder, _language: Signs())
    notices = (
        *(unread(replace(target("x"), service_name="Ω"), state, cause="") for state in State),
        unread(replace(target("x"), service_name="Ω"), State.GONE, is_news=False, cause=""),
    )
    for schedule in (AtOnce("UTC"), Daily(time(8), "UTC"), Weekly(3, time(8), "UTC")):
        reader = replace(ANN, address="1@2.3", schedule=schedule, scope=Scope(kinds=tuple(Kind)))
        odd = (
            change(*[NEW_PARTY] * 9, *[KEPT_LONGER] * 2, of=target("a")),
            change(*[replace(NEW_PARTY, kind=kind) for kind in Kind], of=target("b"), number=5, returned_to=3),
            *(replace(change(of=target(f"c{number}")), suspect=one) for number, one in enumerate(Suspicion)),
        )
        told = replace(
            digest(notices=notices, to=reader, counted=tally(90, *((state, 2) for state in State))),
            entries=tuple(map(foreign, (*DIGESTS["everything"][0].entries, *map(entry, odd)))),
        )
        words = wording("en", ZoneInfo("UTC"))
        text = text_of(render(told, ONLINE))
        text += subject(told, words) + subject(replace(told, entries=()), words)
        text += " ".join(cause_words(f"{failure}: 403", words) for failure in Failure)
        text += cause_words(f"seen 2 times, not yet believed: {', '.join(Suspicion)}", words)
        for anchor in sorted({"; ".join(anchors(kind)) for kind in Kind}, key=len, reverse=True):
            text = " ".join(text.split()).replace(anchor, "")  # laws keep their names
        left = re.sub(r"https?://\S+|mailto:\S+|UTC", "", text)
        assert re.findall(r"[A-Za-z]{2,}", left) == []


def foreign(entry: Entry) -> Entry:
    """The entry as a publisher who writes in signs would cause it."""
    change = entry.change
    quote = Quote("¶ 1 ¶", (), "s", 0, 5)
    findings = tuple(
        replace(one, section=("¶",), before=quote, after=quote, reason="¶", what=re.sub(r"[a-zA-Z]{3,}", "¶", one.what))
        for one in change.findings
    )
    return replace(entry, change=replace(change, target=replace(change.target, service_name="Ω"), findings=findings))


def words_on(page: html.HtmlElement) -> Iterator[str]:
    for element in page.iter("*"):
        yield from (text for text in (element.tail, element.get("title"), element.get("alt")) if text)
        if element.tag != "style":
            yield element.text or ""


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation, in every form of its number."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def names(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
