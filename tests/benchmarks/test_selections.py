"""The benchmark's questions are understood by the archive, and asked of both yardsticks alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command

from articles.search import search
from tests.benchmarks import postgres_text
from tests.benchmarks.bare import Engine
from tests.benchmarks.selections import Ask, asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions(index: Callable[[], None]) -> list[Ask]:
    call_command("make_corpus", 300, words=60)
    index()
    return asks(Engine())


def test_the_list_is_long_and_its_questions_differ(questions: list[Ask]) -> None:
    assert len(questions) >= 20
    assert len({ask.address for ask in questions}) == len({ask.name for ask in questions}) == len(questions)


def test_page_and_engine_find_the_same_number_of_stories(questions: list[Ask]) -> None:
    engine = Engine()
    for ask in questions:
        assert engine.ask(ask.selection)[0] == search(ask.selection, facets=False, timeline=False).total, ask.name


def test_postgres_finds_the_same_stories_by_name_and_date(questions: list[Ask]) -> None:
    postgres_text.build()
    asked = [ask for ask in questions if "q" not in ask.query]
    assert len(asked) > 10
    for ask in asked:
        assert postgres_text.found(ask.selection, "").count() == search(ask.selection).total, ask.name
    for ask in questions:
        assert postgres_text.ask(ask) is not None, ask.name


def test_a_question_that_is_not_understood_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a date"):
        Ask("nonsense", {"from": "last week"}).selection
