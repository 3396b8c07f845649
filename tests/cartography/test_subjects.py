"""What a map is about, and how that is said."""

import json

import pytest

from articles.cartography import describe
from articles.cartography.geometry import load_world
from articles.cartography.subjects import COUNTRIES_FILE, neighbour_name, subjects

FORMER = [e["code"] for e in json.loads(COUNTRIES_FILE.read_text(encoding="utf-8")) if len(e["code"]) == 4]


def labels(*codes):
    """The labels of the subjects for some codes."""
    return [subject.label for subject in subjects(codes)]


def test_subjects_keep_their_order_and_come_once():
    assert labels("US", "JP", "us") == ["United States", "Japan"]


@pytest.mark.parametrize("code", FORMER)
def test_every_former_country_is_shown_as_land_of_today(code):
    drawn = load_world().countries
    assert all(part in drawn for subject in subjects([code]) for part in subject.codes)


def test_a_country_that_broke_up_keeps_its_name_over_its_successors():
    (subject,) = subjects(["YUCS"])
    assert subject.label == "Yugoslavia"
    assert set(subject.codes) == {"BA", "HR", "ME", "MK", "RS", "SI", "XK"}


def test_a_country_that_went_into_another_does_not_lend_it_its_name():
    assert labels("DDDE") == ["Germany"]
    assert labels("DDDE", "DEDE") == ["Germany"]
    assert labels("NTHH") == ["Iraq", "Saudi Arabia"]


@pytest.mark.parametrize("codes", [["XX"], ["JP", "XK"], ["Japan"]])
def test_an_unknown_code_is_named(codes):
    with pytest.raises(ValueError, match=codes[-1].upper()):
        subjects(codes)


def test_no_code_is_refused():
    with pytest.raises(ValueError, match="at least one country"):
        describe([])


@pytest.mark.parametrize(
    ("codes", "caption"),
    [
        (["JP", "US"], "Locator map: Japan and the United States"),
        (["JP", "US", "PH"], "Locator map: Japan, the United States and the Philippines"),
        (["DDDE"], "Locator map: East Germany (shown as Germany of today)"),
        (
            ["SUHH", "CU"],
            "Locator map: the Soviet Union and Cuba (the Soviet Union shown as the countries of today)",
        ),
    ],
)
def test_the_caption_names_what_is_shown(codes, caption):
    assert describe(codes).caption == caption


def test_the_alternative_text_tells_where_and_what():
    assert describe(["JP"]).alt == "Map of Eastern Asia with Japan highlighted."
    assert describe(["JP", "PH"]).alt == "Map of Asia with Japan and the Philippines highlighted."
    assert describe(["JP", "US"]).alt == "Map with Japan and the United States highlighted."


def test_the_credit_names_natural_earth():
    assert describe(["JP"]).credit == "Map: Newsarchive, from Natural Earth (public domain)"


def test_neighbours_have_names_unless_nobody_lives_there():
    assert neighbour_name("TW") == "Taiwan"
    assert neighbour_name("HM") is None
    assert neighbour_name("XK") is None
