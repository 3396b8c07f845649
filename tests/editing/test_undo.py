"""Undoing change-sets: what they did is taken back, what came later is kept and named."""

import pytest

from articles.editing import NotPossible, merging, publishing, tagging, undo
from articles.editing.history import change
from articles.models import Article, ArticleTag, ChangeSet, FormerSlug, Tag
from tests.factories import make_article, make_tag
from tests.ingest.test_runs import rows, run_import

pytestmark = pytest.mark.django_db


def names_on(article):
    return sorted(article.tags.values_list("name", flat=True))


def test_it_takes_a_bulk_tag_back():
    stories = [make_article(), make_article()]
    quad, trade = make_tag("Quad"), make_tag("Trade")
    tagging.add_tags(Article.objects.filter(pk=stories[0].pk), [quad], None)
    changeset = tagging.add_tags(Article.objects.all(), [quad, trade], None)

    undo.undo(changeset, None)

    assert names_on(stories[0]) == ["Quad"]
    assert names_on(stories[1]) == []


def test_it_brings_back_a_merged_tag_with_its_stories_and_address():
    wide, narrow = make_tag("Alliances"), make_tag("Treaties", aliases=["Pacts"])
    child = make_tag("Peace treaties", parent=narrow)
    both, one = make_article(tags=[wide, narrow]), make_article(tags=[narrow])
    changeset = merging.merge_tags(narrow, wide, None)
    assert names_on(both) == ["Alliances"]
    assert FormerSlug.objects.get(slug="treaties").tag == wide

    undo.undo(changeset, None)

    narrow = Tag.objects.get(slug="treaties")
    assert names_on(both) == ["Alliances", "Treaties"]
    assert names_on(one) == ["Treaties"]
    assert Tag.objects.get(pk=child.pk).parent == narrow
    assert Tag.objects.get(pk=wide.pk).aliases == []
    assert not FormerSlug.objects.exists()


def test_it_restores_the_first_edit_of_a_story():
    story = make_article("Before", body_html="<p>As it was.</p>")
    with change(ChangeSet.Kind.EDIT, "Edited", None) as changeset:
        Article.objects.filter(pk=story.pk).update(headline="After", body_html="<p>Changed.</p>")

    undo.undo(changeset, None)

    story.refresh_from_db()
    assert (story.headline, story.body_html) == ("Before", "<p>As it was.</p>")


def test_it_brings_back_a_deleted_story_with_its_tags_under_its_number():
    quad = make_tag("Quad")
    story = make_article("Gone", tags=[quad], countries=["JP"], authors=["Hana Sample"])
    key = story.pk
    with change(ChangeSet.Kind.EDIT, "Deleted", None) as changeset:
        story.delete()

    undo.undo(changeset, None)

    story = Article.objects.get(pk=key)
    assert names_on(story) == ["Quad"]
    assert [country.code for country in story.countries.all()] == ["JP"]
    assert story.author_names == ["Hana Sample"]


def test_it_keeps_and_names_a_story_edited_since():
    edited, plain = make_article("Edited"), make_article("Plain")
    changeset = publishing.withdraw(Article.objects.all(), "A mistake.", None)
    with change(ChangeSet.Kind.EDIT, "Edited", None):
        Article.objects.filter(pk=edited.pk).update(headline="Edited by hand")

    report = undo.undo(changeset, None)

    edited.refresh_from_db()
    plain.refresh_from_db()
    assert (edited.status, plain.status) == ("withdrawn", "published")
    assert report.kept == ["Story “Edited by hand” was edited since."]


def test_it_reverts_even_edited_stories_when_told_to():
    story = make_article("First")
    with change(ChangeSet.Kind.EDIT, "Edited", None) as changeset:
        Article.objects.filter(pk=story.pk).update(headline="Second")
    with change(ChangeSet.Kind.EDIT, "Edited again", None):
        Article.objects.filter(pk=story.pk).update(headline="Third")

    undo.undo(changeset, None, even_edited=True)

    story.refresh_from_db()
    assert story.headline == "First"


def test_an_edit_that_was_itself_undone_does_not_count_as_one():
    story = make_article()
    changeset = tagging.add_tags(Article.objects.all(), [make_tag("Quad")], None)
    undo.undo(publishing.withdraw(Article.objects.all(), "A mistake.", None), None)

    assert undo.preview(changeset).conflicts == []
    undo.undo(changeset, None)
    assert names_on(story) == []


def test_it_refuses_a_second_time():
    make_article()
    changeset = publishing.withdraw(Article.objects.all(), "A mistake.", None)
    undo.undo(changeset, None)

    with pytest.raises(NotPossible, match="already"):
        undo.undo(changeset, None)


def test_it_changes_nothing_where_something_new_stands_in_the_way():
    wide, narrow = make_tag("Alliances"), make_tag("Treaties")
    changeset = merging.merge_tags(narrow, wide, None)
    FormerSlug.objects.all().delete()
    make_tag("Treaties", slug="treaties-anew")

    with pytest.raises(NotPossible, match="stands in the way"):
        undo.undo(changeset, None, even_edited=True)

    assert not ChangeSet.objects.filter(kind="undo").exists()
    assert Tag.objects.count() == 2


def test_a_name_made_by_an_import_stays_while_other_stories_use_it():
    with change(ChangeSet.Kind.IMPORT, "Import", None) as changeset:
        quad = make_tag("Quad")
        make_article(tags=[quad])
    other = make_article(tags=[quad])

    report = undo.undo(changeset, None)

    assert list(ArticleTag.objects.values_list("article", flat=True)) == [other.pk]
    assert report.kept == ["Tag “Quad” stays: other stories use it."]


def test_to_have_published_what_an_import_made_does_not_keep_it():
    run = run_import(rows(*({"headline": name, "body": "", "id": f"x:{name}"} for name in ("One", "Two", "Three"))))
    one, two, _ = Article.objects.order_by("pk")
    publishing.publish(Article.objects.filter(pk__in=[one.pk, two.pk]), None)
    with change(ChangeSet.Kind.EDIT, "Edited", None):
        Article.objects.filter(pk=two.pk).update(headline="Two, edited")

    plan = undo.preview(run.changeset)
    assert (plan.public, plan.conflicts) == (1, ["Story “Two, edited” was edited since."])
    undo.undo(run.changeset, None)
    assert list(Article.objects.all()) == [two]


def test_an_edit_of_a_story_that_was_published_since_is_not_undone_unasked():
    story = make_article("Before", status="draft")
    with change(ChangeSet.Kind.EDIT, "Edited", None) as changeset:
        Article.objects.filter(pk=story.pk).update(headline="After")
    publishing.publish(Article.objects.all(), None)
    assert undo.undo(changeset, None).kept == ["Story “After” was edited since."]
