"""Did you mean: misspelt words and names put right, with the exact number of stories, and never with none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Source
from articles.search import search
from articles.search.results import Suggestion
from articles.search.spelling import ALPHABETS, distance, one_mistake
from articles.selection import Selection
from tests.factories import make_article, make_tag


@pytest.fixture
def archive(index: Callable[[], None]) -> None:
    Source.objects.create(name="Bay Wire Service", slug="bay-wire", aliases=["BWS"])
    topic = make_tag("Semiconductors", aliases=["Microchips"])
    for number in range(5):
        make_article(
            f"Philippines treaty number {number}",
            body_html="<p>The government in Manila signed a semiconductor agreement with Japan, said Kishida and Reagan.</p>",
            tags=[topic],
            countries=["PH"],
            source="Bay Wire Service",
            on="2024-03-25" if number else "1990-03-25",
        )
        make_article(f"Договор номер {number}", body_html="<p>Правительство подписало соглашение.</p>", language="ru")
        make_article(f"اخبار {number}", body_html="<p>وقعت الحكومة معاهدة جديدة.</p>", language="ar")
    make_article("Una nota", body_html="<p>Nada nuevo.</p>", language="es")
    make_article("Harbours", body_html="<p>One rare word: kishidb.</p>")
    index()


def meant(q: str, **conditions: object) -> Suggestion | None:
    return search(Selection(q=q, **conditions)).suggestion


@pytest.mark.parametrize(
    ("q", "better"),
    [
        ("Phillipines", "Philippines"),
        ("goverment", "government"),
        ("govrenment treaty", "government treaty"),
        ("xovernment", "government"),
        ("manlia", "manila"),
        ("semicondutcer", "semiconductor"),
        ("kishidb treaty", "kishida treaty"),
        # In Spanish the two would be forms of one word; no story in Spanish has either.
        ("reagen", "reagan"),
        ('"goverment in Manlia"', '"government in Manila"'),
        ("treaty -nothing (goverment OR zzzzzzzz)", "treaty -nothing (government OR zzzzzzzz)"),
        ("headline:traety", "headline:treaty"),
        ("“goverment in manila”～5", '"government in manila"~5'),
        ("ministersigned", None),
        ("manilasigned", "manila signed"),
        ("country:Phillipines", "country:Philippines"),
        ('country:"Phillipines" treaty', 'country:"Philippines" treaty'),
        ("topic:semiconducters", "topic:Semiconductors"),
        ("topic:microchps", "topic:Semiconductors"),
        ("source:bay-wir-servce", 'source:"Bay Wire Service"'),
        ("правительсво", "правительство"),
        ("Правитлеьство", "Правительство"),
        ("الحكوامة", "الحكومه"),
        ("treaty", None),
        ("zzzzzzzz", None),
        ("gover*", None),
        ("日本語", None),
        ("treaty hanoi", None),
    ],
)
def test_the_nearest_words_of_the_archive_are_offered(archive: None, q: str, better: str | None) -> None:
    suggestion = meant(q)
    assert (suggestion.q if suggestion else None) == better


@pytest.mark.parametrize("q", ["goverment", "country:Phillipines", "govrenment -kishida", "semicondutcer OR goverment"])
def test_the_number_is_that_of_the_list_behind_it(archive: None, q: str) -> None:
    suggestion = meant(q)
    if suggestion:
        assert suggestion.count == search(Selection(q=suggestion.q)).total > search(Selection(q=q)).total
        assert "".join(text for text, _ in suggestion.parts) == suggestion.q


def test_what_finds_nothing_is_not_offered(archive: None) -> None:
    assert meant("goverment", since="1980", until="1989") is None
    assert meant("goverment", since="1990", until="1999").count == 1
    assert meant("goverment -japan") is None


def test_a_list_that_is_long_enough_has_no_suggestion(archive: None) -> None:
    assert search(Selection(q="treaty OR goverment")).total == 5
    assert meant("treaty OR goverment") is None


def test_it_is_a_link_on_the_list_that_keeps_the_other_conditions(archive: None, client: Client) -> None:
    page = client.get("/articles/", {"q": "goverment <b>", "country": "PH"}).content.decode()
    assert "Did you mean" not in page
    page = client.get("/articles/", {"q": "goverment", "country": "PH", "from": "2024"}).content.decode()
    assert 'href="/articles/?q=government&amp;country=PH&amp;from=2024"' in page
    assert "<em>government</em></a>?" in page
    assert "4 stories" in page


def test_no_markup_of_the_question_comes_through(archive: None, client: Client) -> None:
    page = client.get("/articles/", {"q": 'goverment -"<script>alert"'}).content.decode()
    assert "Did you mean" in page
    assert "<script>alert" not in page


WORDS = st.text("abcdeж", min_size=1, max_size=7)


@given(word=WORDS, other=WORDS)
def test_one_mistake_is_a_distance_of_one(word: str, other: str) -> None:
    letters = "abcdeж"
    assert (other in one_mistake(word, letters)) == (distance(word, other, 2) == 1)
    assert distance(word, other, 2) == distance(other, word, 2)
    assert (distance(word, other, 2) == 0) == (word == other)


@pytest.mark.parametrize(
    ("one", "other", "mistakes"), [("abcd", "acbd", 1), ("abcd", "badc", 2), ("abcd", "ab", 2), ("abcd", "wxyz", 3)]
)
def test_letters_that_changed_places_are_one_mistake(one: str, other: str, mistakes: int) -> None:
    assert distance(one, other, 2) == mistakes


def test_every_alphabet_is_of_its_script() -> None:
    for script, letters in ALPHABETS:
        assert script.fullmatch(letters)
