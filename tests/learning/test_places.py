"""Countries found by their names alone."""

from __future__ import annotations

import pytest

from articles.learning import Lesson, countries_named


def named(headline: str = "", dateline: str = "", body: str = "") -> list[str]:
    return [one.label for one in countries_named(Lesson(headline, dateline, body)) if one.suggested]


@pytest.mark.parametrize(
    ("headline", "dateline", "codes"),
    [
        ("Japan and the Philippines sign a pact", "", ["JP", "PH"]),
        ("Rates rise", "TOKYO, March 3 -", ["JP"]),
        ("Plant to close", "BIRMINGHAM, Ala., March 3 -", ["US"]),
        ("Pipeline approved", "REGINA, Saskatchewan, March 3", ["CA"]),
        ("Rates rise", "SOMEWHERE, March 3", []),
    ],
)
def test_the_headline_or_the_dateline_tells(headline: str, dateline: str, codes: list[str]) -> None:
    body = "" if dateline else f"{headline}, it was said. {headline}: more follows."
    assert sorted(named(headline, dateline, body)) == codes


def test_a_country_mentioned_in_passing_is_not_what_the_story_is_about() -> None:
    body = "France cut its rates. French banks followed, and France's minister was pleased. " * 4
    assert named("France cuts rates", "PARIS, May 2", f"{body} One trader was on holiday in Peru.") == ["FR"]


@pytest.mark.parametrize("text", ["we had turkey for lunch in nice weather", "bring your car, it tells us"])
def test_words_in_small_letters_are_no_names(text: str) -> None:
    assert countries_named(Lesson("", "", text)) == ()


def test_short_words_of_a_headline_in_capitals_are_no_names() -> None:
    assert countries_named(Lesson("MAYOR TELLS US OF NEW CAR", "", "")) == ()


def test_a_name_inside_another_is_not_meant() -> None:
    assert named("New Mexico votes", "SANTA FE, N.M., May 3", "New Mexico has voted. New Mexico counts.") == ["US"]


def test_a_former_country_has_its_former_code() -> None:
    assert named("Soviet Union harvests grain", "", "The Soviet Union has brought in its grain.") == ["SU"]
