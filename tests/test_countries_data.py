"""The rules that `articles/data/countries.json` keeps; its README tells the keys."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

COUNTRIES = json.loads(
    (Path(__file__).parent.parent / "articles" / "data" / "countries.json").read_text(encoding="utf-8")
)
CURRENT = [entry for entry in COUNTRIES if len(entry["code"]) == 2]
FORMER = [entry for entry in COUNTRIES if len(entry["code"]) == 4]
UNINHABITED = {"BV", "GS", "HM", "TF", "UM"}


def names(entry):
    """Every name of an entry, folded, without repeats."""
    return {name.casefold() for name in (entry["name"], entry["official_name"], *entry["aliases"])}


def meanings(entries):
    """Codes by folded name."""
    found = defaultdict(set)
    for entry in entries:
        for name in names(entry):
            found[name].add(entry["code"])
    return found


def resolved(text):
    """The code a whole field value stands for: present countries first."""
    for entries in (CURRENT, FORMER):
        if codes := meanings(entries).get(text.replace("-", " ").casefold()):
            return codes.pop()
    return None


FORMER_CODES = """
    AIDJ ANHH BQAQ BUMM BYAA CSHH CSXX CTKI DDDE DYBJ FQHH FXFR GEHH HVBF JTUM MIUM
    NHVU NQAQ NTHH PCHH PUUM PZPA RHZW SKIN SUHH TPTL VDVN WKUM YDYE YUCS ZRCD
"""


def test_present_countries_are_as_many_as_in_iso_3166_1():
    assert len(CURRENT) == 249
    for key, form in (("code", "[A-Z]{2}"), ("alpha3", "[A-Z]{3}"), ("numeric", "[0-9]{3}")):
        values = {entry[key] for entry in CURRENT}
        assert len(values) == 249
        assert all(re.fullmatch(form, value) for value in values)


def test_former_countries_are_those_of_iso_3166_3_and_west_germany():
    assert {entry["code"] for entry in FORMER} == {*FORMER_CODES.split(), "DEDE"}
    assert len(FORMER) == 32


def test_codes_are_unique_and_begin_with_the_two_letters():
    assert max(Counter(entry["code"] for entry in COUNTRIES).values()) == 1
    assert all(entry["code"].startswith(entry["alpha2"]) for entry in COUNTRIES)


@pytest.mark.parametrize("entries", [CURRENT, FORMER], ids=["present", "former"])
def test_no_name_stands_for_two_countries(entries):
    assert {name: codes for name, codes in meanings(entries).items() if len(codes) > 1} == {}


def test_only_three_names_are_shared_between_a_present_and_a_former_country():
    shared = meanings(CURRENT).keys() & meanings(FORMER).keys()
    assert shared == {"burma", "east timor", "federal republic of germany"}


def test_only_four_adjectives_are_shared():
    owners = defaultdict(set)
    for entry in COUNTRIES:
        for adjective in entry["adjectives"]:
            owners[adjective].add(entry["code"])
    shared = {adjective for adjective, codes in owners.items() if len(codes) > 1}
    assert shared == {"Congolese", "Dominican", "Burmese", "East Timorese"}


def test_no_adjective_is_another_countrys_name():
    owners = meanings(COUNTRIES)
    for entry in COUNTRIES:
        for adjective in entry["adjectives"]:
            assert owners.get(adjective.casefold(), {entry["code"]}) == {entry["code"]}


def test_every_inhabited_country_has_an_adjective():
    assert {entry["code"] for entry in CURRENT if not entry["adjectives"]} == UNINHABITED


def test_texts_are_tidy():
    for entry in COUNTRIES:
        texts = [entry["name"], entry["official_name"], *entry["aliases"], *entry["adjectives"]]
        assert all(text and text == " ".join(text.split()) for text in texts)
        assert entry["name"] not in entry["aliases"]
        assert len(set(entry["aliases"])) == len(entry["aliases"])


def test_case_sensitive_names_are_among_the_names():
    for entry in COUNTRIES:
        assert set(entry["case_sensitive"]) <= {entry["name"], *entry["aliases"]}


def test_every_all_capital_abbreviation_that_is_also_a_word_is_case_sensitive():
    for code, written in [("US", "US"), ("CF", "CAR"), ("KR", "ROK"), ("TW", "ROC"), ("DDDE", "GDR")]:
        entry = next(entry for entry in COUNTRIES if entry["code"] == code)
        assert written in entry["case_sensitive"]


def test_phrases_that_are_not_about_a_country_contain_one_of_its_words():
    for entry in COUNTRIES:
        words = [entry["name"], *entry["aliases"], *entry["adjectives"]]
        for phrase in entry.get("not_in", []):
            assert any(word in phrase for word in words), phrase


def test_continents_and_regions_fit_together():
    continents = defaultdict(set)
    for entry in COUNTRIES:
        continents[entry["region"]].add(entry["continent"])
    assert all(len(found) == 1 for found in continents.values())
    assert set().union(*continents.values()) == {
        "Africa",
        "Americas",
        "Antarctica",
        "Asia",
        "Europe",
        "Oceania",
    }


def test_former_countries_have_sane_years_and_present_successors():
    present = {entry["code"] for entry in CURRENT}
    for entry in FORMER:
        assert 1600 < entry["from_year"] < entry["to_year"] <= 2010
        assert entry["to_year"] >= 1945
        assert entry["successors"] and set(entry["successors"]) <= present
        assert len(set(entry["successors"])) == len(entry["successors"])
    assert not any({"from_year", "to_year", "successors"} & entry.keys() for entry in CURRENT)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("usa", "US"),
        ("us", "US"),
        ("uk", "GB"),
        ("uae", "AE"),
        ("ussr", "SUHH"),
        ("west-germany", "DEDE"),
        ("east-germany", "DDDE"),
        ("ivory-coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("el-salvador", "SV"),
        ("hong-kong", "HK"),
        ("south-korea", "KR"),
        ("burma", "MM"),
        ("kampuchea", "KH"),
        ("antigua", "AG"),
        ("trinidad-tobago", "TT"),
        ("us-virgin-islands", "VI"),
        ("yemen-arab-republic", "YE"),
        ("yemen-demo-republic", "YDYE"),
        ("zaire", "ZRCD"),
        ("congo", "CG"),
        ("Türkiye", "TR"),
        ("St. Lucia", "LC"),
        ("Swaziland", "SZ"),
        ("Ruritania", None),
    ],
)
def test_a_field_value_finds_its_country(value, code):
    assert resolved(value) == code
