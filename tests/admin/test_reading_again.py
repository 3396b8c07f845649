"""A story's original read again at the desk: what is offered, what stays, what is applied, and taking it back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.editing import undo
from articles.editing.history import change
from articles.models import Article, Author, ChangeSet, LastReading
from tests.factories import make_article
from tests.rereading import imported, reading_as, story_read_before

pytestmark = pytest.mark.django_db


def again(story: Article) -> str:
    return reverse("admin:articles_article_again", args=[story.pk])


def shown(client, story: Article) -> dict:
    """The differences on the page, by their names."""
    page = client.get(again(story))
    assert page.status_code == 200
    return {row.difference.name: row for row in page.context["rows"]}


def apply(client, story: Article, *fields: str):
    seen = client.get(again(story)).context["compared"].seen
    return client.post(again(story), {"seen": seen, "field": fields}, follow=True)


def test_what_an_older_importer_missed_is_offered_ticked_and_applied(at_desk):
    story = story_read_before(authors=[])
    with reading_as(12):
        row = shown(at_desk, story)["byline"]
        assert (row.difference.imported, row.difference.read, row.difference.held, row.ticked) == (
            "",
            "Ana Poe",
            "",
            True,
        )
        answer = apply(at_desk, story, "byline")
        assert [byline.author.name for byline in story.bylines.all()] == ["Ana Poe"]
        assert shown(at_desk, story) == {}
    assert "Read again with importer html 12: byline" in answer.content.decode()
    assert str(story.last_reading) == "html 12"


def test_a_story_that_is_read_as_it_was_says_so(at_desk):
    story = story_read_before()
    assert "Nothing differs" in at_desk.get(again(story)).content.decode()
    assert ChangeSet.objects.count() == 1


def test_looking_makes_no_names_and_applying_only_those_that_were_chosen(at_desk):
    story = story_read_before(authors=[], section="")
    shown(at_desk, story)
    assert not Author.objects.exists()
    apply(at_desk, story, "section")
    story.refresh_from_db()
    assert story.section.name == "Transport" and not Author.objects.exists()


def test_only_what_is_ticked_is_applied(at_desk):
    story = story_read_before(headline="Two harbors", standfirst="Short.", authors=[])
    assert set(shown(at_desk, story)) == {"headline", "standfirst", "byline"}
    apply(at_desk, story, "headline")
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Two harbours share one ferry line", "Short.")
    assert not story.bylines.exists()
    assert set(shown(at_desk, story)) == {"standfirst", "byline"}


def test_an_applied_reading_is_in_the_history_and_can_be_undone(at_desk):
    story = story_read_before(headline="Two harbors", authors=[])
    with reading_as(12):
        apply(at_desk, story, "headline", "byline")
    history = at_desk.get(reverse("admin:articles_article_history", args=[story.pk])).content.decode()
    assert "Read again with importer html 12: headline, byline" in history
    changeset = ChangeSet.objects.get(kind="reread")
    page = at_desk.get(changeset.get_absolute_url()).content.decode()
    assert "Two harbours share one ferry line" in page
    undo.undo(changeset, None)
    story.refresh_from_db()
    assert story.headline == "Two harbors" and not story.bylines.exists()
    assert not LastReading.objects.exists()


def test_a_body_that_is_read_otherwise_is_compared_word_by_word(at_desk):
    story = story_read_before(body_html="<p>The two harbours will share one ferry.</p>")
    body = shown(at_desk, story)["body"]
    assert "<ins>" in at_desk.get(again(story)).content.decode()
    assert body.compared.added.number
    apply(at_desk, story, "body")
    story.refresh_from_db()
    assert "Tickets for islanders" in story.body_text and story.word_count > 50


def test_a_story_that_came_by_no_import_has_no_original(at_desk):
    story = make_article()
    for name in ("original", "original_page", "original_file", "again"):
        assert at_desk.get(reverse(f"admin:articles_article_{name}", args=[story.pk])).status_code == 404
        assert at_desk.get(reverse(f"admin:articles_article_{name}", args=[10**12])).status_code == 404
    assert (
        "Original and reading"
        not in at_desk.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    )


def test_an_import_that_was_undone_is_no_origin(at_desk):
    line = '{"id": "x:1", "headline": "Ferry sails", "body": "It sailed.", "credit": "%s"}'
    story = imported(("one.jsonl", line % "Courier")).items.get().article
    newer = imported(("two.jsonl", line % "Herald"))
    assert at_desk.get(again(story)).context["again"].item.run == newer
    undo.undo(newer.changeset, None)
    page = at_desk.get(again(story))
    assert page.context["again"].item.run != newer and page.context["rows"] == []


def test_what_changed_since_the_editor_looked_is_shown_again_instead_of_applied(at_desk, editor):
    story = story_read_before(standfirst="Short.", authors=[])
    seen = at_desk.get(again(story)).context["compared"].seen
    with change(ChangeSet.Kind.EDIT, "Edited", editor):
        Article.objects.filter(pk=story.pk).update(standfirst="By hand")
    answer = at_desk.post(again(story), {"seen": seen, "field": ["standfirst", "byline"]})
    assert "changed since you looked" in answer.content.decode()
    assert not story.bylines.exists()
    # What is an editor's own is not applied even where somebody asks for it.
    apply(at_desk, story, "standfirst", "byline")
    story.refresh_from_db()
    assert (story.standfirst, story.author_names) == ("By hand", ["Ana Poe"])


def test_applying_nothing_says_what_to_do(at_desk):
    story = story_read_before(authors=[])
    assert "Nothing is chosen" in apply(at_desk, story).content.decode()
    assert "Nothing is chosen" in apply(at_desk, story, "no-field").content.decode()
    assert not ChangeSet.objects.filter(kind="reread").exists()
