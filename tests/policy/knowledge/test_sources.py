"""The knowledge files are sound, and a wrong one is refused by file, line and remedy."""

import re
from pathlib import Path

import pytest

from policy.knowledge import KnowledgeError, lexicon, parties, spoken_languages, taxonomy
from policy.knowledge.parties import read_parties
from policy.knowledge.slots import read_slots, slots
from policy.knowledge.taxonomy import read_taxonomy
from policy.knowledge.vocabulary import read_vocabulary
from policy.model.changes import Kind

SHARED = Path(__file__).parents[4] / "shared"
OF_CLAUSES = (
    "AccessControlMethod AuthorisationProtocols Consent Contract ContractualTerms Encryption EncryptionInTransfer "
    "ExplicitlyExpressedConsent GuardianOfDataSubject ImpliedConsent IndeterminateDuration Law LegalObligation "
    "LegitimateInterest MultiFactorAuthentication Notice PhysicalMeasure PublicInterest SecurityAssessment "
    "StaffTraining StorageDuration VitalInterest"
)
OF_GDPR = "A45-3 BindingCorporateRules StandardContractualClauses"
LANGUAGES = (
    *("ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja"),
    *("ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh"),
)


def test_every_language_of_the_design_has_a_vocabulary() -> None:
    assert spoken_languages() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vocabulary_names_data_purposes_and_promises(language: str) -> None:
    vocabulary = lexicon(language)
    assert vocabulary is not None
    tables = {term.table for term in vocabulary.terms}
    assert {"data", "purpose", "recipient", "right", "cue", "theme"} <= tables


def test_a_language_without_vocabulary_says_so() -> None:
    assert lexicon("xx") is None
    assert lexicon(None) is None


def test_every_kind_but_the_operators_own_is_defined() -> None:
    assert set(taxonomy().kinds) == set(Kind) - {Kind.UNCLASSIFIED, Kind.WATCH_RULE}


def test_every_data_category_says_where_it_comes_from() -> None:
    assert [entry.id for entry in taxonomy().entries["data"].values() if not entry.dpv.startswith("https://w3id")] == []


def test_third_parties_have_a_role_and_an_owner() -> None:
    assert all(party.role and party.owner for party in parties())
    assert slots().units["hari"] == "D"


def test_an_unknown_category_is_refused_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text('language = "en"\n\n[data.shoe-size]\nterms = ["shoe size"]\n', "utf-8")
    with pytest.raises(KnowledgeError, match=r"en\.toml, line 3: taxonomy\.toml has no data 'shoe-size'; add it"):
        read_vocabulary(path, taxonomy())


def test_an_unknown_cue_is_refused_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text('language = "en"\n\n[cue.colect]\nterms = ["collect*"]\n', "utf-8")
    with pytest.raises(KnowledgeError, match=r"en\.toml, line 3: no rule asks for the cue 'colect'; known are"):
        read_vocabulary(path, taxonomy())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_is_a_form_or_what_may_be_one(language: str) -> None:
    vocabulary = lexicon(language)
    assert vocabulary is not None
    sure, may_be = (
        {term.phrase.rstrip("*") for term in vocabulary.terms if term.table == "cue" and term.id == id_}
        for id_ in ("web-form", "form")
    )
    assert sure
    assert may_be
    assert not sure & may_be


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vocabulary_names_clauses_of_every_sort(language: str) -> None:
    vocabulary = lexicon(language)
    assert vocabulary is not None
    clauses = taxonomy().entries["clause"]
    named = {clauses[term.id].group for term in vocabulary.terms if term.table == "clause"}
    assert named == {entry.group for entry in clauses.values()}


def test_every_concept_of_the_vocabulary_was_looked_up() -> None:
    """DPV 2.x: what the taxonomy draft lists, and what was read in the vocabulary's own files for clauses."""
    draft = SHARED / "knowledge" / "taxonomy.yaml"
    if not draft.exists():
        pytest.skip("the taxonomy draft is not beside the project")
    listed = set(re.findall(r"https://w3id\.org/dpv[^\s\"']*", draft.read_text("utf-8")))
    linked = {entry.dpv for table in taxonomy().entries.values() for entry in table.values() if entry.dpv}
    read = {f"https://w3id.org/dpv#{name}" for name in OF_CLAUSES.split()}
    read |= {f"https://w3id.org/dpv/legal/eu/gdpr#{name}" for name in OF_GDPR.split()}
    assert linked - listed == read - listed


def test_a_duplicate_term_is_refused_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text('language = "en"\n[data.name]\nterms = ["alias"]\n[data.nickname]\nterms = ["alias"]\n', "utf-8")
    with pytest.raises(
        KnowledgeError, match=r"en\.toml, line 5: 'alias' already stands under \[data\.name\]; keep one"
    ):
        read_vocabulary(path, taxonomy())


def test_a_term_listed_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text('language = "en"\n[data.name]\nterms = ["alias", "alias"]\n', "utf-8")
    with pytest.raises(KnowledgeError, match="'alias' stands twice"):
        read_vocabulary(path, taxonomy())


def test_a_gap_at_the_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text('language = "en"\n[data.name]\nterms = ["full ~"]\n', "utf-8")
    with pytest.raises(KnowledgeError, match="must begin and end with a word"):
        read_vocabulary(path, taxonomy())


def test_broken_toml_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text('language = "en\n', "utf-8")
    with pytest.raises(KnowledgeError, match=r"en\.toml: .*line 1"):
        read_vocabulary(path, taxonomy())


def test_a_vocabulary_under_another_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fr.toml"
    path.write_text('language = "en"\n', "utf-8")
    with pytest.raises(KnowledgeError, match='language must be "fr"'):
        read_vocabulary(path, taxonomy())


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text('[[kind]]\nid = "mood-change"\ndefinition = "x"\nseverity = { added = "major" }\n', "utf-8")
    with pytest.raises(KnowledgeError, match=r"taxonomy\.toml, line 2: there is no kind of change 'mood-change'"):
        read_taxonomy(path)


def test_one_printed_name_belongs_to_one_party(tmp_path: Path) -> None:
    path = tmp_path / "third_parties.toml"
    entry = '[[party]]\nname = "{}"\nowner = "Blip"\nrole = "ai"\naliases = ["Blip"]\n'
    path.write_text(entry.format("Blip One") + entry.format("Blip Two"), "utf-8")
    with pytest.raises(KnowledgeError, match="'Blip' already belongs to Blip One"):
        read_parties(path)


def test_a_word_with_two_meanings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "slots.toml"
    path.write_text(
        '[months]\n1 = ["mai"]\n5 = ["mai"]\n[numbers]\n[units]\n[roles]\n[address]\nstreet = []\n', "utf-8"
    )
    with pytest.raises(KnowledgeError, match="'mai' already means 1"):
        read_slots(path)


_WORDS = (
    '[months]\n[numbers]\n22 = ["venticinque"]\n[units]\n[units_of.uk]\n[spans]\n[numbers_of.tr]\n[eras]\n[roles]\n'
)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("{ten}{one}", "'venticinque' already means 22"),
        ("{ten}", "needs form, a text with {ten} and {one}"),
    ],
)
def test_a_number_made_of_two_is_refused_where_it_would_be_another(tmp_path: Path, form: str, message: str) -> None:
    path = tmp_path / "slots.toml"
    compound = f'[compounds.it]\nform = "{form}"\ntens = {{ 20 = ["venti"] }}\nones = {{ 5 = ["cinque"] }}\n'
    path.write_text(_WORDS + compound, "utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_slots(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'language = "en"\n[dta.name]\nterms = ["alias"]\n',
            r"en\.toml, line 2: unknown key 'dta': did you mean data\?",
        ),
        (
            'language = "en"\n[data.name]\nterms = ["alias"]\nweek = ["name"]\n',
            r"en\.toml, line 4: unknown key 'week' under \[data\.name\]: did you mean weak\?",
        ),
        ('language = "en"\n[data]\nname = ["alias"]\n', r"en\.toml, line 3: name is no table: write \[data\.name\]"),
    ],
)
def test_a_misspelt_key_is_refused_by_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "en.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_vocabulary(path, taxonomy())


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('dpv = "pd#Name"', r"taxonomy\.toml, line 4: 'pd#Name' is no IRI of the DPV"),
        ('dpv = "https://w3id.org/dpv/pd#Name"\nmatch = "near"', r"line 5: match = 'near': write one of exact, close"),
        ('lable = "Name"', r"line 4: unknown key 'lable'.*did you mean label\?"),
    ],
)
def test_an_entry_without_a_sound_origin_is_refused_by_line(tmp_path: Path, entry: str, message: str) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(f'[[purpose]]\nid = "fun"\nlabel = "Fun"\n{entry}\n', "utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_taxonomy(path)


def test_an_unknown_direction_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    kind = '[[kind]]\nid = "contact-change"\ndefinition = "x"\nseverity = { addded = "major" }\n'
    path.write_text(kind, "utf-8")
    with pytest.raises(KnowledgeError, match=r"taxonomy\.toml, line 4: contact-change: there is no direction 'addded'"):
        read_taxonomy(path)


def test_our_own_list_wins_over_public_ones() -> None:
    printed = [name.casefold() for party in parties() for name in (party.name, *party.aliases)]
    assert {"appdynamics", "google analytics"} <= set(printed)
    assert printed.count("google analytics") == 1
