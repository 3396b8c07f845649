"""Rules that tag the new stories of an import by themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import undo
from articles.ingest import runs
from articles.ingest.entries import to_json
from articles.models import Article, ArticleCountry, ArticleTag, Country, Import, TagRule
from articles.tagging.rules import tag_new
from tests.factories import make_tag

pytestmark = pytest.mark.django_db

BODY = "The day began quietly. Two herring boats were late on Tuesday. Nobody on the pier could say why that was so."


def rows(*stories: dict[str, object]) -> bytes:
    lines = ({"published": "2024-03-25", "body": f"{BODY} Case {n}."} | story for n, story in enumerate(stories))
    return "\n".join(map(json.dumps, lines)).encode()


def _refuse(*values: object) -> None:
    raise ValueError("no such thing")


def run_import(content: bytes, **options: object) -> Import:
    run = runs.open_import([runs.Handed("stories.jsonl", content)], user=options.pop("user", None), **options)
    runs.confirm(run)
    return runs.execute(run, tagging=tag_new)


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_user("erin")


def test_it_tags_with_the_sentence_that_shows_it_and_nobodys_name(editor):
    fishing, norway = make_tag("Fishing"), Country.objects.get(code="NO")
    TagRule.objects.create(query='"herring boats"', tag=fishing, automatic=True)
    TagRule.objects.create(query="headline:oslo", country=norway, automatic=True)
    run = run_import(rows({"headline": "Late again"}, {"headline": "Oslo waits", "body": "Snow fell."}), user=editor)
    link, country = ArticleTag.objects.get(), ArticleCountry.objects.get()
    assert (link.article.headline, link.tag, link.origin) == ("Late again", fishing, "rule")
    assert link.evidence == "Two herring boats were late on Tuesday."
    assert (link.added_by, link.changeset) == (None, run.changeset)
    assert (country.article.headline, country.country, country.evidence) == ("Oslo waits", norway, "Oslo waits")
    undo.undo(run.changeset, editor)
    assert not Article.objects.exists()


@pytest.mark.parametrize("which", [{"active": False, "automatic": True}, {"automatic": False}])
def test_a_rule_that_is_not_automatic_or_not_active_tags_nothing(which):
    TagRule.objects.create(query="herring", tag=make_tag("Fishing"), **which)
    run_import(rows({"headline": "Late again"}))
    assert not ArticleTag.objects.exists()


def test_drafts_are_tagged_as_well_and_by_any_part_of_the_language():
    tag = make_tag("Fishing")
    TagRule.objects.create(query='byline:muster source:"Bay Wire" after:2024-01-01 boat -cod', tag=tag, automatic=True)
    run_import(
        rows({"headline": "Late", "authors": ["Ines Muster"]}, {"headline": "Other", "authors": ["Max Muster"]}),
        defaults={"source": "Bay Wire"},
        publish=False,
    )
    assert set(ArticleTag.objects.values_list("article__headline", flat=True)) == {"Late", "Other"}
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_what_the_source_says_or_a_narrower_tag_stays_as_it_is():
    fishing = make_tag("Fishing")
    make_tag("Herring fleet", parent=fishing)
    TagRule.objects.create(query="herring", tag=fishing, automatic=True)
    run_import(rows({"headline": "One", "topics": ["Fishing"]}, {"headline": "Two", "topics": ["Herring fleet"]}))
    assert sorted(ArticleTag.objects.values_list("tag__name", "origin")) == [
        ("Fishing", "source"), ("Herring fleet", "source"),
    ]  # fmt: skip


def test_an_editors_choice_for_an_item_stands():
    TagRule.objects.create(query="herring", tag=make_tag("Fishing"), automatic=True)
    run = runs.open_import([runs.Handed("s.jsonl", rows({"headline": "One"}, {"headline": "Two"}))], user=None)
    item = run.items.get(position=0)
    item.edited = to_json(runs.preview_item(item).entry) | {"tags": [], "countries": []}
    item.save()
    runs.confirm(run)
    runs.execute(run, tagging=tag_new)
    assert list(ArticleTag.objects.values_list("article__headline", flat=True)) == ["Two"]


def test_a_newer_reading_is_not_tagged_again():
    rule = TagRule.objects.create(query="herring", tag=make_tag("Fishing"), automatic=True)
    run_import(rows({"headline": "One", "id": "x:1"}))
    ArticleTag.objects.all().delete()
    run_import(rows({"headline": "One, corrected herring", "id": "x:1"}))
    assert not ArticleTag.objects.filter(tag=rule.tag).exists()


def test_a_rule_that_the_engine_cannot_follow_stops_nothing(monkeypatch, caplog):
    TagRule.objects.create(query="herring", tag=make_tag("Fishing"), automatic=True)
    monkeypatch.setattr("articles.search.catching.meaning_query", _refuse)
    run = run_import(rows({"headline": "One"}))
    assert run.items.get().outcome == "created"
    assert "cannot be followed" in caplog.text


def test_without_such_rules_an_import_asks_one_small_question_and_no_engine(monkeypatch):
    TagRule.objects.create(query="herring", tag=make_tag("Fishing"))
    monkeypatch.setattr("articles.tagging.rules.Batch", _refuse)
    monkeypatch.setattr("articles.tagging.rules.stories.read", _refuse)
    with CaptureQueriesContext(connection) as asked:
        assert run_import(rows({"headline": "One"}, {"headline": "Two"})).changeset.counts["created"] == 2
    assert len([query for query in asked if "articles_tagrule" in query["sql"]]) == 1


def test_neither_an_import_nor_the_desk_loads_the_code_that_learns():
    code = (
        "import django, sys; django.setup(); import newsarchive.urls, articles.jobs.imports;"
        "sys.exit('sklearn' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"DJANGO_SETTINGS_MODULE": "newsarchive.settings"}, check=False
    )
    assert done.returncode == 0
