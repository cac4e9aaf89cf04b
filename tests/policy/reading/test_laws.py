"""Laws of the text hash: what a browser would not show never changes it, what a reader would miss always does."""

import html
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from policy.model.readings import Source
from policy.model.targets import ReadingOptions
from policy.reading import doubts, opened, read
from tests.policy.reading.test_completeness import FOLDERS

SUBJECTS = ("We", "Acme Teapots", "Our potters", "Our partners", "The shop")
VERBS = ("collect", "keep", "share", "erase", "never sell", "process")
OBJECTS = ("your name", "your address", "your order history", "your e-mail address", "cookies", "payment data")
ENDS = ("for 30 days.", "with your consent.", "to deliver your teapot.", "until 2031.", "as the law asks (Art. 6).")

clause = st.builds(
    lambda *words: " ".join(words),
    st.sampled_from(SUBJECTS),
    st.sampled_from(VERBS),
    st.sampled_from(OBJECTS),
    st.sampled_from(ENDS),
)
items = st.lists(st.sampled_from(OBJECTS), min_size=2, max_size=4, unique=True)
rows = st.lists(
    st.tuples(st.sampled_from(OBJECTS), st.integers(1, 99).map(lambda n: f"{n} days")), min_size=2, max_size=4
)
section = st.tuples(
    st.sampled_from(("Data", "Retention", "Sharing", "Rights")), st.lists(clause, min_size=1, max_size=3)
)
policy = st.tuples(st.lists(section, min_size=2, max_size=5), items, rows)
Policy = tuple[list[tuple[str, list[str]]], list[str], list[tuple[str, str]]]


def body_of(policy: Policy, spelled: Callable[[str], str] = html.escape) -> list[str]:
    sections, listed, cells = policy
    parts = ["<h1>Privacy policy</h1>"]
    for heading, clauses in sections:
        parts.append(f"<h2>{spelled(heading)}</h2>")
        parts.extend(f"<p>{spelled(text)}</p>" for text in clauses)
    parts.append("<ul>" + "".join(f"<li>{spelled(text)}</li>" for text in listed) + "</ul>")
    parts.append(
        "<table><tr><th>Data</th><th>Kept</th></tr>"
        + "".join(f"<tr><td>{spelled(one)}</td><td>{spelled(two)}</td></tr>" for one, two in cells)
        + "</table>"
    )
    return parts


def source(parts: list[str]) -> Source:
    page = f"<!doctype html><html><head><title>Privacy</title></head><body><main>{''.join(parts)}</main></body></html>"
    return Source("https://acme.example/privacy", "text/html", page.encode())


def sha(parts: list[str]) -> str:
    return read((source(parts),)).text_sha256


def hash_of(page: str) -> str:
    return read((Source("https://acme.example/privacy", "text/html", page.encode()),)).text_sha256


def bones(parts: list[str]) -> str:
    return opened((source(parts),), ReadingOptions()).skeleton()


def noisy(parts: list[str], chance: random.Random) -> list[str]:
    return [_disturbed(part, chance) for part in parts]


def _disturbed(part: str, chance: random.Random) -> str:
    tag = part[1 : part.index(">")]
    match chance.randrange(9):
        case 0:
            return part.replace(f"<{tag}>", f'<{tag} class="x{chance.randrange(9999)}" data-n="{chance.random()}">', 1)
        case 1:
            return f"<!-- build {chance.randrange(9999)} -->{part}"
        case 2:
            return f"<div><div>{part}</div></div>"
        case 3:
            return part.replace(" ", "\n\t ", 2)
        case 4:
            return f'<script nonce="{chance.random()}">var t = {chance.random()};</script>{part}'
        case 5:
            return f"<style>.a{chance.randrange(99)}{{color:red}}</style>{part}"
        case 6:
            return part.replace(f"<{tag}>", f"<{tag.upper()}>", 1).replace(f"</{tag}>", f"</{tag.upper()}>")
        case 7:
            return part.replace("your", "<span>your</span>").replace("data", "da\u00adta")
        case _:
            return f'{part}<input type="hidden" name="csrf" value="{chance.random()}">'


def respelled(text: str, chance: random.Random) -> str:
    return "".join(f"&#{ord(sign)};" if chance.random() < 0.3 else html.escape(sign) for sign in text)


# `make laws` sets it so that all laws together see more than twenty thousand cases.
CASES = int(os.environ.get("CLAUSEWATCH_CASES", "30"))
unhurried = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))


def law(**drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A property that is checked on as many drawn cases as are wanted."""
    return lambda test: pytest.mark.slow(0)(unhurried(given(**drawn)(test)))


@law(policy=policy, seed=st.integers(0, 10**9))
def test_mark_up_noise_never_changes_the_hash(policy: Policy, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 – noise, not a secret
    parts = body_of(policy)
    assert sha(noisy(parts, chance)) == sha(parts)


@law(policy=policy, seed=st.integers(0, 10**9))
def test_tokens_scripts_and_comments_never_change_the_skeleton(policy: Policy, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 – noise, not a secret
    kinds = [chance.randrange(3) for _ in body_of(policy)]
    assert bones(signed(policy, kinds, "a1")) == bones(signed(policy, kinds, f"{chance.random()}"))


def signed(policy: Policy, kinds: list[int], token: str) -> list[str]:
    marks = (
        f"<!-- {token} -->",
        f'<script nonce="{token}">if (1 < {token}) "</p>"</script>',
        f"<style>{token}</style>",
    )
    parts = [part.replace(">", f' data-n="{token}">', 1) for part in body_of(policy)]
    return [part + marks[kind] for part, kind in zip(parts, kinds, strict=True)]


@law(policy=policy, other=policy, seed=st.integers(0, 10**9))
def test_pages_of_equal_skeletons_say_the_same(policy: Policy, other: Policy, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 – noise, not a secret
    kinds = [chance.randrange(3) for _ in body_of(policy)]
    pages = [signed(policy, kinds, token) for token in ("a1", f"{chance.random()}")]
    assert len({bones(page) for page in pages}) == 1
    assert len({read((source(page),)) for page in pages}) == 1
    if other != policy:
        assert bones(body_of(other)) != bones(body_of(policy))


@law(policy=policy, seed=st.integers(0, 10**9))
def test_the_spelling_of_entities_never_changes_the_hash(policy: Policy, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 – noise, not a secret
    assert sha(body_of(policy, lambda text: respelled(text, chance))) == sha(body_of(policy))


@law(policy=policy, seed=st.integers(0, 10**9))
def test_the_order_of_attributes_never_changes_the_hash(policy: Policy, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 – noise, not a secret
    attributes = ['class="prose"', f'data-v="{chance.random()}"', 'lang="en"', 'dir="ltr"', "itemscope"]

    def dressed(part: str) -> str:
        tag = part[1 : part.index(">")]
        return part.replace(f"<{tag}>", f"<{tag} {' '.join(chance.sample(attributes, 5))}>", 1)

    assert sha(list(map(dressed, body_of(policy)))) == sha(body_of(policy))


@law(policy=policy, data=st.data())
def test_any_removed_clause_item_or_row_changes_the_hash(policy: Policy, data: st.DataObject) -> None:
    sections, listed, cells = policy
    match data.draw(st.sampled_from(("clause", "item", "row"))):
        case "clause":
            place = data.draw(st.integers(0, len(sections) - 1))
            heading, clauses = sections[place]
            less = ([*sections[:place], (heading, without(clauses, data)), *sections[place + 1 :]], listed, cells)
        case "item":
            less = (sections, without(listed, data), cells)
        case _:
            less = (sections, listed, without(cells, data))
    assert sha(body_of(less)) != sha(body_of(policy))
    assert bones(body_of(less)) != bones(body_of(policy))


@law(policy=policy, data=st.data())
def test_any_removed_table_cell_changes_the_hash(policy: Policy, data: st.DataObject) -> None:
    parts = body_of(policy)
    cell = data.draw(st.sampled_from(re.findall(r"<t[dh]>[^<]+</t[dh]>", parts[-1])))
    emptied = data.draw(st.booleans())
    less = parts[-1].replace(cell, re.sub(">[^<]+<", "><", cell) if emptied else "", 1)
    assert sha([*parts[:-1], less]) != sha(parts)


@law(policy=policy, data=st.data())
def test_any_changed_or_removed_digit_changes_the_hash(policy: Policy, data: st.DataObject) -> None:
    parts = body_of(policy)
    places = [
        (part, at)
        for part, text in enumerate(parts)
        for at, sign in enumerate(text)
        if sign.isdigit() and text[at - 1] != "h"
    ]
    part, at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from(["", *(sign for sign in "0123456789" if sign != parts[part][at])]))
    changed = [*parts[:part], parts[part][:at] + digit + parts[part][at + 1 :], *parts[part + 1 :]]
    assert sha(changed) != sha(parts)
    assert bones(changed) != bones(parts)


@law(folder=st.sampled_from(FOLDERS), data=st.data())
def test_whatever_is_removed_from_an_awkward_layout_changes_the_hash(folder: Path, data: st.DataObject) -> None:
    # What the page calls itself in its head is not printed.
    head, end, page = (folder / "page.html").read_text("utf-8").rpartition("</title>")
    lines = (
        line.removeprefix("# ").removeprefix("- ") for line in (folder / "truth.txt").read_text("utf-8").split("\n")
    )
    words = [cell for line in lines for cell in line.split(" | ") if page.count(html.escape(cell, quote=False)) == 1]
    assume(any(words))
    gone = data.draw(st.sampled_from([cell for cell in words if cell]))
    assert hash_of(f"{head}{end}{page.replace(html.escape(gone, quote=False), '')}") != hash_of(f"{head}{end}{page}")


def without(things: list[Any], data: st.DataObject) -> list[Any]:
    """All but one."""
    at = data.draw(st.integers(0, len(things) - 1))
    return [*things[:at], *things[at + 1 :]]


@given(body=st.binary(max_size=400))
@unhurried
def test_no_bytes_make_the_reader_raise(body: bytes) -> None:
    for wrapped in (body, b"<html><body><p>" + body, b"# x\n" + body, b"%PDF-" + body, b"PK\x03\x04" + body):
        seen = read((Source("https://acme.example/", None, wrapped),))
        assert doubts(seen, seen) == ()


@given(text=st.text(max_size=300))
@unhurried
def test_no_text_makes_the_reader_raise(text: str) -> None:
    for wrapped in (text, f"<p>{text}", f"1. {text}\n\n2. {text}", f"* {text}\n\n| {text} | b |"):
        read((Source("https://acme.example/", "text/html; charset=utf-8", wrapped.encode("utf-8", "replace")),))
