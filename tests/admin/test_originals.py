"""Originals at the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, LinkCheck
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = "admin:articles_linkcheck_changelist"


def looked_at(headline: str, state: str) -> Article:
    story, now = make_article(headline), timezone.now()
    LinkCheck.objects.create(
        article=story, url=f"https://news.example/{story.pk}", state=state, told="The server answered.", checked_at=now,
        missing_since=now if state in ("missing", "gone") else None,
    )  # fmt: skip
    return story


def test_the_list_is_filtered_by_state(at_desk):
    looked_at("Ferry sails", "alive")
    looked_at("Ferry sinks", "gone")
    page = at_desk.get(reverse(LIST), {"state__exact": "gone"})
    assert [check.article.headline for check in page.context["cl"].result_list] == ["Ferry sinks"]


def test_the_front_page_counts_them_once_any_was_looked_at(at_desk):
    assert at_desk.get(reverse("admin:index")).context["waiting"].originals == []
    looked_at("Ferry sinks", "gone")
    heaps = at_desk.get(reverse("admin:index")).context["waiting"].originals
    assert {heap.label: heap.number for heap in heaps} == {"Originals gone": 1, "Originals changed": 0}


def test_the_form_of_a_story_says_how_its_original_was_found(at_desk):
    story = looked_at("Ferry sinks", "gone")
    page = at_desk.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    assert f'<a href="https://news.example/{story.pk}" rel="noopener noreferrer">news.example</a> Gone.' in page
    other = make_article()
    page = at_desk.get(reverse("admin:articles_article_change", args=[other.pk])).content.decode()
    assert "Not looked at yet." in page


def test_an_editor_may_have_them_looked_at_again(at_desk):
    story = looked_at("Ferry sinks", "gone")
    at_desk.post(reverse(LIST), {"action": "again", "_selected_action": [story.pk]})
    assert ProcrastinateJob.objects.get(task_name="look_again").args == {"stories": [story.pk]}
    assert at_desk.get(reverse("admin:articles_linkcheck_change", args=[story.pk])).status_code == 200
