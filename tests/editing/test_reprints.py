"""Reprints are found by their text, and an editor's word on them stands."""

import pytest

from articles.editing import NotPossible, publishing, reprinting, reprints, undo
from articles.editing.history import change
from articles.editing.printings import UNDER_ONE
from articles.editing.stories import prepare
from articles.ingest import runs
from articles.models import Article, ChangeSet, Reprint, Shingle
from tests.factories import make_article
from tests.reprints import OTHER, STORY, cut, edited

pytestmark = pytest.mark.django_db


def printing(text, **values):
    """A story of this text, as an import would leave it."""
    story = make_article(body_html=f"<p>{text}</p>", **values)
    with change(ChangeSet.Kind.EDIT, "Added", None):
        reprints.find([story])
    return story


def groups():
    """The stories of each group, by number."""
    found = {}
    for row in Reprint.objects.filter(group__isnull=False).order_by("article_id"):
        found.setdefault(row.group, []).append(row.article_id)
    return sorted(found.values())


def rewrite(story, text):
    story.body_html = f"<p>{text}</p>"
    prepare(story).save()
    with change(ChangeSet.Kind.EDIT, "Edited", None) as changeset:
        reprints.find([story])
    return changeset


def test_printings_of_one_story_are_put_together_and_others_are_not():
    one, other, two, three = (printing(text) for text in (STORY, OTHER, edited(STORY), cut(STORY)))

    assert groups() == [[one.pk, two.pk, three.pk]]
    assert not Reprint.objects.filter(article=other).exists()


def test_a_batch_is_put_together_at_once():
    stories = [make_article(body_html=f"<p>{text}</p>") for text in (STORY, OTHER, edited(STORY), edited(OTHER))]
    likeliest = reprints.find(stories)

    assert groups() == [[stories[0].pk, stories[2].pk], [stories[1].pk, stories[3].pk]]
    assert likeliest[stories[0].pk] == stories[2].pk


def test_a_story_that_shows_two_groups_to_be_one_makes_them_one():
    first = [printing(STORY), printing(edited(STORY))]
    second = [printing(OTHER), printing(edited(OTHER))]
    assert len(groups()) == 2

    whole = printing(f"{STORY} {OTHER}")

    assert groups() == [[one.pk for one in (*first, *second, whole)]]


def test_a_story_under_whose_shingle_many_others_stand_is_still_found():
    crowd = [printing(STORY) for _ in range(UNDER_ONE + 5)]

    assert groups() == [[story.pk for story in crowd]]


def test_another_text_takes_a_story_out_of_its_group_and_the_old_one_brings_it_back():
    one, two = printing(STORY), printing(STORY)
    rewrite(two, OTHER)
    assert groups() == []

    rewrite(two, edited(STORY))
    assert groups() == [[one.pk, two.pk]]


def test_an_edit_that_changes_nothing_of_it_leaves_no_trace():
    one, two = printing(STORY), printing(STORY)
    before = Reprint.pgh_event_model.objects.count()
    rewrite(two, edited(STORY))

    assert groups() == [[one.pk, two.pk]]
    assert Reprint.pgh_event_model.objects.count() == before


def test_what_an_editor_took_out_is_not_put_back():
    one, two = printing(STORY), printing(STORY)
    reprinting.take_out(Article.objects.filter(pk=two.pk), None)
    assert groups() == []

    three = printing(STORY)
    rewrite(two, edited(STORY))
    assert groups() == [[one.pk, three.pk]]


def test_what_an_editor_put_together_stays_together():
    one, two = printing(STORY), printing(OTHER)
    reprinting.put_together(Article.objects.filter(pk__in=[one.pk, two.pk]), None)
    rewrite(two, OTHER.replace("crane", "bridge"))
    assert groups() == [[one.pk, two.pk]]

    three = printing(edited(STORY))
    assert groups() == [[one.pk, two.pk, three.pk]]


def test_two_groups_of_which_an_editor_spoke_are_not_made_one():
    first = [printing(STORY), printing(OTHER)]
    reprinting.put_together(Article.objects.filter(pk__in=[one.pk for one in first]), None)
    second = [printing(cut(STORY)), printing(edited(OTHER))]
    apart = Article.objects.filter(pk__in=[one.pk for one in second])
    reprinting.take_out(apart, None)
    reprinting.put_together(apart, None)

    printing(STORY)

    assert len(groups()) == 2
    assert [one.pk for one in second] in groups()


def test_one_story_alone_cannot_be_put_together():
    story = printing(STORY)
    with pytest.raises(NotPossible, match="two stories"):
        reprinting.put_together(Article.objects.filter(pk=story.pk), None)
    assert not Reprint.objects.exists()


def test_an_editors_word_can_be_taken_back():
    one, two = printing(STORY), printing(STORY)
    changeset = reprinting.take_out(Article.objects.filter(pk=two.pk), None)
    assert undo.preview(changeset).reverts == 2
    undo.undo(changeset, None)
    assert groups() == [[one.pk, two.pk]]
    assert set(Reprint.objects.values_list("origin", flat=True)) == {Reprint.Origin.TEXT}

    other = printing(OTHER)
    undo.undo(reprinting.put_together(Article.objects.filter(pk__in=[two.pk, other.pk]), None), None)
    assert groups() == [[one.pk, two.pk]]


def test_an_undone_import_leaves_no_reprint_behind_and_hinders_no_other():
    held = printing(STORY)
    first = import_of(edited(STORY))
    second = import_of(cut(STORY))
    assert [len(ids) for ids in groups()] == [3]

    assert undo.undo(first, None).kept == []
    left = Article.objects.exclude(pk=held.pk).get()
    assert groups() == [[held.pk, left.pk]]

    undo.undo(second, None)
    assert groups() == []
    assert set(Shingle.objects.values_list("article_id", flat=True)) == {held.pk}


def test_undoing_an_edit_of_the_text_finds_the_reprints_of_the_old_one():
    one, two = printing(STORY), printing(STORY)
    with change(ChangeSet.Kind.EDIT, "Edited", None) as changeset:
        two.body_html = f"<p>{OTHER}</p>"
        prepare(two).save()
        reprints.find([two])
    assert groups() == []

    undo.undo(changeset, None)
    assert groups() == [[one.pk, two.pk]]


def test_a_withdrawn_story_keeps_its_place():
    one, two = printing(STORY), printing(STORY)
    publishing.withdraw(Article.objects.filter(pk=two.pk), "An error.", None)
    assert groups() == [[one.pk, two.pk]]


def import_of(*texts):
    lines = "\n".join(
        f'{{"headline": "Printing {n}", "published": "2024-03-25", "body": "{t}"}}' for n, t in enumerate(texts)
    )
    run = runs.open_import([runs.Handed("stories.jsonl", lines.encode())], user=None, publish=True)
    changeset = runs.confirm(run)
    runs.execute(run)
    changeset.refresh_from_db()
    return changeset


def test_an_import_says_how_many_are_printings_of_what_is_held():
    held = printing(STORY)
    changeset = import_of(OTHER, edited(STORY))

    assert changeset.counts["reprints"] == 1
    reasons = list(changeset.import_run.items.values_list("reason", flat=True))
    assert reasons == ["", f"Another printing of story {held.pk}."]
    assert runs.progress(changeset.import_run).reprints == 1


def test_the_preview_names_the_other_printing():
    held = printing(STORY)
    line = f'{{"headline": "Another headline", "body": "{edited(STORY)}"}}'
    run = runs.open_import([runs.Handed("stories.jsonl", line.encode())], user=None)

    [match] = runs.preview(run)[0].duplicates
    assert (match.article, match.why, match.same_item) == (held, "looks like another printing", False)
