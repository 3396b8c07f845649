"""What an editor does to many stories at once: previewed, recorded, undoable, within their rights."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, ChangeSet, Country, Reprint
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

LIST = "admin:articles_article_changelist"


def choose(client, act: str, stories, *, across: bool = False, query: str = "", **values):
    data = {
        "action": act,
        "index": "0",
        "select_across": "1" if across else "0",
        "_selected_action": [story.pk for story in stories],
    }
    return client.post(f"{reverse(LIST)}{query}", data | values)


def carry_out(client, act: str, stories, **values):
    """Preview, then confirm what the preview showed."""
    seen = choose(client, act, stories, step="preview", **values).context["seen"]
    return choose(client, act, stories, step="confirm", seen=seen, **values)


def test_tags_are_put_on_after_a_preview(at_desk):
    ports = make_tag("Ports")
    stories = [make_article("A", tags=[ports]), make_article("B"), make_article("C")]
    preview = choose(at_desk, "add_tags", stories, step="preview", tags=ports.pk)
    assert preview.context["effect"].lines == ["“Ports” is put on 2 stories. 1 story already has it."]
    assert not ChangeSet.objects.exists()
    assert carry_out(at_desk, "add_tags", stories, tags=ports.pk).status_code == 302
    assert [list(story.tags.all()) for story in stories] == [[ports]] * 3
    assert ChangeSet.objects.get().title == "Added “Ports” to 3 stories"


def test_the_page_of_an_act_sends_back_what_it_was_given(at_desk):
    story, ports = make_article("Pier opens"), make_tag("Ports")
    page = choose(at_desk, "add_tags", [story], step="preview", tags=ports.pk).content.decode()
    assert '<input type="hidden" name="action" value="add_tags">' in page
    assert f'<input type="hidden" name="_selected_action" value="{story.pk}">' in page
    assert ">Add</button>" in page
    assert "Pier opens" in page


def test_the_message_leads_to_the_undo(at_desk):
    ports, story = make_tag("Ports"), make_article()
    carry_out(at_desk, "add_tags", [story], tags=ports.pk)
    page = at_desk.get(reverse(LIST)).content.decode()
    assert ChangeSet.objects.get().get_absolute_url() in page


def test_tags_are_taken_off(at_desk):
    ports = make_tag("Ports")
    story, other = make_article(tags=[ports]), make_article(tags=[ports])
    carry_out(at_desk, "remove_tags", [story], tags=ports.pk)
    assert not story.tags.exists()
    assert other.tags.exists()


def test_countries_are_put_on_and_taken_off(at_desk):
    story, japan = make_article(), Country.objects.get(code="JP")
    carry_out(at_desk, "add_countries", [story], countries=japan.pk)
    assert list(story.countries.all()) == [japan]
    carry_out(at_desk, "remove_countries", [story], countries=japan.pk)
    assert not story.countries.exists()


def test_a_selection_across_pages_is_what_the_filters_show(at_desk):
    ports = make_tag("Ports")
    for number in range(60):
        make_article(status="draft" if number % 2 else "published")
    some = Article.objects.filter(status="draft")[:1]
    carry_out(at_desk, "add_tags", some, across=True, query="?status__exact=draft", tags=ports.pk)
    assert set(ports.articles.all()) == set(Article.objects.filter(status="draft"))


def test_a_selection_that_grew_is_previewed_again(at_desk):
    ports = make_tag("Ports")
    first = make_article()
    seen = choose(at_desk, "add_tags", [first], across=True, step="preview", tags=ports.pk).context["seen"]
    make_article()
    again = choose(at_desk, "add_tags", [first], across=True, step="confirm", seen=seen, tags=ports.pk)
    assert again.status_code == 200
    assert not ports.articles.exists()


def test_publishing_leaves_out_what_is_incomplete(at_desk):
    whole, undated = make_article(status="draft"), make_article(status="draft", published_at=None)
    preview = choose(at_desk, "publish", [whole, undated])
    assert preview.context["effect"].changes == 1
    carry_out(at_desk, "publish", [whole, undated])
    assert [Article.objects.get(pk=story.pk).status for story in (whole, undated)] == ["published", "draft"]


def test_withdrawing_needs_a_reason(at_desk):
    story = make_article()
    refused = choose(at_desk, "withdraw", [story], step="preview", reason="  ")
    assert "Say why" in refused.content.decode()
    carry_out(at_desk, "withdraw", [story], reason="The agency withdrew it.")
    story.refresh_from_db()
    assert (story.status, story.withdrawn_reason) == ("withdrawn", "The agency withdrew it.")


def test_a_confirmation_without_a_preview_does_nothing(at_desk):
    story = make_article(status="draft")
    assert choose(at_desk, "publish", [story], step="confirm").status_code == 200
    story.refresh_from_db()
    assert story.status == "draft"


@pytest.mark.parametrize("chosen", [["x"], ["99999999999999999999"], ["-1"], []])
def test_a_selection_of_nothing_is_no_fault(at_desk, chosen):
    data = {"action": "publish", "index": "0", "select_across": "0", "_selected_action": chosen}
    assert at_desk.post(reverse(LIST), data).status_code == 302


def test_a_contributor_changes_drafts_only(contributor, desk_of):
    ports = make_tag("Ports")
    draft, published = make_article(status="draft"), make_article()
    preview = choose(desk_of(contributor), "add_tags", [draft, published], step="preview", tags=ports.pk)
    assert (preview.context["number"], preview.context["left_out"]) == (1, 1)
    carry_out(desk_of(contributor), "add_tags", [draft, published], tags=ports.pk)
    assert list(ports.articles.all()) == [draft]


@pytest.mark.parametrize("act", ["publish", "withdraw"])
def test_a_contributor_neither_publishes_nor_withdraws(contributor, desk_of, act):
    story = make_article(status="draft")
    choose(desk_of(contributor), act, [story], step="confirm", seen="1/1", reason="No")
    story.refresh_from_db()
    assert story.status == "draft"


def test_an_act_needs_the_csrf_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert choose(client, "publish", [make_article(status="draft")], step="confirm").status_code == 403


def test_stories_are_put_together_as_reprints_and_taken_out_again(at_desk):
    stories = [make_article("Strait opened"), make_article("Boats may use strait"), make_article("Crane falls")]
    preview = choose(at_desk, "put_together", stories[:2], step="preview")
    assert preview.context["effect"].lines == ["2 stories will stand as printings of one, whatever their texts say."]
    assert carry_out(at_desk, "put_together", stories[:2]).status_code == 302
    assert len(set(Reprint.objects.values_list("group", flat=True))) == 1
    assert ChangeSet.objects.get().title == "Put 2 stories together as reprints"

    preview = choose(at_desk, "take_out", stories[1:], step="preview")
    assert preview.context["effect"].lines == [
        "1 story will no longer count as printings of others.",
        "1 story with no reprints will be kept from getting any.",
    ]
    carry_out(at_desk, "take_out", stories[1:])
    assert not Reprint.objects.filter(article__in=stories[1:], group__isnull=False).exists()

    history = at_desk.get(reverse("admin:articles_article_history", args=[stories[1].pk])).content.decode()
    assert "Put 2 stories together as reprints" in history
    assert "Took 2 stories out of reprints" in history


def test_one_story_cannot_be_put_together(at_desk):
    story = make_article()
    assert "choose two or more" in choose(at_desk, "put_together", [story], step="preview").content.decode()
    carry_out(at_desk, "put_together", [story])
    assert not Reprint.objects.exists()
