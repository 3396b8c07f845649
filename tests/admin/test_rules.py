"""Rules at the desk: what may be saved, what a preview says, and tagging by a rule."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.editing import undo
from articles.jobs import tagging as jobs
from articles.models import Article, ArticleTag, ChangeSet, Country, Tag, TagRule
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_tagrule_add")


def filled(query: str, tag: Tag | None = None, **more: object) -> dict[str, object]:
    return {"query": query, "tag": tag.pk if tag else "", "country": "", "active": "on", "note": "", **more}


def change_page(rule: TagRule) -> str:
    return reverse("admin:articles_tagrule_change", args=[rule.pk])


def tag_page(rule: TagRule) -> str:
    return reverse("admin:articles_tagrule_tag", args=[rule.pk])


@pytest.fixture
def fishing(index) -> Tag:
    """Three stories about herring, one of them tagged; one tagged story that speaks of cod."""
    fishing = make_tag("Fishing")
    make_article(
        "Herring quota agreed", on="2024-03-01", body_html="<p>Quiet day. The herring fleet sailed at dawn.</p>"
    )
    make_article("Fleet in port", on="2024-03-02", body_html="<p>No herring was landed & sold.</p>", tags=[fishing])
    make_article("Market report", on="2024-03-03", body_html="<p>Prices rose. Herrings were dear.</p>")
    make_article("Cod is back", on="2024-03-04", tags=[fishing])
    make_article("Parliament sits", on="2024-03-05")
    index()
    return fishing


class TestSaving:
    def test_a_rule_is_saved_with_who_made_it_and_its_history(self, at_desk, editor):
        tag = make_tag("Fishing")
        assert at_desk.post(ADD, filled(" herring  OR cod ", tag)).status_code == 302
        rule = TagRule.objects.get()
        assert (rule.query, rule.tag, rule.added_by, rule.active, rule.automatic) == (
            "herring OR cod", tag, editor, True, False,
        )  # fmt: skip
        assert "by erin" in at_desk.get(change_page(rule)).content.decode()
        at_desk.post(change_page(rule), filled("herring", tag, automatic="on"))
        page = at_desk.get(reverse("admin:articles_tagrule_history", args=[rule.pk])).content.decode()
        assert "herring OR cod" in page and "Automatic" in page

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("", "Say what its stories have"),
            ("-herring", "nearly every story"),
            ("herring OR -cod", "nearly every story"),
            ("-herring -cod", "nearly every story"),
            ("after:2024-01-01", "nearly every story"),
            ("?!", "no letter or digit"),
            ("a b c d e f g h i j k l m n o p q r s t u", "At most 20 words"),
        ],
    )
    def test_what_would_catch_everything_or_nothing_is_refused_with_the_reason(self, at_desk, query, said):
        answer = at_desk.post(ADD, filled(query, make_tag("Fishing")))
        assert said in answer.content.decode()
        assert not TagRule.objects.exists()

    def test_what_was_read_otherwise_than_written_is_asked_about(self, at_desk):
        tag = make_tag("Fishing")
        answer = at_desk.post(ADD, filled("herring topic:fishin", tag)).content.decode()
        assert "There is no topic “fishin”. The nearest name is “Fishing”." in answer
        assert "herring topic:fishin" in answer and not TagRule.objects.exists()
        at_desk.post(ADD, filled("herring topic:fishin", tag, as_read="on"))
        rule = TagRule.objects.get()
        at_desk.post(change_page(rule), filled("herring topic:fishin", tag, note="Asked once is enough."))
        assert TagRule.objects.get().note == "Asked once is enough."

    @pytest.mark.parametrize("both", [True, False])
    def test_a_rule_is_for_a_tag_or_a_country(self, at_desk, both):
        tag = make_tag("Fishing") if both else None
        country = Country.objects.get(code="NO").pk if both else ""
        answer = at_desk.post(ADD, filled("herring", tag, country=country))
        assert "Choose a tag or a country, one of the two." in answer.content.decode()

    def test_a_change_and_a_deletion_can_be_undone(self, at_desk, editor):
        tag = make_tag("Fishing")
        at_desk.post(ADD, filled("herring", tag))
        rule = TagRule.objects.get()
        at_desk.post(change_page(rule), filled("cod", tag))
        undo.undo(ChangeSet.objects.latest("pk"), editor)
        assert TagRule.objects.get().query == "herring"
        at_desk.post(reverse("admin:articles_tagrule_delete", args=[rule.pk]), {"post": "yes"})
        assert not TagRule.objects.exists()
        undo.undo(ChangeSet.objects.filter(title__startswith="Deleted").latest("pk"), editor)
        assert TagRule.objects.get().query == "herring"

    def test_a_rule_goes_along_when_its_tag_is_merged(self, at_desk, editor):
        rule = TagRule.objects.create(query="herring", tag=make_tag("Fishing"))
        fish = make_tag("Fisheries")
        at_desk.post(reverse("admin:articles_tag_merge", args=[rule.tag_id]), {"into": fish.pk})
        assert TagRule.objects.get().tag == fish
        undo.undo(ChangeSet.objects.latest("pk"), editor)
        assert TagRule.objects.get().tag.name == "Fishing"


class TestPreview:
    def test_it_counts_and_shows_and_saves_nothing(self, at_desk, fishing):
        answer = at_desk.post(ADD, filled("herring", fishing, note="Not yet.", _preview="Preview"))
        shown = answer.context["adminform"].form.shown
        assert (shown.caught.total, shown.caught.tagged, shown.caught.untagged, shown.caught.missed) == (3, 1, 2, 1)
        assert [row.story.headline for row in shown.rows] == ["Market report", "Herring quota agreed"]
        page = answer.content.decode()
        assert "<mark>Herrings</mark> were dear" in page and "<mark>Herring</mark> quota agreed" in page
        assert "Not yet." in page and 'value="herring"' in page
        assert not TagRule.objects.exists()
        assert not ChangeSet.objects.exists()

    def test_a_narrower_tag_counts_as_having_it(self, at_desk, index):
        fishing = make_tag("Fishing")
        make_article("Herring quota", tags=[make_tag("Herring fleet", parent=fishing)])
        index()
        shown = at_desk.post(ADD, filled("herring", fishing, _preview="Preview")).context["adminform"].form.shown
        assert (shown.caught.total, shown.caught.tagged) == (1, 1)

    def test_what_cannot_be_read_is_said_there_as_well(self, at_desk, fishing):
        page = at_desk.post(ADD, filled("-herring", fishing, _preview="Preview")).content.decode()
        assert "nearly every story" in page and 'value="-herring"' in page

    def test_without_an_index_it_says_so(self, at_desk, index_root):
        page = at_desk.post(ADD, filled("herring", make_tag("Fishing"), _preview="Preview")).content.decode()
        assert "index is being built" in page

    def test_a_rule_for_a_country(self, at_desk, index):
        make_article("Oslo talks", countries=["NO"])
        make_article("Oslo harbour")
        index()
        norway = Country.objects.get(code="NO")
        answer = at_desk.post(ADD, filled("oslo", country=norway.pk, _preview="Preview"))
        found = answer.context["adminform"].form.shown.caught
        assert (found.total, found.tagged, found.missed) == (2, 1, 0)


class TestTagging:
    def test_saving_leads_on_to_it(self, at_desk, fishing):
        answer = at_desk.post(ADD, filled("herring", fishing, _tag="Save"))
        assert answer["Location"] == tag_page(TagRule.objects.get())

    def test_it_tags_what_was_shown_with_evidence_as_one_change_that_can_be_undone(
        self, at_desk, editor, fishing, index
    ):
        rule = TagRule.objects.create(query="herring", tag=fishing)
        assert "Tag 2 stories" in at_desk.get(tag_page(rule)).content.decode()
        answer = at_desk.post(tag_page(rule), {"seen": "2"}, follow=True)
        assert "Added “Fishing” to 2 stories by the rule “herring”" in answer.content.decode()
        links = ArticleTag.objects.filter(origin="rule").order_by("article__published_at")
        assert [(link.evidence, link.added_by) for link in links] == [
            ("Herring quota agreed", editor),
            ("Herrings were dear.", editor),
        ]
        changeset = ChangeSet.objects.latest("pk")
        assert {link.changeset for link in links} == {changeset}
        index()
        assert "nothing to do" in at_desk.get(tag_page(rule)).content.decode()
        undo.undo(changeset, editor)
        assert not ArticleTag.objects.filter(origin="rule").exists()

    def test_what_changed_since_is_shown_again(self, at_desk, fishing, index):
        rule = TagRule.objects.create(query="herring", tag=fishing)
        make_article("More herring")
        index()
        answer = at_desk.post(tag_page(rule), {"seen": "2"})
        assert "changed since you looked" in answer.content.decode() and "Tag 3 stories" in answer.content.decode()
        assert not ArticleTag.objects.filter(origin="rule").exists()

    def test_a_story_tagged_since_the_index_was_read_keeps_its_own(self, at_desk, fishing):
        rule = TagRule.objects.create(query="herring", tag=fishing)
        ArticleTag.objects.create(article=Article.objects.get(headline="Market report"), tag=fishing)
        at_desk.post(tag_page(rule), {"seen": "2"})
        assert ArticleTag.objects.get(article__headline="Market report").origin == "editor"
        assert ChangeSet.objects.latest("pk").counts == {"stories": 1, "added": 1}

    def test_many_are_tagged_in_the_background(self, at_desk, editor, fishing, monkeypatch):
        monkeypatch.setattr(jobs, "AT_ONCE", 1)
        rule = TagRule.objects.create(query="herring", tag=fishing)
        answer = at_desk.post(tag_page(rule), {"seen": "2"}, follow=True)
        assert "in the background" in answer.content.decode()
        assert not ArticleTag.objects.filter(origin="rule").exists()
        jobs.tag_by_rule(rule_id=rule.pk, user_id=editor.pk)
        assert ArticleTag.objects.filter(origin="rule", added_by=editor).count() == 2
        jobs.tag_by_rule(rule_id=rule.pk, user_id=editor.pk)
        assert ChangeSet.objects.filter(kind="tag").count() == 1


class TestWhoMay:
    def test_a_contributor_sees_rules_and_changes_none(self, contributor, desk_of, fishing):
        rule = TagRule.objects.create(query="herring", tag=fishing)
        client = desk_of(contributor)
        assert "herring" in client.get(change_page(rule)).content.decode()
        assert client.get(ADD).status_code == 403
        assert client.post(ADD, filled("cod", fishing)).status_code == 403
        assert client.post(change_page(rule), filled("cod", fishing)).status_code == 403
        assert client.get(tag_page(rule)).status_code == 403
        assert client.post(tag_page(rule), {"seen": "2"}).status_code == 403
        assert not ArticleTag.objects.filter(origin="rule").exists()

    def test_a_rule_that_is_not_there(self, at_desk):
        assert at_desk.get(reverse("admin:articles_tagrule_tag", args=[999])).status_code == 404
