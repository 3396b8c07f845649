"""Topics: the page of each, and their index."""

from __future__ import annotations

import pytest

from articles.models import Article, KeyStory
from tests.factories import make_article, make_tag
from tests.views.pages import read

KINDS = ("topic", "person", "organisation", "place", "event")


def key(tag, story, reason: str, position: int = 1) -> KeyStory:
    return KeyStory.objects.create(tag=tag, article=story, reason=reason, position=position)


def test_key_stories_stand_with_their_reasons_in_the_editors_order(client, index):
    tag = make_tag("Harbour treaties")
    first, second = make_article("Pact signed", on="1951-09-08", tags=[tag]), make_article("Pact revised", tags=[tag])
    key(tag, first, "The text that later pacts build on.", 2)
    key(tag, second, "It still binds.", 1)
    key(
        tag,
        make_article("Withdrawn pact", status=Article.Status.WITHDRAWN, withdrawn_reason="In error."),
        "Nobody sees it.",
    )
    index()
    page = read(client, "/topics/harbour-treaties/")
    told = page.partition("Key stories")[2].partition("2 stories about")[0]
    assert told.index("Pact revised It still binds.") < told.index("8 September 1951 Pact signed The text that later")
    assert "Withdrawn pact" not in page


@pytest.mark.parametrize("query", ["?country=JP", "?page=2", "?q=ministers"])
def test_whoever_narrowed_the_list_has_seen_the_key_stories(client, index, query):
    tag = make_tag("Harbour treaties")
    stories = [make_article(tags=[tag], countries=["JP"]) for _ in range(26)]
    key(tag, stories[0], "It still binds.")
    index()
    assert "Key stories" in read(client, "/topics/harbour-treaties/")
    assert "Key stories" not in read(client, f"/topics/harbour-treaties/{query}")


def test_it_says_who_else_is_in_its_stories_and_leads_to_them(client, index):
    tag, below = make_tag("Harbours"), make_tag("Quay walls", parent=None)
    below.parent = tag
    below.save()
    person, body = make_tag("Ana Reyes", "person"), make_tag("Port Authority", "organisation")
    make_article(tags=[below, person], countries=["JP"])
    make_article(tags=[tag, person, body], countries=["JP", "PH"])
    make_article(tags=[body], countries=["US"])
    index()
    page = read(client, "/topics/harbours/")
    assert "Sub-topics Quay walls 1" in page
    assert "Countries Japan 2 Philippines 1" in page
    assert "People Ana Reyes 2" in page
    assert "Organisations Port Authority 1" in page
    assert "1 story about Harbours and Port Authority" in read(client, "/topics/harbours/?topic=port-authority")
    assert '<a href="/articles.atom?topic=harbours"' in client.get("/topics/harbours/").content.decode()


def test_the_index_holds_the_hierarchy_and_the_foremost_of_other_kinds(client, index):
    tag = make_tag("Harbours")
    make_article(tags=[make_tag("Quay walls", parent=tag), *(make_tag(f"Person {n}", "person") for n in range(30))])
    make_tag("Never named", "person")
    index()
    page = read(client, "/topics/")
    assert "A to Z Topics 2 People 30" in page
    assert "Harbours 1 Quay walls 1" in page
    assert page.count("Person ") == 24
    assert "All 30, A to Z" in page
    assert "Never named" not in page


def test_from_a_to_z_every_name_stands_under_its_letter(client, index):
    names = ["Ángel Ruiz", "ana Reyes", "Óscar", "Zoë", "8th Pilot", "小泉"]
    make_article(tags=[make_tag(name, "person", slug=f"p{n}") for n, name in enumerate(names)])
    index()
    page = read(client, "/topics/?kind=person").partition("People 6")[2]
    assert "A ana Reyes 1 Ángel Ruiz 1 O Óscar 1 Z Zoë 1 小 小泉 1 # 8th Pilot 1" in page


def test_many_names_are_shown_a_letter_at_a_time(client, index, monkeypatch):
    monkeypatch.setattr("articles.views.topic_index.MOST", 3)
    make_article(tags=[make_tag(name, "person") for name in ("Ana", "Ann", "Bea", "Zoe")])
    index()
    assert "Zoe" not in read(client, "/topics/?kind=person")
    assert "Z Zoe 1" in read(client, "/topics/?kind=person&letter=Z")
    assert "A Ana 1 Ann 1" in read(client, "/topics/?kind=person&letter=nonsense")


def test_names_are_found_by_the_beginnings_of_their_words_and_by_other_names(client, index):
    make_article(tags=[make_tag("São Tomé pact", aliases=["Island accord"]), make_tag("Accordion", "event")])
    index()
    assert "1 name with “tome pa” in it. São Tomé pact 1" in read(client, "/topics/?q=tome+pa")
    assert "2 names with “ACCORD” in them." in read(client, "/topics/?q=ACCORD")
    assert "0 names with “<b>” in them." in read(client, "/topics/?q=%3Cb%3E")


@pytest.mark.parametrize("query", ["?kind=nonsense", "?q=%00", "?q=" + "x" * 1000, "?kind=person&letter=%00", "?q=%F0"])
@pytest.mark.parametrize("stories", [0, 1])
def test_nothing_that_can_be_asked_breaks_the_index(client, index, query, stories):
    for _ in range(stories):
        make_article(tags=[make_tag(kind, kind) for kind in KINDS])
    index()
    assert client.get(f"/topics/{query}").status_code == 200
