"""A story's public history: what changed before readers' eyes, and nothing of what they never saw."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission, User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.editing.history import change
from articles.editing.publishing import publish, withdraw
from articles.editing.stories import prepare
from articles.models import Article, Author, Byline, ChangeSet, Image
from tests.factories import make_article, make_tag
from tests.views.pages import read

pytestmark = pytest.mark.usefixtures("committed")

BODY = "<p>The quay opened on Monday.</p><p>Nine ships came in the first week, and more are expected.</p><p>A band played.</p>"


def edit(story: Article, **values: object) -> None:
    """Change a story as an editor's form does: as one change-set."""
    story.refresh_from_db()
    for name, value in values.items():
        setattr(story, name, value)
    with change(ChangeSet.Kind.EDIT, "An edit", None):
        prepare(story).save()


def versions(client, story: Article) -> str:
    return read(client, f"/articles/{story.pk}/versions/")


def source(client, story: Article) -> str:
    return client.get(f"/articles/{story.pk}/versions/").content.decode()


def test_a_story_that_never_changed_says_so(client):
    story = make_article("Quay opens", body_html=BODY)
    assert "has said the same ever since" in versions(client, story)
    assert f'href="/articles/{story.pk}/versions/"' in client.get(story.get_absolute_url()).content.decode()


def test_a_headline_is_told_word_by_word(client):
    story = make_article("Quay opens on Sunday", body_html=BODY)
    edit(story, headline="Quay opens on Monday")
    html = " ".join(source(client, story).split())
    assert "2 versions of this page" in html
    assert "Quay opens on <del>" in html
    assert ">[left out: </span>Sunday<" in html
    assert ">[added: </span>Monday<" in html


@pytest.mark.parametrize("values", [{"headline": "Quay closes"}, {"body_html": "<p>It closed.</p>"}])
def test_a_story_whose_words_changed_says_so_itself(client, values):
    story = make_article("Quay opens", slug="quay", body_html=BODY)
    edit(story, guid="wire:17", section=None, status="published")
    assert "The words of this page have changed" not in read(client, story.get_absolute_url())
    edit(story, **values)
    assert "The words of this page have changed" in read(client, story.get_absolute_url())
    withdraw(Article.objects.filter(pk=story.pk), "Wrong.", None)
    publish(Article.objects.filter(pk=story.pk), None)
    assert "The words of this page have changed" not in read(client, story.get_absolute_url())


def test_a_draft_that_was_worked_on_has_not_changed_for_readers(client):
    story = make_article("Quay opnes", slug="quay", status="draft")
    edit(story, headline="Quay opens")
    publish(Article.objects.filter(pk=story.pk), None)
    assert "The words of this page have changed" not in read(client, story.get_absolute_url())


def test_of_a_text_only_the_paragraphs_that_changed_are_told(client):
    story = make_article("Quay opens", body_html=BODY)
    edit(story, body_html=BODY.replace("Nine", "Twelve"))
    page = versions(client, story)
    assert "[left out: Nine]" in page and "[added: Twelve]" in page
    assert "1 paragraph is the same." in page
    assert "A band played" not in page


def test_byline_and_pictures_are_part_of_it(client):
    story = make_article("Quay opens", authors=["Ana Reyes"])
    byline = story.bylines.get()
    other = Author.objects.create(name="Bo Lind", slug="bo-lind")
    Byline.objects.filter(pk=byline.pk).delete()
    Byline.objects.create(article=story, author=other)
    Image.objects.create(article=story, caption="The quay at night")
    html = " ".join(source(client, story).split())
    assert "<del>Ana Reyes</del>" in html and "<ins>Bo Lind</ins>" in html
    assert "<ins>The quay at night</ins>" in html


def test_what_readers_do_not_see_makes_no_version(client):
    story = make_article("Quay opens")
    edit(story, guid="wire:17")
    story.article_tags.create(tag=make_tag("Harbours"))
    assert "has said the same ever since" in versions(client, story)


def test_a_draft_is_never_told_of(client):
    story = make_article("Kwaay opnes", status="draft", body_html="<p>Secret name: Zed.</p>", authors=["Ghost Writer"])
    edit(story, headline="Quay opens", body_html=BODY)
    story.bylines.all().delete()
    publish(Article.objects.filter(pk=story.pk), None)
    html = source(client, story)
    for secret in ("Kwaay", "Zed", "Ghost"):
        assert secret not in html
    assert "has said the same ever since" in " ".join(html.split())


def test_nothing_is_told_of_a_time_in_which_readers_had_no_story(client):
    story = make_article("Quay opens", body_html=BODY)
    edit(story, status="review", headline="Quay scandal, to be checked with the lawyers")
    edit(story, headline="Quay opens late")
    edit(story, status="published")
    page = versions(client, story)
    assert "lawyers" not in page
    assert "[added: late]" in page
    assert "came back to readers" in page


def test_what_was_withdrawn_stays_withdrawn_when_the_story_comes_back(client):
    story = make_article("Mayor took bribes", slug="mayor", body_html="<p>Jo Example took 5,000.</p>")
    edit(story, standfirst="A bribe, says a source.")
    withdraw(Article.objects.filter(pk=story.pk), "The source was wrong.", None)
    edit(story, headline="Mayor is cleared", standfirst="", body_html="<p>Nobody took anything.</p>")
    publish(Article.objects.filter(pk=story.pk), None)
    edit(story, headline="Mayor is cleared of all charges")
    html = source(client, story)
    for gone in ("bribe", "Jo Example", "source was wrong"):
        assert gone not in html
    assert "2 versions of this page" in " ".join(html.split())


STATUSES = st.sampled_from(["draft", "review", "published", "published", "withdrawn"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(STATUSES, min_size=1, max_size=7))
def test_whatever_is_done_to_a_story_only_what_was_public_since_its_last_withdrawal_is_told(client, acts):
    """Each act gives the story a status and words of its own, which are then looked for."""
    story = make_article("Quay word0", slug="quay", status="draft", body_html="<p>It opens, word0.</p>")
    public: set[str] = set()
    for number, status in enumerate([*acts, "published"], 1):
        word = f"word{number}"
        edit(
            story, status=status, withdrawn_reason="Wrong." if status == "withdrawn" else "",
            headline=f"Quay {word}", body_html=f"<p>It opens, {word}.</p>",
        )  # fmt: skip
        if status == "published":
            public.add(word)
        elif status == "withdrawn":
            public.clear()
    assert set(re.findall(r"word\d+", source(client, story))) == public


@pytest.mark.parametrize(("status", "answer"), [("draft", 404), ("review", 404), ("withdrawn", 410)])
def test_a_story_readers_do_not_have_has_no_versions(client, status, answer):
    story = make_article("Quay opens", body_html=BODY)
    edit(story, headline="Quay opens again")
    edit(story, status=status, withdrawn_reason="Asked for by the author.")
    response = client.get(f"/articles/{story.pk}/versions/")
    assert response.status_code == answer
    assert "Quay" not in response.content.decode().replace("quay", "")


def test_not_even_an_editor_reads_a_drafts_past_there(client):
    story = make_article("Quay opens", status="draft")
    edit(story, headline="Quay closes")
    user = User.objects.create_user("ana", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    assert client.get(f"/articles/{story.pk}/versions/").status_code == 404


def test_a_merged_story_leads_to_the_other(client):
    kept = make_article("Kept")
    merged = make_article("Merged", status="withdrawn", withdrawn_reason="The same.", merged_into=kept)
    assert client.get(f"/articles/{merged.pk}/versions/")["Location"] == kept.get_absolute_url()


def test_one_act_is_one_version(client):
    story = make_article("Quay opens")
    with change(ChangeSet.Kind.EDIT, "Two steps", None):
        for headline in ("Quay opens tomorow", "Quay opens tomorrow"):
            Article.objects.filter(pk=story.pk).update(headline=headline)
    page = versions(client, story)
    assert "2 versions of this page" in page
    assert "tomorow" not in page


def test_marks_of_another_kind_are_told_as_such(client):
    story = make_article('Mayor: "We open"', body_html='<p>"We open," she said.</p>')
    edit(story, body_html="<p>“We open,” she said.</p>")
    assert "The words are the same; links, marks or layout changed." in versions(client, story)


def test_very_long_texts_are_not_compared(client):
    long = "".join(f"<p>{'Ships came and went all day long. ' * 60}{number}</p>" for number in range(150))
    story = make_article("Log of the quay", body_html=long)
    edit(story, body_html=long + "<p>The end.</p>")
    assert "too long to be compared here" in versions(client, story)


def test_its_cost_does_not_grow_with_the_history(client, django_assert_max_num_queries):
    story = make_article("Quay opens", source="Bay Wire", section="News")
    for number in range(12):
        edit(story, headline=f"Quay opens, take {number}")
    with django_assert_max_num_queries(9):
        assert "13 versions of this page" in versions(client, story)


def test_only_so_many_versions_are_told_of(client, monkeypatch):
    monkeypatch.setattr("articles.views.versions.MOST", 3)
    story = make_article("Quay opens, take one")
    for word in ("two", "three", "four"):
        edit(story, headline=f"Quay opens, take {word}")
    page = versions(client, story)
    assert "The oldest version told of here." in page
    assert "[left out: two]" in page and "[left out: one]" not in page


def test_a_cached_page_is_made_anew_after_a_change(client):
    story = make_article("Quay opens")
    etag = client.get(f"/articles/{story.pk}/versions/")["ETag"]
    assert client.get(f"/articles/{story.pk}/versions/", headers={"If-None-Match": etag}).status_code == 304
    edit(story, headline="Quay is open")
    assert client.get(f"/articles/{story.pk}/versions/", headers={"If-None-Match": etag}).status_code == 200
