"""The owner's policies beside the project, against what a reader found in them."""

import json
import re
from collections.abc import Iterable
from typing import Any

from policy.facts import facts
from policy.model.changes import Fact, FactType, Polarity
from tests.gate.corpus import SHARED
from tests.gate.floors import Figures
from tests.support.policies import policy

SEEDS = SHARED / "seeds"
TRUTH = SEEDS / "truth.json"
SETS = {
    "data": ("data_categories", FactType.DATA_CATEGORY),
    "purposes": ("purposes", FactType.PURPOSE),
    "recipients": ("recipients", FactType.RECIPIENT),
    "rights": ("rights", FactType.RIGHT),
}
_NOT_PRACTISED = frozenset({"denied", "mentioned"})


def figures() -> Figures:
    """Precision and recall over all files of what is listed, and the share of files whose names are exact."""
    truth = {name: one for name, one in json.loads(TRUTH.read_text("utf-8")).items() if name != "_meta"}
    stated = {name: facts(policy((SEEDS / name).read_text("utf-8"))) for name in truth}
    found: Figures = {}
    for short, (field, type_) in SETS.items():
        said = {(name, value) for name in truth for value in practised(stated[name], type_)}
        entries = [(name, entry) for name in truth for entry in truth[name][field] if "id" in entry]
        allowed = {(name, entry["id"]) for name, entry in entries}
        required = {(name, entry["id"]) for name, entry in entries if _is_required(entry)}
        found[f"{short}-precision"] = round(len(said & allowed) / max(1, len(said)), 3)
        found[f"{short}-recall"] = round(len(said & required) / max(1, len(required)), 3)
    exact = {
        "mailboxes-exact": [mailboxes(truth[name]) == of_role(stated[name], "email") for name in truth],
        "names-exact": [names(truth[name]) == printed(stated[name]) for name in truth],
        "dates-exact": [days(truth[name]) == stated_days(stated[name]) for name in truth],
    }
    return found | {name: round(sum(files) / len(files), 3) for name, files in exact.items()}


def practised(found: Iterable[Fact], type_: FactType) -> set[str]:
    return {fact.value for fact in found if fact.type is type_ and fact.polarity is Polarity.POSITIVE}


def of_role(found: Iterable[Fact], role: str) -> set[str]:
    return {fact.value for fact in found if fact.type is FactType.CONTACT and fact.role == role}


def printed(found: Iterable[Fact]) -> set[str]:
    return {_folded(fact.term) for fact in found if fact.type is FactType.THIRD_PARTY}


def stated_days(found: Iterable[Fact]) -> set[str]:
    return {fact.value for fact in found if fact.type is FactType.DATE and fact.role != "law"}


def mailboxes(truth: dict[str, Any]) -> set[str]:
    """Without those the page hides from robots."""
    boxes = [box["value"] or "" for box in truth["contacts"].get("emails", ())]
    return {box.casefold() for box in boxes if "@" in box}


def names(truth: dict[str, Any]) -> set[str]:
    return {_folded(party["text"]) for party in truth["named_third_parties"]}


def days(truth: dict[str, Any]) -> set[str]:
    return {day["iso"] for day in truth["dates"] if day["role"] != "law"}


def _is_required(entry: dict[str, Any]) -> bool:
    return not entry.get("optional") and entry.get("status", "collected") not in _NOT_PRACTISED


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" \t:.-•*").casefold()
