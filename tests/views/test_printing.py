"""A whole list for the printer."""

from __future__ import annotations

from tests.factories import make_article, make_tag
from tests.views.pages import read


def test_every_story_of_the_list_stands_there_in_its_order(client, index):
    tag = make_tag("Harbours")
    for day in range(1, 31):
        make_article(f"Story {day}", on=f"2024-03-{day:02}", tags=[tag], authors=["Ana Reyes"], source="Bay Wire")
    make_article("Elsewhere")
    index()
    page = read(client, "/articles/print/?topic=harbours&sort=oldest")
    assert "30 stories about Harbours, 2024, oldest first." in page
    assert "From http://testserver/articles/?topic=harbours&sort=oldest," in page
    assert [n for n in range(1, 31) if f"“Story {n}.”" in page] == list(range(1, 31))
    assert page.index("Story 1.”") < page.index("Story 30.”")
    assert "Ana Reyes. “Story 7.” Bay Wire, 7 March 2024. http://testserver/a/" in page
    assert "Elsewhere" not in page
    assert "/articles/print/?topic=harbours" in client.get("/articles/?topic=harbours").content.decode()


def test_more_than_it_prints_are_told(client, index, monkeypatch):
    monkeypatch.setattr("articles.views.printing.MOST", 2)
    for number in range(3):
        make_article(f"Story {number}", on=f"2024-03-0{number + 1}")
    index()
    page = read(client, "/articles/print/")
    assert "These are the first 2." in page
    assert "Story 0." not in page


def test_what_is_not_understood_is_told_and_nothing_is_printed_twice(client, index):
    make_article("Story", on="2024-03-01")
    index()
    answer = client.get("/articles/print/?from=soon&page=7")
    assert answer.status_code == 200
    assert "is not a date" in answer.content.decode()
    assert answer.content.decode().count(">Story</a>") == 1


def test_an_empty_list_prints_as_one(client, index):
    index()
    assert "0 stories" in read(client, "/articles/print/?q=nothing")
