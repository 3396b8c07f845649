"""Writing and changing a story at the desk."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.editing import undo
from articles.editing.reprints import find
from articles.models import Appearance, Article, ArticleTag, ChangeSet, Reprint
from tests.factories import make_article, make_tag
from tests.reprints import STORY, edited

pytestmark = pytest.mark.django_db

PARTS = ("bylines", "article_tags", "article_countries", "images", "appearances", "corrections")


def filled(story: Article | None = None, **values) -> dict:
    """The form as a browser would send it back."""
    story = story or Article(headline="New pier opens", body_html="<p>The pier opened.</p>")
    data = {
        "seen": story.version if story.pk else "",
        **{name: getattr(story, name) or "" for name in (
            "status", "headline", "standfirst", "body_html", "kind", "language", "dateline", "credit", "published_precision",
            "published_printed", "published_zone", "slug", "guid", "withdrawn_reason",
        )},
        "published_at_0": story.published_at.strftime("%Y-%m-%d") if story.published_at else "",
        "published_at_1": story.published_at.strftime("%H:%M:%S") if story.published_at else "",
    }  # fmt: skip
    for part in PARTS:
        data |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    return data | values


def save(client, story: Article | None = None, **values):
    address = (
        reverse("admin:articles_article_change", args=[story.pk]) if story else reverse("admin:articles_article_add")
    )
    return client.post(address, filled(story, **values))


def assert_refused(answer, *words: str) -> None:
    assert answer.status_code == 200
    for word in words:
        assert word in answer.content.decode()


def test_a_new_story_is_cleaned_counted_and_recorded(at_desk, editor):
    answer = save(at_desk, body_html="<p>The pier <script>x()</script>opened on Monday.</p>")
    assert answer.status_code == 302
    story = Article.objects.get()
    assert (story.slug, story.word_count, story.added_by) == ("new-pier-opens", 5, editor)
    assert "script" not in story.body_html
    assert ChangeSet.objects.get().title == "Added story “New pier opens”"


def test_an_edit_is_one_changeset_with_everything_on_the_form(at_desk):
    story, ports = make_article("Pier opens"), make_tag("Ports")
    new = {"article_tags-TOTAL_FORMS": 1, "article_tags-0-tag": ports.pk, "article_tags-0-article": story.pk}
    assert save(at_desk, story, headline="Old pier opens", **new).status_code == 302
    changeset = ChangeSet.objects.get()
    story.refresh_from_db()
    assert story.headline == "Old pier opens"
    assert story.events.filter(pgh_changeset=changeset.pk).count() == 1
    assert ArticleTag.pgh_event_model.objects.get(pgh_changeset=changeset.pk).tag_id == ports.pk
    assert story.article_tags.get().changeset == changeset


def test_a_published_story_needs_a_date_and_says_so(at_desk):
    assert_refused(save(at_desk, status="published"), "A published story needs a date.")


def test_a_withdrawal_needs_a_reason(at_desk):
    story = make_article()
    assert_refused(save(at_desk, story, status="withdrawn"), "Say why: readers see the reason")


def test_two_editors_do_not_overwrite_each_other(at_desk):
    story = make_article("Pier opens")
    opened = filled(story)
    assert save(at_desk, story, headline="Pier opens again").status_code == 302
    second = at_desk.post(reverse("admin:articles_article_change", args=[story.pk]), opened | {"standfirst": "Mine."})
    assert_refused(second, "erin saved this story while you were editing it", "Pier opens again", "Mine.")
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Pier opens again", "")


def test_saving_again_after_the_warning_is_a_decision(at_desk):
    story = make_article("Pier opens")
    opened = filled(story)
    save(at_desk, story, headline="Pier opens again")
    address = reverse("admin:articles_article_change", args=[story.pk])
    warned = at_desk.post(address, opened)
    seen = warned.context["adminform"].form["seen"].value()
    assert at_desk.post(address, opened | {"seen": seen}).status_code == 302
    story.refresh_from_db()
    assert story.headline == "Pier opens"


def test_a_form_without_the_version_overwrites_nothing(at_desk):
    story = make_article("Pier opens")
    assert save(at_desk, story, seen="", headline="Other").status_code == 200


def test_an_address_belongs_to_one_story(at_desk):
    held, story = make_article("Held"), make_article()
    row = {
        "appearances-TOTAL_FORMS": 1,
        "appearances-0-url": "https://wharf.example/pier",
        "appearances-0-article": held.pk,
    }
    assert save(at_desk, held, **row).status_code == 302
    assert Appearance.objects.get().article == held
    assert_refused(save(at_desk, story, **row | {"appearances-0-article": story.pk}), "This address is held already")


def test_a_published_story_is_not_deleted(at_desk):
    story = make_article()
    assert at_desk.post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"}).status_code == 403


def test_a_deleted_draft_can_be_brought_back(at_desk):
    story = make_article("Pier opens", status="draft", tags=[make_tag("Ports")])
    at_desk.post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"})
    assert not Article.objects.exists()
    at_desk.post(reverse("admin:articles_changeset_undo", args=[ChangeSet.objects.get().pk]))
    assert Article.objects.get().article_tags.count() == 1


def test_the_history_says_who_changed_what(at_desk):
    story, ports = make_article("Pier opens", body_html="<p>One.</p><p>Two.</p>"), make_tag("Ports")
    new = {"article_tags-TOTAL_FORMS": 1, "article_tags-0-tag": ports.pk, "article_tags-0-article": story.pk}
    save(at_desk, story, headline="Pier opens again", **new)
    page = at_desk.get(reverse("admin:articles_article_history", args=[story.pk]))
    last = page.context["entries"][0]
    said = {(change.field, change.before, change.after) for change in last.changes}
    assert last.changeset.user.username == "erin"
    assert {("Headline", "Pier opens", "Pier opens again"), ("Tag added", "", "Ports")} <= said


def test_a_contributor_writes_drafts(contributor, desk_of):
    assert save(desk_of(contributor)).status_code == 302
    assert Article.objects.get().status == "draft"


def test_a_contributor_hands_in_for_review(contributor, desk_of):
    story = make_article(status="draft")
    assert save(desk_of(contributor), story, status="review").status_code == 302
    story.refresh_from_db()
    assert story.status == "review"


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_a_contributor_cannot_forge_a_status(contributor, desk_of, status):
    story = make_article(status="draft")
    assert save(desk_of(contributor), story, status=status, withdrawn_reason="x").status_code == 200
    story.refresh_from_db()
    assert story.status == "draft"


@pytest.mark.parametrize("status", ["review", "published", "withdrawn"])
def test_a_contributor_changes_nothing_but_drafts(contributor, desk_of, status):
    story = make_article(status=status, withdrawn_reason="x" if status == "withdrawn" else "")
    assert save(desk_of(contributor), story, headline="Other").status_code == 403
    assert (
        desk_of(contributor)
        .post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"})
        .status_code
        == 403
    )


def test_the_form_names_the_other_printings(at_desk):
    one, two = make_article("Strait opened"), make_article("Boats may use strait")
    make_article("Crane falls")
    Reprint.objects.bulk_create([Reprint(article=story, group=4) for story in (one, two)])
    page = at_desk.get(reverse("admin:articles_article_change", args=[one.pk])).content.decode()
    assert f'<a href="{reverse("admin:articles_article_change", args=[two.pk])}">Boats may use strait</a>' in page
    assert "Crane falls" not in page


def test_another_text_is_looked_at_for_reprints(at_desk):
    one, two = make_article(body_html=f"<p>{STORY}</p>"), make_article("Boats may use strait")
    find([one])
    assert save(at_desk, two, headline="Boats may use the strait").status_code == 302
    assert not Reprint.objects.exists()

    two.refresh_from_db()
    assert save(at_desk, two, body_html=f"<p>{edited(STORY)}</p>").status_code == 302
    assert set(Reprint.objects.values_list("article", flat=True)) == {one.pk, two.pk}
    assert ChangeSet.objects.first().pk in set(Reprint.pgh_event_model.objects.values_list("pgh_changeset", flat=True))


def test_a_correction_is_part_of_the_edit_and_is_undone_with_it(at_desk):
    story = make_article("Pier opens")
    new = {
        "corrections-TOTAL_FORMS": 1,
        "corrections-0-made_at_0": "2024-04-03",
        "corrections-0-made_at_1": "12:00:00",
        "corrections-0-article": story.pk,
    }
    assert_refused(save(at_desk, story, **new, **{"corrections-0-text": ""}), "This field is required")
    assert save(at_desk, story, **new, **{"corrections-0-text": "Nine berths, not eight."}).status_code == 302
    assert story.corrections.get().text == "Nine berths, not eight."
    assert (
        "Correction added" in at_desk.get(reverse("admin:articles_article_history", args=[story.pk])).content.decode()
    )
    undo.undo(ChangeSet.objects.get(), None)
    assert not story.corrections.exists()


def test_a_contributor_sees_corrections_and_makes_none(contributor, desk_of):
    story = make_article("Pier opens", status="draft")
    new = {"corrections-TOTAL_FORMS": 1, "corrections-0-text": "Nine.", "corrections-0-article": story.pk}
    new |= {"corrections-0-made_at_0": "2024-04-03", "corrections-0-made_at_1": "12:00:00"}
    save(desk_of(contributor), story, **new)
    assert not story.corrections.exists()


def test_a_row_of_the_form_offers_to_take_a_tag_off_and_never_to_delete_it_from_the_archive(admin_client):
    story = make_article("Pier opens", tags=[make_tag("Ports")], authors=["Ana Reyes"], countries=["JP"])
    page = admin_client.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    rows = page.partition('id="bylines-group"')[2]
    assert "article_tags-0-DELETE" in rows
    assert "view-related" in rows
    assert "delete-related" not in rows and "change-related" not in rows
