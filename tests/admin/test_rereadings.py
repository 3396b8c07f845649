"""Many originals read again at the desk: begun from stories or from an import, summed up, applied in a second step."""

from __future__ import annotations

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.editing import undo
from articles.editing.history import change
from articles.jobs import rereadings as jobs
from articles.models import Article, ChangeSet, Import, Rereading
from tests.factories import make_article
from tests.importers.news_pages import STORY
from tests.rereading import PAGE, imported, reading_as

pytestmark = pytest.mark.django_db

TOWNS = ("Aspen", "Birch", "Cedar")


def page_of(town: str) -> str:
    """A page of its own for each town: the same text is one story."""
    return PAGE.replace("Two harbours", f"{town} harbours").replace(
        STORY[0], f"{town} opens its ferry line in autumn. " * 4
    )


def three_read_before(**fields) -> Import:
    with reading_as(1, **fields):
        return imported(*((f"{town}.html", page_of(town)) for town in TOWNS))


def read_again(client, *stories: Article) -> Rereading:
    chosen = [story.pk for story in stories or Article.objects.all()]
    answer = client.post(
        reverse("admin:articles_article_changelist"), {"action": "read_again", "_selected_action": chosen}
    )
    assert answer.status_code == 302
    return Rereading.objects.latest("pk")


def counts(run: Rereading) -> dict[str, int]:
    return {outcome: number for outcome, number in run.counts().items() if number}


def apply(client, run: Rereading):
    return client.post(reverse("admin:articles_rereading_apply", args=[run.pk]), follow=True)


def headline(town: str) -> str:
    return f"{town} harbours share one ferry line"


def test_stories_that_differ_are_listed_with_the_fields_and_nothing_is_changed(at_desk):
    three_read_before(authors=[], section="")
    run = read_again(at_desk)
    assert counts(run) == {"differs": 3}
    page = at_desk.get(run.get_absolute_url()).content.decode()
    assert "Section, Byline" in page and "Apply to the 3 stories" in page
    assert not Article.objects.exclude(section=None).exists()


def test_what_differs_is_applied_as_one_change_set_and_undone_as_one(at_desk):
    three_read_before(authors=[])
    run = read_again(at_desk)
    page = apply(at_desk, run).content.decode()
    run.refresh_from_db()
    assert counts(run) == {"applied": 3} and "of which 3 applied" in page
    assert [story.author_names for story in Article.objects.all()] == [["Ana Poe"]] * 3
    assert run.changeset.title == "Read again with importer html 2: 3 stories"
    undo.undo(run.changeset, None)
    assert [story.author_names for story in Article.objects.all()] == [[]] * 3
    assert counts(read_again(at_desk)) == {"differs": 3}


def test_stories_of_which_an_editor_changed_a_differing_field_are_left_for_a_look(at_desk, editor):
    three_read_before(headline="Wrongly read", authors=[])
    cedar = Article.objects.order_by("pk").last()
    with change(ChangeSet.Kind.EDIT, "Edited", editor):
        Article.objects.filter(pk=cedar.pk).update(headline="By hand")
    run = read_again(at_desk)
    apply(at_desk, run)
    assert counts(run) == {"differs": 1, "applied": 2}
    cedar.refresh_from_db()
    assert cedar.headline == "By hand" and cedar.author_names == []
    page = at_desk.get(run.get_absolute_url(), {"outcome": "kept"}).content.decode()
    assert "erin changed this on" in page and reverse("admin:articles_article_again", args=[cedar.pk]) in page


def test_what_an_editor_changes_between_looking_and_applying_stays(at_desk, editor):
    three_read_before(headline="Wrongly read")
    run = read_again(at_desk)
    story = Article.objects.first()
    with change(ChangeSet.Kind.EDIT, "Edited", editor):
        Article.objects.filter(pk=story.pk).update(headline="By hand")
    apply(at_desk, run)
    story.refresh_from_db()
    assert story.headline == "By hand" and counts(run) == {"differs": 1, "applied": 2}


def test_an_editors_change_of_another_field_does_not_keep_a_story_back(at_desk, editor):
    three_read_before(authors=[])
    with change(ChangeSet.Kind.EDIT, "Edited", editor):
        Article.objects.update(headline="By hand")
    run = read_again(at_desk)
    apply(at_desk, run)
    assert counts(run) == {"applied": 3}
    assert set(Article.objects.values_list("headline", flat=True)) == {"By hand"}


def test_a_field_of_which_nothing_is_read_any_more_stays_unless_somebody_ticks_it(at_desk):
    three_read_before(credit="Courier")
    run = read_again(at_desk)
    assert counts(run) == {"differs": 3} and "nothing to apply" in apply(at_desk, run).content.decode()
    assert set(Article.objects.values_list("credit", flat=True)) == {"Courier"}


def test_an_original_that_cannot_be_read_any_more_says_why(at_desk):
    three_read_before()
    story = Article.objects.first()
    story.import_items.get().file.original.parts.all().delete()
    run = read_again(at_desk)
    assert counts(run) == {"unchanged": 2, "failed": 1}
    assert "The original is no longer kept." in at_desk.get(run.get_absolute_url()).content.decode()
    page = at_desk.get(reverse("admin:articles_article_again", args=[story.pk])).content.decode()
    assert "cannot be read any more: The original is no longer kept. Nothing was changed." in page
    assert at_desk.get(reverse("admin:articles_article_original", args=[story.pk])).status_code == 200


def test_all_of_an_import_is_read_again(at_desk):
    source = three_read_before(authors=[])
    make_article()
    answer = at_desk.post(reverse("admin:articles_rereading_of_import", args=[source.pk]), follow=True)
    assert "3 differ" in answer.content.decode()
    assert "Read all again" in at_desk.get(source.get_absolute_url()).content.decode()


def test_stories_without_originals_are_refused_with_a_sentence(at_desk):
    story = make_article()
    answer = at_desk.post(
        reverse("admin:articles_article_changelist"),
        {"action": "read_again", "_selected_action": [story.pk]},
        follow=True,
    )
    assert "None of these stories came by an import" in answer.content.decode()
    assert not Rereading.objects.exists()


def test_many_are_read_by_a_job_and_the_page_tells_how_far_it_is(at_desk, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    three_read_before()
    run = read_again(at_desk)
    assert ProcrastinateJob.objects.get(task_name="run_rereading").args == {"rereading_id": run.pk}
    assert "of 3 stories so far" in at_desk.get(run.get_absolute_url()).content.decode()
    told = at_desk.get(reverse("admin:articles_rereading_progress", args=[run.pk])).json()
    assert (told["ended"], told["done"], told["total"]) == (False, 0, 3)
    at_desk.post(reverse("admin:articles_rereading_stop", args=[run.pk]))
    run.refresh_from_db()
    assert run.stop_requested


def test_a_contributor_reads_again_drafts_of_their_own_imports_alone(contributor, desk_of):
    with reading_as(1, authors=[]):
        imported(("Aspen.html", page_of("Aspen")), user=contributor)
        imported(("Birch.html", page_of("Birch")))
        imported(("Cedar.html", page_of("Cedar")), user=contributor, publish=True)
    client = desk_of(contributor)
    run = read_again(client)
    assert [item.article.headline for item in run.items.all()] == [headline("Aspen")]
    birch = Article.objects.get(headline=headline("Birch"))
    cedar = Article.objects.get(headline=headline("Cedar"))
    for story in (birch, cedar):
        assert client.get(reverse("admin:articles_article_again", args=[story.pk])).status_code == 403
    assert client.get(reverse("admin:articles_article_original_file", args=[birch.pk])).status_code == 403


def test_who_may_not_change_stories_reads_nothing_again(db, desk_of, django_user_model):
    source = three_read_before()
    run = Rereading.objects.create(title="x")
    client = desk_of(django_user_model.objects.create_user("vera", is_staff=True))
    assert client.get(reverse("admin:articles_rereading_changelist")).status_code == 403
    for name, key in (("of_import", source.pk), ("apply", run.pk), ("stop", run.pk)):
        assert client.post(reverse(f"admin:articles_rereading_{name}", args=[key])).status_code == 403
    assert client.get(reverse("admin:articles_rereading_progress", args=[run.pk])).status_code == 403


def test_a_rereading_that_does_not_exist_is_a_404(at_desk):
    assert at_desk.get(reverse("admin:articles_rereading_progress", args=[10**12])).status_code == 404
    assert at_desk.post(reverse("admin:articles_rereading_apply", args=[10**12])).status_code == 404
    assert at_desk.post(reverse("admin:articles_rereading_of_import", args=[10**12])).status_code == 404
