"""Lists cost the same number of queries however long they are, and find what is asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Author, Country, Source, Tag
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

STORIES = "admin:articles_article_changelist"
CEILING = 20


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def shown(client, query: str) -> list[str]:
    page = client.get(f"{reverse(STORIES)}?{query}")
    assert page.status_code == 200
    return sorted(story.headline for story in page.context["cl"].result_list)


@pytest.mark.parametrize("rows", [1, 20, 200])
def test_the_list_of_stories_has_a_ceiling(at_desk, rows):
    tags = [make_tag(f"Topic {number}") for number in range(4)]
    for number in range(rows):
        make_article(
            tags=tags,
            countries=["JP", "PH"],
            authors=[f"Writer {number}"],
            source=f"Paper {number}",
            section=f"Part {number}",
        )
    assert queries_of(at_desk, f"{reverse(STORIES)}?all=") <= CEILING


@pytest.mark.parametrize("rows", [1, 20, 200])
@pytest.mark.parametrize("model", ["tag", "source", "author"])
def test_lists_of_names_have_a_ceiling(at_desk, model, rows):
    parent = make_tag("Root")
    for number in range(rows):
        Tag.objects.create(name=f"Tag {number}", slug=f"tag-{number}", parent=parent)
        Source.objects.create(name=f"Source {number}", slug=f"source-{number}", country=Country.objects.get(code="JP"))
        Author.objects.create(name=f"Author {number}", slug=f"author-{number}")
    assert queries_of(at_desk, f"{reverse(f'admin:articles_{model}_changelist')}?all=") <= 12


def test_stories_are_found_by_number_words_and_identifier(at_desk):
    wharf = make_article("Wharf burns at night", guid="urn:wharf:1")
    make_article("Ferry runs again")
    assert shown(at_desk, f"q={wharf.pk}") == ["Wharf burns at night"]
    assert shown(at_desk, "q=night+WHARF") == ["Wharf burns at night"]
    assert shown(at_desk, "q=urn:wharf:1") == ["Wharf burns at night"]
    assert shown(at_desk, "q=lighthouse") == []


def test_stories_are_filtered_by_what_they_are_about(at_desk):
    ports = make_tag("Ports")
    make_article("One", tags=[ports], countries=["JP"], source="Daily Wharf", authors=["Ana Poe"])
    make_article("Two", section="Harbour")
    assert shown(at_desk, f"by_tag={ports.pk}") == ["One"]
    assert shown(at_desk, f"by_country={Country.objects.get(code='JP').pk}") == ["One"]
    assert shown(at_desk, f"by_source={Source.objects.get().pk}") == ["One"]
    assert shown(at_desk, f"by_author={Author.objects.get().pk}") == ["One"]
    assert shown(at_desk, "gap=tag") == ["Two"]
    assert shown(at_desk, "gap=country") == ["Two"]
    assert shown(at_desk, "gap=source") == ["Two"]


def test_filters_combine(at_desk):
    ports = make_tag("Ports")
    make_article("One", tags=[ports], countries=["JP"])
    make_article("Two", tags=[ports])
    assert shown(at_desk, f"by_tag={ports.pk}&gap=country&status__exact=published") == ["Two"]


def test_a_filter_keeps_the_others(at_desk):
    ports = make_tag("Ports")
    page = at_desk.get(f"{reverse(STORIES)}?by_tag={ports.pk}&status__exact=draft&q=pier").content.decode()
    assert page.count('<input type="hidden" name="status__exact" value="draft">') == 6
    assert page.count(f'<input type="hidden" name="by_tag" value="{ports.pk}">') == 5


def test_dates_drill_down(at_desk):
    make_article("March", on="2024-03-25")
    make_article("April", on="2024-04-02")
    assert shown(at_desk, "published_at__year=2024&published_at__month=3") == ["March"]


def test_a_country_counts_its_stories(at_desk):
    make_article(countries=["JP"])
    make_article(countries=["JP", "US"])
    page = at_desk.get(reverse("admin:articles_country_changelist"), {"q": "Japan"})
    assert page.context["cl"].result_list[0].stories_held == 2
