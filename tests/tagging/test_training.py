"""The model: what it learns from, what a training leaves behind, and what is offered by it."""

from __future__ import annotations

import datetime as dt

import psycopg
import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles.jobs import training as jobs
from articles.models import ArticleCountry, ArticleTag, SuggestionModel, Tag
from articles.tagging import training
from articles.tagging.learned import learned_of, newest
from articles.tagging.offers import offers_for_stories
from articles.tagging.training import AtWork, f1, lessons, train
from tests.factories import make_article, make_tag
from tests.following import conninfo

pytestmark = pytest.mark.django_db

SUBJECTS = {
    "Fishing": ("NO", "The trawler landed herring and cod, and the fleet argued about its quota and its nets."),
    "Railways": ("CH", "The locomotive pulled nine carriages over the pass, and the timetable of the line was kept."),
}
PAGE = reverse("admin:articles_suggestionmodel_changelist")
TRAIN = reverse("admin:articles_suggestionmodel_train")


@pytest.fixture
def archive(db) -> None:
    """Forty stories of two kinds, a day apart, tagged by people."""
    for name in SUBJECTS:
        make_tag(name)
    for day in range(40):
        name = list(SUBJECTS)[day % 2]
        make_story(name, day)


def make_story(name: str, day: int, origin: str = "editor") -> None:
    code, told = SUBJECTS[name]
    on = dt.date(2024, 1, 1) + dt.timedelta(days=day)
    story = make_article(f"Report number {day}", on=f"{on}", body_html=f"<p>Day {day}. {told}</p>", countries=[code])
    ArticleTag.objects.create(article=story, tag=Tag.objects.get(name=name), origin=origin)
    ArticleCountry.objects.filter(article=story).update(origin=origin)


class TestWhatIsLearned:
    def test_the_oldest_story_comes_first_with_its_slugs_and_codes(self, archive):
        learned = lessons()
        assert [lesson.headline for lesson in learned[:2]] == ["Report number 0", "Report number 1"]
        assert (learned[0].topics, learned[0].countries) == (("fishing",), ("NO",))

    @pytest.mark.parametrize(
        ("origin", "counts"), [("editor", 1), ("source", 1), ("name", 1), ("rule", 0), ("model", 0)]
    )
    def test_only_what_people_tagged_is_learned_from(self, origin, counts):
        make_tag("Fishing")
        make_story("Fishing", 1, origin)
        assert len(lessons()) == counts

    def test_of_a_story_that_people_tagged_every_topic_counts(self, archive):
        link = ArticleTag.objects.filter(tag__name="Fishing").first()
        ArticleTag.objects.create(article=link.article, tag=make_tag("Quotas"), origin="rule")
        ArticleTag.objects.create(article=link.article, tag=make_tag("Ann Example", kind="person"))
        assert set(next(one for one in lessons() if one.headline == str(link.article)).topics) == {"fishing", "quotas"}

    def test_drafts_untagged_stories_and_all_but_the_newest_are_left_out(self, archive, monkeypatch):
        make_article("A draft", status="draft", tags=[make_tag("Drafts")])
        make_article("Untagged")
        monkeypatch.setattr(training, "MOST_STORIES", 3)
        monkeypatch.setattr(training, "LETTERS", 5)
        assert [(one.headline, one.body) for one in lessons()] == [
            ("Report number 37", "Day 3"), ("Report number 38", "Day 3"), ("Report number 39", "Day 3"),
        ]  # fmt: skip


class TestATraining:
    def test_it_says_on_how_much_and_how_well(self, archive):
        done = train()
        assert (done.stories, done.topics, done.countries, done.tested_on, done.fault) == (40, 2, 2, 8, "")
        assert done.topics_score > 0.9
        assert done.seconds > 0

    def test_too_little_is_said_and_the_model_before_stays(self, archive):
        used = train()
        ArticleTag.objects.all().delete()
        ArticleCountry.objects.all().delete()
        failed = train()
        assert "too little to learn from" in failed.fault
        assert SuggestionModel.objects.usable().get() == used
        assert learned_of("Herring", "", "The trawler landed herring and cod; the quota.")

    def test_only_the_newest_model_and_the_last_trainings_are_kept(self, archive, monkeypatch):
        monkeypatch.setattr(training, "KEPT", 2)
        numbers = [train().pk for _ in range(3)]
        assert list(SuggestionModel.objects.values_list("pk", flat=True)) == numbers[:0:-1]
        assert SuggestionModel.objects.usable().get().pk == numbers[-1]

    def test_two_do_not_run_at_once(self, archive):
        with psycopg.connect(conninfo(), autocommit=True) as other:
            other.execute("SELECT pg_advisory_lock(%s)", [training.LOCK])
            with pytest.raises(AtWork):
                train()
            with pytest.raises(CommandError, match="being trained already"):
                call_command("train_suggestions")
        assert not SuggestionModel.objects.exists()

    def test_the_command_says_how_it_went(self, archive, capsys):
        call_command("train_suggestions")
        assert "Learned 2 topics and 2 countries from 40 stories" in capsys.readouterr().out
        ArticleTag.objects.all().delete()
        ArticleCountry.objects.all().delete()
        with pytest.raises(CommandError, match="too little") as fault:
            call_command("train_suggestions")
        assert fault.value.returncode == 3


class TestWhatIsOffered:
    def test_the_model_offers_unticked_with_its_reasons(self, archive):
        train()
        story = make_article("A night at sea", body_html="<p>Calm. The trawler landed herring, cod and torn nets.</p>")
        offer = next(one for one in offers_for_stories([story])[story.pk] if one.label == "Fishing")
        assert offer.reasons[-1].startswith("by the model, 0.") and offer.why.endswith("like 20 stories tagged so")
        assert (offer.evidence, offer.origin, offer.ticked) == (
            "The trawler landed herring, cod and torn nets.", "model", False,
        )  # fmt: skip

    def test_a_newer_model_takes_the_place_of_the_one_in_memory(self, archive):
        assert learned_of("Herring", "", "The trawler landed herring.") == []
        train()
        first = newest()
        assert newest() is first
        train()
        assert newest() is not first

    def test_a_renamed_topic_is_still_offered_and_a_deleted_one_is_not(self, archive):
        train()
        tag = ArticleTag.objects.filter(tag__name="Fishing").first().tag
        tag.slug = "fisheries"
        tag.save()
        told = "The trawler landed herring and cod, and the fleet argued about its quota."
        assert [one.thing for one in learned_of("At sea", "", told) if one.thing == tag]
        ArticleTag.objects.filter(tag=tag).delete()
        tag.delete()
        assert not [one for one in learned_of("At sea", "", told) if str(one.thing) == "Fishing"]

    def test_a_model_that_cannot_be_read_offers_nothing(self, archive, caplog):
        train()
        SuggestionModel.objects.update(content=b"no model")
        again = SuggestionModel.objects.create(content=b"no model either")
        assert learned_of("Herring", "", "The trawler landed herring.") == []
        assert f"training {again.pk} cannot be read" in caplog.text


class TestTheDesk:
    def client(self, group: str) -> Client:
        user = User.objects.create_user(group.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    def test_the_page_tells_how_well_the_model_does(self, archive):
        done = train()
        page = self.client("Editor").get(PAGE).content.decode()
        assert "40 stories that people tagged" in page
        assert f"topics {done.topics_score:.2f}" in page and "8 newer stories" in page

    def test_the_page_tells_why_there_is_none(self):
        train()
        page = self.client("Contributor").get(PAGE).content.decode()
        assert "There is none yet" in page and "too little to learn from" in page and "Train now" not in page

    def test_an_editor_has_it_trained_now(self):
        client = self.client("Editor")
        assert "in the background" in client.post(TRAIN, follow=True).content.decode()
        assert "under way" in client.post(TRAIN, follow=True).content.decode()
        assert "A training is under way" in client.get(PAGE).content.decode()

    def test_nobody_else_does(self):
        assert self.client("Contributor").post(TRAIN).status_code == 403
        assert self.client("Editor").get(TRAIN).status_code == 405
        assert not jobs.is_waiting()


def test_f1_counts_what_is_right_wrong_and_missing():
    assert f1([{"a", "b"}, {"c"}], [{"a"}, {"c", "d"}]) == pytest.approx(2 * 2 / 6)
    assert f1([{"a"}], [{"b"}]) == 0
    assert f1([set()], [set()]) is None
