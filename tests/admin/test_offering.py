"""Tags and countries offered at the desk: on a story's own page, and on an item of an import."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from articles.admin.actions import suggesting
from articles.editing import undo
from articles.ingest import runs
from articles.models import Article, ArticleCountry, ArticleTag, ChangeSet, Import, SuggestionModel, TagRule
from articles.tagging import training
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

BODY = "<p>The day began quietly. Two herring boats from Norway were late. Norway said nothing.</p>"


def page(story: Article) -> str:
    return reverse("admin:articles_article_suggestions", args=[story.pk])


@pytest.fixture
def story(db) -> Article:
    TagRule.objects.create(query="herring", tag=make_tag("Fishing"))
    return make_article("Late again", body_html=BODY)


def test_the_form_of_a_story_leads_to_what_is_offered_and_the_chosen_are_added(at_desk, editor, story):
    form = at_desk.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    assert page(story) in form
    shown = at_desk.get(page(story)).content.decode()
    assert "rule “herring”" in shown and "Two herring boats from Norway were late." in shown
    offers = at_desk.get(page(story)).context["offers"]
    answer = at_desk.post(page(story), {"offered": [offer.value for offer in offers]}, follow=True)
    assert "Added “Norway”, “Fishing” to 1 story" in answer.content.decode()
    link, country = ArticleTag.objects.get(), ArticleCountry.objects.get()
    assert (link.origin, link.evidence, link.added_by) == ("rule", "Two herring boats from Norway were late.", editor)
    assert (country.origin, country.country.code) == ("name", "NO")
    changeset = ChangeSet.objects.get()
    assert (changeset.counts, link.changeset) == ({"stories": 1, "added": 2}, changeset)
    assert "by erin" in answer.content.decode() and "An editor&#x27;s rule" in answer.content.decode()
    assert "Nothing more is named" in at_desk.get(page(story)).content.decode()
    undo.undo(changeset, editor)
    assert not ArticleTag.objects.exists() and not ArticleCountry.objects.exists()


def test_ticking_nothing_or_what_is_not_offered_any_more_changes_nothing(at_desk, story):
    assert "Nothing is ticked" in at_desk.post(page(story)).content.decode()
    for value in ("tag:999999", "nonsense", "country:XX", "new:topic:Made up"):
        assert "changed since you looked" in at_desk.post(page(story), {"offered": [value]}).content.decode()
    assert not ChangeSet.objects.exists()


def test_only_who_may_change_the_story_is_offered_anything(contributor, desk_of, story):
    client = desk_of(contributor)
    assert client.get(page(story)).status_code == 403
    assert client.post(page(story), {"offered": ["country:NO"]}).status_code == 403
    draft = make_article("A draft", body_html=BODY, status="draft")
    assert client.get(page(draft)).status_code == 200
    assert client.get(page(draft).replace(str(draft.pk), "999999")).status_code == 404
    assert not ArticleCountry.objects.exists()


def test_what_is_ticked_on_an_item_keeps_where_it_came_from(at_desk):
    quotas, rails = make_tag("Quotas"), make_tag("Railways")
    TagRule.objects.create(query="herring", tag=make_tag("Fishing"))
    subjects = {quotas: "The minister argued about the yearly quota.", rails: "The night train stood in the snow."}
    for day in range(24):
        tag = (quotas, rails)[day % 2]
        make_article(f"Day {day}", on=f"2024-01-{day + 1:02}", body_html=f"<p>{subjects[tag]}</p>", tags=[tag])
    assert training.train().fault == ""
    assert SuggestionModel.objects.usable().exists()
    body = "Two herring boats from Norway were late. The minister argued about the yearly quota. Norway said nothing."
    content = json.dumps({"headline": "Late again", "published": "2024-03-25", "body": body}).encode()
    run = runs.open_import([runs.Handed("s.jsonl", content)], user=None)
    address = reverse("admin:articles_import_item", args=[run.pk, run.items.get().pk])
    form = at_desk.get(address).context["form"]
    offered = {offer.label: offer for offer in form.offers}
    assert offered["Quotas"].why.startswith("by the model, ") and not offered["Quotas"].ticked
    data = {name: form[name].value() or "" for name in form.fields if name not in ("offered", "keep_both", "skipped")}
    data |= {"authors": "", "new_topics": "", "more_tags": [], "more_countries": []}
    at_desk.post(address, data | {"offered": [offered[name].value for name in ("Fishing", "Quotas", "Norway")]})
    run = Import.objects.get()
    runs.confirm(run)
    runs.execute(run)
    new = Article.objects.get(headline="Late again")
    assert set(new.article_tags.values_list("tag__name", "origin", "evidence")) == {
        ("Fishing", "rule", "Two herring boats from Norway were late."),
        ("Quotas", "model", "The minister argued about the yearly quota."),
    }
    assert new.article_countries.get().origin == "name"


def many(at_desk, **sent):
    """The list's act on all stories."""
    keys = Article.objects.order_by("pk").values_list("pk", flat=True)
    data = {"action": "suggest", "index": 0, "select_across": 0, "_selected_action": list(keys)} | sent
    return at_desk.post(reverse("admin:articles_article_changelist"), data)


def test_many_stories_are_looked_through_together_and_what_is_ticked_is_one_change(at_desk, editor, story):
    bare = make_article("Nothing to say", body_html="<p>Quiet.</p>")
    other = make_article("Norway and Sweden sign", body_html="<p>Norway signed. Sweden signed.</p>")
    shown = many(at_desk)
    assert [(one.story, sorted(offer.label for offer in one.offers)) for one in shown.context["shown"]] == [
        (story, ["Fishing", "Norway"]),
        (other, ["Norway", "Sweden"]),
    ]
    assert shown.context["bare"] == [bare]
    assert not ChangeSet.objects.exists()
    norway, sweden = (f"{other.pk}/country:{code}" for code in ("NO", "SE"))
    (fishing,) = (f"{story.pk}/{one.value}" for one in shown.context["shown"][0].offers if one.label == "Fishing")
    answer = many(at_desk, step="add", offered=[fishing, norway, sweden])
    assert answer.status_code == 302
    assert set(ArticleCountry.objects.values_list("article", "country__code")) == {(other.pk, "NO"), (other.pk, "SE")}
    assert ArticleTag.objects.get().article == story
    assert ChangeSet.objects.get().counts == {"stories": 2, "added": 3}
    undo.undo(ChangeSet.objects.get(), editor)
    assert not ArticleTag.objects.exists() and not ArticleCountry.objects.exists()


def test_many_stories_come_some_at_a_time_and_each_once(at_desk, monkeypatch):
    monkeypatch.setattr(suggesting, "AT_ONCE", 2)
    made = [make_article(f"Norway, day {day}") for day in range(5)]
    seen, answer, sent = [], many(at_desk), {}
    while answer.status_code == 200:
        context = answer.context
        seen += [one.story for one in context["shown"]]
        assert (context["first"], context["last"]) == (len(seen) - len(context["shown"]) + 1, len(seen))
        first = context["shown"][0]
        sent = {"after": context["after"], "step": "add", "offered": [f"{first.prefix}country:NO"]}
        answer = many(at_desk, **sent)
    assert seen == made
    assert list(ArticleCountry.objects.order_by("article").values_list("article", flat=True)) == [
        made[place].pk for place in (0, 2, 4)
    ]


def test_what_is_not_offered_any_more_is_not_added_and_the_ticks_stay(at_desk, story):
    other = make_article("Norway signs")
    kept = f"{other.pk}/country:NO"
    for gone in (f"{other.pk}/country:SE", f"{story.pk}/tag:999999", "nonsense", "/", f"999999/{kept}"):
        answer = many(at_desk, step="add", offered=[kept, gone])
        assert "changed since you looked" in answer.content.decode()
        assert answer.context["shown"][1].ticked >= {"country:NO"}
    assert many(at_desk, after="x" * 9, step="odd").status_code == 200
    assert not ChangeSet.objects.exists()


def test_many_of_a_contributors_stories_are_only_drafts(contributor, desk_of, story):
    draft = make_article("Norway waits", status="draft")
    answer = many(desk_of(contributor))
    assert [one.story for one in answer.context["shown"]] == [draft]
    assert "1 more is left out" in answer.content.decode()
    many(desk_of(contributor), step="add", offered=[f"{story.pk}/country:NO"])
    assert not ArticleCountry.objects.exists()


def test_an_import_that_is_done_leads_to_suggestions_for_all_it_made(at_desk):
    content = json.dumps({"headline": "Norway signs", "published": "2024-03-25", "body": "The pier stood."}).encode()
    run = runs.open_import([runs.Handed("s.jsonl", content)], user=None)
    runs.confirm(run)
    runs.execute(run)
    make_article("Norway elsewhere")
    page = at_desk.get(run.get_absolute_url()).content.decode()
    form = page[: page.index("Suggest tags and countries")].rpartition("<form")[2]
    address = re.search(r'action="([^"]+)"', form)[1]
    fields = dict(re.findall(r'name="(\w+)" value="(\w+)"', form))
    fields.pop("csrfmiddlewaretoken", None)
    shown = at_desk.post(address, fields).context["shown"]
    assert [one.story.headline for one in shown] == ["Norway signs"]
